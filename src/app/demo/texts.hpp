#pragma once
// What residents of the demo district say, and what they are answered. Invented; no real person or place.

#include <span>
#include <string>
#include <string_view>

#include "app/demo/random.hpp"

namespace linli::app::demo {

// Slots: {yard} the courtyard, {n} a number 2–18 (floor, building), {h} hours, {d} days, {age} 80–95.
struct Saying {
  std::string_view alias;  // an office's class name that the catalogue knows
  int winter_weight;       // how often it is said in November to March,
  int summer_weight;       // and in the rest of the year
  double solved_share;     // how often the resident agrees that it is solved
  std::string_view text;
  std::string_view result;
};

[[nodiscard]] std::span<const Saying> sayings();
[[nodiscard]] std::string fill_slots(std::string_view text, std::string_view yard, Random& random);
[[nodiscard]] std::string_view comment_for(bool solved, Random& random);
[[nodiscard]] std::string_view return_reason(Random& random);

}  // namespace linli::app::demo
