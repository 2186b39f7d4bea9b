// What can be said of a person. Pure: no SQL, no clock.
#include <algorithm>

#include "base/text.hpp"
#include "modules/people/errors.hpp"
#include "modules/people/id_number.hpp"
#include "modules/people/records.hpp"

namespace linli::people {
namespace {

constexpr std::size_t kMostName = 60;
constexpr std::size_t kMostText = 500;
constexpr std::size_t kMostContacts = 5;

class DraftCheck {
 public:
  DraftCheck(const Book& book, Draft draft, Date today) : book_(book), draft_(std::move(draft)), today_(today) {}

  Result<Draft> run() {
    name();
    id_number();
    birth();
    phones();
    texts();
    tags();
    if (!draft_.education.empty() && book_.education(draft_.education) == nullptr)
      wrong("education", {"字典里没有这种文化程度。", "The dictionary has no such education."},
            {"从列表中选。", "Choose one of the list."});
    if (!faults_.empty()) return fail(kInvalid, std::move(faults_));
    return std::move(draft_);
  }

 private:
  void wrong(std::string field, Text reason, Text remedy) {
    faults_.push_back({std::move(field), std::nullopt, {}, std::move(reason), std::move(remedy)});
  }

  void name() {
    draft_.name = std::string(trim(draft_.name));
    if (draft_.name.empty() || !is_valid_utf8(draft_.name) || length_utf8(draft_.name) > kMostName)
      wrong("name", {"姓名为空或太长。", "The name is empty or too long."},
            {"填写 1 到 60 个字的姓名。", "Give a name of 1 to 60 characters."});
  }

  void id_number() {
    auto& secret = draft_.secret;
    if (trim(secret.id_number).empty()) {
      secret.id_number.clear();
      return;
    }
    const auto read = read_id_number(secret.id_number, false);
    if (read.fault != IdFault::None) return wrong("id_number", words_of(read.fault), remedy_of(read.fault));
    secret.id_number = read.number;
    if (!secret.birth) secret.birth = read.birth;
    if (draft_.gender == Gender::Unknown) draft_.gender = read.gender;
  }

  void birth() {
    const auto& day = draft_.secret.birth;
    if (!day) return;
    constexpr int kOldest = 130;
    if (!day->ok() || *day > today_ || age_on(*day, today_) > kOldest)
      wrong("birth", {"出生日期不在合理范围内。", "The birth date cannot be."}, {"核对日期。", "Check the date."});
  }

  void phones() {
    auto& secret = draft_.secret;
    secret.phone = std::string(trim(secret.phone));
    if (!secret.phone.empty()) {
      if (auto phone = read_phone(secret.phone))
        secret.phone = *phone;
      else
        wrong("phone", {"不是电话号码。", "It is no telephone number."}, {"只写数字。", "Write digits only."});
    }
    if (secret.contacts.size() > kMostContacts)
      wrong("contacts", {"紧急联系人最多 5 位。", "At most five contact persons."},
            {"只留最近的。", "Keep the nearest."});
    for (auto& contact : secret.contacts) {
      contact.name = std::string(trim(contact.name));
      const auto phone = read_phone(contact.phone);
      if (contact.name.empty() || length_utf8(contact.name) > kMostName || !phone) {
        wrong("contacts", {"联系人要有姓名和电话。", "A contact person needs a name and a telephone."},
              {"补全，或删除这一位。", "Complete it, or take it out."});
        continue;
      }
      contact.phone = *phone;
    }
  }

  void texts() {
    for (const auto& [field, text] :
         {std::pair{"health", &draft_.secret.health}, std::pair{"hardship", &draft_.secret.hardship}}) {
      *text = std::string(trim(*text));
      if (!is_valid_utf8(*text) || length_utf8(*text) > kMostText)
        wrong(field, {"文字太长。", "The text is too long."}, {"最多 500 字。", "At most 500 characters."});
      else if (const auto* never = book_.forbids(*text))
        wrong(field,
              {"不得记录：" + never->reason.zh + "（" + never->source + "）",
               "Must not be recorded: " + never->reason.en + " (" + never->source + ")"},
              {"只写需要怎样的照顾。", "Write only what care is needed."});
    }
  }

  void tags() {
    auto& tags = draft_.secret.tags;
    for (const auto& tag : tags) {
      if (book_.tag(tag.code) == nullptr)
        wrong("tags", {"服务标签字典里没有这一项。", "The dictionary of care tags has no such entry."},
              {"从字典中选；标签只表示需要照顾。", "Choose from the dictionary; a tag is a need for care."});
      if (!tag.since.ok() || (tag.until && (!tag.until->ok() || *tag.until <= tag.since)))
        wrong("tags", {"标签的日期不对。", "The days of the tag do not fit."},
              {"结束日期要晚于开始日期。", "The end must come after the start."});
    }
    for (const auto& member : draft_.secret.memberships)
      if (trim(member.branch).empty() || !member.since.ok() ||
          (member.until && (!member.until->ok() || *member.until <= member.since)))
        wrong("memberships",
              {"组织关系要有支部和日期，结束要晚于开始。", "A membership needs a branch and days in order."},
              {"补全。", "Complete it."});
    std::ranges::sort(tags, {}, [](const CareTag& tag) { return std::pair(tag.code, tag.since); });
  }

  const Book& book_;
  Draft draft_;
  const Date today_;
  std::vector<Fault> faults_;
};

}  // namespace

Result<Draft> checked(const Book& book, Draft draft, Date today) {
  return DraftCheck(book, std::move(draft), today).run();
}

}  // namespace linli::people
