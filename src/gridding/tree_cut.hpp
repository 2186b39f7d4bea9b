#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "gridding/search.hpp"
#include "gridding/search_graph.hpp"
#include "gridding/types.hpp"

namespace linli::gridding {

// Cuts a connected set of nodes along random spanning trees. On a tree the largest number of parts of at least a
// threshold is found bottom-up in one pass (Perl & Schach 1981), and every tree edge is a connected two-way cut; a few
// dozen trees sample the connected divisions of a small set well. Depth-first trees are used: their long branches put
// many edges near the middle, where a cut is useful, whereas bushy trees mostly offer to cut off leaves.
class TreeCutter {
 public:
  explicit TreeCutter(const SearchGraph& graph) : graph_(graph), slot_(graph.size(), kNone) {}

  // The set to be cut: connected, at least one node.
  void load(std::span<const std::uint32_t> nodes);
  std::span<const std::uint32_t> nodes() const { return nodes_; }
  Households total() const { return total_; }

  void draw_tree(Random& random);

  // The tree edge whose lighter side is nearest above the threshold, both sides reaching it.
  struct Split {
    std::uint32_t at = kNone;  // the side below this position of the tree; kNone: no edge will do
    Households lighter = 0;
  };
  Split best_split() const;
  // The tree edge whose lighter side weighs most while the heavier one reaches the threshold.
  Split fairest_split() const;
  // Marks the side below `split.at`: side()[i] is 1 for those nodes.
  void mark(const Split& split);

  // Cuts the tree into the most parts of at least the threshold; the rest at the root joins a neighbouring part.
  // side()[i] is then the part of node i, from 0.
  std::uint32_t cut_most();

  std::span<const std::uint32_t> side() const { return side_; }

 private:
  const SearchGraph& graph_;
  std::vector<std::uint32_t> slot_;  // graph node -> position in nodes_, kNone outside
  std::vector<std::uint32_t> nodes_;
  std::vector<std::uint32_t> begin_, next_;  // CSR among nodes_
  std::vector<Households> weight_;
  Households total_ = 0;
  struct Step {
    std::uint32_t from, to;
  };
  std::vector<Step> stack_;
  std::vector<std::uint32_t> order_, parent_;  // of the tree, parents first
  std::vector<Households> below_;              // weight of the subtree
  std::vector<std::uint32_t> side_;
  std::vector<std::uint8_t> visited_;
};

}  // namespace linli::gridding
