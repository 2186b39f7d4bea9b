#pragma once
// The one place that writes persons: row, key, marks, index and event in the caller's transaction.

#include <string>

#include "modules/people/context.hpp"
#include "modules/people/seal.hpp"
#include "modules/people/types.hpp"

namespace linli::people {

struct Pen {
  const storage::KeyRing& keys;
  const Book& book;
  DistrictId district;
  AccountId actor;
  Date today{};
};
[[nodiscard]] Pen pen_of(const Context& context, const storage::Snapshot& snapshot, const accounts::Caller& caller);

// What somebody is said to be, whole: the name in clear, protected values open.
struct Draft {
  std::string name;
  Gender gender{};
  std::string education;
  Protected secret;
};
// Makes it fit: numbers normalised, birth and gender taken from the ID number where they are missing. Faults name the
// field; of protected fields they repeat no value.
[[nodiscard]] Result<Draft> checked(const Book& book, Draft draft, Date today);

// The draft of somebody who is there already; none after erasure.
[[nodiscard]] std::optional<Draft> draft_of(storage::Snapshot& snapshot, const storage::KeyRing& keys,
                                            DistrictId district, const Person& person);

// Both take what checked() gave. The event names the fields, never their values.
PersonId put_new_person(storage::Transaction& transaction, const Pen& pen, const Household& household,
                        const Draft& draft, const Residence& residence);
void put_changed_person(storage::Transaction& transaction, const Pen& pen, Person person, const Draft& before,
                        const Draft& after, std::string_view event, std::string_view what);
// The stay ends, another begins; the person's place in search and plans goes along.
void put_move(storage::Transaction& transaction, const Pen& pen, Person person, const Household& to, Stay stay,
              std::string_view relation, Date from);
void put_departure(storage::Transaction& transaction, const Pen& pen, Person person, Date on);
HouseholdId put_new_household(storage::Transaction& transaction, const Pen& pen, AreaId place, std::string_view door,
                              std::string_view kind);

// Logs that these fields of the person were looked at; the event stands in the journal too.
void log_reading(storage::Transaction& transaction, const accounts::Caller& caller, PersonId person,
                 std::string_view fields, bool masked, std::string_view reason);

}  // namespace linli::people
