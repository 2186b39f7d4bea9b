#include "modules/people/store.hpp"

#include <algorithm>
#include <map>

namespace linli::people {

using storage::Bytes;
using storage::Cursor;
using storage::Snapshot;
using storage::SqlText;
using storage::Transaction;

namespace {

#define LINLI_PERSON_COLUMNS                                                                                           \
  "p.id, p.name, p.name_sealed, p.gender, p.education, p.state, p.household, p.merged_into, p.version, p.changed_at, " \
  "p.changed_by"
constexpr int kPersonColumns = 11;
#define LINLI_HOUSEHOLD_COLUMNS "h.id, h.place, h.door, h.kind, h.closed, h.changed_at"
constexpr int kHouseholdColumns = 6;

Person person_of(const Cursor& row, int first = 0) {
  Person person;
  person.id = row.id<PersonId>(first);
  person.name = row.string(first + 1);
  person.name_sealed = row.boolean(first + 2);
  person.gender = static_cast<Gender>(row.integer(first + 3));
  person.education = row.string(first + 4);
  person.state = static_cast<PersonState>(row.integer(first + 5));
  person.household = row.id<HouseholdId>(first + 6);
  person.merged_into = row.id<PersonId>(first + 7);
  person.version = static_cast<int>(row.integer(first + 8));
  person.changed_at = row.instant(first + 9);
  person.changed_by = row.id<AccountId>(first + 10);
  return person;
}

Household household_of(const Cursor& row, int first = 0) {
  return {row.id<HouseholdId>(first), row.id<AreaId>(first + 1), row.string(first + 2),
          row.string(first + 3),      row.boolean(first + 4),    row.instant(first + 5)};
}

Date day_at(const Cursor& row, int column) {
  const auto day = parse_date(row.text(column));
  LINLI_ASSERT(day.has_value());
  return *day;
}

Residence residence_of(const Cursor& row, int first = 0) {
  Residence residence;
  residence.person = row.id<PersonId>(first);
  residence.seq = static_cast<int>(row.integer(first + 1));
  residence.household = row.id<HouseholdId>(first + 2);
  residence.stay = static_cast<Stay>(row.integer(first + 3));
  residence.relation = row.string(first + 4);
  residence.from = day_at(row, first + 5);
  if (!row.is_null(first + 6)) residence.to = day_at(row, first + 6);
  return residence;
}

std::optional<std::string> maybe_text(const std::optional<Date>& day) {
  return day ? std::optional(format_date(*day)) : std::nullopt;
}

// The sort key of the door that the mark names, if it still stands there.
std::string door_of_mark(Snapshot& snapshot, DistrictId district, const ListMark& mark) {
  auto rows = snapshot.query("SELECT sort_door FROM households WHERE district = $1 AND id = $2 AND place = $3",
                             district, mark.household, mark.place);
  return rows.next() ? rows.string(0) : std::string();
}

// One scan along area_ancestors, then along the doors of each place, so nothing is sorted.
void add_walk(SqlText& sql, DistrictId district, std::int64_t root, const std::optional<ListMark>& after,
              const std::string& door) {
  sql.text(" WHERE n.district = ").value(district.value).text(" AND n.ancestor = ").value(root);
  sql.text(" AND +h.district = n.district AND h.place = n.area AND h.closed = 0");
  if (!after || after->root != root) return;
  sql.text(" AND n.area >= ").value(after->place);
  sql.text(" AND (n.area > ").value(after->place).text(" OR h.sort_door > ").value(door);
  sql.text(" OR (h.sort_door = ").value(door).text(" AND h.id >= ").value(after->household).text("))");
}

// Roots in order; those before the mark's are done with.
template <class F>
void walk_roots(const Reach& reach, const std::optional<ListMark>& after, F take) {
  for (const auto root : reach.roots) {
    if (after && root < after->root) continue;
    if (!take(root)) return;
  }
}

}  // namespace

void insert_person(Transaction& transaction, DistrictId district, const Person& person,
                   const std::optional<Bytes>& sealed) {
  transaction.execute(
      "INSERT INTO persons (district, id, name, name_sealed, gender, education, state, household, merged_into, sealed, "
      "version, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
      district, person.id, person.name, person.name_sealed, static_cast<int>(person.gender), person.education,
      static_cast<int>(person.state), person.household, person.merged_into, sealed, person.version, person.changed_at,
      person.changed_by);
}

void update_person(Transaction& transaction, DistrictId district, const Person& person,
                   const std::optional<Bytes>& sealed) {
  transaction.execute(
      "UPDATE persons SET name = $3, name_sealed = $4, gender = $5, education = $6, state = $7, household = $8, "
      "merged_into = $9, sealed = $10, version = $11, changed_at = $12, changed_by = $13 WHERE district = $1 AND id = "
      "$2",
      district, person.id, person.name, person.name_sealed, static_cast<int>(person.gender), person.education,
      static_cast<int>(person.state), person.household, person.merged_into, sealed, person.version, person.changed_at,
      person.changed_by);
}

void update_home(Transaction& transaction, DistrictId district, const Person& person) {
  transaction.execute(
      "UPDATE persons SET household = $3, version = $4, changed_at = $5, changed_by = $6 WHERE district = $1 AND id = "
      "$2",
      district, person.id, person.household, person.version, person.changed_at, person.changed_by);
}

std::optional<Person> load_person(Snapshot& snapshot, DistrictId district, PersonId person) {
  auto rows = snapshot.query("SELECT " LINLI_PERSON_COLUMNS " FROM persons p WHERE p.district = $1 AND p.id = $2",
                             district, person);
  if (!rows.next()) return std::nullopt;
  return person_of(rows);
}

std::vector<Person> persons_within(Snapshot& snapshot, DistrictId district, const Reach& reach,
                                   std::span<const PersonId> ids) {
  if (ids.empty() || reach.empty()) return {};
  std::vector<std::int64_t> wanted;
  for (const auto id : ids) wanted.push_back(id.value);
  SqlText sql;
  sql.text("SELECT " LINLI_PERSON_COLUMNS " FROM persons p WHERE p.district = ");
  sql.value(district.value).text(" AND p.id IN ").list(wanted);
  if (!reach.whole_district) {
    sql.text(
        " AND EXISTS (SELECT 1 FROM households h JOIN area_ancestors n ON n.district = h.district AND n.area = "
        "h.place WHERE h.district = p.district AND h.id = p.household AND n.ancestor IN ");
    sql.list(reach.roots).text(")");
  }
  auto rows = snapshot.query_values(sql.sql(), sql.values());
  std::map<PersonId, Person> found;
  while (rows.next()) {
    auto person = person_of(rows);
    found.emplace(person.id, std::move(person));
  }
  std::vector<Person> persons;
  for (const auto id : ids)
    if (const auto at = found.find(id); at != found.end()) persons.push_back(at->second);
  return persons;
}

void insert_household(Transaction& transaction, DistrictId district, const Household& household) {
  transaction.execute(
      "INSERT INTO households (district, id, place, door, sort_door, kind, closed, changed_at) VALUES ($1, $2, $3, $4, "
      "$5, $6, $7, $8)",
      district, household.id, household.place, household.door, door_key(household.door), household.kind,
      household.closed, household.changed_at);
}

void update_household(Transaction& transaction, DistrictId district, const Household& household) {
  transaction.execute(
      "UPDATE households SET place = $3, door = $4, sort_door = $5, kind = $6, closed = $7, changed_at = $8 WHERE "
      "district = $1 AND id = $2",
      district, household.id, household.place, household.door, door_key(household.door), household.kind,
      household.closed, household.changed_at);
}

std::optional<Household> load_household(Snapshot& snapshot, DistrictId district, HouseholdId household) {
  auto rows = snapshot.query("SELECT " LINLI_HOUSEHOLD_COLUMNS " FROM households h WHERE h.district = $1 AND h.id = $2",
                             district, household);
  if (!rows.next()) return std::nullopt;
  return household_of(rows);
}

std::map<HouseholdId, Household> load_households(Snapshot& snapshot, DistrictId district,
                                                 std::span<const Person> persons) {
  std::map<HouseholdId, Household> found;
  if (persons.empty()) return found;
  std::vector<std::int64_t> wanted;
  for (const auto& person : persons) wanted.push_back(person.household.value);
  SqlText sql;
  sql.text("SELECT " LINLI_HOUSEHOLD_COLUMNS " FROM households h WHERE h.district = ").value(district.value);
  sql.text(" AND h.id IN ").list(wanted);
  auto rows = snapshot.query_values(sql.sql(), sql.values());
  while (rows.next()) {
    auto household = household_of(rows);
    found.emplace(household.id, std::move(household));
  }
  return found;
}

std::optional<HouseholdId> household_at(Snapshot& snapshot, DistrictId district, AreaId place, std::string_view door) {
  if (door.empty()) return std::nullopt;
  auto rows = snapshot.query(
      "SELECT id FROM households WHERE +district = $1 AND place = $2 AND sort_door = $3 AND closed = 0 ORDER BY id "
      "LIMIT 1",
      district, place, door_key(door));
  if (!rows.next()) return std::nullopt;
  return rows.id<HouseholdId>(0);
}

void insert_residence(Transaction& transaction, DistrictId district, const Residence& residence, AccountId actor) {
  transaction.execute(
      "INSERT INTO residences (district, person, seq, household, stay, relation, valid_from, valid_to, recorded_at, "
      "recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      district, residence.person, residence.seq, residence.household, static_cast<int>(residence.stay),
      residence.relation, format_date(residence.from), maybe_text(residence.to), transaction.now(), actor);
}

void end_residence(Transaction& transaction, DistrictId district, PersonId person, int seq, Date to) {
  transaction.execute("UPDATE residences SET valid_to = $4 WHERE district = $1 AND person = $2 AND seq = $3", district,
                      person, seq, format_date(to));
}

std::vector<Residence> residences_of(Snapshot& snapshot, DistrictId district, PersonId person) {
  auto rows = snapshot.query(
      "SELECT person, seq, household, stay, relation, valid_from, valid_to FROM residences WHERE district = $1 AND "
      "person = $2 ORDER BY seq",
      district, person);
  std::vector<Residence> residences;
  while (rows.next()) residences.push_back(residence_of(rows));
  return residences;
}

std::vector<Dweller> dwellers_on(Snapshot& snapshot, DistrictId district, HouseholdId household, Date on) {
  auto rows = snapshot.query("SELECT " LINLI_PERSON_COLUMNS
                             ", r.person, r.seq, r.household, r.stay, r.relation, r.valid_from, r.valid_to FROM "
                             "residences r JOIN persons p ON p.district = r.district AND p.id = r.person WHERE "
                             "+r.district = $1 AND r.household = $2 AND r.valid_from <= $3 AND (r.valid_to IS NULL OR "
                             "r.valid_to > $3) AND p.state <> 2 ORDER BY r.person, r.seq",
                             district, household, format_date(on));
  std::vector<Dweller> dwellers;
  while (rows.next()) dwellers.push_back({person_of(rows), residence_of(rows, kPersonColumns)});
  return dwellers;
}

std::optional<Person> only_one_named(Snapshot& snapshot, DistrictId district, AreaId place, std::string_view name,
                                     Date on) {
  auto rows = snapshot.query("SELECT " LINLI_PERSON_COLUMNS
                             " FROM households h JOIN residences r ON +r.district = h.district AND r.household = h.id "
                             "JOIN persons p ON p.district = r.district AND p.id = r.person WHERE +h.district = $1 AND "
                             "h.place = $2 AND h.sort_door = '' AND p.name = $3 AND p.state = 0 AND r.valid_from <= $4 "
                             "AND (r.valid_to IS NULL OR r.valid_to > $4) LIMIT 2",
                             district, place, name, format_date(on));
  if (!rows.next()) return std::nullopt;
  auto person = person_of(rows);
  if (rows.next()) return std::nullopt;
  return person;
}

std::vector<PersonId> persons_in(Snapshot& snapshot, DistrictId district, AreaId area, Date on) {
  auto rows = snapshot.query(
      "SELECT r.person FROM area_ancestors n CROSS JOIN households h CROSS JOIN residences r WHERE n.district = $1 AND "
      "n.ancestor = $2 AND +h.district = n.district AND h.place = n.area AND +r.district = h.district AND r.household "
      "= "
      "h.id AND r.valid_from <= $3 AND (r.valid_to IS NULL OR r.valid_to > $3)",
      district, area, format_date(on));
  std::vector<PersonId> persons;
  while (rows.next()) persons.push_back(rows.id<PersonId>(0));
  return persons;
}

std::vector<PersonLine> list_persons(Snapshot& snapshot, DistrictId district, const Reach& reach, Date on,
                                     const std::optional<ListMark>& after, int limit) {
  std::vector<PersonLine> lines;
  const auto door = after ? door_of_mark(snapshot, district, *after) : std::string();
  const auto day = format_date(on);
  walk_roots(reach, after, [&](std::int64_t root) {
    SqlText sql;
    sql.text("SELECT " LINLI_PERSON_COLUMNS ", " LINLI_HOUSEHOLD_COLUMNS
             ", r.stay, r.relation FROM area_ancestors n CROSS JOIN households h CROSS JOIN residences r CROSS JOIN "
             "persons p");
    add_walk(sql, district, root, after, door);
    sql.text(" AND +r.district = h.district AND r.household = h.id AND r.valid_from <= ").value(day);
    sql.text(" AND (r.valid_to IS NULL OR r.valid_to > ").value(day).text(")");
    sql.text(" AND p.district = r.district AND p.id = r.person AND p.state = 0");
    if (after && after->root == root)
      sql.text(" AND (h.id <> ").value(after->household).text(" OR r.person > ").value(after->person).text(")");
    sql.text(" ORDER BY n.area, h.sort_door, h.id, r.person LIMIT ");
    sql.value(static_cast<std::int64_t>(limit) - static_cast<std::int64_t>(lines.size()));
    auto rows = snapshot.query_values(sql.sql(), sql.values());
    while (rows.next())
      lines.push_back({person_of(rows), household_of(rows, kPersonColumns),
                       static_cast<Stay>(rows.integer(kPersonColumns + kHouseholdColumns)),
                       rows.string(kPersonColumns + kHouseholdColumns + 1), root});
    return lines.size() < static_cast<std::size_t>(limit);
  });
  return lines;
}

std::vector<HouseholdLine> list_households(Snapshot& snapshot, DistrictId district, const Reach& reach, Date on,
                                           const std::optional<ListMark>& after, int limit) {
  std::vector<HouseholdLine> lines;
  const auto door = after ? door_of_mark(snapshot, district, *after) : std::string();
  const auto day = format_date(on);
  walk_roots(reach, after, [&](std::int64_t root) {
    SqlText sql;
    sql.text("SELECT " LINLI_HOUSEHOLD_COLUMNS
             ", (SELECT COUNT(*) FROM residences r WHERE +r.district = h.district AND r.household = h.id AND "
             "r.valid_from <= ");
    sql.value(day).text(" AND (r.valid_to IS NULL OR r.valid_to > ").value(day);
    sql.text(")) FROM area_ancestors n CROSS JOIN households h");
    add_walk(sql, district, root, after, door);
    if (after && after->root == root) sql.text(" AND h.id <> ").value(after->household);
    sql.text(" ORDER BY n.area, h.sort_door, h.id LIMIT ");
    sql.value(static_cast<std::int64_t>(limit) - static_cast<std::int64_t>(lines.size()));
    auto rows = snapshot.query_values(sql.sql(), sql.values());
    while (rows.next()) lines.push_back({household_of(rows), rows.integer(kHouseholdColumns), root});
    return lines.size() < static_cast<std::size_t>(limit);
  });
  return lines;
}

}  // namespace linli::people
