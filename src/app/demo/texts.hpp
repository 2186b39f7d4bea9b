#pragma once
// What residents of the demo district say, by class, with what is answered. Invented; no real person or place.

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "app/demo/random.hpp"

namespace linli::app::demo {

// Slots: {yard} the courtyard, {n} a number 1–18 (floor, building), {h} hours, {d} days, {age} 80–95.
struct Topic {
  std::string_view alias;  // the office's class name, mapped to the catalogue by its alias table
  // How often it is said in winter (Nov–Mar) and in the rest of the year, relative to the others.
  int winter_weight;
  int summer_weight;
  std::span<const std::string_view> texts;
  std::span<const std::string_view> results;
  double solved_share;  // how often the resident agrees that it is solved
};

[[nodiscard]] std::span<const Topic> topics();
[[nodiscard]] std::string fill_slots(std::string_view text, std::string_view yard, Random& random);
[[nodiscard]] std::string_view comment_for(bool solved, Random& random);
[[nodiscard]] std::string_view return_reason(Random& random);

}  // namespace linli::app::demo
