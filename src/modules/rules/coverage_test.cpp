#include "modules/rules/coverage.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "modules/rules/entries.hpp"
#include "modules/rules/loader.hpp"

namespace linli::rules {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

const fs::path kSourceFolder = LINLI_SOURCE_FOLDER;

std::string text_at(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void gather_tests(const fs::path& folder, CoverageFacts& facts) {
  for (auto entry = fs::recursive_directory_iterator(folder); entry != fs::recursive_directory_iterator(); ++entry) {
    const auto name = entry->path().filename().string();
    if (name == "node_modules" || name == "dist") entry.disable_recursion_pending();
    if (!name.ends_with("_test.cpp") && !name.ends_with(".spec.ts") && !name.ends_with(".test.ts")) continue;
    facts.test_sources.emplace(entry->path().lexically_relative(kSourceFolder).generic_string(),
                               text_at(entry->path()));
  }
}

CoverageFacts facts_of_the_tree() {
  CoverageFacts facts;
  declare::SourceFaults ignored;
  const auto base = read_folder(kSourceFolder / "models/base", ignored);
  for (const auto& entry : fs::directory_iterator(kSourceFolder / "models")) {
    if (!fs::exists(entry.path() / "model.toml")) continue;
    const auto name = entry.path().filename().string();
    const auto local = read_folder(entry.path(), ignored);
    const auto model = load_model(name == "base" ? std::span<const ModelFile>{} : std::span(base), local, ignored);
    for (auto& [code, rows] : entries_of(model)) facts.entries.emplace(name + ":" + code, rows);
  }
  gather_tests(kSourceFolder / "src", facts);
  gather_tests(kSourceFolder / "web", facts);
  return facts;
}

TEST(Coverage, EveryNamedEntryAndTestExists) {
  declare::SourceFaults faults;
  const auto requirements = read_requirements(text_at(kSourceFolder / "docs/requirements.csv"), faults);
  const auto coverage = read_coverage(text_at(kSourceFolder / "models/coverage.csv"), faults);
  check_coverage(requirements, coverage, facts_of_the_tree(), faults);
  for (const auto& fault : faults.sorted()) ADD_FAILURE() << declare::to_line(fault);
}

TEST(Coverage, TheRequirementsAreAll390Rows) {
  declare::SourceFaults faults;
  const auto requirements = read_requirements(text_at(kSourceFolder / "docs/requirements.csv"), faults);
  ASSERT_EQ(requirements.size(), 390U);
  for (std::size_t i = 0; i < requirements.size(); ++i) {
    const auto number = std::to_string(i + 1);
    EXPECT_EQ(requirements[i].row, "R" + std::string(3 - number.size(), '0') + number);
    EXPECT_FALSE(requirements[i].asked.empty()) << requirements[i].row;
  }
}

std::vector<std::string> said_of(const std::string& line) {
  declare::SourceFaults faults;
  const std::vector<RequirementRow> requirements{{"R001", "baotou", "A", "…", ""}};
  CoverageFacts facts;
  facts.entries["weidu:rules.a"] = {"R001"};
  facts.entries["weidu:rules.b"] = {"R002"};
  facts.test_sources["src/x_test.cpp"] = "TEST(Suite, Name) {}";
  const auto rows = read_coverage("row,state,mechanism,entry,note,test\n" + line + "\n", faults);
  check_coverage(requirements, rows, facts, faults);
  std::vector<std::string> said;
  for (const auto& fault : faults.sorted()) said.push_back(fault.reason.en);
  return said;
}

TEST(Coverage, WhatIsNamedWronglyIsTold) {
  using ::testing::ElementsAre;
  using ::testing::IsEmpty;
  EXPECT_THAT(said_of("R001,proven,rules,weidu:rules.a,,src/x_test.cpp:Suite.Name"), IsEmpty());
  EXPECT_THAT(said_of("R009,waits,,,,"), ElementsAre("There is no row R009."));
  EXPECT_THAT(said_of("R001,done,,,,"), ElementsAre("The state \"done\" is not known."));
  EXPECT_THAT(said_of("R001,proven,,,,"), ElementsAre("A proven row names its mechanism and its test."));
  EXPECT_THAT(said_of("R001,declined,,,,"), ElementsAre("A declined row says the limit and what stands instead."));
  EXPECT_THAT(said_of("R001,proven,rules,weidu:rules.c,,src/x_test.cpp:Suite.Name"),
              ElementsAre("No model has weidu:rules.c."));
  EXPECT_THAT(said_of("R001,proven,rules,weidu:rules.b,,src/x_test.cpp:Suite.Name"),
              ElementsAre("weidu:rules.b does not name R001."));
  EXPECT_THAT(said_of("R001,proven,rules,,,src/x_test.cpp:Suite.Other"),
              ElementsAre("src/x_test.cpp has no test Suite.Other."));
  EXPECT_THAT(said_of("R001,proven,rules,,,src/y_test.cpp:Suite.Name"),
              ElementsAre(HasSubstr("There is no test file")));
}

}  // namespace
}  // namespace linli::rules
