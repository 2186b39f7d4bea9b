#pragma once

#include <CLI/CLI.hpp>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "gridding/rules.hpp"
#include "gridding_files/read_instance.hpp"

namespace linli::gridding_files {

// The flags of `linli plan`, as typed.
struct PlanFlags {
  std::string nodes, edges, buildings, present, together, apart;
  std::string labels, geojson, xlsx, out, attribute = "weight", mode = "grid", leftovers = "stand";
  gridding::Households threshold = 300, upper = 0, split_above = 0;
  std::uint32_t regions = 0, generate = 0;
  std::uint64_t steps = 0, seed = 1;
  unsigned threads = 1;
  double seconds = 0;
  bool json = false, count_only = false, replan = false, join_by_type = false;
  std::vector<std::string> standing_alone, crossable, order;

  bool grid_mode() const { return mode == "grid"; }
  gridding::Households upper_end() const { return upper != 0 ? upper : threshold + threshold / 3; }
  // Far above the upper end, unless it is said what that means.
  gridding::Households split_from() const {
    return split_above != 0 ? split_above : buildings.empty() ? 0 : 2 * upper_end();
  }
  // Those of --order, and then the others as they usually come.
  std::array<gridding::Objective, 4> objectives() const;
  InstanceFiles files() const { return {nodes, edges, grid_mode() ? "" : attribute, buildings, present}; }
};

void declare(CLI::App& app, PlanFlags& flags);

// What CLI11 cannot know: which flags go together. Empty when they do.
std::string_view misuse(const CLI::App& app, const PlanFlags& flags);

}  // namespace linli::gridding_files
