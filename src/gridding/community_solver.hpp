#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "gridding/exact_kernel.hpp"
#include "gridding/joint_kernel.hpp"
#include "gridding/large_search.hpp"
#include "gridding/mask_component.hpp"
#include "gridding/plan.hpp"
#include "gridding/prepared_rules.hpp"
#include "gridding/present_grids.hpp"
#include "gridding/score.hpp"
#include "gridding/search.hpp"
#include "gridding/unit_graph.hpp"

namespace linli::gridding {

// Plans one community after the other, each for itself: no grid crosses communities. One object a thread; what it
// allocates for one community it keeps for the next.
class CommunitySolver {
 public:
  CommunitySolver(const PreparedRules& rules, const SearchOptions& options);

  // Writes the number of each courtyard's grid within the community to grid_of and appends the grids.
  // True when the search was cut short by the deadline or a stop.
  CommunityReport solve(std::uint32_t community, std::vector<std::uint32_t>& grid_of, std::vector<Grid>& grids);

 private:
  // What one component adds to the report.
  struct Outcome {
    Method method = Method::Forced;
    Proof proof = Proof::Complete;
    std::int64_t most_valid = 0;
    Households least_excess = 0;
    Households least_moved = 0;
  };

  void solve_by_component(CommunityReport& report);
  // Units of one or all components together, when grids cannot be judged one by one; false when they are too many.
  bool solve_jointly(std::span<const std::uint32_t> units, Outcome& outcome);
  std::vector<std::vector<Presence>> presence_of(std::span<const std::uint32_t> units, bool& complete) const;

  Outcome solve_component(std::span<const std::uint32_t> units);
  Outcome solve_exactly(std::span<const std::uint32_t> units, Households weight);
  bool improve_unproven(std::span<const std::uint32_t> units, const ExactKernel::Result& result);
  Outcome solve_large(std::span<const std::uint32_t> units, Households known_most);
  LargeTask large_task(std::span<const std::uint32_t> units, Households most) const;
  Households take_partition(const Partition& partition);
  void take_grid(Mask set);
  void one_grid(std::span<const std::uint32_t> units);
  void join_leftovers(CommunityReport& report);
  std::span<const NodeIndex> grid(std::size_t i) const;
  Households households_of(std::size_t i) const;
  std::size_t grid_with(NodeIndex node) const;
  std::size_t host_of(std::size_t i) const;
  bool takes_in(NodeIndex node) const;
  bool kept_apart(std::size_t i, std::size_t j) const;
  void regroup(std::vector<std::pair<NodeIndex, std::size_t>>& keyed);
  void make_grids(std::uint32_t community, CommunityReport& report, std::vector<std::uint32_t>& grid_of,
                  std::vector<Grid>& grids);
  void match_present_grids(std::uint32_t community, CommunityReport& report, std::span<Grid> grids);
  std::uint64_t stream(std::span<const std::uint32_t> units) const;

  const PreparedRules& rules_;
  const SearchOptions& options_;
  UnitGraph graph_;
  MaskComponent component_;
  ExactKernel kernel_;
  JointKernel joint_kernel_;
  GridScorer scorer_;
  PresentGridMatcher matcher_;
  // Grids of the community being solved, as lists of courtyards.
  std::vector<std::uint32_t> grid_begin_;
  std::vector<NodeIndex> grid_courtyards_;
};

}  // namespace linli::gridding
