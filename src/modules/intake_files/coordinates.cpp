#include "modules/intake_files/coordinates.hpp"

#include <cmath>
#include <numbers>

namespace linli::intake_files {
namespace {

using std::numbers::pi;

// Krassovsky 1940, on which the shift was defined.
constexpr double kSemiMajor = 6378245.0;
constexpr double kEccentricity = 0.00669342162296594323;
constexpr double kBaiduPi = pi * 3000.0 / 180.0;

double shift_lat(double x, double y) {
  double d = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x));
  d += (20.0 * std::sin(6.0 * x * pi) + 20.0 * std::sin(2.0 * x * pi)) * 2.0 / 3.0;
  d += (20.0 * std::sin(y * pi) + 40.0 * std::sin(y / 3.0 * pi)) * 2.0 / 3.0;
  d += (160.0 * std::sin(y / 12.0 * pi) + 320.0 * std::sin(y * pi / 30.0)) * 2.0 / 3.0;
  return d;
}

double shift_lon(double x, double y) {
  double d = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x));
  d += (20.0 * std::sin(6.0 * x * pi) + 20.0 * std::sin(2.0 * x * pi)) * 2.0 / 3.0;
  d += (20.0 * std::sin(x * pi) + 40.0 * std::sin(x / 3.0 * pi)) * 2.0 / 3.0;
  d += (150.0 * std::sin(x / 12.0 * pi) + 300.0 * std::sin(x / 30.0 * pi)) * 2.0 / 3.0;
  return d;
}

// Newton with the identity for a Jacobian: the shift changes slowly, so three rounds reach a centimetre.
template <class Forward>
LonLat invert(LonLat target, Forward forward) {
  LonLat guess = target;
  for (int round = 0; round < 6; ++round) {
    const LonLat seen = forward(guess);
    guess.lon += target.lon - seen.lon;
    guess.lat += target.lat - seen.lat;
  }
  return guess;
}

}  // namespace

std::string_view to_string(Datum datum) {
  switch (datum) {
    case Datum::Wgs84:
      return "wgs84";
    case Datum::Gcj02:
      return "gcj02";
    case Datum::Bd09:
      return "bd09";
  }
  return {};
}

std::optional<Datum> parse_datum(std::string_view text) {
  for (const auto datum : {Datum::Wgs84, Datum::Gcj02, Datum::Bd09}) {
    if (to_string(datum) == text) return datum;
  }
  return std::nullopt;
}

LonLat wgs84_to_gcj02(LonLat point) {
  if (!in_china(point)) return point;
  const double x = point.lon - 105.0;
  const double y = point.lat - 35.0;
  const double radians = point.lat / 180.0 * pi;
  const double sine = std::sin(radians);
  const double magic = 1 - kEccentricity * sine * sine;
  const double root = std::sqrt(magic);
  const double lat = shift_lat(x, y) * 180.0 / ((kSemiMajor * (1 - kEccentricity)) / (magic * root) * pi);
  const double lon = shift_lon(x, y) * 180.0 / (kSemiMajor / root * std::cos(radians) * pi);
  return {point.lon + lon, point.lat + lat};
}

LonLat gcj02_to_bd09(LonLat point) {
  const double radius = std::hypot(point.lon, point.lat) + 0.00002 * std::sin(point.lat * kBaiduPi);
  const double angle = std::atan2(point.lat, point.lon) + 0.000003 * std::cos(point.lon * kBaiduPi);
  return {radius * std::cos(angle) + 0.0065, radius * std::sin(angle) + 0.006};
}

LonLat gcj02_to_wgs84(LonLat point) {
  if (!in_china(point)) return point;
  return invert(point, wgs84_to_gcj02);
}

LonLat bd09_to_gcj02(LonLat point) { return invert(point, gcj02_to_bd09); }

LonLat to_wgs84(LonLat point, Datum datum) {
  switch (datum) {
    case Datum::Wgs84:
      return point;
    case Datum::Gcj02:
      return gcj02_to_wgs84(point);
    case Datum::Bd09:
      return gcj02_to_wgs84(bd09_to_gcj02(point));
  }
  return point;
}

bool in_china(LonLat point) {
  return point.lon >= 72.004 && point.lon <= 137.8347 && point.lat >= 0.8293 && point.lat <= 55.8271;
}

bool looks_swapped(LonLat point) { return !in_china(point) && in_china({point.lat, point.lon}); }

double distance_m(LonLat a, LonLat b) {
  constexpr double kEarth = 6371008.8;
  const double to_radians = pi / 180.0;
  const double half_lat = std::sin((b.lat - a.lat) * to_radians / 2);
  const double half_lon = std::sin((b.lon - a.lon) * to_radians / 2);
  const double h =
      half_lat * half_lat + std::cos(a.lat * to_radians) * std::cos(b.lat * to_radians) * half_lon * half_lon;
  return 2 * kEarth * std::asin(std::min(1.0, std::sqrt(h)));
}

}  // namespace linli::intake_files
