// A district keeps the money of two communities and one party branch, on both engines: over HTTP, as people do.
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "http/testing/client.hpp"
#include "modules/accounts/schema.hpp"
#include "modules/bodies/api.hpp"
#include "modules/funds/api.hpp"
#include "modules/funds/http.hpp"
#include "modules/organisation/api.hpp"
#include "modules/rules/testing/sample.hpp"
#include "storage/testing/test_store.hpp"
#include "storage/verify.hpp"

namespace linli::funds {
namespace {

using accounts::Right;
using areas::Level;
using storage::Transaction;
using namespace std::chrono_literals;

constexpr Date kBefore = 2020y / 1 / 1;

std::string norm(const std::string& code, const std::string& applies_to, const std::string& amount) {
  return "[[rule]]\ncode = \"" + code + "\"\nname = [\"" + code + "\", \"" + code +
         "\"]\nrows = [\"R125\"]\napplies_to = \"" + applies_to + "\"\namount = \"" + amount + "\"\n";
}

constexpr const char* kLines = R"([[line]]
code = "work"
name = ["社区工作经费", "Work fund"]
norm = "fund.work"
rows = ["R125"]
[[line]]
code = "service"
name = ["社区管理服务经费", "Service fund"]
norm = "fund.service"
purposes = [{ code = "cleaning", name = ["保洁", "Cleaning"] }]
rows = ["R128"]
[[line]]
code = "tasks"
name = ["下沉事项经费", "Tasks"]
for_tasks = true
rows = ["R141"]
[[line]]
code = "party"
name = ["党建经费", "Party fund"]
norm = "party_fund"
own_books = true
rows = ["R147"]
)";

class FundsOn : public ::testing::TestWithParam<storage::Engine> {
 protected:
  FundsOn()
      : store_({accounts::kAccountsSchema, areas::kAreasSchema, bodies::kBodiesSchema,
                organisation::kOrganisationSchema, rules::kRulesSchema, kFundsSchema},
               GetParam()) {
    store_->write_now([&](Transaction& transaction) {
      settle(transaction);
      return true;
    });
    atlas_ = areas::open_atlas(*store_, store_.clock);
    compliance_.emplace(compliance::ComplianceParts{*store_, *atlas_, shelf_, {}});
    funds_.emplace(FundParts{*store_, *atlas_, *compliance_, shelf_, store_.folder() / "exports"});
    register_routes(router_, *funds_);
    server_.emplace(router_, gate());
  }

  void settle(Transaction& transaction) {
    district_ = accounts::add_district(transaction, "示例区", "411099");
    add(transaction, Level::District, {}, "示例区", "411099");
    street_ = add(transaction, Level::Subdistrict, areas::district_area(district_), "东关街道", "411099001");
    north_ = add(transaction, Level::Community, street_, "解放社区", "411099001001");
    south_ = add(transaction, Level::Community, street_, "碧水社区", "411099001002");
    for (const auto* name : {"龙阳光世家", "凤福小区", "二中家属院"})
      add(transaction, Level::Courtyard, north_, name, "", 1000);
    add(transaction, Level::Courtyard, south_, "中央瑞新村", "", 400);
    branch_ = bodies::add_body(transaction, district_, {},
                               {.name = "解放支部",
                                .kind = bodies::Kind::Other,
                                .areas = {north_},
                                .model = {.kind = "branch", .members = 40},
                                .from = kBefore})
                  .value();
    auto files = rules::testing::sample_files(norm("fund.work", "community", "households * 35") +
                                              norm("fund.service", "community", "households * 50") +
                                              norm("party_fund", "body", "2000 + members * 30"));
    files.push_back({"funds.toml", kLines});
    const auto adopted =
        rules::adopt_model(transaction, district_, {}, {.base = {}, .local = files, .from = kBefore}, kChinaOffset);
    ASSERT_TRUE(adopted) << adopted.error().faults.front().reason.en;
    for (const auto* login : {"worker", "neighbour", "street", "chief", "deputy"})
      people_[login] = accounts::add_account(transaction, district_, {}, {.login = login, .name = login}).value();
  }

  AreaId add(Transaction& transaction, Level level, AreaId parent, std::string name, std::string code,
             std::optional<std::int64_t> households = {}) {
    return areas::add_area(transaction, district_, {},
                           {.level = level,
                            .parent = parent,
                            .name = std::move(name),
                            .code = std::move(code),
                            .households = households,
                            .from = kBefore})
        .value();
  }

  // Whoever sends `X-Who: worker` is the worker, with the rights of the post.
  http::Gate gate() {
    return [this](http::Request& request, const http::Declaration& declared) -> http::asio::awaitable<Result<void>> {
      const std::string who(request.header("x-who"));
      auto caller = std::make_shared<accounts::Caller>();
      caller->district = district_;
      caller->account = people_.at(who);
      caller->rights = {Right::FundsRead};
      if (who != "street") caller->rights.push_back(Right::FundsPropose);
      if (who == "chief" || who == "deputy") {
        caller->rights.push_back(Right::FundsApprove);
        caller->whole_district = true;
      }
      if (who == "worker") caller->scopes = {north_.value};
      if (who == "neighbour") caller->scopes = {south_.value};
      if (who == "street") caller->scopes = {street_.value};
      bool may = false;
      for (const auto right : caller->rights) may = may || declared.permission == to_string(right);
      request.principal = caller;
      if (!may) co_return fail({ErrorKind::Forbidden, "test.no_right", {"", ""}, {}, 0});
      co_return Result<void>{};
    };
  }

  http::testing::TestResponse get(const std::string& who, const std::string& path) {
    return server_->client().get("/api/v1/funds" + path, {{"X-Who", who}});
  }
  http::testing::TestResponse post(const std::string& who, const std::string& path, const std::string& json) {
    return server_->client().post("/api/v1/funds" + path, json, {{"X-Who", who}});
  }
  std::string made(const http::testing::TestResponse& answer) {
    EXPECT_EQ(answer.status, 201) << answer.body;
    return answer.text("/id");
  }

  std::string open(AreaId community) {
    return made(post("chief", "/accounts", R"({"area_id":")" + to_string(community) + R"(","number":"社财01"})"));
  }
  http::testing::TestResponse decide(const std::string& who, const std::string& what, const std::string& id,
                                     bool approve, const std::string& reason = {}, int version = 1) {
    return post(who, "/" + what + "/" + id + "/decision",
                R"({"version":)" + std::to_string(version) + R"(,"approve":)" + (approve ? "true" : "false") +
                    R"(,"reason":")" + reason + R"("})");
  }
  http::testing::TestResponse budget(const std::string& who, const std::string& account, std::int64_t work,
                                     std::int64_t service) {
    return post(who, "/budgets",
                R"({"account_id":")" + account +
                    R"(","year":2026,"reason":"区办会议","lines":[{"line":"work","amount_fen":)" +
                    std::to_string(work) + R"(},{"line":"service","amount_fen":)" + std::to_string(service) + "}]}");
  }
  http::testing::TestResponse enter(const std::string& who, const std::string& account, const std::string& kind,
                                    const std::string& line, std::int64_t fen, const std::string& more = {}) {
    return post(who, "/entries",
                R"({"account_id":")" + account + R"(","kind":")" + kind + R"(","line":")" + line +
                    R"(","amount_fen":)" + std::to_string(fen) +
                    R"(,"on":"2026-03-01","payee":"某公司","document":"发票1")" + more + "}");
  }
  // Budget of 105 000 and 150 000 yuan in force, 200 000 yuan in the account.
  std::string ready() {
    const auto account = open(north_);
    EXPECT_EQ(decide("deputy", "budgets", made(budget("worker", account, 10'500'000, 15'000'000)), true).status, 200);
    EXPECT_EQ(decide("deputy", "entries", made(enter("chief", account, "income", "work", 20'000'000)), true).status,
              200);
    return account;
  }
  void expect_verified() {
    const auto report = storage::verify(*store_, store_.schemas(), {}, {});
    EXPECT_TRUE(report.good()) << (report.findings.empty() ? "" : report.findings.front().message.en);
  }

  storage::testing::TestStore store_;
  DistrictId district_;
  AreaId street_;
  AreaId north_;
  AreaId south_;
  BodyId branch_;
  std::map<std::string, AccountId> people_;
  rules::ModelShelf shelf_;
  std::unique_ptr<areas::LiveAtlas> atlas_;
  std::optional<compliance::Compliance> compliance_;
  std::optional<Funds> funds_;
  http::Router router_;
  std::optional<http::testing::TestServer> server_;
};
INSTANTIATE_TEST_SUITE_P(Engines, FundsOn, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         [](const auto& tested) {
                           return tested.param == storage::Engine::Sqlite ? "Sqlite" : "Postgres";
                         });

TEST_P(FundsOn, WhatIsDueIsComputedWithItsFormulaBeforeAnythingIsAdopted) {
  const auto seen = get("worker", "");
  ASSERT_EQ(seen.status, 200) << seen.body;
  EXPECT_EQ(seen.text("/area/name"), "解放社区");
  EXPECT_EQ(seen.text("/lines/0/due_fen"), "10500000") << "3000 × 35 yuan (R126)";
  EXPECT_EQ(seen.text("/lines/1/due_fen"), "15000000") << "3000 × 50 yuan (R127)";
  EXPECT_EQ(seen.text("/lines/0/formula"), "households * 35");
  EXPECT_EQ(seen.text("/lines/0/inputs"), "households=3000");
  EXPECT_EQ(seen.text("/lines/0/source"), "示例来源");
  EXPECT_EQ(seen.text("/lines/0/budget_fen"), "null");
  const auto district = get("chief", "");
  EXPECT_EQ(district.text("/lines/0/due_fen"), "11900000") << "(3000 + 400) × 35";
  EXPECT_EQ(district.text("/lines/0/records"), "2");
  EXPECT_EQ(district.text("/lines/3/due_fen"), "320000") << "2000 + 40 × 30, kept by the branch (R146, R147)";
  EXPECT_EQ(district.text("/children/0/area/name"), "东关街道");
  EXPECT_EQ(get("street", "").json().at("children").as_array().size(), 2U);
  EXPECT_TRUE(seen.json().at("above").as_array().empty()) << "a worker is not shown what would read as not found";
  EXPECT_EQ(get("chief", "?area=" + to_string(north_)).json().at("above").as_array().size(), 2U);
}

TEST_P(FundsOn, ABudgetIsAdoptedByASecondPersonAndAmendedByALaterOne) {
  const auto account = open(north_);
  const auto first = budget("worker", account, 10'500'000, 15'000'000);
  EXPECT_EQ(first.text("/lines/0/norm_fen"), "10500000");
  EXPECT_EQ(budget("chief", account, 1, 1).error_code(), "funds.pending");
  EXPECT_EQ(decide("worker", "budgets", made(first), true).status, 403) << "a community does not adopt";
  EXPECT_EQ(decide("chief", "budgets", first.text("/id"), true).status, 200);
  EXPECT_EQ(decide("deputy", "budgets", first.text("/id"), true, "", 2).error_code(), "funds.decided");
  // Below the norm: the second person must say why.
  const auto second = made(budget("chief", account, 10'000'000, 15'000'000));
  EXPECT_EQ(decide("chief", "budgets", second, true).error_code(), "funds.same_person");
  const auto refused = decide("deputy", "budgets", second, true);
  EXPECT_EQ(refused.error_code(), "funds.needs_reason");
  EXPECT_EQ(refused.text("/error/faults/0/reason/zh"), "低于定额 105000.00 元。");
  EXPECT_EQ(get("worker", "").text("/lines/0/budget_fen"), "10500000") << "the old one holds until then";
  EXPECT_EQ(decide("deputy", "budgets", second, true, "财政困难,年中补足").status, 200);
  const auto seen = get("worker", "/accounts/" + account);
  EXPECT_EQ(seen.text("/lines/0/budget_fen"), "10000000");
  EXPECT_EQ(seen.json().at("budgets").as_array().size(), 2U) << "the old one stays on view";
  EXPECT_EQ(seen.text("/budgets/1/lines/0/amount_fen"), "10500000");
  expect_verified();
}

TEST_P(FundsOn, AnExpenseIsProposedApprovedByAnotherAndCounted) {
  const auto account = ready();
  const auto entry = enter("worker", account, "expense", "work", 120'000);
  EXPECT_EQ(entry.text("/number"), "2026-0002");
  EXPECT_EQ(get("worker", "").text("/lines/0/spent_fen"), "0") << "it waits";
  EXPECT_EQ(get("chief", "").text("/waiting/entries"), "1");
  EXPECT_EQ(decide("chief", "entries", made(entry), true, "", 9).error_code(), "funds.stale");
  EXPECT_EQ(decide("chief", "entries", entry.text("/id"), true).status, 200);
  const auto seen = get("worker", "");
  EXPECT_EQ(seen.text("/lines/0/spent_fen"), "120000");
  EXPECT_EQ(seen.text("/lines/0/left_fen"), "10380000");
  EXPECT_EQ(seen.text("/total/balance_fen"), "19880000");
  EXPECT_EQ(seen.text("/holders/0/number"), "社财01");
  const auto behind = get("worker", "/entries?kind=expense&state=approved&line=work&year=2026");
  EXPECT_EQ(behind.text("/items/0/id"), entry.text("/id")) << "the figure opens to its entries";
  EXPECT_EQ(behind.text("/items/0/decided_by"), "chief");
  expect_verified();
}

TEST_P(FundsOn, OverTheLineOrOutsideThePurposeNeedsAReasonThatStays) {
  const auto account = ready();
  const auto over = enter("worker", account, "expense", "work", 10'500'001);
  EXPECT_EQ(over.text("/concerns/0/kind"), "over_line");
  EXPECT_EQ(over.text("/concerns/0/by_fen"), "1");
  EXPECT_EQ(decide("chief", "entries", made(over), true).error_code(), "funds.needs_reason");
  EXPECT_EQ(get("worker", "").text("/lines/0/spent_fen"), "0");
  const auto booked = decide("chief", "entries", over.text("/id"), true, "汛期抢险");
  EXPECT_EQ(booked.status, 200) << booked.body;
  EXPECT_EQ(booked.text("/concerns/0/kind"), "over_line");
  EXPECT_EQ(booked.text("/decision"), "汛期抢险");
  const auto other = enter("worker", account, "expense", "service", 100, R"(,"purpose":"banquet")");
  EXPECT_EQ(other.text("/concerns/0/kind"), "other_purpose");
  const auto meant = enter("worker", account, "expense", "service", 100, R"(,"purpose":"cleaning")");
  EXPECT_TRUE(meant.json().at("concerns").as_array().empty());
  EXPECT_EQ(decide("chief", "entries", made(other), false, "用途不符").text("/state"), "refused");
  expect_verified();
}

TEST_P(FundsOn, ATaskIsPaidFromWhatCameWithIt) {
  const auto account = ready();
  const std::string task = R"(,"task":"人口普查")";
  EXPECT_EQ(enter("chief", account, "income", "tasks", 50'000).text("/concerns/0/kind"), "no_task");
  EXPECT_EQ(decide("deputy", "entries", made(enter("chief", account, "income", "tasks", 50'000, task)), true).status,
            200);
  EXPECT_TRUE(enter("worker", account, "expense", "tasks", 50'000, task).json().at("concerns").as_array().empty());
  EXPECT_EQ(enter("worker", account, "expense", "tasks", 50'001, task).text("/concerns/0/kind"), "over_task");
}

TEST_P(FundsOn, AnEntryIsTakenBackByACounterEntryOnce) {
  const auto account = ready();
  const auto entry = made(enter("worker", account, "expense", "work", 120'000));
  const std::string reason = R"({"reason":"重复登记"})";
  EXPECT_EQ(post("worker", "/entries/" + entry + "/reversal", reason).error_code(), "funds.not_booked");
  EXPECT_EQ(decide("chief", "entries", entry, true).status, 200);
  const auto counter = post("worker", "/entries/" + entry + "/reversal", reason);
  EXPECT_EQ(counter.text("/amount_fen"), "-120000");
  EXPECT_EQ(post("chief", "/entries/" + entry + "/reversal", reason).error_code(), "funds.reversed");
  EXPECT_EQ(decide("chief", "entries", made(counter), false, "没有重复").status, 200);
  const auto again = made(post("chief", "/entries/" + entry + "/reversal", reason));
  EXPECT_EQ(decide("deputy", "entries", again, true).status, 200);
  EXPECT_EQ(get("worker", "").text("/lines/0/spent_fen"), "0");
  const auto list = get("worker", "/entries?state=approved&line=work&kind=expense").json().at("items").as_array();
  ASSERT_EQ(list.size(), 2U) << "both stay on the books";
  EXPECT_EQ(list[1].at("reversed_by").at("id").as_string(), again);
  EXPECT_EQ(post("worker", "/entries/" + again + "/reversal", reason).error_code(), "funds.reversed");
  expect_verified();
}

TEST_P(FundsOn, AReportOfAPastDayStaysAsItWasKnown) {
  const auto account = ready();
  EXPECT_EQ(decide("chief", "entries", made(enter("worker", account, "expense", "work", 120'000)), true).status, 200);
  store_.clock.set(store_.clock.now() + std::chrono::days{40});
  // Booked in April for the first of March.
  EXPECT_EQ(decide("chief", "entries", made(enter("worker", account, "expense", "work", 7'000)), true).status, 200);
  EXPECT_EQ(get("worker", "?as_of=2026-02-28").text("/lines/0/spent_fen"), "0");
  EXPECT_EQ(get("worker", "?as_of=2026-03-31").text("/lines/0/spent_fen"), "127000");
  EXPECT_EQ(get("worker", "?as_of=2026-03-31&known_on=2026-03-31").text("/lines/0/spent_fen"), "120000");
  EXPECT_EQ(get("worker", "?as_of=2026-02-28").text("/lines/0/budget_fen"), "null") << "adopted in March";
  const auto years = get("worker", "").json().at("years").as_array();
  ASSERT_EQ(years.size(), 3U);
  EXPECT_EQ(years[2].at("spent_fen").as_int64(), 127'000);
  EXPECT_EQ(years[1].at("budget_fen"), nullptr);
  EXPECT_EQ(years[1].at("due_fen").as_int64(), 25'820'000) << "105 000 + 150 000 + 3200 yuan, as of the end of 2025";
}

TEST_P(FundsOn, NobodySeesOrTouchesTheBooksOfOthers) {
  const auto account = ready();
  const auto entry = made(enter("worker", account, "expense", "work", 100));
  EXPECT_EQ(get("neighbour", "/accounts/" + account).status, 404);
  EXPECT_EQ(get("neighbour", "?area=" + to_string(north_)).status, 404);
  EXPECT_EQ(get("worker", "?area=" + to_string(street_)).status, 404);
  EXPECT_EQ(get("neighbour", "/entries").json().at("items").as_array().size(), 0U);
  EXPECT_EQ(get("neighbour", "/entries?area=" + to_string(north_)).status, 404);
  EXPECT_EQ(get("neighbour", "/export?area=" + to_string(north_)).status, 404);
  EXPECT_EQ(enter("neighbour", account, "expense", "work", 100).status, 404);
  EXPECT_EQ(budget("neighbour", account, 1, 1).status, 404);
  EXPECT_EQ(post("neighbour", "/entries/" + entry + "/reversal", R"({"reason":"x"})").status, 404);
  EXPECT_EQ(post("worker", "/accounts", R"({"area_id":")" + to_string(north_) + "\"}").status, 403);
  EXPECT_EQ(enter("street", account, "expense", "work", 100).status, 403) << "a subdistrict sees";
  EXPECT_EQ(get("street", "/accounts/" + account).status, 200);
  EXPECT_EQ(get("worker", "/accounts/99").status, 404);
}

TEST_P(FundsOn, ABodyWithBooksOfItsOwnHasAnAccountBesideItsCommunitys) {
  EXPECT_EQ(post("chief", "/accounts/all", R"({"area_id":")" + to_string(district_) + "\"}").text("/opened"), "2");
  EXPECT_EQ(post("chief", "/accounts/all", R"({"area_id":")" + to_string(district_) + "\"}").text("/opened"), "0");
  const auto account = made(post("chief", "/accounts", R"({"body_id":")" + to_string(branch_) + "\"}"));
  EXPECT_EQ(post("chief", "/accounts", R"({"body_id":")" + to_string(branch_) + "\"}").error_code(),
            "funds.already_open");
  const auto seen = get("worker", "/accounts/" + account);
  EXPECT_EQ(seen.text("/holder/name"), "解放支部");
  EXPECT_EQ(seen.json().at("lines").as_array().size(), 1U);
  EXPECT_EQ(seen.text("/lines/0/due_fen"), "320000");
  EXPECT_EQ(get("neighbour", "/accounts/" + account).status, 404);
  EXPECT_EQ(get("worker", "").json().at("holders").as_array().size(), 2U);
}

TEST_P(FundsOn, TheBooksLeaveAsExcelAndCsv) {
  const auto account = ready();
  const auto entry = enter("worker", account, "expense", "work", 123'456, R"(,"note":"=1+1")");
  EXPECT_EQ(decide("chief", "entries", made(entry), true).status, 200);
  const auto csv = get("worker", "/export?format=csv");
  EXPECT_NE(csv.body.find("解放社区,2026-0002,2026-03-01,支出,社区工作经费,,1234.56,某公司,发票1,,\"'=1+1\","),
            std::string::npos)
      << csv.body;
  const auto xlsx = get("chief", "/export?format=xlsx&language=en");
  EXPECT_EQ(xlsx.status, 200);
  EXPECT_EQ(xlsx.body.substr(0, 2), "PK");
}

TEST_P(FundsOn, WhatIsMissingIsNamed) {
  const auto account = open(north_);
  EXPECT_EQ(enter("worker", account, "expense", "nothing", 100).text("/error/faults/0/field"), "line");
  EXPECT_EQ(enter("worker", account, "expense", "work", 0).text("/error/faults/0/field"), "amount_fen");
  const auto bad = post(
      "worker", "/budgets",
      R"({"account_id":")" + account +
          R"(","year":2026,"reason":"x","lines":[{"line":"work","amount_fen":1},{"line":"work","amount_fen":2}]})");
  EXPECT_EQ(bad.error_code(), "funds.bad_entry");
  EXPECT_EQ(bad.text("/error/faults/0/field"), "lines.work");
}

}  // namespace
}  // namespace linli::funds
