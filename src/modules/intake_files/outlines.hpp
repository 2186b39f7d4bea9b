#pragma once
// Outlines as offices draw them: rings that cross themselves, borders that overlap a little, slivers between
// neighbours. What can be mended without moving anybody's land is mended; the rest is listed.

#include <string>
#include <string_view>
#include <vector>

#include "modules/intake_files/geometry.hpp"

namespace linli::intake_files {

enum class OutlineState { Good, Repaired, Unreadable, NotPolygon, NotDegrees, Crossed };

struct ReadOutline {
  OutlineState state{};
  Geometry geometry;      // for Good and Repaired
  double changed_m2 = 0;  // by the repair
};

// A ring that crosses itself is repaired when that changes less than two percent of its area: a spike or a doubled
// point. A figure of eight is not: nobody can tell which land was meant.
[[nodiscard]] ReadOutline read_outline(const Geos& geos, std::string_view wkt);

// Borders of one level. `fixed`: stands in the database and is not in the file; never changed.
struct Parcel {
  Geometry geometry;
  bool fixed = false;
  bool trimmed = false;
};

struct Overlap {
  std::size_t first = 0;
  std::size_t second = 0;  // the later one; trimmed when small
  double area_m2 = 0;
  bool trimmed = false;
};
struct Gap {
  std::size_t neighbour = 0;
  double area_m2 = 0;
  LonLat centre;
  bool closed = false;
};

// Overlaps thinner than this are the same border drawn twice.
inline constexpr double kTolerance_m = 1.5;

// Cuts thin overlaps off the later outline, reports all others.
[[nodiscard]] std::vector<Overlap> settle_overlaps(const Geos& geos, std::vector<Parcel>& parcels);
// Gives slivers that are closed in between neighbours to the one with the longest common border. Only for levels that
// cover the land without roads between (communities, subdistricts).
[[nodiscard]] std::vector<Gap> settle_gaps(const Geos& geos, std::vector<Parcel>& parcels);

// The same land but for rounding and the trimming of borders.
[[nodiscard]] bool same_outline(const Geometry& a, const Geometry& b);

}  // namespace linli::intake_files
