#pragma once
// Pure decisions about the territory: no SQL, no HTTP, no clock.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modules/areas/types.hpp"

namespace linli::areas {

// GB/T 2260 and GB/T 10114: 6 digits for a district, 9 for a subdistrict, 12 for a community, each beginning with the
// code above it. Courtyards and buildings carry local codes of up to 32 letters, digits and hyphens.
[[nodiscard]] std::vector<Fault> check_code(Level level, std::string_view code, std::string_view parent_code);
// Numbers outside the ranges the standards give to each kind of unit (`field.md` 1.2 in words: streets 001–099, …).
[[nodiscard]] std::vector<Warning> code_warnings(Level level, std::string_view code);

[[nodiscard]] std::vector<Fault> check_facts(const AreaFacts& facts);
// Names of areas and grids: 1 to 100 characters, no control characters.
[[nodiscard]] std::optional<Fault> check_name(std::string_view name);
// Digits, hyphens, spaces and brackets, as offices write telephone numbers; empty is taken.
[[nodiscard]] std::optional<Fault> check_phone(std::string_view field, std::string_view phone);
// GB/T 34300: the community's 12 digits and a sequence, where the community has a code; warns only.
[[nodiscard]] std::vector<Warning> grid_code_warnings(std::string_view code, std::string_view community_code);
[[nodiscard]] std::optional<Fault> check_grid_code(std::string_view code);

[[nodiscard]] std::optional<Level> level_above(Level level);
[[nodiscard]] std::optional<Level> level_below(Level level);

// A name with its numbers padded to eight digits, so that building 2 sorts before building 10.
[[nodiscard]] std::string sort_name(std::string_view name);

// Six letters and digits without look-alikes, made from the grid's id; another one for each attempt.
[[nodiscard]] std::string slug_of(GridId grid, int attempt);

// One membership in a base grid: the area, and the courtyard it is or stands in.
struct Membership {
  GridId grid;
  AreaId area;
  AreaId courtyard;
};
// Two memberships of different base grids clash when one holds the other's courtyard as a whole, or both the same
// building.
[[nodiscard]] bool clashes(const Membership& a, const Membership& b);

}  // namespace linli::areas
