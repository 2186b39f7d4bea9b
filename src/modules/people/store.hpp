#pragma once
// SQL of persons, households and residences. Whatever lists or finds takes the caller's reach: what lies outside it is
// not there.

#include <map>
#include <optional>
#include <vector>

#include "modules/people/context.hpp"
#include "modules/people/types.hpp"

namespace linli::people {

void insert_person(storage::Transaction& transaction, DistrictId district, const Person& person,
                   const std::optional<storage::Bytes>& sealed);
void update_person(storage::Transaction& transaction, DistrictId district, const Person& person,
                   const std::optional<storage::Bytes>& sealed);
// Household, version and who changed it: what a move touches.
void update_home(storage::Transaction& transaction, DistrictId district, const Person& person);
[[nodiscard]] std::optional<Person> load_person(storage::Snapshot& snapshot, DistrictId district, PersonId person);
// Those of the ids that live within the reach, in the order asked.
[[nodiscard]] std::vector<Person> persons_within(storage::Snapshot& snapshot, DistrictId district, const Reach& reach,
                                                 std::span<const PersonId> ids);

void insert_household(storage::Transaction& transaction, DistrictId district, const Household& household);
void update_household(storage::Transaction& transaction, DistrictId district, const Household& household);
[[nodiscard]] std::optional<Household> load_household(storage::Snapshot& snapshot, DistrictId district,
                                                      HouseholdId household);
// The households that they live in.
[[nodiscard]] std::map<HouseholdId, Household> load_households(storage::Snapshot& snapshot, DistrictId district,
                                                               std::span<const Person> persons);
// The open household behind that door; none when no door is given.
[[nodiscard]] std::optional<HouseholdId> household_at(storage::Snapshot& snapshot, DistrictId district, AreaId place,
                                                      std::string_view door);

void insert_residence(storage::Transaction& transaction, DistrictId district, const Residence& residence,
                      AccountId actor);
// Sets the last day of an open stay.
void end_residence(storage::Transaction& transaction, DistrictId district, PersonId person, int seq, Date to);
[[nodiscard]] std::vector<Residence> residences_of(storage::Snapshot& snapshot, DistrictId district, PersonId person);

// Who lives there on that day.
struct Dweller {
  Person person;
  Residence residence;
};
[[nodiscard]] std::vector<Dweller> dwellers_on(storage::Snapshot& snapshot, DistrictId district, HouseholdId household,
                                               Date on);

// Lists go from area to area, door to door, the order in which people are visited. A mark is where the last page ended.
struct ListMark {
  std::int64_t root = 0;
  std::int64_t place = 0;
  std::int64_t household = 0;
  std::int64_t person = 0;
};
struct PersonLine {
  Person person;
  Household household;
  Stay stay{};
  std::string relation;
  std::int64_t root = 0;
};
// Persons who live in the reach today (their stay has begun and not ended), after the mark.
[[nodiscard]] std::vector<PersonLine> list_persons(storage::Snapshot& snapshot, DistrictId district, const Reach& reach,
                                                   Date on, const std::optional<ListMark>& after, int limit);
struct HouseholdLine {
  Household household;
  std::int64_t members = 0;
  std::int64_t root = 0;
};
[[nodiscard]] std::vector<HouseholdLine> list_households(storage::Snapshot& snapshot, DistrictId district,
                                                         const Reach& reach, Date on,
                                                         const std::optional<ListMark>& after, int limit);

// The one person of that name (as the row has it) who lives there behind no known door; none when there are two.
[[nodiscard]] std::optional<Person> only_one_named(storage::Snapshot& snapshot, DistrictId district, AreaId place,
                                                   std::string_view name, Date on);
// Everybody who lives below that area on the day.
[[nodiscard]] std::vector<PersonId> persons_in(storage::Snapshot& snapshot, DistrictId district, AreaId area, Date on);

void insert_reading(storage::Transaction& transaction, DistrictId district, const Reading& reading);
// The newest first, ids below `below`.
[[nodiscard]] std::vector<Reading> load_readings(storage::Snapshot& snapshot, DistrictId district, PersonId person,
                                                 std::int64_t below, int limit);
// Look-ups by number: the log, and how many an account has made since.
std::int64_t insert_lookup(storage::Transaction& transaction, DistrictId district, AccountId account, int kind,
                           std::string_view reason, std::int64_t found);
[[nodiscard]] std::int64_t count_lookups(storage::Snapshot& snapshot, DistrictId district, AccountId account,
                                         Instant since);

}  // namespace linli::people
