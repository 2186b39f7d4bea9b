#include "modules/notices/people_store.hpp"

#include <boost/json/parse.hpp>

#include "base/json_writer.hpp"

namespace linli::notices {

namespace json = boost::json;
using storage::Bytes;
using storage::KeyRing;
using storage::SealContext;
using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr Way kChosenWays[] = {Way::Page, Way::Mail, Way::Sms};

SealContext mail_of(AccountId account) { return {"notice_people", "mail_sealed", account.value}; }
SealContext phone_of(AccountId account) { return {"notice_people", "phone_sealed", account.value}; }
SealContext mail_of(CaseId entry) { return {"notice_wishes", "mail_sealed", entry.value}; }

std::string choices_json(const Person& person) {
  JsonWriter w;
  w.begin_object();
  for (const auto& [kind, ways] : person.choices) {
    w.key(kind).begin_array();
    for (const auto way : kChosenWays)
      if (ways.has(way)) w.value(to_string(way));
    w.end_array();
  }
  return w.end_object().take();
}

void read_choices(std::string_view text, Person& person) {
  const auto value = json::parse(text);
  for (const auto& member : value.as_object()) {
    Ways ways;
    for (const auto& word : member.value().as_array())
      if (const auto way = parse_way(word.as_string())) ways.add(*way);
    person.choices.emplace_back(std::string(member.key()), ways);
  }
}

Bytes key_in(const storage::Cursor& row, int column) {
  const auto wrapped = row.bytes(column);
  return {wrapped.begin(), wrapped.end()};
}

std::optional<Bytes> sealed_or_none(const KeyRing& keys, const Bytes& key, std::int64_t owner,
                                    const SealContext& context, std::string_view plain) {
  if (plain.empty()) return std::nullopt;
  return keys.seal(key, owner, context, plain);
}

}  // namespace

Person load_person(Snapshot& snapshot, const KeyRing& keys, DistrictId district, AccountId account) {
  auto rows = snapshot.query(
      "SELECT choices, language, quiet_from, quiet_to, wrapped_key, mail_sealed, phone_sealed FROM notice_people WHERE "
      "district = $1 AND account = $2",
      district, account);
  Person person;
  if (!rows.next()) return person;
  read_choices(rows.text(0), person);
  person.language = rows.string(1);
  if (!rows.is_null(2)) person.quiet = Quiet{static_cast<int>(rows.integer(2)), static_cast<int>(rows.integer(3))};
  const auto key = key_in(rows, 4);
  if (!rows.is_null(5)) person.mail = keys.open_sealed(key, account.value, mail_of(account), rows.bytes(5));
  if (!rows.is_null(6)) person.phone = keys.open_sealed(key, account.value, phone_of(account), rows.bytes(6));
  return person;
}

void save_person(Transaction& transaction, const KeyRing& keys, DistrictId district, AccountId account,
                 const Person& person) {
  const auto key = keys.new_data_key(account.value);
  const auto mail = sealed_or_none(keys, key, account.value, mail_of(account), person.mail);
  const auto phone = sealed_or_none(keys, key, account.value, phone_of(account), person.phone);
  const auto from = person.quiet ? std::optional(person.quiet->from) : std::nullopt;
  const auto to = person.quiet ? std::optional(person.quiet->to) : std::nullopt;
  transaction.execute(
      "INSERT INTO notice_people (district, account, choices, language, quiet_from, quiet_to, wrapped_key, "
      "mail_sealed, "
      "phone_sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (district, account) DO UPDATE SET choices "
      "= excluded.choices, language = excluded.language, quiet_from = excluded.quiet_from, quiet_to = "
      "excluded.quiet_to, wrapped_key = excluded.wrapped_key, mail_sealed = excluded.mail_sealed, phone_sealed = "
      "excluded.phone_sealed",
      district, account, choices_json(person), person.language, from, to, key, mail, phone);
}

Wish load_wish(Snapshot& snapshot, const KeyRing& keys, DistrictId district, CaseId entry) {
  auto rows = snapshot.query(
      "SELECT way, language, wrapped_key, mail_sealed FROM notice_wishes WHERE district = $1 AND case_id = $2",
      district, entry);
  Wish wish;
  if (!rows.next()) return wish;
  wish.way = static_cast<Way>(rows.integer(0));
  wish.language = rows.string(1);
  if (!rows.is_null(3)) wish.mail = keys.open_sealed(key_in(rows, 2), entry.value, mail_of(entry), rows.bytes(3));
  return wish;
}

void save_wish(Transaction& transaction, const KeyRing& keys, DistrictId district, CaseId entry, const Wish& wish) {
  const auto key = keys.new_data_key(entry.value);
  const auto mail = sealed_or_none(keys, key, entry.value, mail_of(entry), wish.mail);
  transaction.execute(
      "INSERT INTO notice_wishes (district, case_id, way, language, wrapped_key, mail_sealed) VALUES ($1, $2, $3, $4, "
      "$5, $6) ON CONFLICT (district, case_id) DO UPDATE SET way = excluded.way, language = excluded.language, "
      "wrapped_key = excluded.wrapped_key, mail_sealed = excluded.mail_sealed",
      district, entry, static_cast<int>(wish.way.value_or(Way::Page)), wish.language, key, mail);
}

}  // namespace linli::notices
