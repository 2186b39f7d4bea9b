#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "gridding/geos.hpp"
#include "gridding/neighbours.hpp"

namespace linli::gridding {
namespace {

using geos::Context;
using geos::Geometry;
using geos::own;

constexpr double kBarrierShare = 0.5;  // of a common border: a barrier that runs along so much of it separates

class OutlineNeighbours {
 public:
  OutlineNeighbours(std::span<const Outline> outlines, std::span<const BarrierLine> barriers,
                    const OutlineOptions& options)
      : outlines_(outlines), options_(options), tree_(GEOSSTRtree_create_r(context_.get(), 10)) {
    for (std::uint32_t i = 0; i < outlines.size(); ++i) shapes_.push_back(shape_of(i));
    for (const BarrierLine& barrier : barriers) {
      lines_.push_back(barrier.line.size() < 2 ? Geometry{} : geos::line(context_, barrier.line));
    }
  }
  ~OutlineNeighbours() { GEOSSTRtree_destroy_r(context_.get(), tree_); }

  NeighbourReport run() {
    index_.resize(shapes_.size());
    for (std::uint32_t i = 0; i < shapes_.size(); ++i) {
      index_[i] = i;
      if (shapes_[i]) GEOSSTRtree_insert_r(context_.get(), tree_, shapes_[i].get(), &index_[i]);
    }
    for (std::uint32_t i = 0; i < shapes_.size(); ++i) {
      if (shapes_[i]) pairs_of(i);
    }
    std::ranges::sort(report_.pairs, {}, [](const Adjacency& pair) { return std::pair(pair.from, pair.to); });
    find_islands();
    return std::move(report_);
  }

 private:
  void fault(std::uint32_t area, bool usable, Text text) { report_.faults.push_back({area, usable, std::move(text)}); }

  Geometry polygon(const Polygon& rings) {
    std::vector<GEOSGeometry*> holes;
    GEOSGeometry* outer = nullptr;
    for (const Ring& ring : rings) {
      if (ring.size() < 3) continue;
      GEOSGeometry* made = GEOSGeom_createLinearRing_r(context_.get(), geos::coordinates(context_, ring, true));
      if (made == nullptr) continue;
      outer == nullptr ? void(outer = made) : holes.push_back(made);
    }
    if (outer == nullptr) return {};
    return own(context_,
               GEOSGeom_createPolygon_r(context_.get(), outer, holes.data(), static_cast<unsigned>(holes.size())));
  }

  static bool finite(const Outline& outline) {
    for (const Polygon& rings : outline.polygons) {
      for (const Ring& ring : rings) {
        for (const Point& point : ring) {
          if (!std::isfinite(point.x) || !std::isfinite(point.y)) return false;
        }
      }
    }
    return true;
  }

  // One valid geometry of all polygons; null when there is nothing to use.
  Geometry shape_of(std::uint32_t area) {
    std::vector<GEOSGeometry*> parts;
    if (finite(outlines_[area])) {
      for (const Polygon& rings : outlines_[area].polygons) {
        if (Geometry part = polygon(rings)) parts.push_back(part.release());
      }
    }
    if (parts.empty()) {
      fault(area, false, {"没有可用的边界，请补画。", "It has no usable outline. Please draw one."});
      return {};
    }
    Geometry whole = own(context_, GEOSGeom_createCollection_r(context_.get(), GEOS_MULTIPOLYGON, parts.data(),
                                                               static_cast<unsigned>(parts.size())));
    if (GEOSisValid_r(context_.get(), whole.get()) == 1) return whole;
    // A buffer of nothing dissolves self-crossings and parts that overlap, and always yields polygons.
    Geometry mended = own(context_, GEOSMakeValid_r(context_.get(), whole.get()));
    if (mended) mended = own(context_, GEOSBuffer_r(context_.get(), mended.get(), 0, 8));
    if (!mended || GEOSisEmpty_r(context_.get(), mended.get()) == 1) {
      fault(area, false,
            {"边界线自相交，无法修复，请重画。", "Its outline crosses itself beyond repair. Please draw it anew."});
      return {};
    }
    fault(area, true,
          {"边界线自相交，已自动修复，请核对。", "Its outline crosses itself and was repaired. Please check it."});
    return mended;
  }

  void pairs_of(std::uint32_t area) {
    const Geometry reach = own(context_, GEOSBuffer_r(context_.get(), shapes_[area].get(), options_.road, 2));
    std::vector<std::uint32_t> near;
    GEOSSTRtree_query_r(
        context_.get(), tree_, reach.get(),
        [](void* item, void* list) {
          static_cast<std::vector<std::uint32_t>*>(list)->push_back(*static_cast<std::uint32_t*>(item));
        },
        &near);
    std::ranges::sort(near);
    for (const std::uint32_t other : near) {
      if (other > area) judge(area, other, near);
    }
  }

  void judge(std::uint32_t a, std::uint32_t b, std::span<const std::uint32_t> near) {
    double distance = 0;
    GEOSDistance_r(context_.get(), shapes_[a].get(), shapes_[b].get(), &distance);
    if (distance > options_.road) return;
    Adjacency pair{a, b, 0, distance, kNone, Doubt::None, true};
    const Geometry border = common_border(a, b, distance + options_.tolerance);
    GEOSLength_r(context_.get(), border.get(), &pair.length);
    if (distance > options_.tolerance) {
      // Across a road only those are neighbours that face each other with nobody in between.
      if (pair.length < options_.least_border || somebody_between(a, b, near)) return;
      if (distance > options_.narrow) pair.doubt = Doubt::Gap;
    } else if (overlap(a, b) > options_.tolerance * std::max(pair.length, options_.least_border)) {
      pair.doubt = Doubt::Overlap;
    } else if (pair.length < options_.least_border) {
      pair.doubt = Doubt::Corner;
      pair.neighbours = false;
    }
    pair.barrier = barrier_between(a, b, border.get(), pair);
    report_.pairs.push_back(pair);
  }

  // The part of a's outline that lies within `reach` of b.
  Geometry common_border(std::uint32_t a, std::uint32_t b, double reach) {
    const Geometry line = own(context_, GEOSBoundary_r(context_.get(), shapes_[a].get()));
    const Geometry around = own(context_, GEOSBuffer_r(context_.get(), shapes_[b].get(), reach, 4));
    Geometry common = own(context_, GEOSIntersection_r(context_.get(), line.get(), around.get()));
    return common ? std::move(common) : own(context_, GEOSGeom_createEmptyLineString_r(context_.get()));
  }

  double overlap(std::uint32_t a, std::uint32_t b) {
    const Geometry both = own(context_, GEOSIntersection_r(context_.get(), shapes_[a].get(), shapes_[b].get()));
    double area = 0;
    if (both) GEOSArea_r(context_.get(), both.get(), &area);
    return area;
  }

  Geometry shortest_way(std::uint32_t a, std::uint32_t b) {
    GEOSCoordSequence* ends = GEOSNearestPoints_r(context_.get(), shapes_[a].get(), shapes_[b].get());
    return own(context_, GEOSGeom_createLineString_r(context_.get(), ends));
  }

  bool somebody_between(std::uint32_t a, std::uint32_t b, std::span<const std::uint32_t> near) {
    const Geometry way = shortest_way(a, b);
    return std::ranges::any_of(near, [&](std::uint32_t other) {
      return other != a && other != b && GEOSIntersects_r(context_.get(), way.get(), shapes_[other].get()) == 1;
    });
  }

  // A barrier separates two areas when the shortest way between them crosses it, or when it runs along their border.
  std::uint32_t barrier_between(std::uint32_t a, std::uint32_t b, const GEOSGeometry* border, const Adjacency& pair) {
    const Geometry way = pair.distance > 0 ? shortest_way(a, b) : Geometry{};
    const Geometry along = own(context_, GEOSBuffer_r(context_.get(), border, pair.distance + options_.tolerance, 4));
    for (std::uint32_t i = 0; i < lines_.size(); ++i) {
      if (!lines_[i]) continue;
      if (way && GEOSIntersects_r(context_.get(), way.get(), lines_[i].get()) == 1) return i;
      if (GEOSIntersects_r(context_.get(), along.get(), lines_[i].get()) != 1) continue;
      const Geometry inside = own(context_, GEOSIntersection_r(context_.get(), lines_[i].get(), along.get()));
      double length = 0;
      if (inside) GEOSLength_r(context_.get(), inside.get(), &length);
      if (pair.length > 0 && length >= kBarrierShare * pair.length) return i;
    }
    return kNone;
  }

  void find_islands() {
    std::vector<bool> has(shapes_.size(), false);
    for (const Adjacency& pair : report_.pairs) {
      if (pair.neighbours) has[pair.from] = has[pair.to] = true;
    }
    for (std::uint32_t i = 0; i < has.size(); ++i) {
      if (!has[i]) report_.islands.push_back(i);
    }
  }

  std::span<const Outline> outlines_;
  const OutlineOptions& options_;
  Context context_;
  GEOSSTRtree* tree_;
  std::vector<Geometry> shapes_, lines_;
  std::vector<std::uint32_t> index_;
  NeighbourReport report_;
};

}  // namespace

NeighbourReport neighbours_of_outlines(std::span<const Outline> outlines, std::span<const BarrierLine> barriers,
                                       const OutlineOptions& options) {
  return OutlineNeighbours(outlines, barriers, options).run();
}

Text describe(Doubt doubt) {
  switch (doubt) {
    case Doubt::None:
      return {"", ""};
    case Doubt::Corner:
      return {"只在角上相接", "they touch only at a corner"};
    case Doubt::Gap:
      return {"中间有道路或空隙", "a road or a gap lies between them"};
    case Doubt::Overlap:
      return {"边界重叠", "their outlines overlap"};
    case Doubt::Far:
      return {"相距较远", "they are rather far apart"};
    case Doubt::Between:
      return {"中间隔着别的小区", "another courtyard lies between them"};
    case Doubt::SamePlace:
      return {"两个小区的坐标相同", "both stand on the same spot"};
  }
  return {};
}

}  // namespace linli::gridding
