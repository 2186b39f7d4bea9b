#pragma once
// Outlines for point look-up: an STR tree of boxes over GEOS prepared shapes.

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "modules/areas/geometry.hpp"

namespace linli::areas {

struct IndexedShape {
  std::uint32_t owner;  // whose outline it is: the caller's own number
  storage::Bytes wkb;
};

// Immutable for its users, thread-safe. GEOS fills prepared shapes and the tree when they are first asked, so it does
// not let threads share them; a look-up therefore holds a mutex. It takes two or three microseconds, which is less than
// a copy for every thread would cost at each rebuild.
class PointIndex {
 public:
  explicit PointIndex(std::span<const IndexedShape> shapes);
  ~PointIndex();
  PointIndex(const PointIndex&) = delete;
  PointIndex& operator=(const PointIndex&) = delete;

  struct Hit {
    std::uint32_t owner;
    double area;    // square degrees: of two that overlap, the smaller says more
    double metres;  // 0 inside
  };
  // Outlines that cover the point.
  [[nodiscard]] std::vector<Hit> covering(Point point) const;
  // Outlines within that distance, those that cover it too.
  [[nodiscard]] std::vector<Hit> near(Point point, double metres) const;

 private:
  struct Entry;
  struct DropTree {
    GEOSContextHandle_t handle;
    void operator()(GEOSSTRtree* tree) const { GEOSSTRtree_destroy_r(handle, tree); }
  };
  std::vector<const Entry*> in_box(const Box& box) const;

  mutable std::mutex mutex_;  // guards everything below
  Geos geos_;
  std::vector<std::unique_ptr<Entry>> entries_;
  std::unique_ptr<GEOSSTRtree, DropTree> tree_;
};

}  // namespace linli::areas
