#pragma once
// Departments, residents' committees and other handlers that matters go to, with the areas they serve (first form).

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "storage/store.hpp"

namespace linli::bodies {

enum class Kind { Department, ResidentsCommittee, SubdistrictOffice, Company, Other };

struct NewBody {
  std::string name;
  Kind kind = Kind::Department;
  std::string phone;
  std::vector<AreaId> areas;  // it serves these and everything below
  Date from{};
};

Result<BodyId> add_body(storage::Transaction& transaction, DistrictId district, AccountId actor, const NewBody& body);
[[nodiscard]] std::optional<std::string> body_name(storage::Snapshot& snapshot, DistrictId district, BodyId body);
// The body of that kind that serves the smallest of these areas (from the place up), as of the day.
[[nodiscard]] std::optional<BodyId> body_serving(storage::Snapshot& snapshot, DistrictId district, Kind kind,
                                                 std::span<const AreaId> areas_smallest_first, Date on);
[[nodiscard]] std::optional<BodyId> find_body(storage::Snapshot& snapshot, DistrictId district, std::string_view name);

}  // namespace linli::bodies
