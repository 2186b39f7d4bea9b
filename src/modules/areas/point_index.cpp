#include "modules/areas/point_index.hpp"

namespace linli::areas {

struct PointIndex::Entry {
  struct DropPrepared {
    GEOSContextHandle_t handle;
    void operator()(const GEOSPreparedGeometry* prepared) const { GEOSPreparedGeom_destroy_r(handle, prepared); }
  };
  std::uint32_t owner;
  Geos::Shape shape;
  std::unique_ptr<const GEOSPreparedGeometry, DropPrepared> prepared;  // refers to the shape: destroyed before it
  double area;
};

namespace {

void collect(void* item, void* found) { static_cast<std::vector<void*>*>(found)->push_back(item); }

Geos::Shape box_shape(const Geos& geos, const Box& box) {
  return {GEOSGeom_createRectangle_r(geos.handle(), box.west, box.south, box.east, box.north), {geos.handle()}};
}

// The nearest point of the shape, or the point itself when it lies inside.
double metres_to(const Geos& geos, const GEOSPreparedGeometry* prepared, const GEOSGeometry* from, Point point) {
  auto* pair = GEOSPreparedNearestPoints_r(geos.handle(), prepared, from);
  if (!pair) return std::numeric_limits<double>::infinity();
  Point nearest;
  GEOSCoordSeq_getXY_r(geos.handle(), pair, 0, &nearest.lon, &nearest.lat);
  GEOSCoordSeq_destroy_r(geos.handle(), pair);
  return distance_metres(nearest, point);
}

}  // namespace

PointIndex::PointIndex(std::span<const IndexedShape> shapes)
    : tree_(GEOSSTRtree_create_r(geos_.handle(), 10), {geos_.handle()}) {
  for (const auto& indexed : shapes) {
    auto shape = geos_.read(indexed.wkb);
    if (!shape || !geos_.is_area(shape)) continue;
    const auto* prepared = GEOSPrepare_r(geos_.handle(), shape.get());
    const auto area = geos_.area(shape);
    entries_.push_back(std::make_unique<Entry>(indexed.owner, std::move(shape),
                                               decltype(Entry::prepared)(prepared, {geos_.handle()}), area));
    GEOSSTRtree_insert_r(geos_.handle(), tree_.get(), entries_.back()->shape.get(), entries_.back().get());
  }
}

PointIndex::~PointIndex() = default;

std::vector<const PointIndex::Entry*> PointIndex::in_box(const Box& box) const {
  if (entries_.empty()) return {};
  std::vector<void*> found;
  const auto shape = box_shape(geos_, box);
  GEOSSTRtree_query_r(geos_.handle(), tree_.get(), shape.get(), collect, &found);
  std::vector<const Entry*> entries;
  for (const auto* item : found) entries.push_back(static_cast<const Entry*>(item));
  return entries;
}

std::vector<PointIndex::Hit> PointIndex::covering(Point point) const {
  const std::lock_guard lock(mutex_);
  std::vector<Hit> hits;
  const auto shape = geos_.point(point);
  for (const auto* entry : in_box({point.lon, point.lat, point.lon, point.lat})) {
    if (GEOSPreparedCovers_r(geos_.handle(), entry->prepared.get(), shape.get()) != 1) continue;
    hits.push_back({entry->owner, entry->area, 0});
  }
  return hits;
}

std::vector<PointIndex::Hit> PointIndex::near(Point point, double metres) const {
  const std::lock_guard lock(mutex_);
  std::vector<Hit> hits;
  const auto shape = geos_.point(point);
  for (const auto* entry : in_box(around(point, metres))) {
    const auto distance = metres_to(geos_, entry->prepared.get(), shape.get(), point);
    if (distance <= metres) hits.push_back({entry->owner, entry->area, distance});
  }
  return hits;
}

}  // namespace linli::areas
