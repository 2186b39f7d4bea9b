#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "http/testing/client.hpp"
#include "modules/accounts/api.hpp"
#include "modules/accounts/schema.hpp"
#include "modules/bodies/api.hpp"
#include "modules/organisation/api.hpp"
#include "modules/organisation/http.hpp"
#include "storage/testing/test_store.hpp"

namespace linli::organisation {
namespace {

using areas::Level;
using storage::Snapshot;
using storage::Transaction;
using namespace std::chrono_literals;

constexpr Date kFirst = 2020y / 1 / 1;

// A district with a street, two communities and three bodies.
class Organisation : public ::testing::TestWithParam<storage::Engine> {
 protected:
  Organisation()
      : store_({accounts::kAccountsSchema, areas::kAreasSchema, bodies::kBodiesSchema, kOrganisationSchema,
                rules::kRulesSchema},
               GetParam()) {
    store_->write_now([&](Transaction& transaction) {
      district_ = accounts::add_district(transaction, "示例区", "411099");
      area(transaction, Level::District, {}, "示例区", "411099");
      street_ = area(transaction, Level::Subdistrict, areas::district_area(district_), "东关街道", "411099001");
      north_ = area(transaction, Level::Community, street_, "解放社区", "411099001001");
      south_ = area(transaction, Level::Community, street_, "碧水社区", "411099001002");
      office_ = body(transaction, "东关街道党工委", street_);
      town_ = body(transaction, "城关镇党委", street_);
      station_ = body(transaction, "解放社区党总支", north_);
      return true;
    });
    atlas_ = areas::open_atlas(*store_, store_.clock);
  }

  AreaId area(Transaction& transaction, Level level, AreaId parent, std::string name, std::string code) {
    return areas::add_area(
               transaction, district_, {},
               {.level = level, .parent = parent, .name = std::move(name), .code = std::move(code), .from = kFirst})
        .value();
  }
  BodyId body(Transaction& transaction, std::string name, AreaId serves) {
    return bodies::add_body(transaction, district_, {},
                            {.name = std::move(name), .kind = bodies::Kind::Other, .areas = {serves}, .from = kFirst})
        .value();
  }
  Result<RelationId> relate(RelationKind kind, BodyId over, BodyId under, Date from = kFirst,
                            std::string document = "") {
    return store_->write_now([&](Transaction& transaction) {
      return add_relation(transaction, district_, {},
                          {.kind = kind, .over = over, .under = under, .document = document, .from = from});
    });
  }
  std::vector<BodyRelation> relations(BodyId of, Date on) {
    const std::array ids{of};
    return store_->read_now([&](Snapshot& snapshot) { return relations_of(snapshot, district_, ids, on); });
  }

  storage::testing::TestStore store_;
  DistrictId district_;
  AreaId street_;
  AreaId north_;
  AreaId south_;
  BodyId office_;
  BodyId town_;
  BodyId station_;
  std::unique_ptr<areas::LiveAtlas> atlas_;
};

// R005: several superiors of different kind at once.
TEST_P(Organisation, ABodyHasSuperiorsOfDifferentKind) {
  ASSERT_TRUE(relate(RelationKind::Leads, office_, station_));
  ASSERT_TRUE(relate(RelationKind::Guides, office_, station_));
  ASSERT_TRUE(relate(RelationKind::Supervises, town_, station_));
  EXPECT_EQ(relations(station_, kFirst).size(), 3u);
  EXPECT_EQ(relations(office_, kFirst).size(), 2u);
  EXPECT_TRUE(relations(station_, 2019y / 12 / 31).empty());
}

TEST_P(Organisation, TheSameRelationTwiceAndARingAreRefused) {
  ASSERT_TRUE(relate(RelationKind::Leads, office_, station_));
  const auto again = relate(RelationKind::Leads, office_, station_);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().faults.front().field, "over_id");
  const auto ring = relate(RelationKind::Leads, station_, office_);
  ASSERT_FALSE(ring);
  EXPECT_EQ(ring.error().code, "organisation.bad_relation");
  EXPECT_FALSE(relate(RelationKind::Leads, office_, office_));
  EXPECT_EQ(relate(RelationKind::Leads, BodyId{77}, office_).error().code, "organisation.no_body");
}

// R048: moved to another superior, with day and document; what was stays.
TEST_P(Organisation, ATransferClosesWhatWasAndKeepsItReadable) {
  ASSERT_TRUE(relate(RelationKind::Leads, office_, station_));
  const auto moved = store_->write_now([&](Transaction& transaction) {
    return transfer(transaction, district_, {},
                    {.kind = RelationKind::Leads,
                     .over = town_,
                     .under = station_,
                     .document = "常组〔2004〕12号",
                     .from = 2024y / 5 / 1});
  });
  ASSERT_TRUE(moved);
  EXPECT_EQ(relations(station_, 2024y / 4 / 30).front().over, office_);
  const auto after = relations(station_, 2024y / 5 / 1);
  ASSERT_EQ(after.size(), 1u);
  EXPECT_EQ(after[0].over, town_);
  EXPECT_EQ(after[0].document, "常组〔2004〕12号");
  store_->read_now([&](Snapshot& snapshot) {
    EXPECT_EQ(relation_history(snapshot, district_, station_).size(), 2u);
    return 0;
  });
}

TEST_P(Organisation, WhoHoldsAPostIsDatedAndCounted) {
  const auto appointed = store_->write_now([&](Transaction& transaction) {
    return appoint(transaction, district_, {},
                   {.body = station_,
                    .post = "secretary",
                    .holder = " 周 明 ",
                    .is_member = true,
                    .origin = Origin::Elected,
                    .document = "",
                    .from = 2024y / 1 / 1,
                    .term_ends = 2028y / 12 / 31});
  });
  ASSERT_TRUE(appointed);
  ASSERT_TRUE(store_->write_now([&](Transaction& transaction) {
    return end_appointment(transaction, district_, {}, *appointed, 2026y / 1 / 1);
  }));
  store_->read_now([&](Snapshot& snapshot) {
    const std::array ids{station_};
    const auto held = appointments_of(snapshot, district_, ids, 2025y / 12 / 31);
    EXPECT_EQ(held.size(), 1u);
    EXPECT_EQ(held[0].holder, "周 明");
    EXPECT_EQ(held[0].is_member, true);
    EXPECT_EQ(held[0].origin, Origin::Elected);
    EXPECT_TRUE(appointments_of(snapshot, district_, ids, 2026y / 1 / 1).empty());
    EXPECT_EQ((posts_filled(snapshot, district_, 2025y / 12 / 31).at({station_, "secretary"})), 1);
    EXPECT_EQ(appointment_history(snapshot, district_, station_).size(), 1u);
    return 0;
  });
  const auto again = store_->write_now(
      [&](Transaction& transaction) { return end_appointment(transaction, district_, {}, *appointed, 2026y / 1 / 1); });
  EXPECT_EQ(again.error().code, "organisation.not_found");
}

TEST_P(Organisation, ANewRotationEndsTheOneBefore) {
  const auto set = [&](std::vector<std::string> seats, Date from) {
    return store_->write_now([&](Transaction& transaction) {
      return set_rotation(transaction, district_, {},
                          {.body = station_, .months = 3, .order = std::move(seats), .from = from, .to = {}});
    });
  };
  ASSERT_TRUE(set({"电力公司", "二中"}, 2026y / 1 / 1));
  ASSERT_TRUE(set({"二中", "卫生院", "电力公司"}, 2026y / 7 / 1));
  EXPECT_FALSE(set({"电力公司", "二中"}, 2026y / 6 / 1));
  store_->read_now([&](Snapshot& snapshot) {
    const auto all = rotations_of(snapshot, district_, station_);
    EXPECT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].order.front(), "二中");
    EXPECT_EQ(all[1].to, Date(2026y / 7 / 1));
    return 0;
  });
}

INSTANTIATE_TEST_SUITE_P(Stores, Organisation, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres));

// The routes, asked by somebody of the whole district and by a worker of the southern community.
class OrganisationRoutes : public Organisation {
 protected:
  OrganisationRoutes() {
    register_routes(router_, *store_, *atlas_, shelf_);
    server_.emplace(router_,
                    [this](http::Request& request, const http::Declaration&) -> http::asio::awaitable<Result<void>> {
                      auto caller = std::make_shared<accounts::Caller>();
                      caller->district = district_;
                      caller->whole_district = request.header("x-who") != "worker";
                      if (!caller->whole_district) {
                        caller->scopes = {south_.value};
                        caller->roles = {{.role = accounts::Role::CommunityWorker, .area = south_}};
                      }
                      request.principal = caller;
                      co_return Result<void>{};
                    });
    client_.emplace(server_->client());
  }

  boost::json::value get(const std::string& path) { return boost::json::parse(client_->get(path).body); }

  rules::ModelShelf shelf_;
  http::Router router_;
  std::optional<http::testing::TestServer> server_;
  std::optional<http::testing::TestClient> client_;
};

TEST_P(OrganisationRoutes, AChartShowsBodiesWithPostsAndWhoStandsAbove) {
  const auto path = "/api/v1/bodies/" + to_string(station_);
  EXPECT_EQ(client_
                ->post(path + "/relations",
                       R"({"relation":"leads","over_id":")" + to_string(office_) + R"(","from":"2024-01-01"})")
                .status,
            200);
  EXPECT_EQ(client_->post(path + "/appointments", R"({"post":"secretary","holder":"周明","from":"2024-01-01"})").status,
            200);
  const auto chart = get("/api/v1/organisation?area=" + to_string(north_) + "&as_of=2024-06-01");
  const auto& all = chart.at("bodies").as_array();
  ASSERT_EQ(all.size(), 3u);  // its own and those of the street around it
  const auto* station =
      std::ranges::find_if(all, [&](const auto& it) { return it.at("id").as_string() == to_string(station_); });
  ASSERT_NE(station, all.end());
  EXPECT_TRUE(station->at("inside").as_bool());
  EXPECT_EQ(station->at("relations").as_array()[0].at("over").as_string(), "东关街道党工委");
  EXPECT_EQ(station->at("posts").as_array()[0].at("holders").as_array()[0].at("holder").as_string(), "周明");
  EXPECT_TRUE(get("/api/v1/organisation?area=" + to_string(north_) + "&as_of=2023-12-31")
                  .at("bodies")
                  .as_array()[0]
                  .at("posts")
                  .as_array()
                  .empty());
}

TEST_P(OrganisationRoutes, ALevelAboveCountsWhatItsPartsHave) {
  const auto chart = get("/api/v1/organisation?area=" + to_string(street_));
  const auto& children = chart.at("children").as_array();
  ASSERT_EQ(children.size(), 2u);
  EXPECT_EQ(children[0].at("bodies").as_int64() + children[1].at("bodies").as_int64(), 1);
}

TEST_P(OrganisationRoutes, NobodySeesOrChangesBeyondTheirArea) {
  client_->set_header("x-who", "worker");
  EXPECT_EQ(client_->get("/api/v1/organisation?area=" + to_string(north_)).status, 404);
  EXPECT_EQ(get("/api/v1/organisation").at("area").at("name").as_string(), "碧水社区");
  EXPECT_EQ(
      client_
          ->post("/api/v1/bodies/" + to_string(station_) + "/appointments", R"({"post":"secretary","holder":"周明"})")
          .status,
      404);
}

TEST_P(OrganisationRoutes, RubbishIsToldByField) {
  const auto path = "/api/v1/bodies/" + to_string(station_);
  EXPECT_EQ(client_->post(path + "/relations", R"({"relation":"owns","over_id":"1"})").status, 422);
  EXPECT_EQ(client_->post(path + "/appointments", R"({"post":"","holder":"周明"})").status, 422);
  EXPECT_EQ(client_->post(path + "/appointments/12/end", R"({})").status, 404);
  EXPECT_EQ(client_->get("/api/v1/bodies/99/history").status, 404);
}

INSTANTIATE_TEST_SUITE_P(Stores, OrganisationRoutes,
                         ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres));

}  // namespace
}  // namespace linli::organisation
