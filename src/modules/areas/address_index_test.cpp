#include "modules/areas/address_index.hpp"

#include <gtest/gtest.h>

namespace linli::areas {
namespace {

const std::vector<AddressIndex::Entry> kEntries{
    {0, "解放社区", "劳动路157号", {"东关街道"}},
    {1, "龙阳光世家", "文化路236号", {"解放社区", "东关街道"}},
    {2, "龙阳光华府", "建设路8号", {"解放社区", "东关街道"}},
    {3, "凤福小区", "建设路232号", {"碧水社区", "东关街道"}},
    {4, "凤福小区", "春秋路1号", {"许由社区", "西关街道"}},
    {5, "八龙路207号院", "", {"碧水社区", "东关街道"}},
    {6, "解放社区家属院", "", {"解放社区", "东关街道"}},
};

class Addresses : public ::testing::Test {
 protected:
  std::uint32_t best(std::string_view text) const {
    const auto found = index_.find(text, 5);
    return found.empty() ? 99 : found.front().owner;
  }
  AddressIndex index_{kEntries, {"示例区"}};
};

TEST_F(Addresses, are_normalised_as_people_write_them) {
  EXPECT_EQ(normalise_address("　龙阳光世家 ３号楼２单元501室"), "龙阳光世家");
  EXPECT_EQ(normalise_address("龙阳光世家三号楼"), "龙阳光世家");
  EXPECT_EQ(normalise_address("龙阳光世家A座"), "龙阳光世家");
  EXPECT_EQ(normalise_address("八龙路207号院"), "八龙路207号院") << "the number of a yard is its name";
  EXPECT_EQ(normalise_address("八龙路207号院2栋"), "八龙路207号院");
  EXPECT_EQ(normalise_address("建设路 232 号（北门）"), "建设路232号北门");
  EXPECT_EQ(normalise_address("3号楼"), "3号楼") << "nothing else is left";
}

TEST_F(Addresses, the_very_name_comes_first) {
  EXPECT_EQ(best("龙阳光世家"), 1U);
  EXPECT_EQ(index_.find("龙阳光世家", 5).front().score, 1.0);
  EXPECT_EQ(best("龙阳光华府"), 2U);
}

TEST_F(Addresses, two_typed_characters_are_enough) {
  EXPECT_EQ(best("华府"), 2U);
  EXPECT_EQ(index_.find("龙阳", 5).size(), 2U);
}

TEST_F(Addresses, building_and_unit_do_not_matter) { EXPECT_EQ(best("龙阳光世家3号楼2单元501"), 1U); }

TEST_F(Addresses, a_slip_in_one_character_does_not_lose_the_rest) {
  EXPECT_EQ(best("龙阳光是家"), 1U);
  EXPECT_EQ(best("八龙路２０７号"), 5U);
}

TEST_F(Addresses, areas_above_tell_equal_names_apart) {
  EXPECT_EQ(best("碧水社区凤福小区"), 3U);
  EXPECT_EQ(best("西关街道凤福小区5栋"), 4U);
  EXPECT_EQ(best("示例区东关街道解放社区龙阳光世家"), 1U);
}

TEST_F(Addresses, street_and_number_lead_to_the_courtyard) {
  EXPECT_EQ(best("文化路236号"), 1U);
  EXPECT_EQ(best("建设路232号3单元"), 3U);
}

TEST_F(Addresses, a_community_and_what_is_named_after_it_are_told_apart) {
  EXPECT_EQ(best("解放社区"), 0U);
  EXPECT_EQ(best("解放社区家属院"), 6U);
}

TEST_F(Addresses, nothing_alike_gives_nothing) {
  EXPECT_TRUE(index_.find("", 5).empty());
  EXPECT_TRUE(index_.find("，。", 5).empty());
  EXPECT_TRUE(index_.find("火星基地", 5).empty());
  EXPECT_TRUE(AddressIndex().find("龙阳", 5).empty());
}

}  // namespace
}  // namespace linli::areas
