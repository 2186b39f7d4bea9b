#pragma once
// GEOS for the few things we need of it. Coordinates are WGS 84 degrees, longitude first. One Geos is one GEOS context
// and belongs to one thread at a time, with the shapes made by it; it costs about a microsecond to make one.

#include <geos_c.h>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "storage/database.hpp"

namespace linli::areas {

struct Box {
  double west = 0;
  double south = 0;
  double east = 0;
  double north = 0;
  bool operator==(const Box&) const = default;
};

struct Point {
  double lon = 0;
  double lat = 0;
};

// Metres on the ground; good to a thousandth over the few kilometres that a district spans.
[[nodiscard]] double distance_metres(Point a, Point b);
// A box reaching that many metres to each side.
[[nodiscard]] Box around(Point point, double metres);

class Geos {
 public:
  Geos();
  ~Geos();
  Geos(const Geos&) = delete;
  Geos& operator=(const Geos&) = delete;

  struct Drop {
    GEOSContextHandle_t handle;
    void operator()(GEOSGeometry* shape) const { GEOSGeom_destroy_r(handle, shape); }
  };
  using Shape = std::unique_ptr<GEOSGeometry, Drop>;

  [[nodiscard]] GEOSContextHandle_t handle() const { return handle_; }

  // Null when the bytes are no WKB.
  [[nodiscard]] Shape read(storage::BytesView wkb) const;
  [[nodiscard]] storage::Bytes write(const Shape& shape) const;
  [[nodiscard]] bool is_area(const Shape& shape) const;  // a (multi)polygon that is not empty
  // Why the shape is not valid; nothing when it is.
  [[nodiscard]] std::optional<std::string> invalid_reason(const Shape& shape) const;
  [[nodiscard]] Box box(const Shape& shape) const;
  [[nodiscard]] Shape point(Point point) const;
  // A point that lies inside, near the middle.
  [[nodiscard]] Point inner_point(const Shape& shape) const;
  // Null when there is nothing to unite.
  [[nodiscard]] Shape unite(std::vector<Shape> shapes) const;
  // Keeps rings from crossing; tolerance in degrees.
  [[nodiscard]] Shape simplify(const Shape& shape, double tolerance) const;
  [[nodiscard]] double area(const Shape& shape) const;  // square degrees: for comparing neighbours only

  // {"type":"MultiPolygon","coordinates":…} with so many decimals (6 are a tenth of a metre).
  void write_geojson(JsonWriter& json, const Shape& shape, int decimals) const;

 private:
  [[nodiscard]] Shape own(GEOSGeometry* shape) const { return {shape, Drop{handle_}}; }
  void write_polygon(std::string& out, const GEOSGeometry* polygon, int decimals) const;
  void write_ring(std::string& out, const GEOSGeometry* ring, int decimals) const;

  GEOSContextHandle_t handle_;
};

// An outline as it is kept: plain 2D WKB and its box.
struct Outline {
  storage::Bytes wkb;
  Box box;
  bool operator==(const Outline&) const = default;
};
// Refuses what cannot be read, is no area, is not valid, or leaves the globe.
[[nodiscard]] Result<Outline> check_outline(storage::BytesView wkb);
[[nodiscard]] std::optional<Outline> unite_outlines(std::span<const storage::Bytes> outlines);

}  // namespace linli::areas
