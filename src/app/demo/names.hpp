#pragma once
// Invented names: none is taken from a register.

#include <string>

#include "app/demo/random.hpp"

namespace linli::app::demo {

inline constexpr int kSubdistricts = 12;

[[nodiscard]] std::string subdistrict_name(int index);
// Distinct for distinct indexes below 144.
[[nodiscard]] std::string community_name(int index);
// Distinct for distinct indexes below 1,600.
[[nodiscard]] std::string courtyard_name(int index, Random& random);
[[nodiscard]] std::string person_name(Random& random);
[[nodiscard]] std::string street_name(Random& random);

}  // namespace linli::app::demo
