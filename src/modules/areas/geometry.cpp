#include "modules/areas/geometry.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "modules/areas/errors.hpp"

namespace linli::areas {
namespace {

constexpr double kMetresPerDegree = 111'320.0;  // of latitude

double metres_per_degree_lon(double lat) { return kMetresPerDegree * std::cos(lat * std::numbers::pi / 180); }

void append_number(std::string& out, double value, int decimals) {
  auto text = fmt::format("{:.{}f}", value, decimals);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  out += text;
}

std::unexpected<Error> outline_fault(Text reason) {
  return fail(kInvalid, {{"outline",
                          std::nullopt,
                          "",
                          std::move(reason),
                          {"请修复轮廓后重新上传", "repair the outline and send it again"}}});
}

}  // namespace

double distance_metres(Point a, Point b) {
  const auto east = (b.lon - a.lon) * metres_per_degree_lon((a.lat + b.lat) / 2);
  const auto north = (b.lat - a.lat) * kMetresPerDegree;
  return std::hypot(east, north);
}

Box around(Point point, double metres) {
  const auto lon = metres / std::max(metres_per_degree_lon(point.lat), 1.0);
  const auto lat = metres / kMetresPerDegree;
  return {point.lon - lon, point.lat - lat, point.lon + lon, point.lat + lat};
}

// Without handlers: what GEOS finds wrong comes back as null or as a reason, not on standard error.
Geos::Geos() : handle_(GEOS_init_r()) {}
Geos::~Geos() { GEOS_finish_r(handle_); }

Geos::Shape Geos::read(storage::BytesView wkb) const {
  auto* reader = GEOSWKBReader_create_r(handle_);
  auto shape =
      own(GEOSWKBReader_read_r(handle_, reader, reinterpret_cast<const unsigned char*>(wkb.data()), wkb.size()));
  GEOSWKBReader_destroy_r(handle_, reader);
  return shape;
}

storage::Bytes Geos::write(const Shape& shape) const {
  auto* writer = GEOSWKBWriter_create_r(handle_);
  GEOSWKBWriter_setOutputDimension_r(handle_, writer, 2);
  GEOSWKBWriter_setByteOrder_r(handle_, writer, GEOS_WKB_NDR);
  std::size_t size = 0;
  auto* bytes = GEOSWKBWriter_write_r(handle_, writer, shape.get(), &size);
  LINLI_ASSERT(bytes != nullptr);
  storage::Bytes wkb(reinterpret_cast<std::byte*>(bytes), reinterpret_cast<std::byte*>(bytes) + size);
  GEOSFree_r(handle_, bytes);
  GEOSWKBWriter_destroy_r(handle_, writer);
  return wkb;
}

bool Geos::is_area(const Shape& shape) const {
  const auto type = GEOSGeomTypeId_r(handle_, shape.get());
  return (type == GEOS_POLYGON || type == GEOS_MULTIPOLYGON) && GEOSisEmpty_r(handle_, shape.get()) == 0;
}

std::optional<std::string> Geos::invalid_reason(const Shape& shape) const {
  if (GEOSisValid_r(handle_, shape.get()) == 1) return std::nullopt;
  auto* reason = GEOSisValidReason_r(handle_, shape.get());
  std::string text = reason ? reason : "unknown";
  GEOSFree_r(handle_, reason);
  return text;
}

Box Geos::box(const Shape& shape) const {
  Box box;
  GEOSGeom_getXMin_r(handle_, shape.get(), &box.west);
  GEOSGeom_getYMin_r(handle_, shape.get(), &box.south);
  GEOSGeom_getXMax_r(handle_, shape.get(), &box.east);
  GEOSGeom_getYMax_r(handle_, shape.get(), &box.north);
  return box;
}

Geos::Shape Geos::point(Point point) const { return own(GEOSGeom_createPointFromXY_r(handle_, point.lon, point.lat)); }

Point Geos::inner_point(const Shape& shape) const {
  const auto inside = own(GEOSPointOnSurface_r(handle_, shape.get()));
  Point point;
  if (!inside || GEOSGeomGetX_r(handle_, inside.get(), &point.lon) != 1 ||
      GEOSGeomGetY_r(handle_, inside.get(), &point.lat) != 1) {
    const auto box = this->box(shape);
    return {(box.west + box.east) / 2, (box.south + box.north) / 2};
  }
  return point;
}

Geos::Shape Geos::unite(std::vector<Shape> shapes) const {
  std::vector<GEOSGeometry*> parts;
  for (auto& shape : shapes) {
    if (shape) parts.push_back(shape.release());
  }
  if (parts.empty()) return own(nullptr);
  const auto all = own(
      GEOSGeom_createCollection_r(handle_, GEOS_GEOMETRYCOLLECTION, parts.data(), static_cast<unsigned>(parts.size())));
  return own(GEOSUnaryUnion_r(handle_, all.get()));
}

Geos::Shape Geos::simplify(const Shape& shape, double tolerance) const {
  return own(GEOSTopologyPreserveSimplify_r(handle_, shape.get(), tolerance));
}

double Geos::area(const Shape& shape) const {
  double area = 0;
  GEOSArea_r(handle_, shape.get(), &area);
  return area;
}

void Geos::write_ring(std::string& out, const GEOSGeometry* ring, int decimals) const {
  const auto* points = GEOSGeom_getCoordSeq_r(handle_, ring);
  unsigned count = 0;
  GEOSCoordSeq_getSize_r(handle_, points, &count);
  out += '[';
  for (unsigned i = 0; i < count; ++i) {
    double lon = 0;
    double lat = 0;
    GEOSCoordSeq_getXY_r(handle_, points, i, &lon, &lat);
    out += i == 0 ? "[" : ",[";
    append_number(out, lon, decimals);
    out += ',';
    append_number(out, lat, decimals);
    out += ']';
  }
  out += ']';
}

void Geos::write_polygon(std::string& out, const GEOSGeometry* polygon, int decimals) const {
  out += '[';
  write_ring(out, GEOSGetExteriorRing_r(handle_, polygon), decimals);
  const auto holes = GEOSGetNumInteriorRings_r(handle_, polygon);
  for (int i = 0; i < holes; ++i) {
    out += ',';
    write_ring(out, GEOSGetInteriorRingN_r(handle_, polygon, i), decimals);
  }
  out += ']';
}

void Geos::write_geojson(JsonWriter& json, const Shape& shape, int decimals) const {
  std::string coordinates = "[";
  bool first = true;
  const auto parts = GEOSGetNumGeometries_r(handle_, shape.get());
  for (int i = 0; i < parts; ++i) {
    const auto* part = GEOSGetGeometryN_r(handle_, shape.get(), i);
    if (GEOSGeomTypeId_r(handle_, part) != GEOS_POLYGON || GEOSisEmpty_r(handle_, part) != 0) continue;
    if (!first) coordinates += ',';
    first = false;
    write_polygon(coordinates, part, decimals);
  }
  coordinates += ']';
  json.begin_object().field("type", "MultiPolygon").key("coordinates").raw(coordinates).end_object();
}

Result<Outline> check_outline(storage::BytesView wkb) {
  const Geos geos;
  const auto shape = geos.read(wkb);
  if (!shape) return outline_fault({"轮廓无法读取", "the outline cannot be read"});
  if (!geos.is_area(shape))
    return outline_fault({"轮廓应是面，不是点或线", "the outline must be an area, not a point or a line"});
  if (const auto reason = geos.invalid_reason(shape)) {
    return outline_fault({"轮廓有自相交等错误：" + *reason, "the outline is not valid: " + *reason});
  }
  const auto box = geos.box(shape);
  if (box.west < -180 || box.east > 180 || box.south < -90 || box.north > 90) {
    return outline_fault({"轮廓坐标不是经纬度", "the outline is not in degrees of longitude and latitude"});
  }
  return Outline{geos.write(shape), box};
}

std::optional<Outline> unite_outlines(std::span<const storage::Bytes> outlines) {
  const Geos geos;
  std::vector<Geos::Shape> shapes;
  for (const auto& wkb : outlines) shapes.push_back(geos.read(wkb));
  const auto united = geos.unite(std::move(shapes));
  if (!united || !geos.is_area(united)) return std::nullopt;
  return Outline{geos.write(united), geos.box(united)};
}

}  // namespace linli::areas
