#pragma once
// SQL of bodies.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/bodies/types.hpp"
#include "storage/store.hpp"

namespace linli::bodies::store {

// False when another body in force bears the name.
bool insert_version(storage::Transaction& transaction, DistrictId district, AccountId actor, const Body& body);
void close_version(storage::Transaction& transaction, DistrictId district, BodyId body, int version, Date on);

struct Filter {
  std::string text;  // part of the name
  std::optional<Kind> kind;
  std::string after;  // cursor: the name before the page
  int limit = 50;
};
// Bodies in force now or later, by name, without their areas.
[[nodiscard]] std::vector<Body> list(storage::Snapshot& snapshot, DistrictId district, const Filter& filter);
[[nodiscard]] std::vector<AreaId> areas_of(storage::Snapshot& snapshot, DistrictId district, BodyId body, int version);

}  // namespace linli::bodies::store
