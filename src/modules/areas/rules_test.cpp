#include "modules/areas/rules.hpp"

#include <gtest/gtest.h>

#include <set>

namespace linli::areas {
namespace {

struct CodeCase {
  std::string_view sentence;
  Level level;
  std::string_view code;
  std::string_view parent;
  std::size_t faults;
  std::size_t warnings;
};

// Ranges at their boundaries: GB/T 10114 for digits 7–9, the statistical code for digits 10–12.
constexpr CodeCase kCodes[] = {
    {"no code is no fault", Level::Community, "", "411099001", 0, 0},
    {"six digits are a district's", Level::District, "411099", "", 0, 0},
    {"five digits are too few", Level::District, "41109", "", 1, 0},
    {"nine digits are a subdistrict's", Level::Subdistrict, "411099001", "411099", 0, 0},
    {"full-width digits are not digits", Level::Subdistrict, "４１１０９９００１", "411099", 1, 0},
    {"a code begins with the one above", Level::Subdistrict, "411098001", "411099", 1, 0},
    {"without a code above only the form counts", Level::Subdistrict, "411098001", "", 0, 0},
    {"street number 000 is worth a look", Level::Subdistrict, "411099000", "411099", 0, 1},
    {"street number 001 is the first", Level::Subdistrict, "411099001", "411099", 0, 0},
    {"mixed units end at 599", Level::Subdistrict, "411099599", "411099", 0, 0},
    {"600 is worth a look", Level::Subdistrict, "411099600", "411099", 0, 1},
    {"twelve digits are a community's", Level::Community, "411099001001", "411099001", 0, 0},
    {"a community may lie below a subdistrict without a code", Level::Community, "411099001001", "411099", 0, 0},
    {"community 501 exists in practice", Level::Community, "411099001501", "411099001", 0, 0},
    {"community 600 is worth a look", Level::Community, "411099001600", "411099001", 0, 1},
    {"a community of 9 digits is refused", Level::Community, "411099001", "411099001", 1, 0},
    {"a courtyard carries a local code", Level::Courtyard, "XQ-0012", "411099001001", 0, 0},
    {"a local code has no spaces", Level::Courtyard, "XQ 0012", "", 1, 0},
    {"a local code has at most 32 characters", Level::Building, "123456789012345678901234567890123", "", 1, 0},
};

TEST(Rules, codes_are_checked_by_level_and_parent) {
  for (const auto& given : kCodes) {
    EXPECT_EQ(check_code(given.level, given.code, given.parent).size(), given.faults) << given.sentence;
    EXPECT_EQ(code_warnings(given.level, given.code).size(), given.warnings) << given.sentence;
  }
}

TEST(Rules, a_warning_names_its_source) {
  EXPECT_EQ(code_warnings(Level::Subdistrict, "411099600").front().source, "GB/T 10114");
}

TEST(Rules, facts_out_of_range_are_named) {
  const auto fields = [](const AreaFacts& facts) {
    std::set<std::string> names;
    for (const auto& fault : check_facts(facts)) names.insert(fault.field);
    return names;
  };
  using Names = std::set<std::string>;
  EXPECT_EQ(fields({.name = "龙阳光世家", .households = 0, .built_year = 1998, .lon = 113.8, .lat = 34.0}), Names{});
  EXPECT_EQ(fields({.name = "　"}), Names{"name"});
  EXPECT_EQ(fields({.name = std::string(101, 'x')}), Names{"name"});
  EXPECT_EQ(fields({.name = "a\tb"}), Names{"name"});
  EXPECT_EQ(fields({.name = "A", .households = -1}), Names{"households"});
  EXPECT_EQ(fields({.name = "A", .households = 1'000'001}), Names{"households"});
  EXPECT_EQ(fields({.name = "A", .built_year = 1599}), Names{"built_year"});
  EXPECT_EQ(fields({.name = "A", .lon = 113.8}), Names{"lon"});
  EXPECT_EQ(fields({.name = "A", .lon = 34.0, .lat = 113.8}), Names{"lon"});
}

TEST(Rules, telephone_numbers_are_taken_as_offices_write_them) {
  for (const auto* good : {"", "110", "12345", "0374-1234567", "(0374) 123 4567", "+86 374 1234567"}) {
    EXPECT_FALSE(check_phone("phone", good)) << good;
  }
  for (const auto* bad : {"--", "联系社区", "12", "0374－1234567"}) EXPECT_TRUE(check_phone("phone", bad)) << bad;
}

TEST(Rules, building_2_sorts_before_building_10) {
  EXPECT_LT(sort_name("2号楼"), sort_name("10号楼"));
  EXPECT_LT(sort_name("建设路9号院"), sort_name("建设路10号院"));
  EXPECT_EQ(sort_name("解放社区"), "解放社区");
  EXPECT_EQ(sort_name("A123456789012"), "A123456789012");
}

TEST(Rules, slugs_are_short_and_differ) {
  std::set<std::string> slugs;
  for (std::int64_t id = 1; id <= 2000; ++id) slugs.insert(slug_of({id}, 0));
  EXPECT_EQ(slugs.size(), 2000U);
  EXPECT_EQ(slugs.begin()->size(), 6U);
  EXPECT_NE(slug_of({1}, 0), slug_of({1}, 1));
  EXPECT_EQ(slug_of({1}, 0), slug_of({1}, 0));
}

TEST(Rules, memberships_clash_when_they_share_a_building) {
  const AreaId yard{1};
  const AreaId other{2};
  const AreaId east{11};
  const AreaId west{12};
  const GridId a{100};
  const GridId b{200};
  EXPECT_TRUE(clashes({a, yard, yard}, {b, yard, yard})) << "the same courtyard";
  EXPECT_TRUE(clashes({a, yard, yard}, {b, east, yard})) << "a courtyard and a building of it";
  EXPECT_TRUE(clashes({a, east, yard}, {b, yard, yard})) << "the other way round";
  EXPECT_TRUE(clashes({a, east, yard}, {b, east, yard})) << "the same building";
  EXPECT_FALSE(clashes({a, east, yard}, {b, west, yard})) << "a courtyard split by buildings";
  EXPECT_FALSE(clashes({a, yard, yard}, {b, other, other})) << "two courtyards";
  EXPECT_FALSE(clashes({a, yard, yard}, {a, yard, yard})) << "the same grid";
}

TEST(Rules, a_grid_code_that_does_not_begin_with_the_communitys_is_worth_a_look) {
  EXPECT_TRUE(grid_code_warnings("411099001001001", "411099001001").empty());
  EXPECT_EQ(grid_code_warnings("WG-1", "411099001001").size(), 1U);
  EXPECT_EQ(grid_code_warnings("411099001001", "411099001001").size(), 1U);
  EXPECT_TRUE(grid_code_warnings("WG-1", "").empty());
}

}  // namespace
}  // namespace linli::areas
