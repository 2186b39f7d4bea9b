#include "modules/people/records.hpp"

#include "base/json_writer.hpp"
#include "modules/people/id_number.hpp"
#include "modules/people/schema.hpp"
#include "modules/people/search.hpp"
#include "modules/people/store.hpp"
#include "modules/people/visit_store.hpp"

namespace linli::people {

using storage::Bytes;
using storage::Snapshot;
using storage::Transaction;

namespace {

storage::Event own_event(const Pen& pen, std::string_view kind, std::string_view subject_kind, std::int64_t subject,
                         std::vector<storage::RowRef> rows) {
  return {.district = pen.district,
          .kind = kind,
          .actor_kind = pen.actor ? storage::ActorKind::Staff : storage::ActorKind::System,
          .actor = pen.actor,
          .subject_kind = subject_kind,
          .subject_id = subject,
          .before = {},
          .after = {},
          .rows = std::move(rows)};
}

bool is_minor(const Book& book, const Draft& draft, Date today) {
  return draft.secret.birth && age_on(*draft.secret.birth, today) < book.minor_age;
}

// What goes into the row, and what is sealed: the name of a minor is.
struct Split {
  std::string name;
  bool name_sealed = false;
  Protected secret;
};
Split split(const Book& book, const Draft& draft, Date today) {
  Split parts{draft.name, false, draft.secret};
  parts.secret.name.clear();
  if (is_minor(book, draft, today)) {
    parts.name = mask_name(draft.name);
    parts.name_sealed = true;
    parts.secret.name = draft.name;
  }
  return parts;
}

std::string changed_fields(const Draft& before, const Draft& after) {
  JsonWriter w;
  w.begin_object().key("fields").begin_array();
  const auto add = [&](std::string_view name, bool differs) {
    if (differs) w.value(name);
  };
  add("name", before.name != after.name);
  add("gender", before.gender != after.gender);
  add("education", before.education != after.education);
  add("id_number", before.secret.id_number != after.secret.id_number);
  add("phone", before.secret.phone != after.secret.phone);
  add("birth", before.secret.birth != after.secret.birth);
  add("health", before.secret.health != after.secret.health);
  add("hardship", before.secret.hardship != after.secret.hardship);
  add("contacts", before.secret.contacts != after.secret.contacts);
  add("tags", before.secret.tags != after.secret.tags);
  add("memberships", before.secret.memberships != after.secret.memberships);
  return w.end_array().end_object().take();
}

std::optional<Residence> open_stay(Snapshot& snapshot, DistrictId district, PersonId person) {
  auto all = residences_of(snapshot, district, person);
  if (all.empty() || all.back().to) return std::nullopt;
  return all.back();
}

int next_seq(Snapshot& snapshot, DistrictId district, PersonId person) {
  const auto all = residences_of(snapshot, district, person);
  return all.empty() ? 1 : all.back().seq + 1;
}

}  // namespace

Pen pen_of(const Context& context, const Snapshot& snapshot, const accounts::Caller& caller) {
  return {context.keys(), *context.book, caller.district, caller.account, date_of(snapshot.now(), caller.offset)};
}

std::optional<Draft> draft_of(Snapshot& snapshot, const storage::KeyRing& keys, DistrictId district,
                              const Person& person) {
  auto secret = open_protected(snapshot, keys, district, person.id);
  if (!secret) {
    if (person.state == PersonState::Erased || person.name_sealed) return std::nullopt;
    secret.emplace();
  }
  Draft draft{person.name_sealed ? secret->name : person.name, person.gender, person.education, std::move(*secret)};
  draft.secret.name.clear();
  return draft;
}

PersonId put_new_person(Transaction& transaction, const Pen& pen, const Household& household, const Draft& draft,
                        const Residence& residence) {
  const auto& keys = pen.keys;
  const auto parts = split(pen.book, draft, pen.today);
  Person person;
  person.id = transaction.new_id_as<PersonId>();
  person.name = parts.name;
  person.name_sealed = parts.name_sealed;
  person.gender = draft.gender;
  person.education = draft.education;
  person.household = household.id;
  person.changed_at = transaction.now();
  person.changed_by = pen.actor;
  std::optional<Bytes> sealed;
  if (parts.secret != Protected{}) {
    auto fresh = keys.seal_fresh(person.id.value, secret_place(person.id), to_json(parts.secret));
    put_key(transaction, pen.district, person.id.value, fresh.wrapped_key);
    sealed = std::move(fresh.value);
  }
  insert_person(transaction, pen.district, person, sealed);
  put_marks(transaction, pen.district, person.id, marks_of(keys, draft.name, parts.name_sealed, parts.secret), {});
  auto stay = residence;
  stay.person = person.id;
  stay.seq = 1;
  stay.household = household.id;
  insert_residence(transaction, pen.district, stay, pen.actor);
  const auto yard = yard_of(transaction, pen.district, household.place, pen.today);
  index_person(transaction, pen.district, person.id, std::nullopt,
               person_tokens(person.name, person.name_sealed, yard));
  settle_dues(transaction, pen, SubjectKind::Person, person.id.value, household.place);
  transaction.record(own_event(pen, "people.person_added", "person", person.id.value,
                               {{&kPersonsTable, {person.id.value}}, {&kResidencesTable, {person.id.value, 1}}}));
  return person.id;
}

void put_changed_person(Transaction& transaction, const Pen& pen, Person person, const Draft& before,
                        const Draft& after, std::string_view event, std::string_view what) {
  const auto& keys = pen.keys;
  const auto old = split(pen.book, before, pen.today);
  const auto parts = split(pen.book, after, pen.today);
  const auto household = load_household(transaction, pen.district, person.household);
  LINLI_ASSERT(household.has_value());
  const auto yard = yard_of(transaction, pen.district, household->place, pen.today);
  const auto tokens_before = person_tokens(person.name, person.name_sealed, yard);
  // Marks were made with what was sealed then, which may be from before a birthday.
  const auto marks_before = marks_of(keys, before.name, person.name_sealed, old.secret);
  person.name = parts.name;
  person.name_sealed = parts.name_sealed;
  person.gender = after.gender;
  person.education = after.education;
  person.changed_at = transaction.now();
  person.changed_by = pen.actor;
  ++person.version;
  std::optional<Bytes> sealed;
  if (parts.secret != Protected{}) {
    const auto key = own_key(transaction, keys, pen.district, person.id.value);
    sealed = keys.seal(key, person.id.value, secret_place(person.id), to_json(parts.secret));
  }
  update_person(transaction, pen.district, person, sealed);
  put_marks(transaction, pen.district, person.id, marks_of(keys, after.name, parts.name_sealed, parts.secret),
            marks_before);
  index_person(transaction, pen.district, person.id, tokens_before,
               person_tokens(person.name, person.name_sealed, yard));
  if (before.secret.tags != after.secret.tags)
    settle_dues(transaction, pen, SubjectKind::Person, person.id.value, household->place);
  auto recorded = own_event(pen, event, "person", person.id.value, {{&kPersonsTable, {person.id.value}}});
  recorded.after = what.empty() ? changed_fields(before, after) : std::string(what);
  transaction.record(recorded);
}

void put_move(Transaction& transaction, const Pen& pen, Person person, const Household& to, Stay stay,
              std::string_view relation, Date from) {
  std::vector<storage::RowRef> rows{{&kPersonsTable, {person.id.value}}};
  if (const auto open = open_stay(transaction, pen.district, person.id)) {
    end_residence(transaction, pen.district, person.id, open->seq, from);
    rows.push_back({&kResidencesTable, {person.id.value, open->seq}});
  }
  const Residence residence{
      person.id,   next_seq(transaction, pen.district, person.id), to.id, stay, std::string(relation), from,
      std::nullopt};
  insert_residence(transaction, pen.district, residence, pen.actor);
  rows.push_back({&kResidencesTable, {person.id.value, residence.seq}});
  const auto home = load_household(transaction, pen.district, person.household);
  LINLI_ASSERT(home.has_value());
  const auto tokens = [&](AreaId place) {
    return person_tokens(person.name, person.name_sealed, yard_of(transaction, pen.district, place, pen.today));
  };
  index_person(transaction, pen.district, person.id, tokens(home->place), tokens(to.place));
  person.household = to.id;
  person.changed_at = transaction.now();
  person.changed_by = pen.actor;
  ++person.version;
  update_home(transaction, pen.district, person);
  settle_dues(transaction, pen, SubjectKind::Person, person.id.value, to.place);
  transaction.record(own_event(pen, "people.person_moved", "person", person.id.value, std::move(rows)));
}

void put_departure(Transaction& transaction, const Pen& pen, Person person, Date on) {
  const auto open = open_stay(transaction, pen.district, person.id);
  if (!open) return;
  end_residence(transaction, pen.district, person.id, open->seq, on);
  drop_dues(transaction, pen.district, person.id.value);
  transaction.record(own_event(pen, "people.person_left", "person", person.id.value,
                               {{&kResidencesTable, {person.id.value, open->seq}}}));
}

HouseholdId put_new_household(Transaction& transaction, const Pen& pen, AreaId place, std::string_view door,
                              std::string_view kind) {
  const Household household{
      transaction.new_id_as<HouseholdId>(), place, std::string(door), std::string(kind), false, transaction.now()};
  insert_household(transaction, pen.district, household);
  settle_dues(transaction, pen, SubjectKind::Household, household.id.value, place);
  transaction.record(own_event(pen, "people.household_added", "household", household.id.value,
                               {{&kHouseholdsTable, {household.id.value}}}));
  return household.id;
}

void log_reading(Transaction& transaction, const accounts::Caller& caller, PersonId person, std::string_view fields,
                 bool masked, std::string_view reason) {
  if (fields.empty()) return;
  const auto id = transaction.new_id();
  insert_reading(transaction, caller.district,
                 {id, person, transaction.now(), caller.account, std::string(fields), masked, std::string(reason)});
  transaction.record(event_of(caller, masked ? "people.person_seen" : "people.protected_read", "person", person.value,
                              {{&kReadingsTable, {person.value, id}}}));
}

}  // namespace linli::people
