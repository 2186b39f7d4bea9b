#include "modules/funds/rules.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "modules/funds/errors.hpp"

namespace linli::funds {
namespace {

using declare::Number;
using namespace std::chrono_literals;

constexpr Date kPaidOn = 2026y / 3 / 2;

rules::FundLine plain_line() {
  rules::FundLine line;
  line.code = "work";
  line.provenance.source = "工作材料";
  return line;
}

rules::FundLine earmarked() {
  auto line = plain_line();
  line.purposes = {{"order", {"治安", "Public order"}}, {"cleaning", {"保洁", "Cleaning"}}};
  return line;
}

rules::FundLine for_tasks() {
  auto line = plain_line();
  line.for_tasks = true;
  return line;
}

FundEntry expense(std::int64_t fen) {
  FundEntry entry;
  entry.kind = EntryKind::Expense;
  entry.line = "work";
  entry.amount = Fen{fen};
  entry.on = kPaidOn;
  entry.year = 2026;
  entry.payee = "某保洁公司";
  entry.document = "发票001";
  return entry;
}

std::vector<ConcernKind> kinds(const std::vector<Concern>& concerns) {
  std::vector<ConcernKind> kinds;
  for (const auto& concern : concerns) kinds.push_back(concern.kind);
  return kinds;
}

using enum ConcernKind;
using Kinds = std::vector<ConcernKind>;

TEST(FundRules, NormsBecomeWholeFenAndNeverLessThanIsDue) {
  EXPECT_EQ(due_fen(Number(105'000)), Fen{10'500'000});
  EXPECT_EQ(due_fen(*Number::fraction(1, 3)), Fen{34}) << "a third of a yuan is 33.3… fen";
  EXPECT_EQ(due_fen(Number(std::numeric_limits<std::int64_t>::max())), std::nullopt);
  EXPECT_EQ(yuan_text(Fen{10'500'000}), "105000.00");
  EXPECT_EQ(yuan_text(Fen{-5}), "-0.05");
}

struct Spent {
  const char* name;
  std::int64_t amount;
  Books books;
  Kinds found;
};

TEST(FundRules, AnExpenseIsHeldAgainstItsBudgetAndTheAccount) {
  const std::vector<Spent> rows{
      {"to the last fen", 1000, {.budget = Fen{3000}, .spent = Fen{2000}, .balance = Fen{1000}, .task_left = {}}, {}},
      {"a fen over the line",
       1001,
       {.budget = Fen{3000}, .spent = Fen{2000}, .balance = Fen{5000}, .task_left = {}},
       {OverLine}},
      {"a fen over the account",
       1000,
       {.budget = Fen{3000}, .spent = Fen{0}, .balance = Fen{999}, .task_left = {}},
       {OverBalance}},
      {"nothing adopted", 1, {.budget = {}, .spent = {}, .balance = Fen{1}, .task_left = {}}, {NoBudget}},
      {"a counter-entry", -1000, {.budget = {}, .spent = Fen{1000}, .balance = {}, .task_left = {}}, {}},
  };
  for (const auto& row : rows) {
    const auto concerns = check_entry(expense(row.amount), plain_line(), row.books);
    EXPECT_EQ(kinds(concerns), row.found) << row.name;
    for (const auto& concern : concerns) EXPECT_EQ(concern.source, "工作材料");
  }
  auto income = expense(1000);
  income.kind = EntryKind::Income;
  EXPECT_TRUE(check_entry(income, plain_line(), {}).empty());
}

TEST(FundRules, WhatIsEarmarkedIsSpentForItsPurposes) {
  const Books books{.budget = Fen{5000}, .spent = {}, .balance = Fen{5000}, .task_left = {}};
  auto entry = expense(100);
  entry.purpose = "cleaning";
  EXPECT_TRUE(check_entry(entry, earmarked(), books).empty());
  for (const auto* other : {"", "banquet"}) {
    entry.purpose = other;
    const auto concerns = check_entry(entry, earmarked(), books);
    ASSERT_EQ(kinds(concerns), Kinds{OtherPurpose});
    EXPECT_EQ(concerns.front().words.zh, "这项经费专款专用，只用于治安、保洁。");
  }
}

TEST(FundRules, MoneyComesWithATaskAndItsAuthorityAndIsSpentOnIt) {
  const Books books{.budget = {}, .spent = {}, .balance = Fen{9000}, .task_left = Fen{500}};
  auto entry = expense(500);
  EXPECT_EQ(kinds(check_entry(entry, for_tasks(), books)), Kinds{NoTask});
  entry.task = "人口普查";
  EXPECT_TRUE(check_entry(entry, for_tasks(), books).empty()) << "its money is its budget";
  entry.amount = Fen{501};
  const auto concerns = check_entry(entry, for_tasks(), books);
  ASSERT_EQ(kinds(concerns), Kinds{OverTask});
  EXPECT_EQ(concerns.front().by, Fen{1});
  entry.kind = EntryKind::Income;
  entry.document.clear();
  EXPECT_EQ(kinds(check_entry(entry, for_tasks(), books)), Kinds{NoTask}) << "no authority named";
}

TEST(FundRules, ABudgetLineIsHeldAgainstItsNormAndItsRange) {
  Due due;
  due.least = Fen{10'000'000};
  due.most = Fen{20'000'000};
  due.source = "惠民专项资金10万~20万元";
  const auto found = [&](std::int64_t amount) {
    return kinds(check_line({.line = plain_line(), .due = due, .amount = Fen{amount}, .last_year = {}, .growth = {}}));
  };
  EXPECT_EQ(found(9'999'999), Kinds{BelowNorm});
  EXPECT_EQ(found(10'000'000), Kinds{});
  EXPECT_EQ(found(20'000'000), Kinds{});
  EXPECT_EQ(found(20'000'001), Kinds{AboveMost});
}

TEST(FundRules, WhatShouldGrowIsComparedWithTheYearBefore) {
  auto line = plain_line();
  line.grows = true;
  const auto found = [&](std::int64_t amount, std::optional<Fen> before, std::optional<Number> percent) {
    return kinds(check_line({.line = line, .due = {}, .amount = Fen{amount}, .last_year = before, .growth = percent}));
  };
  EXPECT_EQ(found(100, {}, {}), Kinds{}) << "nothing to compare with";
  EXPECT_EQ(found(1000, Fen{1000}, {}), Kinds{NotGrown}) << "the text gives no rate: any growth will do";
  EXPECT_EQ(found(1001, Fen{1000}, {}), Kinds{});
  EXPECT_EQ(found(1050, Fen{1001}, Number(5)), Kinds{NotGrown}) << "1051.05 rounds up";
  EXPECT_EQ(found(1052, Fen{1001}, Number(5)), Kinds{});
}

TEST(FundRules, TwoPersonsDecideAndDeparturesTakeAReason) {
  TwoPersons asked;
  asked.proposed_by = AccountId{7};
  EXPECT_EQ(may_decide(asked, AccountId{7}).error().code, kSamePerson.code);
  EXPECT_TRUE(may_decide(asked, AccountId{8}));
  asked.state = Decision::Refused;
  EXPECT_EQ(may_decide(asked, AccountId{8}).error().code, kDecided.code);
  const std::vector<Concern> concerns{{OverLine, {"超出", "Over"}, "来源", Fen{1}}};
  EXPECT_TRUE(may_approve({}, ""));
  EXPECT_TRUE(may_approve(concerns, "汛期抢险,区长办公会同意"));
  const auto refused = may_approve(concerns, "  ");
  EXPECT_EQ(refused.error().code, kNeedsReason.code);
  EXPECT_EQ(refused.error().faults.front().remedy.zh, "依据：来源");
}

TEST(FundRules, WhatIsMissingInAnEntryIsNamed) {
  const auto line = plain_line();
  EXPECT_TRUE(check_fields(expense(1), &line, kPaidOn).empty());
  FundEntry bare;
  bare.on = 2026y / 3 / 3;
  std::vector<std::string> fields;
  for (const auto& fault : check_fields(bare, nullptr, kPaidOn)) fields.push_back(fault.field);
  EXPECT_EQ(fields, (std::vector<std::string>{"line", "amount_fen", "on", "payee", "document"}));
}

TEST(FundRules, ACounterEntryStandsInTheYearItTakesBackFrom) {
  auto entry = expense(500);
  entry.id = FundEntryId{9};
  const auto counter = counter_of(entry, 2026y / 4 / 1, "重复登记");
  EXPECT_EQ(counter.amount, Fen{-500});
  EXPECT_EQ(counter.reverses, entry.id);
  EXPECT_EQ(counter.on, Date{2026y / 4 / 1});
  EXPECT_EQ(counter_of(entry, 2027y / 1 / 5, "重复登记").on, Date{2026y / 12 / 31});
}

}  // namespace
}  // namespace linli::funds
