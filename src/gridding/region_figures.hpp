#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "gridding/partition.hpp"
#include "gridding/prepared_rules.hpp"
#include "gridding/types.hpp"

namespace linli::gridding {

// The figures of every region of a Partition that the later objectives are made of, kept so that what a move changes is
// known in O(1) (O(types) for mixing, O(region) for heterogeneity, which has no smaller summary).
class RegionFigures {
 public:
  RegionFigures(const PreparedRules& rules, const SearchGraph& graph);

  // Reads the partition anew. labels[r] is the grid in force that region r carries on; may be empty.
  void load(const Partition& partition, std::vector<std::uint32_t> labels);
  void reload(const Partition& partition) { load(partition, std::move(labels_)); }

  // What the cost becomes less what it is when `node` goes from its region to `to`.
  Cost shift(const Partition& partition, std::uint32_t node, std::uint32_t to) const;
  // The same when `first` and `second`, of different regions, change places.
  Cost swap(const Partition& partition, std::uint32_t first, std::uint32_t second) const;
  // To be called before the partition changes.
  void moved(const Partition& partition, std::uint32_t node, std::uint32_t to);

  Cost total(const Partition& partition) const;

 private:
  // The cost of one region after `out` left and `in` came; kNone for nobody.
  Cost region_cost(const Partition& partition, std::uint32_t region, std::uint32_t out, std::uint32_t in) const;
  double heterogeneity_change(const Partition& partition, std::uint32_t region, std::uint32_t out,
                              std::uint32_t in) const;
  double mixing(std::uint32_t region, std::uint32_t out, std::uint32_t in, double count) const;
  double moved_cost(std::uint32_t node, std::uint32_t region) const;
  std::uint32_t bucket(std::uint32_t node) const { return bucket_[node]; }

  const SearchGraph& graph_;
  bool grid_mode_;
  Households upper_;
  std::vector<Objective> order_;
  std::uint32_t buckets_ = 0;
  std::vector<std::uint32_t> bucket_;  // by node: its type, the rarest ones thrown together
  std::vector<SearchGraph::Moments> moments_;
  std::vector<std::uint32_t> type_count_;  // regions × buckets
  std::vector<std::uint32_t> labels_;
};

}  // namespace linli::gridding
