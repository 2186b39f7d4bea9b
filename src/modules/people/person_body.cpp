#include "modules/people/person_body.hpp"

#include <boost/json/value.hpp>

namespace linli::people {

namespace json = boost::json;

namespace {

std::string text_member(const json::value& value) {
  return value.is_null() ? std::string() : std::string(value.as_string());
}

std::string text_in(const json::object& object, std::string_view name) {
  const auto* found = object.if_contains(name);
  return found == nullptr ? std::string() : text_member(*found);
}

std::optional<Date> day_in(const json::object& object, std::string_view name) {
  return parse_date(text_in(object, name));
}

void take_contacts(const json::value& sent, std::vector<ContactPerson>& contacts) {
  contacts.clear();
  if (sent.is_null()) return;
  for (const auto& item : sent.as_array()) {
    const auto& contact = item.as_object();
    contacts.push_back({text_in(contact, "name"), text_in(contact, "relation"), text_in(contact, "phone")});
  }
}

void take_tags(const json::value& sent, std::vector<CareTag>& tags) {
  tags.clear();
  if (sent.is_null()) return;
  for (const auto& item : sent.as_array()) {
    const auto& tag = item.as_object();
    tags.push_back(
        {text_in(tag, "code"), day_in(tag, "since").value_or(Date{}), day_in(tag, "until"), text_in(tag, "note")});
  }
}

void take_memberships(const json::value& sent, std::vector<Membership>& memberships) {
  memberships.clear();
  if (sent.is_null()) return;
  for (const auto& item : sent.as_array()) {
    const auto& member = item.as_object();
    memberships.push_back({text_in(member, "branch"), text_in(member, "standing"),
                           day_in(member, "since").value_or(Date{}), day_in(member, "until")});
  }
}

}  // namespace

std::vector<http::Field> person_fields() {
  using namespace http;
  return {
      text_field("name", {"姓名", "Name"}).at_most(60),
      enum_field("gender", {"性别", "Gender"}, {"unknown", "male", "female"}),
      text_field("education", {"文化程度", "Education"}).at_most(40).or_null(),
      text_field("id_number", {"身份证号", "ID number"}).at_most(40).or_null().hidden(),
      text_field("phone", {"电话", "Telephone"}).at_most(40).or_null().hidden(),
      date_field("birth", {"出生日期", "Birth date"}).or_null().hidden(),
      text_field("health", {"健康和照护需要", "Health"}).at_most(500).or_null().hidden(),
      text_field("hardship", {"困难情况", "Hardship"}).at_most(500).or_null().hidden(),
      array_field("contacts", {"紧急联系人", "Contact persons"},
                  object_field("contact", {"联系人", "Contact person"},
                               {text_field("name", {"姓名", "Name"}).at_most(60).must().hidden(),
                                text_field("relation", {"关系", "Relation"}).at_most(20).or_null(),
                                text_field("phone", {"电话", "Telephone"}).at_most(40).must().hidden()}))
          .at_most(5)
          .or_null(),
      array_field(
          "tags", {"服务标签", "Care tags"},
          object_field("tag", {"标签", "Tag"},
                       {text_field("code", {"标签", "Tag"}).at_most(40).must(),
                        date_field("since", {"从", "Since"}).must(), date_field("until", {"到", "Until"}).or_null(),
                        text_field("note", {"备注", "Remark"}).at_most(200).or_null().hidden()}))
          .at_most(20)
          .or_null(),
      array_field(
          "memberships", {"党员组织关系", "Party membership"},
          object_field("membership", {"组织关系", "Membership"},
                       {text_field("branch", {"所在支部", "Branch"}).at_most(100).must().hidden(),
                        enum_field("standing", {"党员类别", "Standing"}, {"full", "probationary"}).must(),
                        date_field("since", {"从", "Since"}).must(), date_field("until", {"到", "Until"}).or_null()}))
          .at_most(10)
          .or_null(),
  };
}

void take_members(const json::object& sent, Draft& draft) {
  auto& secret = draft.secret;
  for (const auto& [key, value] : sent) {
    const std::string_view name(key);
    if (name == "name") draft.name = text_member(value);
    if (name == "gender") draft.gender = parse_gender(text_member(value)).value_or(Gender::Unknown);
    if (name == "education") draft.education = text_member(value);
    if (name == "id_number") secret.id_number = text_member(value);
    if (name == "phone") secret.phone = text_member(value);
    if (name == "birth") secret.birth = parse_date(text_member(value));
    if (name == "health") secret.health = text_member(value);
    if (name == "hardship") secret.hardship = text_member(value);
    if (name == "contacts") take_contacts(value, secret.contacts);
    if (name == "tags") take_tags(value, secret.tags);
    if (name == "memberships") take_memberships(value, secret.memberships);
  }
}

}  // namespace linli::people
