#include "gridding/neighbours.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "gridding/search.hpp"

namespace linli::gridding {
namespace {

Outline square(double x, double y, double side = 100) {
  return {{{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}}}};
}

const Adjacency* pair_of(const NeighbourReport& report, std::uint32_t a, std::uint32_t b) {
  const auto found = std::ranges::find_if(report.pairs, [&](const Adjacency& p) { return p.from == a && p.to == b; });
  return found == report.pairs.end() ? nullptr : &*found;
}

TEST(Outlines, ACommonBorderMakesNeighbours) {
  const std::vector<Outline> areas{square(0, 0), square(100, 0), square(300, 0)};
  const auto report = neighbours_of_outlines(areas, {});
  ASSERT_NE(pair_of(report, 0, 1), nullptr);
  EXPECT_NEAR(pair_of(report, 0, 1)->length, 100, 6);
  EXPECT_EQ(pair_of(report, 0, 1)->doubt, Doubt::None);
  EXPECT_EQ(report.islands, std::vector<std::uint32_t>{2});
}

TEST(Outlines, SlipsOfTheDrawingAreTolerated) {
  const std::vector<Outline> areas{square(0, 0), square(101.5, 0), square(0, 99)};
  const auto report = neighbours_of_outlines(areas, {});
  EXPECT_EQ(pair_of(report, 0, 1)->doubt, Doubt::None);  // a gap of 1.5 m
  EXPECT_EQ(pair_of(report, 0, 2)->doubt, Doubt::None);  // an overlap of 1 m
}

TEST(Outlines, DoubtfulPairsAreListedForAPerson) {
  const std::vector<Outline> areas{square(0, 0), square(100, 100), square(120, 0), square(0, 80)};
  const auto report = neighbours_of_outlines(areas, {});
  EXPECT_EQ(pair_of(report, 0, 1)->doubt, Doubt::Corner);
  EXPECT_FALSE(pair_of(report, 0, 1)->neighbours);
  EXPECT_EQ(pair_of(report, 0, 2)->doubt, Doubt::Gap);
  EXPECT_TRUE(pair_of(report, 0, 2)->neighbours);
  EXPECT_EQ(pair_of(report, 0, 3)->doubt, Doubt::Overlap);
}

TEST(Outlines, BothSidesOfANarrowRoadAreNeighboursAndAcrossAWideOneAPersonDecides) {
  const std::vector<Outline> areas{square(0, 0), square(118, 0), square(0, 130), square(118, 145)};
  const auto report = neighbours_of_outlines(areas, {}, {.narrow = 20, .road = 40});
  EXPECT_EQ(pair_of(report, 0, 1)->doubt, Doubt::None);  // 18 m
  EXPECT_TRUE(pair_of(report, 0, 1)->neighbours);
  EXPECT_EQ(pair_of(report, 0, 2)->doubt, Doubt::Gap);  // 30 m
  EXPECT_TRUE(pair_of(report, 0, 2)->neighbours);
  EXPECT_EQ(pair_of(report, 1, 3), nullptr);  // 45 m
}

TEST(Outlines, NobodyIsANeighbourThroughSomebodyElse) {
  const std::vector<Outline> areas{square(0, 0), square(100, 0, 30), square(130, 0)};
  const auto report = neighbours_of_outlines(areas, {});
  EXPECT_EQ(pair_of(report, 0, 2), nullptr);
  EXPECT_NE(pair_of(report, 1, 2), nullptr);
}

TEST(Outlines, BarriersAcrossAGapAndAlongABorderAreNamed) {
  const std::vector<Outline> areas{square(0, 0), square(120, 0), square(0, 100)};
  const std::vector<BarrierLine> barriers{{"road", {{110, -50}, {110, 150}}}, {"wall", {{-10, 100}, {105, 100}}}};
  const auto report = neighbours_of_outlines(areas, barriers);
  EXPECT_EQ(pair_of(report, 0, 1)->barrier, 0U);
  EXPECT_EQ(pair_of(report, 0, 2)->barrier, 1U);
}

TEST(Outlines, BrokenAndMissingOutlinesAreSaid) {
  const Outline bow_tie{{{{{0, 0}, {100, 100}, {100, 0}, {0, 100}}}}};
  const Outline two_points{{{{{0, 0}, {1, 1}}}}};
  const std::vector<Outline> areas{bow_tie, square(100, 0), Outline{}, two_points, square(HUGE_VAL, 0)};
  const auto report = neighbours_of_outlines(areas, {});
  ASSERT_EQ(report.faults.size(), 4U);
  EXPECT_TRUE(report.faults[0].usable);
  EXPECT_FALSE(report.faults[1].usable);
  EXPECT_NE(pair_of(report, 0, 1), nullptr);
  EXPECT_EQ(report.islands, (std::vector<std::uint32_t>{2, 3, 4}));
}

TEST(Outlines, TheSameOutlineTwiceAndOneInsideAnotherAreDoubts) {
  const std::vector<Outline> areas{square(0, 0), square(0, 0), square(20, 20, 30)};
  const auto report = neighbours_of_outlines(areas, {});
  ASSERT_EQ(report.pairs.size(), 3U);
  for (const Adjacency& pair : report.pairs) EXPECT_EQ(pair.doubt, Doubt::Overlap);
}

TEST(Outlines, ACourtyardInTheHoleOfAnotherBordersIt) {
  Outline ring = square(0, 0);
  ring.polygons[0].push_back({{20, 20}, {80, 20}, {80, 80}, {20, 80}});
  const std::vector<Outline> areas{ring, square(20, 20, 60)};
  const auto report = neighbours_of_outlines(areas, {});
  ASSERT_NE(pair_of(report, 0, 1), nullptr);
  EXPECT_EQ(pair_of(report, 0, 1)->doubt, Doubt::None);
  EXPECT_NEAR(pair_of(report, 0, 1)->length, 240, 20);
}

TEST(Outlines, SeveralPolygonsMakeOneCourtyard) {
  Outline two = square(0, 0);
  two.polygons.push_back(square(300, 0).polygons[0]);
  const std::vector<Outline> areas{two, square(100, 0), square(400, 0), square(150, 300)};
  const auto report = neighbours_of_outlines(areas, {});
  EXPECT_NE(pair_of(report, 0, 1), nullptr);
  EXPECT_NE(pair_of(report, 0, 2), nullptr);
  EXPECT_EQ(report.islands, std::vector<std::uint32_t>{3});
}

TEST(Outlines, ARoadWiderThanAllowedSeparates) {
  const std::vector<Outline> areas{square(0, 0), square(130, 0)};
  EXPECT_EQ(neighbours_of_outlines(areas, {}).pairs.size(), 1U);
  EXPECT_TRUE(neighbours_of_outlines(areas, {}, {.road = 25}).pairs.empty());
}

TEST(Outlines, CoordinatesOfANationalGridLoseNothing) {
  std::vector<Outline> near{square(0, 0), square(101, 0), square(0, 99)}, far = near;
  for (Outline& outline : far) {
    for (Point& point : outline.polygons[0][0]) point = {point.x + 38'412'345.25, point.y + 4'123'456.5};
  }
  const auto here = neighbours_of_outlines(near, {}), there = neighbours_of_outlines(far, {});
  ASSERT_EQ(here.pairs.size(), there.pairs.size());
  for (std::size_t i = 0; i < here.pairs.size(); ++i) {
    EXPECT_EQ(here.pairs[i].doubt, there.pairs[i].doubt);
    EXPECT_NEAR(here.pairs[i].length, there.pairs[i].length, 1e-3);
  }
}

double rubbish_number(Random& random) {
  switch (random.below(24)) {
    case 0:
      return std::numeric_limits<double>::quiet_NaN();
    case 1:
      return random.below(2) == 0 ? HUGE_VAL : -1e300;
    default:
      return std::floor(300 * random.unit());
  }
}

Outline rubbish_outline(Random& random) {
  Outline outline;
  for (std::uint32_t polygon = random.below(3); polygon > 0; --polygon) {
    outline.polygons.emplace_back();
    for (std::uint32_t ring = random.below(3); ring > 0; --ring) {
      outline.polygons.back().emplace_back();
      for (std::uint32_t point = random.below(8); point > 0; --point)
        outline.polygons.back().back().push_back({rubbish_number(random), rubbish_number(random)});
    }
  }
  return outline;
}

// What holds of every report, whatever was drawn.
void expect_sound(const NeighbourReport& report, std::size_t areas) {
  std::vector<bool> has(areas, false);
  for (std::size_t i = 0; i < report.pairs.size(); ++i) {
    const Adjacency& pair = report.pairs[i];
    EXPECT_LT(pair.from, pair.to);
    ASSERT_LT(pair.to, areas);
    EXPECT_TRUE(std::isfinite(pair.length) && std::isfinite(pair.distance));
    if (pair.neighbours) has[pair.from] = has[pair.to] = true;
    if (i > 0) EXPECT_LT(std::pair(report.pairs[i - 1].from, report.pairs[i - 1].to), std::pair(pair.from, pair.to));
  }
  std::vector<std::uint32_t> islands;
  for (std::uint32_t i = 0; i < areas; ++i) {
    if (!has[i]) islands.push_back(i);
  }
  EXPECT_EQ(report.islands, islands);
}

TEST(Outlines, RubbishIsReportedAndNeverWorse) {
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    Random random(seed);
    std::vector<Outline> areas;
    for (std::uint32_t i = random.below(8); i > 0; --i)
      areas.push_back(random.below(2) == 0 ? rubbish_outline(random) : square(40.0 * random.below(6), 40, 40));
    std::vector<BarrierLine> barriers{{"墙", {}}, {"河", {{rubbish_number(random), 0}, {rubbish_number(random), 300}}}};
    const auto report = neighbours_of_outlines(areas, barriers);
    expect_sound(report, areas.size());
    for (const OutlineFault& fault : report.faults) {
      EXPECT_FALSE(fault.text.zh.empty());
      const bool island = std::ranges::find(report.islands, fault.area) != report.islands.end();
      EXPECT_TRUE(fault.usable || island);
    }
  }
}

TEST(Points, RubbishIsReportedAndNeverWorse) {
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    Random random(seed);
    std::vector<Point> points;
    for (std::uint32_t i = random.below(40); i > 0; --i) {
      const bool odd = random.below(6) == 0;  // otherwise on a small lattice: many on one line or one spot
      points.push_back(odd ? Point{rubbish_number(random), rubbish_number(random)}
                           : Point{10.0 * random.below(4), 10.0 * random.below(4)});
    }
    expect_sound(neighbours_of_points(points, {}), points.size());
  }
}

TEST(Points, DelaunayNeighboursWithinReach) {
  std::vector<Point> points;
  for (int y = 0; y < 4; ++y) {
    for (int x = 0; x < 4; ++x) points.push_back({x * 100.0 + y, y * 100.0 - x});
  }
  points.push_back({2000, 2000});
  const auto report = neighbours_of_points(points, {});
  for (std::uint32_t i = 0; i < 16; ++i) {
    if (i % 4 != 3) EXPECT_NE(pair_of(report, i, i + 1), nullptr);
    if (i < 12) EXPECT_NE(pair_of(report, i, i + 4), nullptr);
  }
  EXPECT_EQ(report.islands, std::vector<std::uint32_t>{16});
}

TEST(Points, BarriersAndSamePlacesAreNamed) {
  const std::vector<Point> points{{0, 0}, {100, 0}, {50, 80}, {100, 0}};
  const std::vector<BarrierLine> barriers{{"river", {{20, -50}, {20, 20}}}};
  const auto report = neighbours_of_points(points, barriers);
  EXPECT_EQ(pair_of(report, 0, 1)->barrier, 0U);
  EXPECT_EQ(pair_of(report, 0, 2)->barrier, kNone);
  EXPECT_EQ(pair_of(report, 1, 3)->doubt, Doubt::SamePlace);
}

TEST(Points, NoneOneTwoAndPointsOnALine) {
  EXPECT_TRUE(neighbours_of_points({}, {}).pairs.empty());
  EXPECT_EQ(neighbours_of_points(std::vector<Point>{{1, 1}}, {}).islands.size(), 1U);
  EXPECT_EQ(neighbours_of_points(std::vector<Point>{{1, 1}, {2, 2}}, {}).pairs.size(), 1U);
  const auto line = neighbours_of_points(std::vector<Point>{{0, 0}, {1, 1}, {2, 2}, {3, 3}}, {});
  EXPECT_EQ(line.pairs.size(), 3U);
  EXPECT_TRUE(line.islands.empty());
}

}  // namespace
}  // namespace linli::gridding
