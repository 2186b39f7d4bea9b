#include "gridding/search_graph.hpp"

#include <algorithm>

namespace linli::gridding {

SearchGraph::SearchGraph(const PreparedRules& rules, const UnitGraph& graph, std::span<const std::uint32_t> units)
    : threshold_(rules.threshold()), unit_(units.begin(), units.end()) {
  std::vector<std::uint32_t> local(graph.size(), kNone);
  for (std::uint32_t node = 0; node < unit_.size(); ++node) local[unit_[node]] = node;
  begin_.push_back(0);
  for (const std::uint32_t unit : unit_) {
    weight_.push_back(graph.weight(unit));
    total_ += graph.weight(unit);
    for (const std::uint32_t next : graph.neighbours(unit)) neighbours_.push_back(local[next]);
    begin_.push_back(static_cast<std::uint32_t>(neighbours_.size()));
  }
  if (rules.has_apart()) {
    apart_begin_.push_back(0);
    for (const std::uint32_t unit : unit_) {
      for (const std::uint32_t other : graph.apart(unit)) {
        if (local[other] != kNone) apart_.push_back(local[other]);
      }
      apart_begin_.push_back(static_cast<std::uint32_t>(apart_.size()));
    }
  }
  load_figures(rules, graph);
}

void SearchGraph::load_figures(const PreparedRules& rules, const UnitGraph& graph) {
  const Instance& instance = rules.instance();
  types_ = static_cast<std::uint32_t>(instance.types().size());
  const NodeIndex origin = graph.courtyards(unit_.front()).front();
  for (const std::uint32_t unit : unit_) {
    Moments sum{0, 0, 0, 0};
    for (const NodeIndex node : graph.courtyards(unit)) {
      const double x = instance.x(node) - instance.x(origin), y = instance.y(node) - instance.y(origin);
      sum = {sum.count + 1, sum.x + x, sum.y + y, sum.squares + x * x + y * y};
    }
    moments_.push_back(sum);
    const NodeIndex first = graph.courtyards(unit).front();
    attribute_.push_back(instance.attribute(first));
    type_.push_back(instance.type(first));
    present_grid_.push_back(instance.present_grid(first));
  }
}

}  // namespace linli::gridding
