// Who borders whom: outlines where there are any, points elsewhere.
#include <algorithm>
#include <cmath>

#include "modules/grid_plans/gather.hpp"
#include "modules/grid_plans/wkb.hpp"

namespace linli::grid_plans {
namespace {

using gridding::BarrierLine;
using gridding::Outline;
using gridding::Point;

class NeighbourSearch {
 public:
  NeighbourSearch(Gathered& gathered, const PlanRules& rules, const std::vector<Barrier>& of_district)
      : input_(gathered.input), outlines_(gathered.outlines), rules_(rules), projection_(origin()) {
    for (const auto& barrier : of_district) add_barrier(barrier);
    for (const auto& barrier : rules.barriers) add_barrier(barrier);
  }

  void run() {
    by_outlines();
    by_points();
    std::ranges::sort(input_.pairs, {}, [](const SitePair& pair) { return std::pair(pair.a, pair.b); });
  }

 private:
  void add_barrier(const Barrier& barrier) {
    BarrierLine line{barrier.kind, {}};
    for (const auto& [lon, lat] : barrier.line) line.line.push_back(projection_.metres({lon, lat}));
    barriers_.push_back(std::move(line));
  }

  Point origin() const {
    Point sum{0, 0};
    double count = 0;
    for (const auto& site : input_.sites) {
      if (!site.point) continue;
      sum.x += site.point->x;
      sum.y += site.point->y;
      ++count;
    }
    return count == 0 ? sum : Point{sum.x / count, sum.y / count};
  }

  void by_outlines() {
    std::vector<std::uint32_t> sites;
    std::vector<Outline> shapes;
    for (std::uint32_t i = 0; i < input_.sites.size(); ++i) {
      if (!outlines_[i]) continue;
      sites.push_back(i);
      shapes.push_back(projection_.metres(*outlines_[i]));
    }
    if (sites.empty()) return;
    gridding::OutlineOptions options;
    options.narrow = static_cast<double>(rules_.narrow_road);
    options.road = static_cast<double>(std::max(rules_.widest_road, rules_.narrow_road));
    const auto report = gridding::neighbours_of_outlines(shapes, barriers_, options);
    for (const auto& fault : report.faults) input_.faults.push_back({sites[fault.area], fault.usable, fault.text});
    for (const auto& pair : report.pairs) add(sites[pair.from], sites[pair.to], pair);
    input_.geometry = Geometry::Outlines;
  }

  // A courtyard without an outline has the neighbours that its point has among the points of all.
  void by_points() {
    std::vector<std::uint32_t> sites;
    std::vector<Point> points;
    bool needed = false;
    for (std::uint32_t i = 0; i < input_.sites.size(); ++i) {
      if (!input_.sites[i].point) continue;
      needed |= !outlines_[i];
      sites.push_back(i);
      points.push_back(projection_.metres(*input_.sites[i].point));
    }
    if (!needed) return;
    const auto report = gridding::neighbours_of_points(points, barriers_);
    for (const auto& pair : report.pairs) {
      const auto a = sites[pair.from];
      const auto b = sites[pair.to];
      if (!outlines_[a] || !outlines_[b]) add(a, b, pair);
    }
    input_.geometry = input_.geometry == Geometry::Outlines ? Geometry::Mixed : Geometry::Points;
  }

  void add(std::uint32_t a, std::uint32_t b, const gridding::Adjacency& pair) {
    if (input_.sites[a].community != input_.sites[b].community) return;
    const auto finite = [](double value) { return std::isfinite(value) ? value : 0.0; };
    input_.pairs.push_back({std::min(a, b), std::max(a, b), pair.doubt, pair.neighbours, finite(pair.length),
                            finite(pair.distance),
                            pair.barrier == gridding::kNone ? std::string() : barriers_[pair.barrier].kind});
  }

  Input& input_;
  const std::vector<std::optional<Outline>>& outlines_;
  const PlanRules& rules_;
  const Projection projection_;
  std::vector<BarrierLine> barriers_;
};

}  // namespace

void find_neighbours(Gathered& gathered, const PlanRules& rules, const std::vector<Barrier>& of_district) {
  NeighbourSearch(gathered, rules, of_district).run();
}

}  // namespace linli::grid_plans
