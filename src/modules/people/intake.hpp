#pragma once
// Many residents at once, for imports: what a row would do, and doing it. The same rules as for single ones, written in
// portions: marks sorted, names straight into the index, one event for every thousand persons.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "modules/people/types.hpp"
#include "storage/store.hpp"

namespace linli::people {

// A person as a file tells. What is missing leaves what is known as it is.
struct Incoming {
  std::string name;
  std::string id_number;  // whole and checked, or empty
  std::string last4;      // of one that the sender masked
  std::string phone;
  Gender gender{};
  std::optional<Date> birth;
  std::string education;
  std::optional<std::vector<std::string>> tags;  // codes
  AreaId place;
  std::string door;
  std::string relation;
  std::optional<Stay> stay;
  std::optional<Date> from;
};

enum class RowAction { Add, Change, Same };

struct IncomingHousehold {
  AreaId place;
  std::string door;
  std::string kind;  // empty: family, or as it is
};

// Lives for one transaction or snapshot: what it remembers is undone with it.
class PeopleIntake {
 public:
  // `nobody_before`: the district was empty when the import began, so there is nobody to know again.
  PeopleIntake(const storage::KeyRing& keys, DistrictId district, AccountId actor, Date as_of, bool nobody_before);
  ~PeopleIntake();
  [[nodiscard]] static bool nobody_lives_in(storage::Snapshot& snapshot, DistrictId district);
  PeopleIntake(const PeopleIntake&) = delete;
  PeopleIntake& operator=(const PeopleIntake&) = delete;

  struct Judged {
    RowAction action{};
    PersonId person;  // whoever is there already
  };
  // Somebody is known again by the whole ID number, else by name with the last four, else by name and birth date, else
  // by name behind the same door. The error says what is wrong with the row.
  [[nodiscard]] Result<Judged> judge(storage::Snapshot& snapshot, const Incoming& row);
  // A mark under which a file may name somebody once: of the ID number, or of name and home.
  [[nodiscard]] std::string key_of(const Incoming& row) const;

  // Judges and writes; changes only when `may_change`. All that put() wrote is complete after flush().
  Result<RowAction> put(storage::Transaction& transaction, const Incoming& row, bool may_change);
  void flush(storage::Transaction& transaction);
  // After the last portion: plans of visits take in whoever is new.
  void settle_plans(storage::Transaction& transaction);

  [[nodiscard]] RowAction judge_household(storage::Snapshot& snapshot, const IncomingHousehold& row);
  RowAction put_household(storage::Transaction& transaction, const IncomingHousehold& row, bool may_change);

  // Persons who live below that area on the day: what a full list is compared with.
  [[nodiscard]] std::vector<PersonId> living_in(storage::Snapshot& snapshot, AreaId area) const;
  void let_leave(storage::Transaction& transaction, PersonId person);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A line of an export: nothing protected leaves in a list, a minor's name as lists show it. Taking the file in again
// changes nothing: people are known by name and door.
struct OutgoingPerson {
  std::string name;
  Gender gender{};
  std::string education;
  Residence residence;
  Household household;
};
// Everybody who lives in the district on that day, from door to door.
void each_outgoing(storage::Snapshot& snapshot, DistrictId district, Date on,
                   const std::function<void(const OutgoingPerson&)>& take);
void each_household(storage::Snapshot& snapshot, DistrictId district, Date on,
                    const std::function<void(const Household&)>& take);

// Words of files ↔ codes of the dictionaries; empty: none.
[[nodiscard]] std::string tag_code(std::string_view word);
[[nodiscard]] std::string education_code(std::string_view word);
[[nodiscard]] std::string tag_word(std::string_view code);
[[nodiscard]] std::string education_word(std::string_view code);

}  // namespace linli::people
