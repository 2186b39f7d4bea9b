// Erasure on request, and the end of what has been kept long enough.
#include <algorithm>
#include <utility>

#include "base/json_writer.hpp"
#include "modules/people/care.hpp"
#include "modules/people/schema.hpp"
#include "modules/people/search.hpp"
#include "modules/people/visit_store.hpp"

namespace linli::people {

using storage::Snapshot;
using storage::Transaction;

namespace {

Date months_earlier(Date day, int months) {
  const auto month = std::chrono::year_month(day.year(), day.month()) - std::chrono::months(months);
  const std::chrono::year_month_day_last last(month.year(), std::chrono::month_day_last(month.month()));
  return {month.year(), month.month(), std::min(day.day(), last.day())};
}

// Has the field's time passed for somebody who left on that day?
bool is_over(const Book& book, std::string_view field, Date left_on, Date today) {
  const auto* rule = book.field(field);
  return rule != nullptr && left_on <= months_earlier(today, rule->keep_months);
}

int shortest_months(const Book& book) {
  int months = book.fields().front().keep_months;
  for (const auto& field : book.fields()) months = std::min(months, field.keep_months);
  return months;
}

bool clear_field(Draft& draft, std::string_view field) {
  auto& secret = draft.secret;
  if (field == "id_number") return !std::exchange(secret.id_number, {}).empty();
  if (field == "phone") return !std::exchange(secret.phone, {}).empty();
  if (field == "birth") return std::exchange(secret.birth, std::nullopt).has_value();
  if (field == "health") return !std::exchange(secret.health, {}).empty();
  if (field == "hardship") return !std::exchange(secret.hardship, {}).empty();
  if (field == "contacts") return !std::exchange(secret.contacts, {}).empty();
  if (field == "tags") return !std::exchange(secret.tags, {}).empty();
  if (field == "memberships") return !std::exchange(secret.memberships, {}).empty();
  if (field == "education") return !std::exchange(draft.education, {}).empty();
  return false;
}

std::string why_json(std::string_view why, const std::vector<std::string>& fields) {
  JsonWriter w;
  w.begin_object().field("why", why).key("fields").begin_array();
  for (const auto& field : fields) w.value(field);
  return w.end_array().end_object().take();
}

// Rows of others that were merged into this person go with it.
std::vector<Person> merged_into(Snapshot& snapshot, DistrictId district, PersonId person) {
  std::vector<PersonId> ids;
  {
    auto rows = snapshot.query("SELECT id FROM persons WHERE district = $1 AND merged_into = $2", district, person);
    while (rows.next()) ids.push_back(rows.id<PersonId>(0));
  }
  std::vector<Person> persons;
  for (const auto id : ids)
    if (auto found = load_person(snapshot, district, id)) persons.push_back(std::move(*found));
  return persons;
}

}  // namespace

void erase_person(Transaction& transaction, const Pen& pen, Person person, std::string_view why) {
  for (auto& other : merged_into(transaction, pen.district, person.id)) erase_person(transaction, pen, other, why);
  std::vector<storage::RowRef> rows{{&kPersonsTable, {person.id.value}}};
  if (const auto draft = draft_of(transaction, pen.keys, pen.district, person))
    put_marks(transaction, pen.district, person.id, {},
              marks_of(pen.keys, draft->name, person.name_sealed, draft->secret));
  const auto stays = residences_of(transaction, pen.district, person.id);
  if (!stays.empty() && !stays.back().to) {
    // Whoever came today has not lived here a day; the stay ends where it began.
    end_residence(transaction, pen.district, person.id, stays.back().seq, std::max(stays.back().from, pen.today));
    rows.push_back({&kResidencesTable, {person.id.value, stays.back().seq}});
  }
  if (const auto home = load_household(transaction, pen.district, person.household)) {
    const auto yard = yard_of(transaction, pen.district, home->place, pen.today);
    index_person(transaction, pen.district, person.id, person_tokens(person.name, person.name_sealed, yard), "");
  }
  drop_dues(transaction, pen.district, person.id.value);
  drop_codes(transaction, pen.district, person.id);
  destroy_key(transaction, pen.district, person.id.value);
  person.name.clear();
  person.name_sealed = false;
  person.gender = Gender::Unknown;
  person.education.clear();
  person.state = PersonState::Erased;
  person.changed_at = transaction.now();
  person.changed_by = pen.actor;
  ++person.version;
  update_person(transaction, pen.district, person, std::nullopt);
  transaction.record({.district = pen.district,
                      .kind = "people.person_erased",
                      .actor_kind = pen.actor ? storage::ActorKind::Staff : storage::ActorKind::System,
                      .actor = pen.actor,
                      .subject_kind = "person",
                      .subject_id = person.id.value,
                      .before = {},
                      .after = why_json(why, {}),
                      .rows = std::move(rows)});
}

std::vector<Expiring> expiring(Snapshot& snapshot, const Pen& pen, int limit) {
  struct Gone {
    PersonId person;
    Date left_on{};
  };
  std::vector<Gone> gone;
  {
    const auto before = months_earlier(pen.today, shortest_months(pen.book));
    auto rows = snapshot.query(
        "SELECT r.person, r.valid_to FROM residences r JOIN persons p ON p.district = r.district AND p.id = r.person "
        "WHERE +r.district = $1 AND r.valid_to IS NOT NULL AND r.valid_to <= $2 AND p.state = 0 AND NOT EXISTS (SELECT "
        "1 FROM residences l WHERE l.district = r.district AND l.person = r.person AND l.seq > r.seq) ORDER BY "
        "r.valid_to, r.person",
        pen.district, format_date(before));
    while (rows.next()) gone.push_back({rows.id<PersonId>(0), parse_date(rows.text(1)).value_or(Date{})});
  }
  std::vector<Expiring> all;
  for (const auto& [id, left_on] : gone) {
    if (all.size() >= static_cast<std::size_t>(limit)) break;
    const auto person = load_person(snapshot, pen.district, id);
    auto draft = person ? draft_of(snapshot, pen.keys, pen.district, *person) : std::nullopt;
    if (!draft) continue;
    Expiring one{id, person->name, left_on, {}, is_over(pen.book, "name", left_on, pen.today)};
    for (const auto& field : pen.book.fields())
      if (is_over(pen.book, field.name, left_on, pen.today) && clear_field(*draft, field.name))
        one.fields.push_back(field.name);
    if (one.whole || !one.fields.empty()) all.push_back(std::move(one));
  }
  return all;
}

std::int64_t let_go(Transaction& transaction, const Pen& pen, const std::vector<Expiring>& all) {
  for (const auto& one : all) {
    auto person = load_person(transaction, pen.district, one.person);
    if (!person || person->state != PersonState::Here) continue;
    if (one.whole) {
      erase_person(transaction, pen, *person, "retention");
      continue;
    }
    const auto before = draft_of(transaction, pen.keys, pen.district, *person);
    if (!before) continue;
    auto after = *before;
    for (const auto& field : one.fields) clear_field(after, field);
    put_changed_person(transaction, pen, *person, *before, after, "people.fields_expired",
                       why_json("retention", one.fields));
  }
  return static_cast<std::int64_t>(all.size());
}

}  // namespace linli::people
