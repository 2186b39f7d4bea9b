#include "gridding/merge_down.hpp"

#include <cmath>
#include <queue>
#include <vector>

namespace linli::gridding {
namespace {

class MergeDown {
 public:
  explicit MergeDown(Partition& partition)
      : partition_(partition), graph_(partition.graph()), version_(partition.regions(), 0) {}

  void run(std::uint32_t regions) {
    for (std::uint32_t region = 0; region < partition_.regions(); ++region) offer_pairs_of(region, true);
    while (partition_.regions() > regions && !pairs_.empty()) {
      const Pair pair = pairs_.top();
      pairs_.pop();
      if (version_[pair.from] != pair.from_version || version_[pair.to] != pair.to_version) continue;
      merge(pair.from, pair.to);
    }
  }

 private:
  struct Pair {
    double added;
    std::uint32_t from, to, from_version, to_version;
    bool operator<(const Pair& other) const {  // the queue gives the greatest first: least added, then lowest numbers
      if (added != other.added) return added > other.added;
      return from != other.from ? from > other.from : to > other.to;
    }
  };

  double added(std::uint32_t a, std::uint32_t b) const {
    double sum = 0;
    for (const std::uint32_t i : partition_.members(a)) {
      for (const std::uint32_t j : partition_.members(b)) sum += std::abs(graph_.attribute(i) - graph_.attribute(j));
    }
    return sum;
  }

  void offer_pairs_of(std::uint32_t region, bool only_larger) {
    seen_.resize(version_.size(), kNone);
    for (const std::uint32_t node : partition_.members(region)) {
      for (const std::uint32_t next : graph_.neighbours(node)) {
        const std::uint32_t other = partition_.region(next);
        if (other == region || seen_[other] == stamp_ || (only_larger && other < region)) continue;
        seen_[other] = stamp_;
        pairs_.push({added(region, other), region, other, version_[region], version_[other]});
      }
    }
    ++stamp_;
  }

  void merge(std::uint32_t from, std::uint32_t to) {
    const std::uint32_t last = partition_.regions() - 1;
    partition_.merge(from, to);
    // `last` is now called `from`: both names are outdated, and so is `to`.
    ++version_[from], ++version_[last], ++version_[to];
    const std::uint32_t merged = to == last ? from : to;
    offer_pairs_of(merged, false);
    if (from != last && to != last) offer_pairs_of(from, false);
  }

  Partition& partition_;
  const SearchGraph& graph_;
  std::vector<std::uint32_t> version_;
  std::vector<std::uint32_t> seen_;
  std::uint32_t stamp_ = 0;
  std::priority_queue<Pair> pairs_;
};

}  // namespace

void merge_down(Partition& partition, std::uint32_t regions) { MergeDown(partition).run(regions); }

}  // namespace linli::gridding
