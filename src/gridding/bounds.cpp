#include "gridding/bounds.hpp"

#include <algorithm>
#include <vector>

namespace linli::gridding {
namespace {

// Depth-first search with low points (Hopcroft & Tarjan 1973), without recursion: components may be long.
class CutVertices {
 public:
  explicit CutVertices(const SearchGraph& graph)
      : graph_(graph), order_(graph.size(), 0), low_(graph.size(), 0), below_(graph.size(), 0), pieces_(graph.size()) {}

  Households run() {
    best_ = graph_.total() / graph_.threshold();
    enter(0, kNone);
    while (!path_.empty()) {
      Visit& visit = path_.back();
      const auto neighbours = graph_.neighbours(visit.node);
      if (visit.next == neighbours.size()) {
        leave();
        continue;
      }
      const std::uint32_t other = neighbours[visit.next++];
      if (order_[other] == 0) {
        enter(other, visit.node);
      } else if (other != visit.parent) {
        low_[visit.node] = std::min(low_[visit.node], order_[other]);
      }
    }
    return best_;
  }

 private:
  struct Visit {
    std::uint32_t node, parent;
    std::size_t next;
  };
  // What a vertex separates from the rest, so far: how many regions fit in, and how heavy it is.
  struct Pieces {
    Households regions = 0, weight = 0;
    bool any = false;
  };

  void enter(std::uint32_t node, std::uint32_t parent) {
    order_[node] = low_[node] = ++clock_;
    below_[node] = graph_.weight(node);
    path_.push_back({node, parent, 0});
  }

  void leave() {
    const auto [node, parent, next] = path_.back();
    path_.pop_back();
    judge(node);
    if (parent == kNone) return;
    below_[parent] += below_[node];
    low_[parent] = std::min(low_[parent], low_[node]);
    if (low_[node] < order_[parent]) return;
    pieces_[parent].regions += below_[node] / graph_.threshold();
    pieces_[parent].weight += below_[node];
    pieces_[parent].any = true;
  }

  // All pieces below the vertex are known now; what is above it is one more.
  void judge(std::uint32_t node) {
    const Pieces& pieces = pieces_[node];
    if (!pieces.any) return;
    const Households above = graph_.total() - graph_.weight(node) - pieces.weight;
    best_ = std::min(best_, 1 + pieces.regions + above / graph_.threshold());
  }

  const SearchGraph& graph_;
  std::vector<std::uint32_t> order_, low_;
  std::vector<Households> below_;
  std::vector<Pieces> pieces_;
  std::vector<Visit> path_;
  std::uint32_t clock_ = 0;
  Households best_ = 0;
};

}  // namespace

Households most_regions(const SearchGraph& graph) { return CutVertices(graph).run(); }

}  // namespace linli::gridding
