#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "http/testing/client.hpp"
#include "modules/accounts/schema.hpp"
#include "modules/bodies/api.hpp"
#include "modules/compliance/findings.hpp"
#include "modules/compliance/http.hpp"
#include "modules/organisation/api.hpp"
#include "modules/rules/testing/sample.hpp"
#include "storage/testing/test_store.hpp"

namespace linli::compliance {
namespace {

using areas::Level;
using rules::testing::sample_files;
using storage::Transaction;
using namespace std::chrono_literals;

constexpr Date kFirst = 2020y / 1 / 1;

constexpr const char* kKinds = R"([[kind]]
name = "hall"
label = ["大厅", "Hall"]
scope = "community"
title = "community"
read = ["district"]
write = ["district"]
rows = ["R154"]
[[kind.field]]
name = "community"
type = "area"
level = "community"
label = ["社区", "Community"]
required = true
[[kind.field]]
name = "floor_area"
type = "integer"
label = ["面积", "Floor area"]
)";

std::string rule(const std::string& code, const std::string& applies_to, const std::string& body) {
  return "[[rule]]\ncode = \"" + code + "\"\nname = [\"" + code + "\", \"" + code +
         "\"]\nrows = [\"R022\"]\napplies_to = \"" + applies_to + "\"\n" + body + "\n";
}

std::string sample_rules() {
  return rule("branch", "grid", "measure = \"count(bodies where kind == 'grid_branch')\"\nat_least = 1") +
         rule("owners", "grid", "measure = \"count(bodies where kind == 'owners_committee')\"\nat_least = 1") +
         rule("size", "community", "measure = \"households\"\nat_least = 350") +
         rule("steward", "grid", "require = \"has_steward\"") +
         rule("fund", "community", "amount = \"households * 35\"") +
         rule("hall", "community", "measure = \"sum(hall.floor_area)\"\nat_least = 800") +
         rule("hall_each", "hall", "measure = \"floor_area * 100 / community.households\"\nat_least = 50") +
         rule("pilot", "community", "scope = [\"碧水社区\"]\nrequire = \"count(grids) >= 1\"");
}

// One district, two communities with 3 × 100 and 2 × 200 households, a grid each.
class Compliance : public ::testing::TestWithParam<storage::Engine> {
 protected:
  Compliance()
      : store_({accounts::kAccountsSchema, areas::kAreasSchema, bodies::kBodiesSchema,
                organisation::kOrganisationSchema, rules::kRulesSchema},
               GetParam()) {
    store_->write_now([&](Transaction& transaction) {
      settle(transaction);
      return true;
    });
    adopt(sample_rules(), kFirst);
    atlas_ = areas::open_atlas(*store_, store_.clock);
  }

  void settle(Transaction& transaction) {
    district_ = accounts::add_district(transaction, "示例区", "411099");
    add(transaction, Level::District, {}, "示例区", "411099");
    street_ = add(transaction, Level::Subdistrict, areas::district_area(district_), "东关街道", "411099001");
    north_ = add(transaction, Level::Community, street_, "解放社区", "411099001001");
    south_ = add(transaction, Level::Community, street_, "碧水社区", "411099001002");
    std::vector<AreaId> yards;
    for (const auto* name : {"龙阳光世家", "凤福小区", "二中家属院"})
      yards.push_back(add(transaction, Level::Courtyard, north_, name, "", 100));
    north_grid_ = add_grid(transaction, "解放第1网格", north_, yards);
    yards = {add(transaction, Level::Courtyard, south_, "中央瑞新村", "", 200),
             add(transaction, Level::Courtyard, south_, "八龙路207号院", "", 200)};
    south_grid_ = add_grid(transaction, "碧水第1网格", south_, yards);
    const auto steward = *accounts::add_account(transaction, district_, {}, {.login = "w1", .name = "周网格"});
    EXPECT_TRUE(
        areas::set_grid_duty(transaction, district_, {}, north_grid_, {.steward = steward, .deputy = {}}, kFirst));
    add_body(transaction, "解放支部", "grid_branch", north_grid_);
    add_body(transaction, "碧水支部", "grid_branch", south_grid_);
    add_body(transaction, "解放业委会", "owners_committee", north_grid_);
  }

  AreaId add(Transaction& transaction, Level level, AreaId parent, std::string name, std::string code,
             std::optional<std::int64_t> households = {}) {
    return areas::add_area(transaction, district_, {},
                           {.level = level,
                            .parent = parent,
                            .name = std::move(name),
                            .code = std::move(code),
                            .households = households,
                            .from = kFirst})
        .value();
  }
  GridId add_grid(Transaction& transaction, std::string name, AreaId community, const std::vector<AreaId>& members) {
    areas::NewGrid grid{.name = std::move(name), .community = community, .members = members, .from = kFirst};
    return areas::add_grid(transaction, district_, {}, grid).value();
  }
  void add_body(Transaction& transaction, std::string name, std::string kind, GridId grid) {
    EXPECT_TRUE(bodies::add_body(transaction, district_, {},
                                 {.name = std::move(name),
                                  .kind = bodies::Kind::Other,
                                  .areas = {AreaId{grid.value}},
                                  .model = {.kind = std::move(kind)},
                                  .from = kFirst}));
  }

  void adopt(const std::string& rules_text, Date from) { adopt_files(sample_files(rules_text), from); }
  void adopt_files(std::vector<rules::ModelFile> files, Date from) {
    files.push_back({"registers/halls.toml", kKinds});
    const auto adopted = store_->write_now([&](Transaction& transaction) {
      return rules::adopt_model(transaction, district_, {}, {.base = {}, .local = files, .from = from}, kChinaOffset);
    });
    ASSERT_TRUE(adopted) << adopted.error().faults.front().reason.en;
  }

  [[nodiscard]] Date today() const { return date_of(store_.clock.now()); }

  // What a rule says of an area: met, short, not enough data.
  Tally said(std::string_view code, AreaId area, Date on) {
    ::linli::compliance::Compliance board({.store = *store_, .atlas = *atlas_, .shelf = shelf_, .declared = declared_});
    return store_->read_now([&](storage::Snapshot& snapshot) {
      const auto findings = board.findings(snapshot, district_, on);
      for (const auto& row : tallies_of(*findings, area)) {
        if (findings->model->rules[row.rule].code == code) return row.tally;
      }
      return Tally{};
    });
  }

  storage::testing::TestStore store_;
  DistrictId district_;
  AreaId street_;
  AreaId north_;
  AreaId south_;
  GridId north_grid_;
  GridId south_grid_;
  rules::ModelShelf shelf_;
  std::unique_ptr<areas::LiveAtlas> atlas_;
  DeclaredSource declared_;
};

TEST_P(Compliance, CoverageOfGridsRollsUpToTheDistrict) {
  const auto whole = areas::district_area(district_);
  EXPECT_EQ(said("branch", whole, today()), (Tally{.met = 2}));
  EXPECT_EQ(said("owners", whole, today()), (Tally{.met = 1, .fallen_short = 1}));
  EXPECT_EQ(said("owners", street_, today()), (Tally{.met = 1, .fallen_short = 1}));
  EXPECT_EQ(said("owners", north_, today()), (Tally{.met = 1}));
  EXPECT_EQ(said("owners", south_, today()), (Tally{.fallen_short = 1}));
}

TEST_P(Compliance, AGridWithoutStewardFallsShort) {
  EXPECT_EQ(said("steward", areas::district_area(district_), today()), (Tally{.met = 1, .fallen_short = 1}));
}

TEST_P(Compliance, HouseholdsOfACommunityAreThoseOfItsCourtyards) {
  EXPECT_EQ(said("size", north_, today()), (Tally{.fallen_short = 1}));
  EXPECT_EQ(said("size", south_, today()), (Tally{.met = 1}));
}

TEST_P(Compliance, AScopedRuleIsAskedOnlyThere) {
  EXPECT_EQ(said("pilot", areas::district_area(district_), today()), (Tally{.met = 1}));
  EXPECT_EQ(said("pilot", north_, today()), Tally{});
}

TEST_P(Compliance, RecordsThatNobodyKeepsAreUnknownNotZero) {
  EXPECT_EQ(said("hall", north_, today()), (Tally{.not_enough_data = 1}));
  declared_ = [&](storage::Snapshot&, DistrictId, const declare::KindDeclaration&, Date) {
    const declare::Value area = to_string(north_);
    return std::vector<DeclaredRow>{
        {.id = 1, .name = "甲", .scope = north_.value, .values = {area, declare::Number(700)}},
        {.id = 2, .name = "乙", .scope = north_.value, .values = {area, declare::Number(120)}}};
  };
  EXPECT_EQ(said("hall", north_, today()), (Tally{.met = 1}));
  EXPECT_EQ(said("hall", south_, today()), (Tally{.fallen_short = 1}));
  // 700 m² over 300 households is 233 m² for each hundred, 120 m² only 40.
  EXPECT_EQ(said("hall_each", north_, today()), (Tally{.met = 1, .fallen_short = 1}));
}

TEST_P(Compliance, PostsAreUnknownUntilSomebodyIsAppointedThenCounted) {
  auto files = sample_files(
      rule("secretary", "body",
           "when = \"kind == 'grid_branch'\"\nrequire = \"any(posts where code == 'secretary' and filled >= 1)\""));
  files.push_back({"bodies.toml",
                   "[[body_kind]]\ncode = \"grid_branch\"\nlike = \"branch\"\nname = [\"支部\", \"Branch\"]\nserves = "
                   "\"grid\"\nrows = [\"R008\"]\n[[post]]\ncode = \"secretary\"\nbody = [\"grid_branch\"]\nname = "
                   "[\"书记\", \"Secretary\"]\nseats = 1\nrows = [\"R008\"]\n"});
  adopt_files(files, today());
  EXPECT_EQ(said("secretary", areas::district_area(district_), today()), (Tally{.not_enough_data = 2}));
  store_->write_now([&](Transaction& transaction) {
    const auto branch = bodies::find_body(transaction, district_, "解放支部");
    return organisation::appoint(transaction, district_, {},
                                 {.body = *branch,
                                  .post = "secretary",
                                  .holder = "周明",
                                  .is_member = true,
                                  .origin = {},
                                  .document = "",
                                  .from = kFirst,
                                  .term_ends = {}});
  });
  EXPECT_EQ(said("secretary", areas::district_area(district_), today()), (Tally{.met = 1, .fallen_short = 1}));
}

TEST_P(Compliance, ARuleChangedTodayLeavesLastYearsAnswersAsTheyWere) {
  const Date last_year{std::chrono::sys_days(today()) - std::chrono::days{365}};
  EXPECT_EQ(said("size", north_, last_year), (Tally{.fallen_short = 1}));
  adopt(rule("size", "community", "measure = \"households\"\nat_least = 300"), today());
  EXPECT_EQ(said("size", north_, today()), (Tally{.met = 1}));
  EXPECT_EQ(said("size", north_, last_year), (Tally{.fallen_short = 1}));
}

INSTANTIATE_TEST_SUITE_P(Stores, Compliance, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres));

// The routes, asked by somebody of the whole district and by a worker of one community.
class ComplianceRoutes : public Compliance {
 protected:
  ComplianceRoutes() : board_({.store = *store_, .atlas = *atlas_, .shelf = shelf_, .declared = {}}) {
    register_routes(router_, board_);
    server_.emplace(router_,
                    [this](http::Request& request, const http::Declaration&) -> http::asio::awaitable<Result<void>> {
                      auto caller = std::make_shared<accounts::Caller>();
                      caller->district = district_;
                      caller->whole_district = request.header("x-who") != "worker";
                      if (!caller->whole_district) {
                        caller->scopes = {north_.value};
                        caller->roles = {{.role = accounts::Role::CommunityWorker, .area = north_}};
                      }
                      request.principal = caller;
                      co_return Result<void>{};
                    });
    client_.emplace(server_->client());
  }

  boost::json::value get(const std::string& path) { return boost::json::parse(client_->get(path).body); }

  ::linli::compliance::Compliance board_;
  http::Router router_;
  std::optional<http::testing::TestServer> server_;
  std::optional<http::testing::TestClient> client_;
};

TEST_P(ComplianceRoutes, TheBoardShowsRulesWithSourceAndTheNextLevel) {
  const auto board = get("/api/v1/compliance");
  EXPECT_EQ(board.at("area").at("name").as_string(), "示例区");
  EXPECT_EQ(board.at("total").at("met").as_int64(), 6);
  EXPECT_EQ(board.at("total").at("short").as_int64(), 3);
  EXPECT_EQ(board.at("by_child").as_array().size(), 1U);
  const auto& rows = board.at("rules").as_array();
  ASSERT_EQ(rows.size(), 7U);
  EXPECT_EQ(rows[1].at("source").as_string(), "示例来源");
  EXPECT_EQ(rows[4].at("amount").as_string(), "24500");
}

TEST_P(ComplianceRoutes, EachFigureOpensToItsRecords) {
  const auto rows = get("/api/v1/compliance/records?rule=size&outcome=short");
  ASSERT_EQ(rows.at("items").as_array().size(), 1U);
  const auto& row = rows.at("items").as_array()[0];
  EXPECT_EQ(row.at("name").as_string(), "解放社区");
  EXPECT_EQ(row.at("gap").as_string(), "50");
  EXPECT_EQ(row.at("wanted").as_string(), "350");
  EXPECT_TRUE(rows.at("next").is_null());
}

TEST_P(ComplianceRoutes, RecordsArePagedByKey) {
  const auto first = get("/api/v1/compliance/records?rule=branch&limit=1");
  ASSERT_EQ(first.at("items").as_array().size(), 1U);
  const std::string cursor(first.at("next").as_string());
  const auto second = get("/api/v1/compliance/records?rule=branch&limit=1&cursor=" + cursor);
  ASSERT_EQ(second.at("items").as_array().size(), 1U);
  EXPECT_NE(first.at("items").as_array()[0].at("id"), second.at("items").as_array()[0].at("id"));
  EXPECT_TRUE(second.at("next").is_null());
}

TEST_P(ComplianceRoutes, NobodySeesBeyondTheirArea) {
  client_->set_header("x-who", "worker");
  EXPECT_EQ(get("/api/v1/compliance").at("area").at("name").as_string(), "解放社区");
  EXPECT_EQ(client_->get("/api/v1/compliance?area=" + to_string(south_)).status, 404);
  EXPECT_EQ(client_->get("/api/v1/compliance/records?rule=size&area=" + to_string(south_)).status, 404);
  EXPECT_EQ(client_->get("/api/v1/compliance?area=" + to_string(street_)).status, 404);
  EXPECT_EQ(get("/api/v1/compliance/records?rule=owners").at("items").as_array().size(), 1U);
}

TEST_P(ComplianceRoutes, RubbishIsToldApart) {
  EXPECT_EQ(client_->get("/api/v1/compliance?area=99").status, 404);
  EXPECT_EQ(client_->get("/api/v1/compliance?as_of=2026-02-30").status, 422);
  EXPECT_EQ(client_->get("/api/v1/compliance/records?rule=nothing").status, 404);
  EXPECT_EQ(client_->get("/api/v1/compliance/records").status, 422);
  EXPECT_EQ(client_->get("/api/v1/compliance/records?rule=size&outcome=best").status, 422);
}

INSTANTIATE_TEST_SUITE_P(Stores, ComplianceRoutes,
                         ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres));

// The slots by which facts answer are the positions in the built-in shapes.
TEST(Subjects, SlotsAreThePositionsOfTheirNames) {
  const auto shapes = rules::built_in_shapes();
  for (const auto level : rules::area_levels()) {
    EXPECT_EQ(shapes.find(level)->field("households"), static_cast<int>(rules::AreaSlot::Households));
    EXPECT_EQ(shapes.find(level)->field("built_year"), static_cast<int>(rules::AreaSlot::BuiltYear));
  }
  EXPECT_EQ(shapes.find("grid")->field("layer"), static_cast<int>(rules::GridSlot::Layer));
  EXPECT_EQ(shapes.find("grid")->field("has_deputy"), static_cast<int>(rules::GridSlot::HasDeputy));
  EXPECT_EQ(shapes.find("body")->field("like"), static_cast<int>(rules::BodySlot::Like));
  EXPECT_EQ(shapes.find("post")->field("filled"), static_cast<int>(rules::PostSlot::Filled));
  EXPECT_EQ(shapes.find("body")->field("term_ends"), static_cast<int>(rules::BodySlot::TermEnds));
}

}  // namespace
}  // namespace linli::compliance
