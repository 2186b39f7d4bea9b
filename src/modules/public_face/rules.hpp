#pragma once
// Pure decisions: what may be released, and what figures may be shown. Numbers come from models/base/public.toml.

#include <cstdint>
#include <vector>

#include "modules/cases/api.hpp"
#include "modules/catalogue/api.hpp"
#include "modules/public_face/marks.hpp"
#include "modules/public_face/types.hpp"

namespace linli::public_face {

// Closed ordinary matters that concern a place: neither confidential nor of a person. `matter` null: unknown.
[[nodiscard]] Result<void> may_release(const cases::Case& entry, const catalogue::Matter* matter);

inline constexpr std::size_t kMostTitle = 60;
inline constexpr std::size_t kMostText = 1000;
inline constexpr std::size_t kMostDescription = 100;
inline constexpr std::size_t kMostPhotos = 6;
// Faults name title, problem and result.
[[nodiscard]] std::vector<Fault> check_text(const PublicText& text);
// What looks personal, as faults that name the field: each must be changed, or let stand knowingly.
[[nodiscard]] std::vector<Fault> faults_of(const PublicText& text, std::span<const std::string> names);

// One piece of territory with what was settled in it, in everything below it included.
struct Count {
  std::int64_t id = 0;
  std::int64_t settled = 0;
  std::vector<Count> below;
};
// What a map may show: a piece of territory, or what is left of it beside the cells that stand for themselves.
struct Cell {
  std::int64_t id = 0;
  std::int64_t settled = 0;
  bool rest = false;
  bool operator==(const Cell&) const = default;
};
// Every cell holds `least` or more. What is fewer is added to the rest of the area above, up to the top; a rest of the
// top that is still too small swallows the smallest cell, so that nothing can be worked out by subtraction. Nothing at
// all when there is too little. Each matter stands in one cell at most.
[[nodiscard]] std::vector<Cell> cells_of(const Count& top, std::int64_t least);

// Dated numbers, each with its source.
struct Threshold {
  Date from{};
  std::int64_t value = 0;
  std::string source;
};
struct Thresholds {
  std::vector<Threshold> cell_least;    // matters that a cell of the map must hold
  std::vector<Threshold> sample_least;  // matters below which no typical time is given
};
[[nodiscard]] const Thresholds& shipped_thresholds();
// The one in force on that day: the last that has begun; before all of them, the first.
[[nodiscard]] const Threshold& in_force(const std::vector<Threshold>& thresholds, Date on);

}  // namespace linli::public_face
