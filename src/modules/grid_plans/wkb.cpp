#include "modules/grid_plans/wkb.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <numbers>

namespace linli::grid_plans {
namespace {

using gridding::Outline;
using gridding::Point;
using gridding::Polygon;
using gridding::Ring;

constexpr std::uint32_t kPolygon = 3;
constexpr std::uint32_t kMultiPolygon = 6;
constexpr double kMetresADegree = 111'195.08;  // of latitude, on a sphere of 6,371.0088 km

class WkbReader {
 public:
  explicit WkbReader(storage::BytesView bytes) : bytes_(bytes) {}

  std::optional<Outline> run() {
    Outline outline;
    const auto type = header();
    if (type == kPolygon) {
      polygon(outline);
    } else if (type == kMultiPolygon) {
      const auto count = count_of(sizeof(double));
      for (std::uint32_t i = 0; i < count && good_; ++i) {
        good_ = header() == kPolygon && good_;
        if (good_) polygon(outline);
      }
    } else {
      good_ = false;
    }
    if (!good_) return std::nullopt;
    return outline;
  }

 private:
  template <class T>
  T take() {
    T value{};
    if (bytes_.size() - at_ < sizeof(T)) {
      good_ = false;
      return value;
    }
    std::memcpy(&value, bytes_.data() + at_, sizeof(T));
    at_ += sizeof(T);
    return value;
  }

  std::uint32_t header() {
    little_ = take<std::uint8_t>() == 1;
    return whole();
  }
  std::uint32_t whole() {
    const auto value = take<std::uint32_t>();
    return little_ == (std::endian::native == std::endian::little) ? value : std::byteswap(value);
  }
  double real() {
    const auto bits = take<std::uint64_t>();
    return std::bit_cast<double>(little_ == (std::endian::native == std::endian::little) ? bits : std::byteswap(bits));
  }
  // How many follow, of at least that many bytes each.
  std::uint32_t count_of(std::size_t bytes_each) {
    const auto count = whole();
    if (count > (bytes_.size() - at_) / bytes_each) good_ = false;
    return good_ ? count : 0;
  }

  void polygon(Outline& outline) {
    Polygon polygon;
    const auto rings = count_of(sizeof(std::uint32_t));
    for (std::uint32_t r = 0; r < rings && good_; ++r) {
      Ring ring(count_of(2 * sizeof(double)));
      for (auto& point : ring) {
        point.x = real();
        point.y = real();
      }
      polygon.push_back(std::move(ring));
    }
    if (!polygon.empty()) outline.polygons.push_back(std::move(polygon));
  }

  storage::BytesView bytes_;
  std::size_t at_ = 0;
  bool little_ = true;
  bool good_ = true;
};

void append_polygon(std::string& out, const Polygon& polygon) {
  out += '[';
  for (std::size_t r = 0; r < polygon.size(); ++r) {
    out += r == 0 ? "[" : ",[";
    for (std::size_t i = 0; i < polygon[r].size(); ++i) {
      fmt::format_to(std::back_inserter(out), "{}[{:.6f},{:.6f}]", i == 0 ? "" : ",", polygon[r][i].x, polygon[r][i].y);
    }
    out += ']';
  }
  out += ']';
}

}  // namespace

std::optional<Outline> read_wkb(storage::BytesView wkb) { return WkbReader(wkb).run(); }

void write_geometry(JsonWriter& json, const Outline& outline) {
  std::string coordinates;
  const bool one = outline.polygons.size() == 1;
  if (one) {
    append_polygon(coordinates, outline.polygons.front());
  } else {
    coordinates += '[';
    for (std::size_t i = 0; i < outline.polygons.size(); ++i) {
      if (i > 0) coordinates += ',';
      append_polygon(coordinates, outline.polygons[i]);
    }
    coordinates += ']';
  }
  json.begin_object().field("type", one ? "Polygon" : "MultiPolygon").key("coordinates").raw(coordinates).end_object();
}

Projection::Projection(Point origin)
    : origin_(origin), metres_a_degree_east_(kMetresADegree * std::cos(origin.y * std::numbers::pi / 180)) {}

Point Projection::metres(Point degrees) const {
  return {(degrees.x - origin_.x) * metres_a_degree_east_, (degrees.y - origin_.y) * kMetresADegree};
}

Outline Projection::metres(Outline outline) const {
  for (auto& polygon : outline.polygons)
    for (auto& ring : polygon)
      for (auto& point : ring) point = metres(point);
  return outline;
}

std::optional<Point> middle_of(const Outline& outline) {
  const Ring* largest = nullptr;
  for (const auto& polygon : outline.polygons) {
    if (!polygon.empty() && (largest == nullptr || polygon.front().size() > largest->size()))
      largest = &polygon.front();
  }
  if (largest == nullptr || largest->size() < 2) return std::nullopt;
  Point sum{0, 0};
  for (std::size_t i = 0; i + 1 < largest->size(); ++i) {
    sum.x += (*largest)[i].x;
    sum.y += (*largest)[i].y;
  }
  const auto count = static_cast<double>(largest->size() - 1);
  return Point{sum.x / count, sum.y / count};
}

}  // namespace linli::grid_plans
