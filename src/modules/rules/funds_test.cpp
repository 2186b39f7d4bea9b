// Lines of the budget as the shipped models declare them, and the published arithmetic of their norms.
#include <gtest/gtest.h>

#include <algorithm>

#include "declare/testing/records.hpp"
#include "modules/rules/answer.hpp"
#include "modules/rules/loader.hpp"
#include "modules/rules/testing/sample.hpp"

namespace linli::rules {
namespace {

using declare::Number;
using declare::testing::PlainRecord;
using namespace std::chrono_literals;

constexpr Date kBudgetDay = 2026y / 11 / 22;

Model shipped(std::string_view code) {
  declare::SourceFaults faults;
  auto model = load_model(shipped_files("base"), shipped_files(code), faults);
  for (const auto& fault : faults.sorted()) ADD_FAILURE() << declare::to_line(fault);
  return model;
}

const FundLine& line(const Model& model, std::string_view code) {
  const auto found = std::ranges::find(model.funds, code, &FundLine::code);
  if (found == model.funds.end()) throw std::runtime_error("no line " + std::string(code));
  return *found;
}

std::vector<std::string> faults_of(const std::string& funds) {
  declare::SourceFaults faults;
  auto files = testing::sample_files(
      "[[rule]]\ncode = \"norm\"\nname = [\"定额\", \"Norm\"]\nrows = [\"R125\"]\n"
      "applies_to = \"community\"\namount = \"households * 35\"\n");
  files.push_back({"funds.toml", funds});
  (void)load_model({}, files, faults);
  std::vector<std::string> lines;
  for (const auto& fault : faults.sorted()) lines.push_back(fault.reason.en);
  return lines;
}

constexpr const char* kLine = "[[line]]\ncode = \"work\"\nname = [\"经费\", \"Work\"]\nrows = [\"R125\"]\n";

TEST(FundLines, NameTheNormTheyComeFromAndTheLocalityReplacesTheBase) {
  const auto baotou = shipped("baotou");
  EXPECT_EQ(line(baotou, "work").norm, "fund.work");
  EXPECT_TRUE(line(baotou, "tasks").for_tasks) << "from the base";
  EXPECT_EQ(line(baotou, "service").purposes.size(), 3U) << "R128: surroundings, order, cleaning";
  EXPECT_TRUE(line(baotou, "allowances").grows);
  EXPECT_TRUE(line(shipped("changshu"), "party").own_books);
  EXPECT_EQ(line(shipped("xiaogan"), "benefit").purposes.front().code, "urgent");
}

TEST(FundLines, AreRefusedWhenTheirRuleIsNotThere) {
  EXPECT_TRUE(faults_of(std::string(kLine) + "norm = \"norm\"\n").empty());
  EXPECT_EQ(faults_of(std::string(kLine) + "norm = \"other\"\n").size(), 1U);
  EXPECT_EQ(faults_of(std::string(kLine) + "growth = \"norm\"\n").size(), 1U) << "a norm is not a value";
  EXPECT_EQ(faults_of(std::string(kLine) + "norm = \"norm\"\nown_books = true\n").size(), 1U);
  EXPECT_EQ(faults_of(std::string(kLine) + kLine).size(), 1U);
}

TEST(FundLines, ANormSaysWhatItWasComputedFrom) {
  const auto model = shipped("baotou");
  PlainRecord community(*model.shapes.find("community"));
  community.set("households", Number(3000));
  const auto work = answer_of(*model.rule("fund.work", kBudgetDay), community, model, kBudgetDay);
  EXPECT_EQ(work.amount, Number(105'000));
  EXPECT_EQ(work.inputs, (std::vector<Input>{{"households", "3000"}}));
  PlainRecord station(*model.shapes.find("body"));
  station.set("kind", std::string("service_station")).set("seats", Number(15));
  const auto pay = answer_of(*model.rule("fund.station_pay", kBudgetDay), station, model, kBudgetDay);
  EXPECT_EQ(pay.amount, Number(324'000)) << "15 × 1800 × 12";
  EXPECT_EQ(pay.inputs, (std::vector<Input>{{"seats", "15"}, {"pay.floor", "1800"}}));
}

// One head and two deputies: (2000 + 2 × 1800) × 12 = 67 200. 76 paid branch heads: 76 × 100 × 12 = 91 200.
TEST(FundLines, AllowancesFollowThePostsThatAreHeld) {
  const auto allowance = [](const Model& model, std::string_view rule, std::string kind,
                            std::vector<std::pair<std::string, int>> held) {
    PlainRecord body(*model.shapes.find("body"));
    body.set("kind", std::move(kind));
    std::vector<PlainRecord> posts;
    for (const auto& [code, filled] : held) {
      posts.emplace_back(*model.shapes.find("post"));
      posts.back().set("code", code).set("filled", Number(filled));
    }
    for (const auto& post : posts) body.add("posts", post);
    return answer_of(*model.rule(rule, kBudgetDay), body, model, kBudgetDay).amount;
  };
  const auto baotou = shipped("baotou");
  EXPECT_EQ(allowance(baotou, "fund.allowances", "residents_committee",
                      {{"committee_director", 1}, {"committee_deputy", 2}, {"group_head", 20}}),
            Number(67'200));
  const auto changshu = shipped("changshu");
  EXPECT_EQ(allowance(changshu, "fund.branch_heads", "community_branch", {{"paid_branch_head", 76}}), Number(91'200));
}

// Whole years only; the text gives no sum, so a locality sets one from a day on.
TEST(FundLines, SeniorityCountsWholeYearsAsOfTheDay) {
  declare::SourceFaults faults;
  const auto model = load_model(
      {},
      testing::sample_files(
          "[[rule]]\ncode = \"seniority.year\"\nname = [\"工龄补贴\", \"Seniority\"]\nrows = [\"R149\"]\nvalue = 10\n"
          "[[rule]]\ncode = \"seniority\"\nname = [\"工龄补贴\", \"Seniority\"]\nrows = [\"R149\"]\n"
          "applies_to = \"body\"\n"
          "amount = \"floor(years_between(founded_on, as_of)) * value_of('seniority.year') * 12\"\n"),
      faults);
  for (const auto& fault : faults.sorted()) ADD_FAILURE() << declare::to_line(fault);
  PlainRecord body(*model.shapes.find("body"));
  body.set("founded_on", Date{2016y / 11 / 23});
  const auto& rule = *model.rule("seniority", kBudgetDay);
  EXPECT_EQ(answer_of(rule, body, model, kBudgetDay).amount, Number(1'080)) << "9 × 10 × 12";
  EXPECT_EQ(answer_of(rule, body, model, 2026y / 11 / 23).amount, Number(1'200));
}

}  // namespace
}  // namespace linli::rules
