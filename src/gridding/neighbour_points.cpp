#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

#include "gridding/geos.hpp"
#include "gridding/neighbours.hpp"

namespace linli::gridding {
namespace {

using geos::Context;
using geos::Geometry;
using geos::own;

constexpr double kFurthestByMedian = 2.5;  // times the median length of a Delaunay edge
constexpr double kDoubtfulShare = 0.7;     // of the furthest distance: from here on a pair is doubtful

double distance(const Point& a, const Point& b) { return std::hypot(a.x - b.x, a.y - b.y); }

// Neighbours among points: edges of the Delaunay triangulation, less those that are too long. On the rim of a district
// the triangulation joins courtyards that have nothing between them but fields; the limit takes those away.
class PointNeighbours {
 public:
  PointNeighbours(std::span<const Point> points, std::span<const BarrierLine> barriers, const PointOptions& options)
      : points_(points), options_(options) {
    for (const BarrierLine& barrier : barriers) {
      lines_.push_back(barrier.line.size() < 2 ? Geometry{} : geos::line(context_, barrier.line));
    }
  }

  NeighbourReport run() {
    gather_places();
    auto edges = delaunay();
    const double furthest = options_.furthest > 0 ? options_.furthest : kFurthestByMedian * median_length(edges);
    for (const auto& [a, b] : edges) add(a, b, furthest);
    join_same_places();
    std::ranges::sort(report_.pairs, {}, [](const Adjacency& pair) { return std::pair(pair.from, pair.to); });
    find_islands();
    return std::move(report_);
  }

 private:
  using Edge = std::pair<std::uint32_t, std::uint32_t>;

  void gather_places() {
    for (std::uint32_t i = 0; i < points_.size(); ++i) {
      if (!std::isfinite(points_[i].x) || !std::isfinite(points_[i].y)) {
        report_.faults.push_back(
            {i, false, {"坐标不是有限的数，请改正。", "Its position is not a finite number. Please correct it."}});
        continue;
      }
      places_[{points_[i].x, points_[i].y}].push_back(i);
    }
  }

  std::uint32_t at(double x, double y) const { return places_.at({x, y}).front(); }

  std::vector<Edge> delaunay() {
    std::vector<Edge> edges;
    if (places_.size() < 2) return edges;
    std::vector<Point> distinct;
    for (const auto& [place, who] : places_) distinct.push_back({place.first, place.second});
    if (places_.size() > 2) {
      const Geometry sites = geos::line(context_, distinct);
      const Geometry net = own(context_, GEOSDelaunayTriangulation_r(context_.get(), sites.get(), 0, 1));
      for (int i = 0; net && i < GEOSGetNumGeometries_r(context_.get(), net.get()); ++i) {
        const GEOSGeometry* edge = GEOSGetGeometryN_r(context_.get(), net.get(), i);
        const GEOSCoordSequence* ends = GEOSGeom_getCoordSeq_r(context_.get(), edge);
        double x0, y0, x1, y1;
        GEOSCoordSeq_getXY_r(context_.get(), ends, 0, &x0, &y0);
        GEOSCoordSeq_getXY_r(context_.get(), ends, 1, &x1, &y1);
        const auto [low, high] = std::minmax({at(x0, y0), at(x1, y1)});
        edges.emplace_back(low, high);
      }
    }
    // Points on one line have no triangles: each borders the next. `distinct` is sorted along it.
    const std::size_t steps = edges.empty() ? distinct.size() - 1 : 0;
    for (std::size_t i = 0; i < steps; ++i) {
      const auto [low, high] =
          std::minmax({at(distinct[i].x, distinct[i].y), at(distinct[i + 1].x, distinct[i + 1].y)});
      edges.emplace_back(low, high);
    }
    std::ranges::sort(edges);
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    return edges;
  }

  double median_length(const std::vector<Edge>& edges) const {
    std::vector<double> lengths;
    for (const auto& [a, b] : edges) lengths.push_back(distance(points_[a], points_[b]));
    if (lengths.empty()) return 0;
    std::ranges::nth_element(lengths, lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2));
    return lengths[lengths.size() / 2];
  }

  void add(std::uint32_t a, std::uint32_t b, double furthest) {
    Adjacency pair{a, b, 0, distance(points_[a], points_[b]), kNone, Doubt::None, true};
    if (pair.distance > furthest) return;
    if (pair.distance > kDoubtfulShare * furthest) pair.doubt = Doubt::Far;
    if (somebody_between(a, b)) pair.doubt = Doubt::Between;
    const std::array<Point, 2> ends{points_[a], points_[b]};
    const Geometry way = geos::line(context_, ends);
    for (std::uint32_t i = 0; i < lines_.size() && pair.barrier == kNone; ++i) {
      if (lines_[i] && GEOSIntersects_r(context_.get(), way.get(), lines_[i].get()) == 1) pair.barrier = i;
    }
    report_.pairs.push_back(pair);
  }

  // Somebody deep inside the circle over the pair (the middle half of Gabriel's circle): they face him, not each other.
  bool somebody_between(std::uint32_t a, std::uint32_t b) const {
    const Point middle{(points_[a].x + points_[b].x) / 2, (points_[a].y + points_[b].y) / 2};
    const double radius = distance(points_[a], points_[b]) / 4;
    const auto begin = places_.lower_bound({middle.x - radius, -HUGE_VAL});
    for (auto place = begin; place != places_.end() && place->first.first <= middle.x + radius; ++place) {
      if (distance({place->first.first, place->first.second}, middle) < radius) return true;
    }
    return false;
  }

  void join_same_places() {
    for (const auto& [place, who] : places_) {
      for (std::size_t i = 1; i < who.size(); ++i) {
        report_.pairs.push_back({who[i - 1], who[i], 0, 0, kNone, Doubt::SamePlace, true});
      }
    }
  }

  void find_islands() {
    std::vector<bool> has(points_.size(), false);
    for (const Adjacency& pair : report_.pairs) has[pair.from] = has[pair.to] = true;
    for (std::uint32_t i = 0; i < has.size(); ++i) {
      if (!has[i]) report_.islands.push_back(i);
    }
  }

  std::span<const Point> points_;
  const PointOptions& options_;
  Context context_;
  std::vector<Geometry> lines_;
  std::map<std::pair<double, double>, std::vector<std::uint32_t>> places_;  // by position: who stands there
  NeighbourReport report_;
};

}  // namespace

NeighbourReport neighbours_of_points(std::span<const Point> points, std::span<const BarrierLine> barriers,
                                     const PointOptions& options) {
  return PointNeighbours(points, barriers, options).run();
}

}  // namespace linli::gridding
