#pragma once
// Outlines as GEOS holds them. Degrees in, square metres out; the district is small enough for a plane at its latitude.

#include <geos_c.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/intake_files/coordinates.hpp"
#include "storage/database.hpp"

namespace linli::intake_files {

// One GEOS context; used by one thread at a time. Geometries must not outlive it.
class Geos {
 public:
  Geos();
  Geos(const Geos&) = delete;
  Geos& operator=(const Geos&) = delete;
  ~Geos();
  [[nodiscard]] GEOSContextHandle_t handle() const { return handle_; }

 private:
  GEOSContextHandle_t handle_;
};

struct DestroyGeometry {
  GEOSContextHandle_t handle = nullptr;
  void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(handle, geometry); }
};

// Move-only. Operations on broken outlines give an empty geometry instead of throwing; ask is_valid first.
class Geometry {
 public:
  Geometry() = default;
  Geometry(const Geos& geos, GEOSGeometry* geometry) : geometry_(geometry, DestroyGeometry{geos.handle()}) {}

  [[nodiscard]] static Geometry from_wkt(const Geos& geos, std::string_view wkt);
  [[nodiscard]] static Geometry from_wkb(const Geos& geos, storage::BytesView wkb);
  [[nodiscard]] Geometry clone() const;

  explicit operator bool() const { return geometry_ != nullptr; }
  [[nodiscard]] GEOSGeometry* get() const { return geometry_.get(); }

  [[nodiscard]] bool is_polygonal() const;
  [[nodiscard]] bool is_valid() const;
  [[nodiscard]] std::string why_invalid() const;
  [[nodiscard]] double area_m2() const;
  [[nodiscard]] double perimeter_m() const;
  // Width that a sliver of this area and length would have.
  [[nodiscard]] double thickness_m() const;
  [[nodiscard]] LonLat centre() const;
  struct Box {
    double west = 0, south = 0, east = 0, north = 0;
  };
  [[nodiscard]] Box box() const;
  [[nodiscard]] bool contains(LonLat point) const;
  [[nodiscard]] double distance_m(LonLat point) const;

  // Polygons only; lines and points that an operation leaves over are dropped.
  [[nodiscard]] Geometry made_valid() const;
  [[nodiscard]] Geometry intersection(const Geometry& other) const;
  [[nodiscard]] Geometry difference(const Geometry& other) const;
  [[nodiscard]] Geometry united(const Geometry& other) const;
  [[nodiscard]] Geometry moved(const std::function<LonLat(LonLat)>& map) const;
  // The holes, as polygons.
  [[nodiscard]] std::vector<Geometry> holes() const;
  [[nodiscard]] double shared_border_m(const Geometry& other) const;

  [[nodiscard]] storage::Bytes to_wkb() const;
  // A GeoJSON geometry with seven decimals (a centimetre).
  [[nodiscard]] std::string to_geojson() const;

 private:
  [[nodiscard]] Geometry wrap(GEOSGeometry* geometry) const;
  [[nodiscard]] Geometry polygons_of(Geometry mixed) const;
  [[nodiscard]] GEOSContextHandle_t handle() const { return geometry_.get_deleter().handle; }
  [[nodiscard]] double metres_per_degree_lon() const;

  std::unique_ptr<GEOSGeometry, DestroyGeometry> geometry_;
};

}  // namespace linli::intake_files
