#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "declare/document.hpp"
#include "declare/field.hpp"

namespace linli::declare {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

const Provenance kModel{.rows = {}, .from = 2024y / 1 / 1, .to = {}, .source = "来源", .certainty = "P"};

constexpr const char* kPremise = R"([[kind]]
name = "hall"
label = ["大厅", "Hall"]
scope = "community"
title = "name"
read = ["district"]
write = ["district"]
rows = ["R157"]

[[kind.field]]
name = "name"
type = "text"
label = ["名称", "Name"]

[[kind.field]]
name = "community"
type = "area"
level = "community"
label = ["社区", "Community"]
required = true

[[kind.field]]
name = "floor_area"
type = "decimal"
label = ["面积", "Floor area"]
unit = ["平方米", "m²"]
least = 0
)";

std::vector<std::string> faults_of(const std::string& toml) {
  SourceFaults faults;
  const auto kinds = read_kinds("registers/halls.toml", toml, kModel, faults);
  Shapes shapes;
  shapes.put({.kind = "community", .fields = {{"households", Type::Number}}, .references = {}, .relations = {}});
  check_kinds(kinds, {.dictionaries = {"uses"}, .roles = {"district"}, .built_in = {"community"}}, shapes, faults);
  std::vector<std::string> lines;
  for (const auto& fault : faults.sorted()) lines.push_back(std::to_string(fault.at.line) + ": " + fault.reason.en);
  return lines;
}

TEST(Kinds, ADeclarationIsReadWithItsTypesAndShape) {
  SourceFaults faults;
  const auto kinds = read_kinds("registers/halls.toml", kPremise, kModel, faults);
  EXPECT_TRUE(faults.empty());
  ASSERT_EQ(kinds.size(), 1U);
  EXPECT_EQ(kinds[0].provenance.source, "来源");
  EXPECT_EQ(kinds[0].field("floor_area")->unit.en, "m²");
  const auto shape = shape_of(kinds[0]);
  EXPECT_EQ(shape.fields.size(), 3U);
  EXPECT_EQ(shape.references[0].kind, "community");
}

TEST(Kinds, TheSampleHasNoFaults) { EXPECT_TRUE(faults_of(kPremise).empty()); }

struct Mistake {
  const char* name;
  const char* added;  // after the sample, line 28 on
  const char* said;
};

class KindMistakes : public ::testing::TestWithParam<Mistake> {};

TEST_P(KindMistakes, AreNamedWithTheirLine) {
  const auto faults = faults_of(std::string(kPremise) + GetParam().added);
  ASSERT_FALSE(faults.empty());
  EXPECT_THAT(faults.front(), HasSubstr(GetParam().said));
}

INSTANTIATE_TEST_SUITE_P(
    All, KindMistakes,
    ::testing::Values(
        Mistake{"UnknownType", "[[kind.field]]\nname = \"x\"\ntype = \"blob\"\nlabel = [\"某\", \"x\"]\n",
                "30: There is no type \"blob\"."},
        Mistake{"LabelInOneLanguage", "[[kind.field]]\nname = \"x\"\ntype = \"text\"\nlabel = [\"某\"]\n",
                "31: label needs Chinese and English."},
        Mistake{"UnknownKey", "[[kind.field]]\nname = \"x\"\ntype = \"text\"\nlabel = [\"某\", \"x\"]\nlable = 1\n",
                "32: lable is not known here."},
        Mistake{"NameTwice", "[[kind.field]]\nname = \"name\"\ntype = \"text\"\nlabel = [\"某\", \"x\"]\n",
                "28: The field name stands twice."},
        Mistake{"DictionaryMissing",
                "[[kind.field]]\nname = \"x\"\ntype = \"choice\"\nlabel = [\"某\", \"x\"]\ndictionary = \"other\"\n",
                "28: There is no dictionary other."},
        Mistake{"ProtectedWithoutPurpose",
                "[[kind.field]]\nname = \"x\"\ntype = \"phone\"\nlabel = [\"电话\", \"Phone\"]\n",
                "28: A protected field says purpose, basis and keep_months."},
        Mistake{"Faces", "[[kind.field]]\nname = \"face_photo\"\ntype = \"file\"\nlabel = [\"人脸照片\", \"Face\"]\n",
                "28: \"Face\" must not be collected."},
        Mistake{"CheckThatDoesNotCompile",
                "[[kind.check]]\ncode = \"c\"\nholds = \"flor_area > 0\"\nmessage = [\"某\", \"x\"]\n",
                "28: At character 1 of the expression: hall has no flor_area."},
        Mistake{"RefusesWithoutLaw",
                "[[kind.check]]\ncode = \"c\"\nholds = \"floor_area > 0\"\nmessage = [\"某\", \"x\"]\nrefuses = true\n",
                "28: A check that refuses needs the law that says so."},
        Mistake{"NotToml", "[[kind.field]\n", "28: The file is not valid TOML"},
        Mistake{"BuiltInName",
                "[[kind]]\nname = \"community\"\nlabel = [\"社\", \"c\"]\nread = []\nwrite = []\nrows = [\"R1\"]\n",
                "28:"}),
    [](const auto& info) { return info.param.name; });

TEST(Kinds, ScoresOfPersonsCannotBeDeclared) {
  const auto faults =
      faults_of(std::string(kPremise) +
                "[[kind.field]]\nname = \"who\"\ntype = \"person\"\nlabel = [\"人\", \"Person\"]\n"
                "purpose = [\"用\", \"use\"]\nbasis = \"同意\"\nkeep_months = 12\n"
                "[[kind.field]]\nname = \"points\"\ntype = \"integer\"\nlabel = [\"积分\", \"Points\"]\n");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_THAT(faults[0], HasSubstr("must not be collected"));
}

TEST(Csv, QuotedCellsAndWrongRowsAreTold) {
  SourceFaults faults;
  const auto rows = read_csv("d.csv", "a,b\n1,\"x, \"\"y\"\"\nz\"\n2\n3,4\n", "a,b", faults);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].cells[1], "x, \"y\"\nz");
  EXPECT_EQ(rows[1].line, 5);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults.sorted()[0].at.line, 4);
}

}  // namespace
}  // namespace linli::declare
