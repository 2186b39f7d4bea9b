#pragma once
// Plain values of the territory.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

namespace linli::areas {

enum class Level { District, Subdistrict, Community, Courtyard, Building };
enum class Layer { Base, Large, Special };

struct NewArea {
  Level level{};
  AreaId parent;  // none for the district itself
  std::string name;
  std::string code;  // empty: has none; never invented
  std::optional<std::int64_t> households;
  std::string kind;  // free dictionary: commercial housing, old estate, village …
  std::string address;
  std::optional<int> built_year;
  std::optional<double> lon;  // WGS 84
  std::optional<double> lat;
  Date from{};
};

// Only what is set changes, from `from` on.
struct AreaChange {
  std::optional<std::string> name;
  std::optional<std::string> code;
  std::optional<AreaId> parent;
  std::optional<std::optional<std::int64_t>> households;
  std::optional<std::string> kind;
  std::optional<std::string> address;
  std::optional<std::optional<int>> built_year;
  std::optional<std::pair<double, double>> position;
  Date from{};
};

struct NewGrid {
  std::string name;
  std::string code;  // empty: has none
  Layer layer = Layer::Base;
  AreaId community;
  std::vector<AreaId> members;  // courtyards or buildings
  std::string phone;
  std::string supervision_phone;
  Date from{};
};

}  // namespace linli::areas
