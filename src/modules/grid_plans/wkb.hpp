#pragma once
// Outlines as tables keep them (WKB of polygons in degrees) and as the engine wants them (rings in metres).

#include <optional>

#include "base/json_writer.hpp"
#include "gridding/neighbours.hpp"
#include "storage/database.hpp"

namespace linli::grid_plans {

// Degrees, longitude as x. Empty when the bytes are no polygon or multipolygon.
[[nodiscard]] std::optional<gridding::Outline> read_wkb(storage::BytesView wkb);

// GeoJSON geometry of an outline in degrees, with six decimals (a tenth of a metre).
void write_geometry(JsonWriter& json, const gridding::Outline& outline);

// Degrees to metres on a plane that touches the district; good to a thousandth over some ten kilometres.
class Projection {
 public:
  explicit Projection(gridding::Point origin);
  [[nodiscard]] gridding::Point metres(gridding::Point degrees) const;
  [[nodiscard]] gridding::Outline metres(gridding::Outline outline) const;

 private:
  gridding::Point origin_;
  double metres_a_degree_east_;
};

// The mean of the corners of the largest ring: good enough to draw a line to.
[[nodiscard]] std::optional<gridding::Point> middle_of(const gridding::Outline& outline);

}  // namespace linli::grid_plans
