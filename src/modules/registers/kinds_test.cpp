// The shipped kinds as a model's check sees them, and how a locality's kinds extend them.
#include "modules/registers/kinds.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "declare/merge.hpp"

namespace linli::registers {
namespace {

std::string faults_of(const std::vector<declare::KindDeclaration>& kinds) {
  declare::Shapes shapes;
  for (const auto* level : {"district", "subdistrict", "community", "courtyard", "building"})
    shapes.put({.kind = level, .fields = {}, .references = {}, .relations = {}});
  declare::SourceFaults faults;
  declare::check_kinds(kinds,
                       {.dictionaries = {},
                        .roles = {"steward", "community_worker", "subdistrict", "department", "district"},
                        .built_in = {}},
                       shapes, faults);
  std::string all;
  for (const auto& fault : faults.sorted()) all += declare::to_line(fault) + "\n";
  return all;
}

std::vector<declare::KindDeclaration> read(std::string_view toml) {
  declare::SourceFaults faults;
  auto kinds = declare::read_kinds("local.toml", toml, {}, faults);
  for (const auto& fault : faults.sorted()) ADD_FAILURE() << declare::to_line(fault);
  return kinds;
}

constexpr std::string_view kHead = R"(
[[kind]]
name = "note"
label = ["记事", "Note"]
rows = ["R350"]
from = 2026-01-01
source = "测试"
certainty = "P"
scope = "place"
title = "name"
read = ["community_worker"]
write = ["community_worker"]
[[kind.field]]
name = "place"
type = "area"
label = ["社区", "Community"]
required = true
[[kind.field]]
name = "name"
type = "text"
label = ["名称", "Name"]
required = true
)";

TEST(ShippedKinds, PassTheSameCheckAsAModel) { EXPECT_EQ(faults_of(shipped_kinds()), ""); }

TEST(ShippedKinds, EveryKindAndCheckSaysWhereItComesFrom) {
  EXPECT_GE(shipped_kinds().size(), 30U);
  for (const auto& kind : shipped_kinds()) {
    EXPECT_FALSE(kind.provenance.rows.empty()) << kind.name;
    EXPECT_FALSE(kind.provenance.source.empty()) << kind.name;
    for (const auto& check : kind.checks) EXPECT_FALSE(check.source.empty()) << kind.name << '.' << check.code;
  }
}

TEST(ShippedKinds, ChecksAndComputedFieldsCompile) {
  const auto book = make_book(1, {});
  for (const auto& kind : book->kinds) {
    EXPECT_EQ(kind->checks.size(), kind->declared.checks.size()) << kind->name();
    for (const auto& field : kind->fields)
      EXPECT_EQ(static_cast<bool>(field.computed), !field.declared.computed.empty())
          << kind->name() << '.' << field.name();
  }
}

TEST(LocalKinds, AddFieldsToAShippedKindAndKeepTheRest) {
  const auto merged = declare::merge_kinds(shipped_kinds(), read(R"(
[[kind]]
name = "premise"
[[kind.field]]
name = "lift"
type = "boolean"
label = ["有电梯", "Has a lift"]
)"));
  EXPECT_EQ(merged.size(), shipped_kinds().size());
  const auto premise = std::ranges::find(merged, "premise", &declare::KindDeclaration::name);
  ASSERT_NE(premise, merged.end());
  EXPECT_EQ(premise->label.zh, "用房");
  EXPECT_EQ(premise->scope_field, "place");
  EXPECT_NE(premise->field("lift"), nullptr);
  EXPECT_NE(premise->field("floor_area"), nullptr);
  EXPECT_EQ(faults_of(merged), "");
}

// field.md 1.4, 1.7: what such systems elsewhere collect and this one does not.
TEST(LocalKinds, WhatMustNotBeCollectedCannotBeDeclared) {
  struct Case {
    std::string_view name, zh, en;
  };
  for (const auto& wrong : {Case{"face_photo", "人脸照片", "Face"}, Case{"track", "行动轨迹", "Track"},
                            Case{"religion", "宗教信仰", "Religion"}, Case{"suspect", "嫌疑情况", "Suspect"},
                            Case{"watch", "是否重点人员", "Watchlist"}, Case{"print", "指纹", "Fingerprint"}}) {
    const auto toml = std::string(kHead) + "[[kind.field]]\nname = \"" + std::string(wrong.name) +
                      "\"\ntype = \"text\"\nlabel = [\"" + std::string(wrong.zh) + "\", \"" + std::string(wrong.en) +
                      "\"]\n";
    EXPECT_THAT(faults_of(read(toml)), ::testing::HasSubstr("must not be collected")) << wrong.zh;
  }
  EXPECT_EQ(faults_of(read(kHead)), "");
}

TEST(LocalKinds, ScoresOfPersonsCannotBeDeclaredButThoseOfThingsCan) {
  const std::string points = "[[kind.field]]\nname = \"points\"\ntype = \"integer\"\nlabel = [\"积分\", \"Points\"]\n";
  EXPECT_EQ(faults_of(read(std::string(kHead) + points)), "");
  auto of_persons = std::string(kHead) + points;
  of_persons.replace(of_persons.find("scope ="), 0, "about = \"person\"\n");
  EXPECT_THAT(faults_of(read(of_persons)), ::testing::HasSubstr("must not be collected"));
}

TEST(LocalKinds, ProtectedFieldsSayWhyOnWhatBasisAndForHowLong) {
  const auto toml =
      std::string(kHead) + "[[kind.field]]\nname = \"who\"\ntype = \"person\"\nlabel = [\"联系人\", \"Contact\"]\n";
  EXPECT_THAT(faults_of(read(toml)), ::testing::HasSubstr("purpose, basis and keep_months"));
}

}  // namespace
}  // namespace linli::registers
