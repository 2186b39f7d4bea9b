#pragma once
// Dividing a convex outline into convex parts of given shares: the invented district's map.

#include <span>
#include <vector>

#include "app/demo/random.hpp"

namespace linli::app::demo {

struct Point {
  double x = 0;  // metres
  double y = 0;
};

// Convex, counter-clockwise, not closed.
using Polygon = std::vector<Point>;

[[nodiscard]] double area_of(const Polygon& polygon);
[[nodiscard]] Point centre_of(const Polygon& polygon);
// One part a share, in the order of the shares; neighbours in the list tend to be neighbours on the map.
[[nodiscard]] std::vector<Polygon> divide(const Polygon& whole, std::span<const double> shares, Random& random);
// Moved towards the inside by `metres` on every side, as streets do; unchanged when nothing would be left.
[[nodiscard]] Polygon inset(const Polygon& polygon, double metres);
// Length of the border that two parts of one division share, in metres.
[[nodiscard]] double shared_border(const Polygon& a, const Polygon& b);

}  // namespace linli::app::demo
