#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "gridding/types.hpp"

namespace linli::gridding {

// Who borders whom, from what an office has: outlines of courtyards, or only a point for each. Pure geometry on plane
// coordinates in metres; the caller projects. Nothing doubtful is decided silently: it is listed for a person.

struct Point {
  double x, y;
};
using Ring = std::vector<Point>;    // closed or not; at least three different points
using Polygon = std::vector<Ring>;  // the outline first, then holes
struct Outline {
  std::vector<Polygon> polygons;  // empty: the outline is missing
};
// A road, river or wall; `kind` is what rules name (GridRules::crossable).
struct BarrierLine {
  std::string kind;
  std::vector<Point> line;
};

enum class Doubt : std::uint8_t {
  None,
  Corner,     // they touch for less than the least border
  Gap,        // a road or a slip of the drawing lies between
  Overlap,    // they overlap by more than the tolerance
  Far,        // points: nearly too far apart
  Between,    // points: another courtyard lies between them
  SamePlace,  // points: both stand on the same spot
};

struct Adjacency {
  std::uint32_t from, to;  // from < to, in the order given
  double length;           // of the common border in metres; 0 for points
  double distance;         // between outlines, or between points
  std::uint32_t barrier;   // index into the barriers given; kNone: none between
  Doubt doubt;
  bool neighbours;  // as proposed; a person may decide otherwise where there is a doubt
};

// An outline that is not what it should be, and what was done about it.
struct OutlineFault {
  std::uint32_t area;
  bool usable;  // repaired, as opposed to left out
  Text text;
};

struct NeighbourReport {
  std::vector<Adjacency> pairs;        // ordered by from, to; doubtful ones included
  std::vector<std::uint32_t> islands;  // with no proposed neighbour
  std::vector<OutlineFault> faults;
};

struct OutlineOptions {
  double tolerance = 2;     // gaps and overlaps up to this are slips of the drawing
  double narrow = 0;        // gaps up to this are lanes and branch roads that both border, without a doubt
  double road = 40;         // gaps up to this may be a road that both border
  double least_border = 5;  // a shorter common border is a corner
};
NeighbourReport neighbours_of_outlines(std::span<const Outline> outlines, std::span<const BarrierLine> barriers,
                                       const OutlineOptions& options = {});

struct PointOptions {
  double furthest = 0;  // 0: two and a half times the median distance of Delaunay neighbours
};
NeighbourReport neighbours_of_points(std::span<const Point> points, std::span<const BarrierLine> barriers,
                                     const PointOptions& options = {});

Text describe(Doubt doubt);

}  // namespace linli::gridding
