#pragma once
// What runs by the clock or from the shell.

#include <iosfwd>
#include <span>
#include <string>

#include "modules/people/context.hpp"

namespace linli::people {

// Lets go of what has been kept long enough, in the whole district: one portion; how many persons. Nothing is written
// while nothing is due.
std::int64_t expire_people(storage::Store& store, DistrictId district, Offset offset);

struct PeopleWiring {
  storage::Store& store;
  DistrictId district;
  Offset offset = kChinaOffset;
};
// `linli people retention [--dry-run] [--json]`: says what goes, why, by which rule; then lets it go. 0 done, 2 wrong
// use.
[[nodiscard]] int run_people_command(std::span<const std::string> arguments, const PeopleWiring& wiring,
                                     std::ostream& out, std::ostream& err);

}  // namespace linli::people
