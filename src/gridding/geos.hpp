#pragma once
// The little of GEOS that neighbours need, with owners. Only neighbour_*.cpp include this.

#include <geos_c.h>

#include <memory>
#include <span>
#include <vector>

#include "gridding/neighbours.hpp"

namespace linli::gridding::geos {

class Context {
 public:
  Context() : handle_(GEOS_init_r()) {}
  ~Context() { GEOS_finish_r(handle_); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  GEOSContextHandle_t get() const { return handle_; }

 private:
  GEOSContextHandle_t handle_;
};

struct Destroy {
  GEOSContextHandle_t handle = nullptr;
  void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(handle, geometry); }
};
using Geometry = std::unique_ptr<GEOSGeometry, Destroy>;

inline Geometry own(const Context& context, GEOSGeometry* geometry) { return {geometry, Destroy{context.get()}}; }

inline GEOSCoordSequence* coordinates(const Context& context, std::span<const Point> points, bool close) {
  const bool open = close && (points.front().x != points.back().x || points.front().y != points.back().y);
  const auto size = static_cast<unsigned>(points.size() + (open ? 1 : 0));
  GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(context.get(), size, 2);
  for (unsigned i = 0; i < size; ++i) {
    const Point& point = points[i % points.size()];
    GEOSCoordSeq_setXY_r(context.get(), sequence, i, point.x, point.y);
  }
  return sequence;
}

inline Geometry line(const Context& context, std::span<const Point> points) {
  return own(context, GEOSGeom_createLineString_r(context.get(), coordinates(context, points, false)));
}

}  // namespace linli::gridding::geos
