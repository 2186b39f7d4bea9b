#include "modules/intake_files/geometry.hpp"

#include <fmt/core.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

namespace linli::intake_files {
namespace {

constexpr double kMetresPerDegree = 111'194.9;

bool polygonal_type(int type) { return type == GEOS_POLYGON || type == GEOS_MULTIPOLYGON; }

}  // namespace

Geos::Geos() : handle_(GEOS_init_r()) {
  // GEOS reports through the answers of its calls; what it would print is of no use to anybody here.
  GEOSContext_setErrorMessageHandler_r(handle_, [](const char* /*message*/, void* /*data*/) {}, nullptr);
}

Geos::~Geos() { GEOS_finish_r(handle_); }

Geometry Geometry::wrap(GEOSGeometry* geometry) const {
  Geometry out;
  out.geometry_ = {geometry, DestroyGeometry{handle()}};
  return out;
}

Geometry Geometry::from_wkt(const Geos& geos, std::string_view wkt) {
  auto* reader = GEOSWKTReader_create_r(geos.handle());
  Geometry out(geos, GEOSWKTReader_read_r(geos.handle(), reader, std::string(wkt).c_str()));
  GEOSWKTReader_destroy_r(geos.handle(), reader);
  return out;
}

Geometry Geometry::from_wkb(const Geos& geos, storage::BytesView wkb) {
  auto* reader = GEOSWKBReader_create_r(geos.handle());
  Geometry out(geos, GEOSWKBReader_read_r(geos.handle(), reader, reinterpret_cast<const unsigned char*>(wkb.data()),
                                          wkb.size()));
  GEOSWKBReader_destroy_r(geos.handle(), reader);
  return out;
}

Geometry Geometry::clone() const { return geometry_ ? wrap(GEOSGeom_clone_r(handle(), get())) : Geometry(); }

bool Geometry::is_polygonal() const {
  return geometry_ && polygonal_type(GEOSGeomTypeId_r(handle(), get())) && GEOSisEmpty_r(handle(), get()) == 0;
}

bool Geometry::is_valid() const { return geometry_ && GEOSisValid_r(handle(), get()) == 1; }

std::string Geometry::why_invalid() const {
  char* reason = GEOSisValidReason_r(handle(), get());
  if (reason == nullptr) return {};
  std::string out(reason);
  GEOSFree_r(handle(), reason);
  return out;
}

double Geometry::metres_per_degree_lon() const {
  return kMetresPerDegree * std::cos(centre().lat * std::numbers::pi / 180.0);
}

double Geometry::area_m2() const {
  double area = 0;
  if (!geometry_ || GEOSArea_r(handle(), get(), &area) == 0) return 0;
  return area * kMetresPerDegree * metres_per_degree_lon();
}

double Geometry::perimeter_m() const {
  double length = 0;
  if (!geometry_ || GEOSLength_r(handle(), get(), &length) == 0) return 0;
  return length * (kMetresPerDegree + metres_per_degree_lon()) / 2;
}

double Geometry::thickness_m() const {
  const double length = perimeter_m();
  return length > 0 ? 2 * area_m2() / length : 0;
}

Geometry::Box Geometry::box() const {
  Box out;
  if (!geometry_) return out;
  GEOSGeom_getXMin_r(handle(), get(), &out.west);
  GEOSGeom_getXMax_r(handle(), get(), &out.east);
  GEOSGeom_getYMin_r(handle(), get(), &out.south);
  GEOSGeom_getYMax_r(handle(), get(), &out.north);
  return out;
}

LonLat Geometry::centre() const {
  const auto extent = box();
  return {(extent.west + extent.east) / 2, (extent.south + extent.north) / 2};
}

bool Geometry::contains(LonLat point) const {
  if (!geometry_) return false;
  const auto at = wrap(GEOSGeom_createPointFromXY_r(handle(), point.lon, point.lat));
  return GEOSIntersects_r(handle(), get(), at.get()) == 1;
}

double Geometry::distance_m(LonLat point) const {
  if (!geometry_) return 0;
  const auto at = wrap(GEOSGeom_createPointFromXY_r(handle(), point.lon, point.lat));
  auto* pair = GEOSNearestPoints_r(handle(), get(), at.get());
  if (pair == nullptr) return 0;
  LonLat nearest;
  GEOSCoordSeq_getXY_r(handle(), pair, 0, &nearest.lon, &nearest.lat);
  GEOSCoordSeq_destroy_r(handle(), pair);
  return intake_files::distance_m(nearest, point);
}

Geometry Geometry::polygons_of(Geometry mixed) const {
  if (!mixed || mixed.is_polygonal()) return mixed;
  Geometry out;
  const int count = GEOSGetNumGeometries_r(handle(), mixed.get());
  for (int i = 0; i < count; ++i) {
    const auto* part = GEOSGetGeometryN_r(handle(), mixed.get(), i);
    if (part == mixed.get() || !polygonal_type(GEOSGeomTypeId_r(handle(), part))) continue;
    auto copy = wrap(GEOSGeom_clone_r(handle(), part));
    out = out ? out.united(copy) : std::move(copy);
  }
  return out;
}

Geometry Geometry::made_valid() const {
  auto* parameters = GEOSMakeValidParams_create_r(handle());
  GEOSMakeValidParams_setMethod_r(handle(), parameters, GEOS_MAKE_VALID_STRUCTURE);
  GEOSMakeValidParams_setKeepCollapsed_r(handle(), parameters, 0);
  auto out = wrap(GEOSMakeValidWithParams_r(handle(), get(), parameters));
  GEOSMakeValidParams_destroy_r(handle(), parameters);
  return polygons_of(std::move(out));
}

Geometry Geometry::intersection(const Geometry& other) const {
  return polygons_of(wrap(GEOSIntersection_r(handle(), get(), other.get())));
}

Geometry Geometry::difference(const Geometry& other) const {
  return polygons_of(wrap(GEOSDifference_r(handle(), get(), other.get())));
}

Geometry Geometry::united(const Geometry& other) const {
  return polygons_of(wrap(GEOSUnion_r(handle(), get(), other.get())));
}

Geometry Geometry::moved(const std::function<LonLat(LonLat)>& map) const {
  const auto step = [](double* x, double* y, void* data) {
    const auto point = (*static_cast<const std::function<LonLat(LonLat)>*>(data))({*x, *y});
    *x = point.lon;
    *y = point.lat;
    return 1;
  };
  return wrap(GEOSGeom_transformXY_r(handle(), get(), step, const_cast<std::function<LonLat(LonLat)>*>(&map)));
}

std::vector<Geometry> Geometry::holes() const {
  std::vector<Geometry> out;
  const int count = geometry_ ? GEOSGetNumGeometries_r(handle(), get()) : 0;
  for (int i = 0; i < count; ++i) {
    const auto* polygon = GEOSGetGeometryN_r(handle(), get(), i);
    if (GEOSGeomTypeId_r(handle(), polygon) != GEOS_POLYGON) continue;
    for (int k = 0; k < GEOSGetNumInteriorRings_r(handle(), polygon); ++k) {
      auto* ring = GEOSGeom_clone_r(handle(), GEOSGetInteriorRingN_r(handle(), polygon, k));
      out.push_back(wrap(GEOSGeom_createPolygon_r(handle(), ring, nullptr, 0)));
    }
  }
  return out;
}

double Geometry::shared_border_m(const Geometry& other) const {
  const auto ours = wrap(GEOSBoundary_r(handle(), get()));
  const auto theirs = wrap(GEOSBoundary_r(handle(), other.get()));
  const auto shared = wrap(GEOSIntersection_r(handle(), ours.get(), theirs.get()));
  return shared.perimeter_m();
}

storage::Bytes Geometry::to_wkb() const {
  auto* writer = GEOSWKBWriter_create_r(handle());
  GEOSWKBWriter_setByteOrder_r(handle(), writer, 1);  // little endian
  std::size_t size = 0;
  unsigned char* bytes = GEOSWKBWriter_write_r(handle(), writer, get(), &size);
  GEOSWKBWriter_destroy_r(handle(), writer);
  if (bytes == nullptr) throw std::runtime_error("GEOS: no WKB");
  const auto* from = reinterpret_cast<const std::byte*>(bytes);
  storage::Bytes out(from, from + size);
  GEOSFree_r(handle(), bytes);
  return out;
}

std::string Geometry::to_geojson() const {
  const auto ring_text = [&](const GEOSGeometry* ring) {
    std::string out = "[";
    const auto* points = GEOSGeom_getCoordSeq_r(handle(), ring);
    unsigned size = 0;
    GEOSCoordSeq_getSize_r(handle(), points, &size);
    for (unsigned i = 0; i < size; ++i) {
      double x = 0;
      double y = 0;
      GEOSCoordSeq_getXY_r(handle(), points, i, &x, &y);
      out += fmt::format("{}[{:.7f},{:.7f}]", i == 0 ? "" : ",", x, y);
    }
    return out + "]";
  };
  std::string polygons;
  const int count = GEOSGetNumGeometries_r(handle(), get());
  for (int i = 0; i < count; ++i) {
    const auto* polygon = GEOSGetGeometryN_r(handle(), get(), i);
    std::string rings = ring_text(GEOSGetExteriorRing_r(handle(), polygon));
    for (int k = 0; k < GEOSGetNumInteriorRings_r(handle(), polygon); ++k)
      rings += "," + ring_text(GEOSGetInteriorRingN_r(handle(), polygon, k));
    polygons += fmt::format("{}[{}]", i == 0 ? "" : ",", rings);
  }
  if (count == 1) return fmt::format(R"({{"type":"Polygon","coordinates":{}}})", polygons);
  return fmt::format(R"({{"type":"MultiPolygon","coordinates":[{}]}})", polygons);
}

}  // namespace linli::intake_files
