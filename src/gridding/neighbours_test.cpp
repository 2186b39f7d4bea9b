#include "gridding/neighbours.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

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
