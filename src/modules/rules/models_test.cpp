#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <sstream>

#include "modules/rules/command.hpp"
#include "modules/rules/diff.hpp"
#include "modules/rules/loader.hpp"
#include "modules/rules/testing/sample.hpp"

namespace linli::rules {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using namespace std::chrono_literals;

const fs::path kModelsFolder = fs::path(LINLI_SOURCE_FOLDER) / "models";

std::vector<std::string> model_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kModelsFolder)) {
    if (fs::exists(entry.path() / "model.toml")) names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

Model load_from(const std::string& name, declare::SourceFaults& faults) {
  const auto local = read_folder(kModelsFolder / name, faults);
  const auto base = name == "base" ? std::vector<ModelFile>{} : read_folder(kModelsFolder / "base", faults);
  return load_model(base, local, faults);
}

class EachModel : public ::testing::TestWithParam<std::string> {};

// Published arithmetic is part of that: 177 / 270 = 65.6 %, 331 / 399 = 83.0 %, 37 + 17 + 6 = 60 …
TEST_P(EachModel, HasNoMistakes) {
  declare::SourceFaults faults;
  const auto model = load_from(GetParam(), faults);
  for (const auto& fault : faults.sorted()) ADD_FAILURE() << declare::to_line(fault);
  EXPECT_EQ(model.head.code, GetParam());
}

INSTANTIATE_TEST_SUITE_P(Shipped, EachModel, ::testing::ValuesIn(model_names()),
                         [](const auto& info) { return info.param; });

TEST(Models, ASeventhModelWrittenFromTheDocsIsTaken) {
  declare::SourceFaults faults;
  const auto local = read_folder(fs::path(LINLI_SOURCE_FOLDER) / "tests/data/models/lushan", faults);
  const auto model = load_model(read_folder(kModelsFolder / "base", faults), local, faults);
  for (const auto& fault : faults.sorted()) ADD_FAILURE() << declare::to_line(fault);
  EXPECT_EQ(model.level_name("grid").zh, "坊");
  EXPECT_NE(model.shapes.find("community")->relation("well"), std::nullopt);
  EXPECT_EQ(model.rule("well.price", 2025y / 12 / 31)->formula_text, "300");
  EXPECT_EQ(model.rule("well.price", 2026y / 1 / 1)->formula_text, "320");
}

TEST(Models, TheBinaryCarriesWhatTheFolderHolds) {
  const auto shipped = shipped_models();
  for (const auto& name : model_names()) {
    if (name != "base") EXPECT_THAT(shipped, ::testing::Contains(name));
  }
  EXPECT_FALSE(shipped_files("weidu").empty());
  EXPECT_TRUE(shipped_files("nowhere").empty());
}

TEST(Models, WeiduHasFiveLinksAndItsPublishedFigures) {
  declare::SourceFaults faults;
  const auto model = load_from("weidu", faults);
  ASSERT_FALSE(model.chains.empty());
  EXPECT_EQ(model.chains.back().links.size(), 5U);
  EXPECT_EQ(model.level_name("courtyard").zh, "小区(庭院)");
  const auto coverage = std::ranges::find(model.figures, "owners_body_coverage", &Figure::code);
  ASSERT_NE(coverage, model.figures.end());
  EXPECT_EQ(declare::to_text(*coverage->value), "65.6");
  EXPECT_NE(model.rule("community.size", 2026y / 6 / 1), model.rule("community.size", 2025y / 6 / 1));
}

TEST(Models, EachLocalityHasItsOwnChain) {
  const std::vector<std::pair<std::string, std::size_t>> wanted{{"baotou", 3},  {"weidu", 5},    {"yuyang", 4},
                                                                {"xiaogan", 4}, {"changshu", 3}, {"canglang", 3}};
  for (const auto& [name, links] : wanted) {
    declare::SourceFaults faults;
    const auto model = load_from(name, faults);
    ASSERT_FALSE(model.chains.empty()) << name;
    EXPECT_EQ(model.chains.back().links.size(), links) << name;
    for (const auto& link : model.chains.back().links) EXPECT_NE(model.body_kind(link.front()), nullptr) << name;
  }
}

TEST(Models, LevelsAreCalledAsTheLocalityCallsThem) {
  declare::SourceFaults faults;
  EXPECT_EQ(load_from("changshu", faults).level_name("subdistrict").zh, "管理区");
  EXPECT_EQ(load_from("xiaogan", faults).level_name("community").zh, "社区(村)");
  EXPECT_EQ(load_from("yuyang", faults).level_name("dwelling").zh, "党员中心户");
}

// Weidu settles small matters in the courtyard, Yuyang in the grid: ladders are data.
TEST(Models, LaddersAreData) {
  declare::SourceFaults faults;
  const auto starts = [&](std::string_view model) {
    std::map<std::string, std::string> found;
    for (const auto& ladder : load_from(std::string(model), faults).ladders) found[ladder.code] = ladder.steps.front();
    return found;
  };
  using Starts = std::map<std::string, std::string>;
  EXPECT_EQ(starts("weidu"), (Starts{{"small", "courtyard"}, {"big", "grid"}}));
  EXPECT_EQ(starts("yuyang"), (Starts{{"dispute", "grid"}, {"problem", "building"}, {"big", "community"}}));
  EXPECT_EQ(starts("baotou"), (Starts{{"common", "grid"}})) << "what the base says, where the locality says nothing";
}

TEST(Models, PublishedFiguresAreThoseOfTheTexts) {
  const std::vector<std::array<std::string, 3>> published{
      {"baotou", "work_fund", "105000"},         {"baotou", "service_fund", "150000"},
      {"baotou", "premises_norm", "1500"},       {"baotou", "grids_least", "7.5"},
      {"weidu", "courtyards_per_grid", "3.94"},  {"weidu", "owners_body_coverage", "65.6"},
      {"weidu", "posts_per_branch", "3.04"},     {"yuyang", "group_coverage", "83"},
      {"yuyang", "grids_without_group", "68"},   {"yuyang", "units_per_project", "1.86"},
      {"yuyang", "grids_per_community", "7.98"}, {"yuyang", "residents_per_community", "12000"},
      {"xiaogan", "organisations", "7192"},      {"changshu", "full_time_all", "220"},
      {"changshu", "allowance_year", "91200"},   {"canglang", "bodies", "60"},
      {"canglang", "external_rate", "91.7"}};
  for (const auto& [name, code, shown] : published) {
    declare::SourceFaults faults;
    const auto model = load_from(name, faults);
    const auto figure = std::ranges::find(model.figures, code, &Figure::code);
    ASSERT_NE(figure, model.figures.end()) << name << ' ' << code;
    EXPECT_EQ(declare::to_text(*figure->value), shown);
    EXPECT_FALSE(figure->expression.empty());  // and the checker computes it
  }
}

TEST(Models, UndefinedTermsAreWordsWithANote) {
  for (const auto* name : {"weidu", "yuyang", "xiaogan"}) {
    declare::SourceFaults faults;
    const auto model = load_from(name, faults);
    for (const auto& word : model.dictionaries.at("terms")) EXPECT_FALSE(word.note.zh.empty()) << word.code;
  }
}

struct Mistake {
  const char* name;
  const char* file;
  const char* text;
  const char* said;
};

std::vector<std::string> faults_with(const Mistake& mistake) {
  auto files = testing::sample_files("");
  if (std::string_view(mistake.file) == "rules.toml") files.pop_back();
  files.push_back({mistake.file, mistake.text});
  declare::SourceFaults faults;
  (void)load_model({}, files, faults);
  std::vector<std::string> lines;
  for (const auto& fault : faults.sorted()) lines.push_back(declare::to_line(fault));
  return lines;
}

class ModelMistakes : public ::testing::TestWithParam<Mistake> {};

TEST_P(ModelMistakes, AreNamedWithFileAndLine) {
  const auto lines = faults_with(GetParam());
  ASSERT_FALSE(lines.empty());
  EXPECT_THAT(lines, ::testing::Contains(HasSubstr(GetParam().said)));
}

constexpr const char* kGood = "[[rule]]\ncode = \"a\"\nname = [\"甲\", \"A\"]\nrows = [\"R052\"]\n";

INSTANTIATE_TEST_SUITE_P(
    All, ModelMistakes,
    ::testing::Values(
        Mistake{"UnknownField", "rules.toml",
                "[[rule]]\ncode = \"a\"\nname = [\"甲\", \"A\"]\nrows = [\"R052\"]\napplies_to = "
                "\"community\"\nrequire = \"size > 3\"\n",
                "rules.toml:6:1: 规则 a 的表达式第 1 个字符处:community 没有 size。"},
        Mistake{"NoBound", "rules.toml",
                "[[rule]]\ncode = \"a\"\nname = [\"甲\", \"A\"]\nrows = [\"R052\"]\napplies_to = "
                "\"community\"\nmeasure = \"households\"\n",
                "rules.toml:1:1: measure 要配一个界限"},
        Mistake{"TwoForms", "rules.toml",
                "[[rule]]\ncode = \"a\"\nname = [\"甲\", \"A\"]\nrows = [\"R052\"]\napplies_to = "
                "\"community\"\nrequire = \"true\"\namount = 3\n",
                "rules.toml:1:1: measure、require、amount、value 要写一个"},
        Mistake{"UnknownRecord", "rules.toml",
                "[[rule]]\ncode = \"a\"\nname = [\"甲\", \"A\"]\nrows = [\"R052\"]\napplies_to = \"palace\"\nrequire = "
                "\"true\"\n",
                "rules.toml:1:1: 没有 palace 这种记录"},
        Mistake{"NoRow", "rules.toml", "[[rule]]\ncode = \"a\"\nname = [\"甲\", \"A\"]\nvalue = 3\n",
                "rules.toml:1:1: 没有写对应的需求行"},
        Mistake{"OverlappingPeriods", "rules.toml",
                "[[rule]]\ncode = \"a\"\nname = [\"甲\", \"A\"]\nrows = [\"R052\"]\nvalue = 3\n[[rule]]\ncode = "
                "\"a\"\nname = [\"甲\", "
                "\"A\"]\nrows = [\"R052\"]\nvalue = 4\n",
                "rules.toml:6:1: 规则 a 的两段时间重叠"},
        Mistake{"EndBeforeStart", "rules.toml",
                "[[rule]]\ncode = \"a\"\nname = [\"甲\", \"A\"]\nrows = [\"R052\"]\nvalue = 3\nto = \"2019-01-01\"\n",
                "rules.toml:1:1: 结束日期要晚于起始日期"},
        Mistake{"NotADay", "rules.toml",
                "[[rule]]\ncode = \"a\"\nname = [\"甲\", \"A\"]\nrows = [\"R052\"]\nvalue = 3\nto = \"2026-02-30\"\n",
                "rules.toml:6:1: to 不是日期"},
        Mistake{
            "WrongArithmetic", "figures.csv",
            "code,name_zh,name_en,value,unit_zh,unit_en,as_of,expression,places,rows,source,certainty,note_zh,note_en\n"
            "share,比例,Share,65.7,%,%,,177 * 100 / 270,1,R022,,,,\n",
            "figures.csv:2: 算出来是 65.555556,写的是 65.7"},
        Mistake{"WrongHeading", "dictionaries/a.csv", "code,name\n", "dictionaries/a.csv:1: 标题行不对"},
        Mistake{"ParentMissing", "dictionaries/a.csv",
                "code,parent,name_zh,name_en,rows,from,to,source,certainty,note_zh,note_en\na,b,甲,A,R033,,,,,,\n",
                "dictionaries/a.csv:2: parent 里的 b 不存在"},
        Mistake{"ChainOfUnknownKind", "bodies.toml",
                "[[chain]]\ncode = \"c\"\nname = [\"链\", \"Chain\"]\nrows = [\"R013\"]\nlinks = [[\"x\"]]\n",
                "bodies.toml:1:1: links 里的 x 不存在"},
        Mistake{"StrangeFile", "ruels.toml", "", "ruels.toml: 模式里没有这种文件"},
        Mistake{"BrokenToml", "levels.toml", "[[level]\n", "levels.toml:1"}),
    [](const auto& info) { return info.param.name; });

TEST(Models, AGoodRuleHasNoMistakes) {
  EXPECT_THAT(faults_with({"", "rules.toml", (std::string(kGood) + "value = 3\n").c_str(), ""}), ElementsAre());
}

TEST(Models, WithoutAHeadNothingIsRead) {
  declare::SourceFaults faults;
  const std::vector<ModelFile> files{{"rules.toml", testing::kFloor}};
  EXPECT_TRUE(load_model({}, files, faults).rules.empty());
  EXPECT_EQ(faults.sorted().front().at.file, "model.toml");
}

TEST(Models, ALocalRuleReplacesTheBasesOfTheSameCode) {
  declare::SourceFaults faults;
  const auto base = testing::sample_files(testing::kFloor);
  const auto local = testing::sample_files(
      "[[rule]]\ncode = \"floor\"\nname = [\"底线\", \"Floor\"]\napplies_to = \"community\"\nmeasure = \"households\"\n"
      "at_least = 3000\nrows = [\"R052\"]\n");
  const auto model = load_model(base, local, faults);
  EXPECT_TRUE(faults.empty());
  ASSERT_EQ(model.rules.size(), 1U);
  EXPECT_EQ(model.rules[0].bound_text, "3000");
}

TEST(Diffs, SayWhatEachSideSaysAndNothingForTheSame) {
  declare::SourceFaults faults;
  const auto a = load_model({}, testing::sample_files(testing::kFloor), faults);
  const auto b = load_model({}, testing::sample_files(""), faults);
  EXPECT_TRUE(differences(a, a).empty());
  const auto found = differences(a, b);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].part, "rules");
  EXPECT_THAT(found[0].left, HasSubstr("households at_least 1000"));
  EXPECT_EQ(found[0].right, "");
}

TEST(ModelCommand, ChecksByNameAndByFolder) {
  std::ostringstream out;
  std::ostringstream err;
  const std::vector<std::string> named{"check", (kModelsFolder / "weidu").string()};
  EXPECT_EQ(run_model_command(named, out, err), 0) << out.str();
  const std::vector<std::string> missing{"check", "/nowhere"};
  EXPECT_EQ(run_model_command(missing, out, err), 1);
  EXPECT_EQ(run_model_command({}, out, err), 2);
}

}  // namespace
}  // namespace linli::rules
