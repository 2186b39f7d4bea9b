#include "modules/people/intake.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/json_writer.hpp"
#include "modules/people/id_number.hpp"
#include "modules/people/records.hpp"
#include "modules/people/schema.hpp"
#include "modules/people/search.hpp"
#include "modules/people/store.hpp"
#include "modules/people/visit_store.hpp"

namespace linli::people {

using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr std::size_t kPersonsAnEvent = 1000;

std::string home_key(AreaId place, std::string_view door) { return to_string(place) + '\n' + door_key(door); }

std::string code_of(const std::vector<Entry>& entries, std::string_view word) {
  for (const auto& entry : entries)
    if (entry.label.zh == word || entry.code == word || entry.label.en == word) return entry.code;
  return {};
}

void take_tags(const Incoming& row, Date as_of, std::vector<CareTag>& tags) {
  if (!row.tags) return;
  for (auto& tag : tags)
    if (!tag.until && std::ranges::find(*row.tags, tag.code) == row.tags->end() && tag.since < as_of) tag.until = as_of;
  for (const auto& code : *row.tags) {
    const auto open = [&](const CareTag& tag) { return tag.code == code && !tag.until; };
    if (std::ranges::none_of(tags, open)) tags.push_back({code, as_of, std::nullopt, {}});
  }
}

void take_row(const Incoming& row, Date as_of, Draft& draft) {
  draft.name = row.name;
  if (row.gender != Gender::Unknown) draft.gender = row.gender;
  if (!row.education.empty()) draft.education = row.education;
  auto& secret = draft.secret;
  if (!row.id_number.empty()) secret.id_number = row.id_number;
  if (!row.phone.empty()) secret.phone = row.phone;
  if (row.birth) secret.birth = row.birth;
  take_tags(row, as_of, secret.tags);
}

bool same_draft(const Draft& a, const Draft& b) {
  return a.name == b.name && a.gender == b.gender && a.education == b.education && a.secret == b.secret;
}

}  // namespace

struct PeopleIntake::State {
  const storage::KeyRing& keys;
  const DistrictId district;
  const AccountId actor;
  const Date as_of;
  const bool nobody_before;
  const std::shared_ptr<const Book> book = Book::shipped();

  std::unordered_map<std::string, HouseholdId> homes;
  std::unordered_map<std::int64_t, AreaId> yards;
  // Written by put(), completed by flush().
  std::vector<std::pair<Mark, PersonId>> marks;
  std::vector<std::pair<std::int64_t, std::string>> documents;
  bool indexing = false;
  std::vector<storage::RowRef> rows;
  std::size_t persons = 0;

  [[nodiscard]] Pen pen() const { return {keys, *book, district, actor, as_of}; }

  AreaId yard(Snapshot& snapshot, AreaId place) {
    const auto [found, added] = yards.try_emplace(place.value);
    if (added) found->second = yard_of(snapshot, district, place, as_of);
    return found->second;
  }

  std::optional<HouseholdId> home(Snapshot& snapshot, AreaId place, std::string_view door) {
    if (door.empty()) return std::nullopt;
    const auto key = home_key(place, door);
    if (const auto found = homes.find(key); found != homes.end()) return found->second;
    const auto known = household_at(snapshot, district, place, door);
    if (known) homes.emplace(key, *known);
    return known;
  }

  HouseholdId own_home(Transaction& transaction, AreaId place, std::string_view door, std::string_view kind) {
    if (const auto known = home(transaction, place, door)) return *known;
    const Household household{transaction.new_id_as<HouseholdId>(),        place, std::string(door),
                              std::string(kind.empty() ? "family" : kind), false, transaction.now()};
    insert_household(transaction, district, household);
    rows.push_back({&kHouseholdsTable, {household.id.value}});
    if (!door.empty()) homes.emplace(home_key(place, door), household.id);
    return household.id;
  }

  // The one living bearer, if there is exactly one.
  std::optional<Person> only_bearer(Snapshot& snapshot, const Mark& mark) {
    std::optional<Person> one;
    constexpr int kMost = 20;
    for (const auto id : bearers_of(snapshot, district, mark, kMost)) {
      auto person = load_person(snapshot, district, id);
      if (!person || person->state != PersonState::Here) continue;
      if (one) return std::nullopt;
      one = std::move(person);
    }
    return one;
  }

  std::optional<Person> known(Snapshot& snapshot, const Incoming& row) {
    if (nobody_before) return std::nullopt;
    if (!row.id_number.empty()) {
      if (auto person = only_bearer(snapshot, mark_of(keys, MarkKind::IdNumber, row.id_number))) return person;
    }
    if (!row.last4.empty()) {
      if (auto person = only_bearer(snapshot, name_last4_mark(keys, row.name, row.last4))) return person;
    }
    if (row.birth) {
      if (auto person = only_bearer(snapshot, name_birth_mark(keys, row.name, *row.birth));
          person && fits(snapshot, *person, row))
        return person;
    }
    return known_at_home(snapshot, row);
  }

  // Another whole ID number is another person, whatever else is the same.
  bool fits(Snapshot& snapshot, const Person& person, const Incoming& row) {
    if (row.id_number.empty()) return true;
    const auto secret = open_protected(snapshot, keys, district, person.id);
    return !secret || secret->id_number.empty() || secret->id_number == row.id_number;
  }

  std::optional<Person> known_at_home(Snapshot& snapshot, const Incoming& row) {
    if (row.door.empty()) return known_without_door(snapshot, row);
    const auto household = home(snapshot, row.place, row.door);
    if (!household) return std::nullopt;
    for (const auto& dweller : dwellers_on(snapshot, district, *household, as_of)) {
      if (dweller.person.state != PersonState::Here) continue;
      const auto draft = draft_of(snapshot, keys, district, dweller.person);
      if (draft && (draft->name == row.name || dweller.person.name == row.name) && fits(snapshot, dweller.person, row))
        return dweller.person;
    }
    return std::nullopt;
  }

  std::optional<Person> known_without_door(Snapshot& snapshot, const Incoming& row) {
    auto person = only_one_named(snapshot, district, row.place, row.name, as_of);
    if (!person || !fits(snapshot, *person, row)) return std::nullopt;
    return person;
  }

  // What the row makes of somebody who is there; none when nothing differs.
  struct Difference {
    Draft before;
    Draft after;
    bool says_more = false;
    bool moves = false;
    Residence stay;
  };
  std::optional<Difference> difference(Snapshot& snapshot, const Person& person, const Incoming& row) {
    auto before = draft_of(snapshot, keys, district, person);
    if (!before) return std::nullopt;
    Difference change{*before, *before, false, false, {}};
    take_row(row, as_of, change.after);
    // An export shows a minor's name masked.
    if (person.name_sealed && row.name == person.name) change.after.name = before->name;
    change.says_more = !same_draft(*before, change.after);
    const auto stays = residences_of(snapshot, district, person.id);
    if (!stays.empty()) change.stay = stays.back();
    const auto home_now = load_household(snapshot, district, person.household);
    const bool elsewhere = !home_now || home_now->place != row.place ||
                           (!row.door.empty() && door_key(home_now->door) != door_key(row.door));
    change.moves = elsewhere || stays.empty() || stays.back().to.has_value();
    if (!change.says_more && !change.moves) return std::nullopt;
    return change;
  }

  void add(Transaction& transaction, const Incoming& row, const Draft& draft) {
    if (!indexing) begin_indexing(transaction, district);
    indexing = true;
    const auto household = own_home(transaction, row.place, row.door, {});
    Person person;
    person.id = transaction.new_id_as<PersonId>();
    person.gender = draft.gender;
    person.education = draft.education;
    person.household = household;
    person.changed_at = transaction.now();
    person.changed_by = actor;
    auto secret = draft.secret;
    person.name_sealed = secret.birth && age_on(*secret.birth, as_of) < book->minor_age;
    person.name = person.name_sealed ? mask_name(draft.name) : draft.name;
    if (person.name_sealed) secret.name = draft.name;
    std::optional<storage::Bytes> sealed;
    if (secret != Protected{}) {
      auto one = keys.seal_fresh(person.id.value, secret_place(person.id), to_json(secret));
      put_key(transaction, district, person.id.value, one.wrapped_key);
      sealed = std::move(one.value);
    }
    insert_person(transaction, district, person, sealed);
    for (const auto& mark : marks_of(keys, draft.name, person.name_sealed, secret)) marks.emplace_back(mark, person.id);
    insert_residence(transaction, district,
                     {person.id, 1, household, row.stay.value_or(Stay::Resident), row.relation,
                      row.from.value_or(as_of), std::nullopt},
                     actor);
    documents.emplace_back(person.id.value,
                           person_tokens(person.name, person.name_sealed, yard(transaction, row.place)));
    rows.push_back({&kPersonsTable, {person.id.value}});
    rows.push_back({&kResidencesTable, {person.id.value, 1}});
    ++persons;
  }
};

PeopleIntake::PeopleIntake(const storage::KeyRing& keys, DistrictId district, AccountId actor, Date as_of,
                           bool nobody_before)
    : state_(new State{keys, district, actor, as_of, nobody_before}) {}
PeopleIntake::~PeopleIntake() = default;

bool PeopleIntake::nobody_lives_in(Snapshot& snapshot, DistrictId district) {
  // On SQLite persons of all districts share one tree; residences do not.
  return !snapshot.query("SELECT 1 FROM residences WHERE district = $1 LIMIT 1", district).next();
}

std::string PeopleIntake::key_of(const Incoming& row) const {
  if (!row.id_number.empty()) {
    const auto mark = mark_of(state_->keys, MarkKind::IdNumber, row.id_number);
    return {reinterpret_cast<const char*>(mark.digest.data()), mark.digest.size()};
  }
  return row.name + '\n' + home_key(row.place, row.door) + '\n' + (row.birth ? format_date(*row.birth) : row.last4);
}

Result<PeopleIntake::Judged> PeopleIntake::judge(Snapshot& snapshot, const Incoming& row) {
  const auto person = state_->known(snapshot, row);
  Draft draft;
  if (!person) {
    take_row(row, state_->as_of, draft);
    if (auto fit = checked(*state_->book, std::move(draft), state_->as_of); !fit) return fail(std::move(fit.error()));
    return Judged{RowAction::Add, {}};
  }
  auto change = state_->difference(snapshot, *person, row);
  if (!change) return Judged{RowAction::Same, person->id};
  if (auto fit = checked(*state_->book, std::move(change->after), state_->as_of); !fit)
    return fail(std::move(fit.error()));
  return Judged{RowAction::Change, person->id};
}

Result<RowAction> PeopleIntake::put(Transaction& transaction, const Incoming& row, bool may_change) {
  const auto person = state_->known(transaction, row);
  if (!person) {
    Draft draft;
    take_row(row, state_->as_of, draft);
    auto fit = checked(*state_->book, std::move(draft), state_->as_of);
    if (!fit) return fail(std::move(fit.error()));
    state_->add(transaction, row, *fit);
    if (state_->persons >= kPersonsAnEvent) flush(transaction);
    return RowAction::Add;
  }
  auto change = state_->difference(transaction, *person, row);
  if (!change) return RowAction::Same;
  if (!may_change) return RowAction::Change;
  auto fit = checked(*state_->book, std::move(change->after), state_->as_of);
  if (!fit) return fail(std::move(fit.error()));
  flush(transaction);
  const auto pen = state_->pen();
  auto after = *person;
  if (change->says_more) {
    put_changed_person(transaction, pen, after, change->before, *fit, "people.person_changed", {});
    after = *load_person(transaction, state_->district, after.id);
  }
  if (change->moves) {
    const auto home = state_->own_home(transaction, row.place, row.door, {});
    auto from = row.from.value_or(state_->as_of);
    // A stay cannot begin before the one that it ends.
    if (from <= change->stay.from) from = std::max(state_->as_of, change->stay.from);
    put_move(transaction, pen, after, *load_household(transaction, state_->district, home),
             row.stay.value_or(Stay::Resident), row.relation, from);
  }
  return RowAction::Change;
}

void PeopleIntake::flush(Transaction& transaction) {
  auto& state = *state_;
  std::ranges::sort(state.marks);
  for (const auto& [mark, person] : state.marks)
    transaction.execute("INSERT INTO person_marks (district, kind, mark, person) VALUES ($1, $2, $3, $4)",
                        state.district, static_cast<int>(mark.kind), storage::BytesView(mark.digest), person);
  index_fresh(transaction, state.district, state.documents);
  if (!state.rows.empty()) {
    JsonWriter w;
    w.begin_object().field("persons", static_cast<std::int64_t>(state.persons)).end_object();
    transaction.record({.district = state.district,
                        .kind = "people.persons_imported",
                        .actor_kind = state.actor ? storage::ActorKind::Staff : storage::ActorKind::System,
                        .actor = state.actor,
                        .subject_kind = "district",
                        .subject_id = state.district.value,
                        .before = {},
                        .after = w.take(),
                        .rows = std::move(state.rows)});
  }
  state.marks.clear();
  state.documents.clear();
  state.rows.clear();
  state.persons = 0;
}

void PeopleIntake::settle_plans(Transaction& transaction) { fill_open_plans(transaction, state_->pen()); }

RowAction PeopleIntake::judge_household(Snapshot& snapshot, const IncomingHousehold& row) {
  const auto known = state_->home(snapshot, row.place, row.door);
  if (!known) return RowAction::Add;
  const auto household = load_household(snapshot, state_->district, *known);
  return household && (row.kind.empty() || household->kind == row.kind) ? RowAction::Same : RowAction::Change;
}

RowAction PeopleIntake::put_household(Transaction& transaction, const IncomingHousehold& row, bool may_change) {
  const auto action = judge_household(transaction, row);
  if (action == RowAction::Add) {
    state_->own_home(transaction, row.place, row.door, row.kind);
    if (state_->rows.size() >= kPersonsAnEvent) flush(transaction);
  }
  if (action == RowAction::Change && may_change) {
    auto household = load_household(transaction, state_->district, *state_->home(transaction, row.place, row.door));
    household->kind = row.kind;
    household->changed_at = transaction.now();
    update_household(transaction, state_->district, *household);
    state_->rows.push_back({&kHouseholdsTable, {household->id.value}});
  }
  return action;
}

std::vector<PersonId> PeopleIntake::living_in(Snapshot& snapshot, AreaId area) const {
  return persons_in(snapshot, state_->district, area, state_->as_of);
}

void PeopleIntake::let_leave(Transaction& transaction, PersonId person) {
  if (auto found = load_person(transaction, state_->district, person))
    put_departure(transaction, state_->pen(), std::move(*found), state_->as_of);
}

std::string tag_code(std::string_view word) { return code_of(Book::shipped()->tags(), word); }
std::string education_code(std::string_view word) { return code_of(Book::shipped()->educations(), word); }
std::string tag_word(std::string_view code) {
  const auto* entry = Book::shipped()->tag(code);
  return entry != nullptr ? entry->label.zh : std::string();
}
std::string education_word(std::string_view code) {
  const auto* entry = Book::shipped()->education(code);
  return entry != nullptr ? entry->label.zh : std::string();
}

}  // namespace linli::people
