#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "gridding/search_graph.hpp"
#include "gridding/types.hpp"

namespace linli::gridding {

// A division of a SearchGraph into regions, with the weight and the members of each. Members of a region lie side by
// side, as the searches read them far more often than they move them; a node knows its place, so that moving it is
// O(1).
class Partition {
 public:
  explicit Partition(const SearchGraph& graph);

  const SearchGraph& graph() const { return *graph_; }
  std::uint32_t regions() const { return static_cast<std::uint32_t>(weight_.size()); }
  std::uint32_t region(std::uint32_t node) const { return region_[node]; }
  Households weight(std::uint32_t region) const { return weight_[region]; }
  std::span<const std::uint32_t> members(std::uint32_t region) const { return members_[region]; }
  std::uint32_t count(std::uint32_t region) const { return static_cast<std::uint32_t>(members_[region].size()); }

  std::uint32_t add_region();
  void put(std::uint32_t node, std::uint32_t region);  // the node may be in a region already
  // All members of `from` go to `to`; the last region takes the number of `from`.
  void merge(std::uint32_t from, std::uint32_t to);
  void clear();

  // Would the rest of the node's region stay connected without it? Walks the region only.
  bool removable(std::uint32_t node);
  // The node and what its region would lose with it: all pieces but the heaviest. False when they are more than `most`
  // nodes. Walks the region only.
  bool torn_off(std::uint32_t node, std::size_t most, std::vector<std::uint32_t>& nodes);

 private:
  void unlink(std::uint32_t node);

  const SearchGraph* graph_;
  std::vector<std::uint32_t> region_, place_;  // by node; place_ is its position among the members
  std::vector<std::vector<std::uint32_t>> members_;
  std::vector<Households> weight_;
  std::vector<std::uint64_t> mark_;  // by node: generation of the last walk that came by
  std::uint64_t generation_ = 0;
  std::vector<std::uint32_t> queue_, kept_;
};

}  // namespace linli::gridding
