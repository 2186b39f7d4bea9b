#include "app/demo/geometry.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace linli::app::demo {
namespace {

struct Line {
  Point normal;  // of length 1
  double offset = 0;

  [[nodiscard]] double distance(Point p) const { return normal.x * p.x + normal.y * p.y - offset; }
};

// The part of a convex polygon where line.distance <= 0.
Polygon clip(const Polygon& polygon, const Line& line) {
  Polygon part;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point a = polygon[i];
    const Point b = polygon[(i + 1) % polygon.size()];
    const double da = line.distance(a);
    const double db = line.distance(b);
    if (da <= 0) part.push_back(a);
    if ((da < 0) != (db < 0) && da != 0 && db != 0) {
      const double t = da / (da - db);
      part.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
    }
  }
  return part;
}

// Across the longer extent, a little askew, so that the map does not look like a chessboard.
Line cut_direction(const Polygon& polygon, Random& random) {
  const auto [min_x, max_x] = std::ranges::minmax(polygon, {}, &Point::x);
  const auto [min_y, max_y] = std::ranges::minmax(polygon, {}, &Point::y);
  const double base = (max_x.x - min_x.x >= max_y.y - min_y.y) ? 0.0 : std::numbers::pi / 2;
  const double angle = base + (random.unit() - 0.5) * 0.35;
  return {{std::cos(angle), std::sin(angle)}, 0};
}

std::pair<Polygon, Polygon> split(const Polygon& polygon, double share, Random& random) {
  Line line = cut_direction(polygon, random);
  double low = 1e300;
  double high = -1e300;
  for (const Point p : polygon) {
    low = std::min(low, line.distance(p));
    high = std::max(high, line.distance(p));
  }
  const double wanted = area_of(polygon) * share;
  for (int step = 0; step < 50; ++step) {
    line.offset = (low + high) / 2;
    (area_of(clip(polygon, line)) < wanted ? low : high) = line.offset;
  }
  const Line other{{-line.normal.x, -line.normal.y}, -line.offset};
  return {clip(polygon, line), clip(polygon, other)};
}

void divide_into(const Polygon& whole, std::span<const double> shares, Random& random, std::vector<Polygon>& parts) {
  if (shares.size() == 1) {
    parts.push_back(whole);
    return;
  }
  const auto half = shares.size() / 2;
  const double first = std::accumulate(shares.begin(), shares.begin() + static_cast<std::ptrdiff_t>(half), 0.0);
  const double all = std::accumulate(shares.begin(), shares.end(), 0.0);
  const auto [left, right] = split(whole, first / all, random);
  divide_into(left, shares.first(half), random, parts);
  divide_into(right, shares.subspan(half), random, parts);
}

// Overlap of segment cd with segment ab when both lie on one line (within 10 cm); 0 otherwise.
double overlap(Point a, Point b, Point c, Point d) {
  const double length = std::hypot(b.x - a.x, b.y - a.y);
  if (length == 0) return 0;
  const Point along{(b.x - a.x) / length, (b.y - a.y) / length};
  const auto across = [&](Point p) { return std::abs((p.x - a.x) * along.y - (p.y - a.y) * along.x); };
  if (across(c) > 0.1 || across(d) > 0.1) return 0;
  const auto at = [&](Point p) { return (p.x - a.x) * along.x + (p.y - a.y) * along.y; };
  const double from = std::max(0.0, std::min(at(c), at(d)));
  const double to = std::min(length, std::max(at(c), at(d)));
  return std::max(0.0, to - from);
}

}  // namespace

double area_of(const Polygon& polygon) {
  double twice = 0;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point a = polygon[i];
    const Point b = polygon[(i + 1) % polygon.size()];
    twice += a.x * b.y - b.x * a.y;
  }
  return twice / 2;
}

Point centre_of(const Polygon& polygon) {
  Point sum;
  for (const Point p : polygon) sum = {sum.x + p.x, sum.y + p.y};
  const auto n = static_cast<double>(polygon.size());
  return {sum.x / n, sum.y / n};
}

std::vector<Polygon> divide(const Polygon& whole, std::span<const double> shares, Random& random) {
  std::vector<Polygon> parts;
  parts.reserve(shares.size());
  divide_into(whole, shares, random, parts);
  return parts;
}

Polygon inset(const Polygon& polygon, double metres) {
  Polygon inner = polygon;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point a = polygon[i];
    const Point b = polygon[(i + 1) % polygon.size()];
    const double length = std::hypot(b.x - a.x, b.y - a.y);
    if (length < 0.01) continue;
    const Point outward{(b.y - a.y) / length, -(b.x - a.x) / length};
    inner = clip(inner, {outward, outward.x * a.x + outward.y * a.y - metres});
    if (inner.size() < 3) return polygon;
  }
  return inner;
}

double shared_border(const Polygon& a, const Polygon& b) {
  double length = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) {
      length += overlap(a[i], a[(i + 1) % a.size()], b[j], b[(j + 1) % b.size()]);
    }
  }
  return length;
}

}  // namespace linli::app::demo
