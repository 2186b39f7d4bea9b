#include "modules/intake_files/outlines.hpp"

#include <algorithm>
#include <cmath>

namespace linli::intake_files {
namespace {

constexpr double kRepairShare = 0.02;
constexpr double kNoise_m2 = 0.05;
constexpr double kRounding_m = 0.05;

// Degrees of anywhere on earth; metres of a projection without a .prj are not.
bool in_degrees(const Geometry& geometry) {
  const auto box = geometry.box();
  return box.west >= -180 && box.east <= 180 && box.south >= -180 && box.north <= 180;
}

// Pairs whose boxes meet, each once, in the order of the file.
class Index {
 public:
  Index(const Geos& geos, const std::vector<Parcel>& parcels)
      : handle_(geos.handle()), tree_(GEOSSTRtree_create_r(handle_, 10)), ids_(parcels.size()) {
    for (std::size_t i = 0; i < parcels.size(); ++i) {
      ids_[i] = i;
      if (parcels[i].geometry) GEOSSTRtree_insert_r(handle_, tree_, parcels[i].geometry.get(), &ids_[i]);
    }
  }
  Index(const Index&) = delete;
  Index& operator=(const Index&) = delete;
  ~Index() { GEOSSTRtree_destroy_r(handle_, tree_); }

  [[nodiscard]] std::vector<std::size_t> meeting(const Geometry& geometry) const {
    std::vector<std::size_t> found;
    const auto collect = [](void* item, void* data) {
      static_cast<std::vector<std::size_t>*>(data)->push_back(*static_cast<std::size_t*>(item));
    };
    GEOSSTRtree_query_r(handle_, tree_, geometry.get(), collect, &found);
    std::ranges::sort(found);
    return found;
  }

 private:
  GEOSContextHandle_t handle_;
  GEOSSTRtree* tree_;
  std::vector<std::size_t> ids_;
};

Geometry union_of(const Geos& geos, const std::vector<Parcel>& parcels) {
  std::vector<GEOSGeometry*> copies;
  for (const auto& parcel : parcels) {
    if (parcel.geometry) copies.push_back(GEOSGeom_clone_r(geos.handle(), parcel.geometry.get()));
  }
  const Geometry all(geos, GEOSGeom_createCollection_r(geos.handle(), GEOS_GEOMETRYCOLLECTION, copies.data(),
                                                       static_cast<unsigned>(copies.size())));
  return {geos, GEOSUnaryUnion_r(geos.handle(), all.get())};
}

}  // namespace

ReadOutline read_outline(const Geos& geos, std::string_view wkt) {
  ReadOutline out;
  auto geometry = Geometry::from_wkt(geos, wkt);
  if (!geometry) {
    out.state = OutlineState::Unreadable;
  } else if (!geometry.is_polygonal()) {
    out.state = OutlineState::NotPolygon;
  } else if (!in_degrees(geometry)) {
    out.state = OutlineState::NotDegrees;
  } else if (geometry.is_valid()) {
    out.state = OutlineState::Good;
    out.geometry = std::move(geometry);
  } else {
    auto valid = geometry.made_valid();
    const double before = geometry.area_m2();
    const double after = valid ? valid.area_m2() : 0;
    out.changed_m2 = std::abs(after - before);
    const bool small = after > 0 && valid.is_valid() && out.changed_m2 <= kRepairShare * std::max(before, after);
    out.state = small ? OutlineState::Repaired : OutlineState::Crossed;
    if (small) out.geometry = std::move(valid);
  }
  return out;
}

std::vector<Overlap> settle_overlaps(const Geos& geos, std::vector<Parcel>& parcels) {
  std::vector<Overlap> found;
  const Index index(geos, parcels);
  for (std::size_t j = 0; j < parcels.size(); ++j) {
    if (!parcels[j].geometry) continue;
    for (const auto i : index.meeting(parcels[j].geometry)) {
      const bool both_fixed = parcels[i].fixed && parcels[j].fixed;
      if (i >= j || both_fixed) continue;
      const auto common = parcels[i].geometry.intersection(parcels[j].geometry);
      const double area = common ? common.area_m2() : 0;
      if (area < kNoise_m2) continue;
      Overlap overlap{i, j, area, false};
      auto& cut = parcels[j].fixed ? parcels[i] : parcels[j];
      const auto& keep = parcels[j].fixed ? parcels[j] : parcels[i];
      if (common.thickness_m() < kTolerance_m) {
        auto rest = cut.geometry.difference(keep.geometry);
        overlap.trimmed = rest.is_polygonal() && rest.is_valid();
        if (overlap.trimmed) {
          cut.geometry = std::move(rest);
          cut.trimmed = true;
        }
      }
      found.push_back(overlap);
    }
  }
  return found;
}

std::vector<Gap> settle_gaps(const Geos& geos, std::vector<Parcel>& parcels) {
  std::vector<Gap> found;
  const auto all = union_of(geos, parcels);
  if (!all) return found;
  for (const auto& hole : all.holes()) {
    Gap gap{0, hole.area_m2(), hole.centre(), false};
    if (gap.area_m2 < kNoise_m2) continue;
    double longest = 0;
    for (std::size_t i = 0; i < parcels.size(); ++i) {
      if (!parcels[i].geometry) continue;
      const double border = hole.shared_border_m(parcels[i].geometry);
      if (border > longest && !parcels[i].fixed) {
        longest = border;
        gap.neighbour = i;
      }
    }
    if (longest > 0 && hole.thickness_m() < kTolerance_m) {
      auto grown = parcels[gap.neighbour].geometry.united(hole);
      gap.closed = grown.is_polygonal() && grown.is_valid();
      if (gap.closed) parcels[gap.neighbour].geometry = std::move(grown);
    }
    found.push_back(gap);
  }
  return found;
}

bool same_outline(const Geometry& a, const Geometry& b) {
  const auto left = a.difference(b);
  const auto right = b.difference(a);
  const double area = (left ? left.area_m2() : 0) + (right ? right.area_m2() : 0);
  return area <= kRounding_m * std::max(a.perimeter_m(), b.perimeter_m());
}

}  // namespace linli::intake_files
