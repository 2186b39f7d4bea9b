#pragma once

#include <cstdint>
#include <vector>

#include "gridding/search_graph.hpp"
#include "gridding/types.hpp"

namespace linli::gridding {

// A division of a SearchGraph into regions, with the weight and the members of each. Members are linked lists over one
// flat array, so that moving a node is O(1) and nothing is allocated while searching.
class Partition {
 public:
  explicit Partition(const SearchGraph& graph);

  const SearchGraph& graph() const { return *graph_; }
  std::uint32_t regions() const { return static_cast<std::uint32_t>(head_.size()); }
  std::uint32_t region(std::uint32_t node) const { return region_[node]; }
  Households weight(std::uint32_t region) const { return weight_[region]; }
  std::uint32_t count(std::uint32_t region) const { return count_[region]; }

  template <typename Visit>
  void for_each_member(std::uint32_t region, Visit&& visit) const {
    for (std::uint32_t node = head_[region]; node != kNone;) {
      const std::uint32_t next = next_[node];  // read first: the visitor may move the node
      visit(node);
      node = next;
    }
  }

  std::uint32_t add_region();
  void put(std::uint32_t node, std::uint32_t region);  // the node may be in a region already
  // Empties the region and gives its number to the last one.
  void remove_empty(std::uint32_t region);
  void clear();

  // Would the rest of the node's region stay connected without it? Walks the region only.
  bool removable(std::uint32_t node);

 private:
  void unlink(std::uint32_t node);

  const SearchGraph* graph_;
  std::vector<std::uint32_t> region_, next_, previous_;  // by node
  std::vector<std::uint32_t> head_, count_;              // by region
  std::vector<Households> weight_;
  std::vector<std::uint32_t> mark_;  // by node: generation of the last walk that came by
  std::uint32_t generation_ = 0;
  std::vector<std::uint32_t> queue_;
};

}  // namespace linli::gridding
