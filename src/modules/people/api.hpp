#pragma once
// Residents and homes. Other modules see only this file and types.hpp.

#include <functional>
#include <string>

#include "modules/people/types.hpp"
#include "storage/store.hpp"

namespace linli::people {

extern const storage::Schema kPeopleSchema;
extern const storage::Schema kPeopleSearchSchema;

// For the journal's pages: a person's name as lists show it; none after erasure.
[[nodiscard]] std::optional<std::string> person_title(storage::Snapshot& snapshot, DistrictId district,
                                                      std::int64_t person);

// What follows from the rows and nobody vouches for: each home is the last stay's, marks and keys are of persons that
// are there, due lists fit their plans. `complain` gets a line for each that does not fit; how many persons were read.
std::int64_t check_people(storage::Snapshot& snapshot, const std::function<void(std::string)>& complain);

}  // namespace linli::people
