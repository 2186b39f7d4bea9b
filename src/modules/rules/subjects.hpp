#pragma once
// What rules may be about besides declared records, and what they may ask there.

#include <string_view>
#include <vector>

#include "declare/field.hpp"
#include "declare/shape.hpp"

namespace linli::rules {

// The slots of the built-in kinds' fields, as built_in_shapes() lists them (a test holds them together).
enum class AreaSlot { Name, Code, Kind, Households, BuiltYear };
enum class GridSlot { Name, Code, Layer, Households, Members, HasSteward, HasDeputy };
enum class BodySlot { Name, Kind, Like, Members, FullMembers, PartyMembers, Seats, FoundedOn, TermEnds };
enum class PostSlot { Code, Seats, Filled };

// Levels of territory that rules ask, from the top.
[[nodiscard]] const std::vector<std::string_view>& area_levels();
// district … courtyard, grid, body, post.
[[nodiscard]] declare::Shapes built_in_shapes();
// Declared kinds become relations, under their own name, of the areas that their records lie in.
void relate_to_areas(const std::vector<declare::KindDeclaration>& kinds, declare::Shapes& shapes);

}  // namespace linli::rules
