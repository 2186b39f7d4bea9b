#include "modules/people/seal.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>

#include "base/json_writer.hpp"

namespace linli::people {

namespace json = boost::json;
using storage::Bytes;
using storage::BytesView;
using storage::KeyRing;
using storage::Snapshot;
using storage::Transaction;

namespace {

// `people.id` and so on: another purpose gives another digest of the same value.
constexpr std::array<std::string_view, 7> kPurposes{
    "",           "people.id_number", "people.phone", "people.name_last4", "people.name_birth",
    "people.tag", "people.minor_name"};

std::string text_at(const json::object& object, std::string_view name) {
  const auto* found = object.if_contains(name);
  return found != nullptr ? std::string(found->as_string()) : std::string();
}

void write_if(JsonWriter& w, std::string_view name, std::string_view text) {
  if (!text.empty()) w.field(name, text);
}

BytesView view_of(const Mark& mark) { return {mark.digest}; }

}  // namespace

std::string to_json(const Protected& secret) {
  JsonWriter w(128);
  w.begin_object();
  write_if(w, "name", secret.name);
  write_if(w, "id_number", secret.id_number);
  write_if(w, "phone", secret.phone);
  if (secret.birth) w.field("birth", format_date(*secret.birth));
  write_if(w, "health", secret.health);
  write_if(w, "hardship", secret.hardship);
  if (!secret.contacts.empty()) {
    w.key("contacts").begin_array();
    for (const auto& contact : secret.contacts)
      w.begin_object()
          .field("name", contact.name)
          .field("relation", contact.relation)
          .field("phone", contact.phone)
          .end_object();
    w.end_array();
  }
  if (!secret.tags.empty()) {
    w.key("tags").begin_array();
    for (const auto& tag : secret.tags) {
      w.begin_object().field("code", tag.code).field("since", format_date(tag.since));
      if (tag.until) w.field("until", format_date(*tag.until));
      write_if(w, "note", tag.note);
      w.end_object();
    }
    w.end_array();
  }
  if (!secret.memberships.empty()) {
    w.key("memberships").begin_array();
    for (const auto& member : secret.memberships) {
      w.begin_object().field("branch", member.branch).field("standing", member.standing);
      w.field("since", format_date(member.since));
      if (member.until) w.field("until", format_date(*member.until));
      w.end_object();
    }
    w.end_array();
  }
  return w.end_object().take();
}

Protected protected_of(std::string_view text) {
  const auto value = json::parse(text);
  const auto& object = value.as_object();
  Protected secret;
  secret.name = text_at(object, "name");
  secret.id_number = text_at(object, "id_number");
  secret.phone = text_at(object, "phone");
  secret.birth = parse_date(text_at(object, "birth"));
  secret.health = text_at(object, "health");
  secret.hardship = text_at(object, "hardship");
  if (const auto* contacts = object.if_contains("contacts"))
    for (const auto& item : contacts->as_array())
      secret.contacts.push_back({text_at(item.as_object(), "name"), text_at(item.as_object(), "relation"),
                                 text_at(item.as_object(), "phone")});
  if (const auto* tags = object.if_contains("tags"))
    for (const auto& item : tags->as_array()) {
      const auto& tag = item.as_object();
      secret.tags.push_back({text_at(tag, "code"), parse_date(text_at(tag, "since")).value_or(Date{}),
                             parse_date(text_at(tag, "until")), text_at(tag, "note")});
    }
  if (const auto* members = object.if_contains("memberships"))
    for (const auto& item : members->as_array()) {
      const auto& member = item.as_object();
      secret.memberships.push_back({text_at(member, "branch"), text_at(member, "standing"),
                                    parse_date(text_at(member, "since")).value_or(Date{}),
                                    parse_date(text_at(member, "until"))});
    }
  return secret;
}

std::string fields_of(const Protected& secret) {
  std::string all;
  const auto add = [&](std::string_view name, bool there) {
    if (!there) return;
    if (!all.empty()) all += ',';
    all += name;
  };
  add("name", !secret.name.empty());
  add("id_number", !secret.id_number.empty());
  add("phone", !secret.phone.empty());
  add("birth", secret.birth.has_value());
  add("health", !secret.health.empty());
  add("hardship", !secret.hardship.empty());
  add("contacts", !secret.contacts.empty());
  add("tags", !secret.tags.empty());
  add("memberships", !secret.memberships.empty());
  return all;
}

Mark mark_of(const KeyRing& keys, MarkKind kind, std::string_view value) {
  const auto digest = keys.blind_index(kPurposes[static_cast<std::size_t>(kind)], value);
  Mark mark{kind, {}};
  std::copy_n(digest.begin(), mark.digest.size(), mark.digest.begin());
  return mark;
}

Mark name_last4_mark(const KeyRing& keys, std::string_view name, std::string_view last4) {
  return mark_of(keys, MarkKind::NameLast4, std::string(name) + '\n' + std::string(last4));
}

Mark name_birth_mark(const KeyRing& keys, std::string_view name, Date birth) {
  return mark_of(keys, MarkKind::NameBirth, std::string(name) + '\n' + format_date(birth));
}

std::vector<Mark> marks_of(const KeyRing& keys, std::string_view name, bool name_sealed, const Protected& secret) {
  std::vector<Mark> marks;
  if (const auto& number = secret.id_number; !number.empty()) {
    marks.push_back(mark_of(keys, MarkKind::IdNumber, number));
    if (number.size() >= 4)
      marks.push_back(name_last4_mark(keys, name, std::string_view(number).substr(number.size() - 4)));
  }
  if (!secret.phone.empty()) marks.push_back(mark_of(keys, MarkKind::Phone, secret.phone));
  if (secret.birth) marks.push_back(name_birth_mark(keys, name, *secret.birth));
  if (name_sealed) marks.push_back(mark_of(keys, MarkKind::MinorName, name));
  for (const auto& tag : secret.tags)
    if (!tag.until) marks.push_back(mark_of(keys, MarkKind::Tag, tag.code));
  std::ranges::sort(marks);
  const auto twice = std::ranges::unique(marks);
  marks.erase(twice.begin(), twice.end());
  return marks;
}

storage::SealContext secret_place(PersonId person) { return {"persons", "sealed", person.value}; }

std::optional<Bytes> key_of(Snapshot& snapshot, DistrictId district, std::int64_t owner) {
  auto rows = snapshot.query("SELECT wrapped_key FROM people_keys WHERE district = $1 AND owner = $2", district, owner);
  if (!rows.next()) return std::nullopt;
  const auto wrapped = rows.bytes(0);
  return Bytes(wrapped.begin(), wrapped.end());
}

void put_key(Transaction& transaction, DistrictId district, std::int64_t owner, BytesView wrapped) {
  transaction.execute("INSERT INTO people_keys (district, owner, wrapped_key) VALUES ($1, $2, $3)", district, owner,
                      wrapped);
}

Bytes own_key(Transaction& transaction, const KeyRing& keys, DistrictId district, std::int64_t owner) {
  if (auto key = key_of(transaction, district, owner)) return std::move(*key);
  auto key = keys.new_data_key(owner);
  put_key(transaction, district, owner, key);
  return key;
}

void destroy_key(Transaction& transaction, DistrictId district, std::int64_t owner) {
  transaction.execute("DELETE FROM people_keys WHERE district = $1 AND owner = $2", district, owner);
}

std::optional<Protected> open_protected(Snapshot& snapshot, const KeyRing& keys, DistrictId district, PersonId person) {
  auto rows = snapshot.query(
      "SELECT k.wrapped_key, p.sealed FROM persons p JOIN people_keys k ON k.district = p.district AND k.owner = p.id "
      "WHERE p.district = $1 AND p.id = $2 AND p.sealed IS NOT NULL",
      district, person);
  if (!rows.next()) return std::nullopt;
  return protected_of(keys.open_sealed(rows.bytes(0), person.value, secret_place(person), rows.bytes(1)));
}

void put_marks(Transaction& transaction, DistrictId district, PersonId person, const std::vector<Mark>& fresh,
               const std::vector<Mark>& before) {
  for (const auto& mark : before)
    if (!std::ranges::binary_search(fresh, mark))
      transaction.execute("DELETE FROM person_marks WHERE district = $1 AND kind = $2 AND mark = $3 AND person = $4",
                          district, static_cast<int>(mark.kind), view_of(mark), person);
  for (const auto& mark : fresh)
    if (!std::ranges::binary_search(before, mark))
      transaction.execute("INSERT INTO person_marks (district, kind, mark, person) VALUES ($1, $2, $3, $4)", district,
                          static_cast<int>(mark.kind), view_of(mark), person);
}

std::vector<PersonId> bearers_of(Snapshot& snapshot, DistrictId district, const Mark& mark, int limit) {
  auto rows = snapshot.query(
      "SELECT person FROM person_marks WHERE district = $1 AND kind = $2 AND mark = $3 ORDER BY person LIMIT $4",
      district, static_cast<int>(mark.kind), view_of(mark), limit);
  std::vector<PersonId> found;
  while (rows.next()) found.push_back(rows.id<PersonId>(0));
  return found;
}

}  // namespace linli::people
