// GeoReport v2 through the real server: every endpoint, both formats, every error.
#include <gtest/gtest.h>

#include "modules/open311/testing/world.hpp"

namespace linli::open311 {
namespace {

using cases::Step;
using testing::parse_xml;
using testing::World;

class Open311On : public ::testing::TestWithParam<storage::Engine> {
 protected:
  World world{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Engines, Open311On, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         cases::testing::engine_name);

struct Reading {
  std::string document;
  const char* root;
  int status;
};

TEST_P(Open311On, EveryDocumentComesInBothFormatsWithItsType) {
  const auto id = world.posted();
  const auto token = world.post("requests.json", world.form({{"return_token", "true"}})).text("/0/token");
  const std::vector<Reading> table{{"discovery", "discovery", 200},
                                   {"services", "services", 200},
                                   {"services/E1-01", "service_definition", 200},
                                   {"requests", "service_requests", 200},
                                   {"requests/" + id, "service_requests", 200},
                                   {"tokens/" + token, "service_requests", 200},
                                   {"servicerequestupdates", "service_request_updates", 200},
                                   {"services/nothing", "errors", 404},
                                   {"requests/261122-482177305", "errors", 404},
                                   {"requests/rubbish", "errors", 404},
                                   {"tokens/rubbish", "errors", 404},
                                   {"nothing", "errors", 404},
                                   {"nothing/at-all", "errors", 404}};
  for (const auto& row : table) {
    const auto xml = world.get(row.document + ".xml");
    EXPECT_EQ(xml.status, row.status) << row.document;
    EXPECT_EQ(xml.header("content-type"), "text/xml; charset=utf-8") << row.document;
    EXPECT_TRUE(xml.body.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")) << row.document;
    EXPECT_EQ(parse_xml(xml.body).front().first, row.root) << row.document;
    const auto json = world.get(row.document + ".json");
    EXPECT_EQ(json.status, row.status) << row.document;
    EXPECT_EQ(json.header("content-type"), "application/json; charset=utf-8") << row.document;
    EXPECT_NO_THROW((void)json.json()) << row.document;
  }
}

TEST_P(Open311On, DiscoveryNamesTheFrozenSpecification) {
  const auto json = world.get("discovery.json");
  EXPECT_EQ(json.text("/endpoints/0/specification"), "http://wiki.open311.org/GeoReport_v2");
  EXPECT_EQ(json.text("/endpoints/0/url"), "https://linli.example/open311/v2");
  EXPECT_EQ(json.text("/endpoints/0/type"), "production");
  EXPECT_EQ(json.text("/endpoints/0/formats/0"), "text/xml");
  EXPECT_TRUE(parse_instant(json.text("/changeset")));
  const auto xml = parse_xml(world.get("discovery.xml").body);
  EXPECT_EQ(xml.get<std::string>("discovery.endpoints.endpoint.formats.format"), "text/xml");
}

TEST_P(Open311On, ServicesHaveStringCodesAndBooleanMetadata) {
  const auto services = world.get("services.json").json().as_array();
  ASSERT_FALSE(services.empty());
  for (const auto& service : services) {
    EXPECT_TRUE(service.at("service_code").is_string());
    EXPECT_TRUE(service.at("metadata").is_bool());
    EXPECT_EQ(service.at("type").as_string(), "realtime");
  }
  const auto definition = world.get("services/E1-01.json");
  EXPECT_EQ(definition.text("/service_code"), "E1-01");
  EXPECT_EQ(definition.text("/attributes/0/variable"), "false");
  EXPECT_EQ(definition.text("/attributes/1/code"), "confidential");
  EXPECT_EQ(definition.text("/attributes/1/values/1/key"), "yes");
  EXPECT_EQ(definition.text("/attributes/1/order"), "2");
}

TEST_P(Open311On, APostedReportIsACaseAndIsFollowed) {
  const auto id = world.posted({{"description", "三号楼门口 & <2 堆垃圾"},
                                {"first_name", "三"},
                                {"last_name", "张"},
                                {"phone", "13800138000"},
                                {"lat", "34.0001"},
                                {"long", "113.8201"},
                                {"media_url", "https://example.org/a.jpg"}});
  const auto entry = world.stored(world.id_of(id));
  EXPECT_EQ(entry.channel, cases::Channel::Open311);
  EXPECT_TRUE(entry.has_name && entry.has_phone);
  EXPECT_TRUE(entry.text.contains("https://example.org/a.jpg")) << "a link for staff to open, never fetched";
  const auto seen = world.get("requests/" + id + ".json?api_key=key-worker");
  EXPECT_EQ(seen.text("/0/service_request_id"), id);
  EXPECT_TRUE(seen.text("/0/description").starts_with("三号楼门口 & <2 堆垃圾"));
  EXPECT_EQ(seen.text("/0/media_url"), "https://example.org/a.jpg");
  EXPECT_EQ(seen.json().at(0).at("lat").to_number<double>(), 34.0001);
  EXPECT_EQ(seen.text("/0/zipcode"), "null");
  EXPECT_EQ(seen.text("/0/status"), "open");
  EXPECT_TRUE(parse_instant(seen.text("/0/requested_datetime")));
  EXPECT_TRUE(parse_instant(seen.text("/0/expected_datetime")));
  const auto xml = parse_xml(world.get("requests/" + id + ".xml?api_key=key-worker").body);
  EXPECT_TRUE(xml.get<std::string>("service_requests.request.description").starts_with("三号楼门口 & <2 堆垃圾"));
}

TEST_P(Open311On, WithoutAKeyNobodyReadsWhatAResidentWrote) {
  const auto id = world.posted({{"description", "邻居王某"}, {"lat", "34.00049"}, {"long", "113.82049"}});
  const auto open = world.get("requests/" + id + ".json");
  ASSERT_EQ(open.status, 200) << open.body;
  EXPECT_EQ(open.text("/0/description"), "null");
  EXPECT_FALSE(open.body.contains("王某"));
  EXPECT_EQ(open.json().at(0).at("lat").to_number<double>(), 34.0);
  EXPECT_EQ(open.json().at(0).at("long").to_number<double>(), 113.82);
  EXPECT_FALSE(world.get("requests.json").body.contains("王某"));
  EXPECT_FALSE(world.get("requests/" + id + ".json?extensions=true").body.contains("王某"));
  EXPECT_FALSE(world.get("requests/" + id + ".json?api_key=key-stranger").body.contains("王某"));
  world.released[world.id_of(id)] = {"某处有垃圾", "已清走"};
  EXPECT_EQ(world.get("requests/" + id + ".json").text("/0/description"), "某处有垃圾");
}

TEST_P(Open311On, MattersOfPersonsAndConfidentialOnesStayAway) {
  const auto service = world.get("services.json").json();
  std::string code;
  for (const auto& one : service.as_array())
    if (one.at("keywords").as_string().starts_with("service")) code = std::string(one.at("service_code").as_string());
  ASSERT_FALSE(code.empty());
  const auto personal = world
                            .post("requests.json", {{"api_key", "key-worker"},
                                                    {"service_code", code},
                                                    {"address_id", to_string(world.yard_a)},
                                                    {"description", "独居老人"}})
                            .text("/0/service_request_id");
  const auto secret = world.posted({{"attribute[confidential]", "yes"}, {"description", "举报"}});
  EXPECT_TRUE(world.stored(world.id_of(secret)).confidential);
  for (const auto& id : {personal, secret}) {
    EXPECT_EQ(world.get("requests/" + id + ".json").status, 404);
    EXPECT_FALSE(world.get("requests.json").body.contains(id));
    EXPECT_FALSE(world.get("servicerequestupdates.json").body.contains(id));
  }
  EXPECT_EQ(world.get("requests/" + secret + ".json?api_key=key-chief").status, 404);
  EXPECT_EQ(world.get("requests/" + personal + ".json?api_key=key-chief").text("/0/description"), "独居老人");
}

TEST_P(Open311On, AllFormsOfAPlaceAreTaken) {
  const Pairs who{{"api_key", "key-worker"}, {"service_code", "E1-01"}};
  const auto place = [&](Pairs where) {
    where.insert(where.end(), who.begin(), who.end());
    const auto answer = world.post("requests.json", where);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return world.stored(world.id_of(answer.text("/0/service_request_id"))).where.courtyard;
  };
  EXPECT_EQ(place({{"lat", "34.0"}, {"long", "113.84"}}), world.yard_b);
  EXPECT_EQ(place({{"address_string", "龙阳光世家 3号楼"}}), world.yard_a);
  EXPECT_EQ(place({{"address_id", to_string(world.yard_c)}}), world.yard_c);
}

TEST_P(Open311On, WhereNobodyKnowsThePlaceATokenWaitsForTheDesk) {
  const auto answer = world.post(
      "requests.json", {{"api_key", "key-worker"}, {"service_code", "E1-01"}, {"address_string", "火星基地九区"}});
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto token = answer.text("/0/token");
  EXPECT_FALSE(answer.json().at(0).as_object().contains("service_request_id"));
  const auto waiting = world.get("tokens/" + token + ".json");
  EXPECT_EQ(waiting.text("/0/service_request_id"), "null");
  EXPECT_EQ(waiting.text("/0/token"), token);
  const auto entry = world.read([&](storage::Snapshot& snapshot) {
    auto rows = snapshot.query("SELECT case_id FROM open311_requests WHERE token = $1", token);
    return rows.next() ? rows.id<CaseId>(0) : CaseId{};
  });
  ASSERT_TRUE(world.take(world.chief, entry, {.step = Step::Dispatch, .to = cases::lead_of(world.city_office)}));
  EXPECT_EQ(world.get("tokens/" + token + ".json").text("/0/service_request_id"), world.stored(entry).number);
}

TEST_P(Open311On, KeysAreAskedForAndListedFaultsComeTogether) {
  EXPECT_EQ(world.post("requests.xml", {{"service_code", "E1-01"}}).status, 403);
  const auto wrong = world.post("requests.xml", {{"api_key", "wrong"}, {"service_code", "E1-01"}});
  EXPECT_EQ(wrong.status, 403);
  EXPECT_EQ(parse_xml(wrong.body).get<int>("errors.error.code"), 403);
  EXPECT_EQ(world.post("requests.json", world.form({{"api_key", "key-fitter"}})).status, 200) << "the first key counts";
  auto fitter = world.form();
  fitter.front().second = "key-fitter";
  EXPECT_EQ(world.post("requests.json", fitter).status, 403) << "a department's key takes nothing in";
  EXPECT_EQ(world.get("requests.json?api_key=wrong").status, 403);
  const auto many = world.post("requests.json", {{"api_key", "key-worker"}, {"lat", "x"}, {"long", "1"}});
  EXPECT_EQ(many.status, 400);
  EXPECT_EQ(many.json().as_array().size(), 2U) << many.body;
  EXPECT_EQ(many.json().at(0).at("code").as_int64(), 400);
  const auto unknown =
      world.post("requests.json",
                 {{"api_key", "key-worker"}, {"service_code", "none"}, {"address_id", "12"}, {"attribute[size]", "9"}});
  EXPECT_EQ(unknown.status, 404) << "404 before 400 where both are listed";
  EXPECT_EQ(unknown.json().as_array().size(), 3U) << unknown.body;
}

TEST_P(Open311On, OtherRefusalsKeepToTheFormat) {
  EXPECT_EQ(world.post("requests.json", world.form({{"phone", "none"}})).status, 400);
  EXPECT_EQ(world.post("requests.json", world.form({{"attribute[confidential]", "maybe"}})).status, 400);
  EXPECT_EQ(world.get("requests.json?jurisdiction_id=999999").status, 404);
  EXPECT_EQ(world.get("requests.json?jurisdiction_id=411099").status, 200);
  EXPECT_EQ(world.get("requests.json?jurisdiction_id=" + to_string(world.district)).status, 200);
  EXPECT_EQ(world.get("requests.json?status=half").status, 400);
  EXPECT_EQ(world.get("requests.json?service_code=none").status, 404);
  EXPECT_EQ(world.get("requests/x").status, 404) << "no format";
  EXPECT_EQ(world.post("nothing.json", {}).status, 404);
  auto client = world.client();
  const auto typed = client.send("POST", "/open311/v2/requests.xml", "{}", {{"Content-Type", "application/json"}});
  EXPECT_EQ(typed.status, 400);
  EXPECT_EQ(parse_xml(typed.body).get<int>("errors.error.code"), 400);
  EXPECT_EQ(
      client.send("POST", "/open311/v2/requests.xml", "a=%FF", {{"Content-Type", "application/x-www-form-urlencoded"}})
          .status,
      400);
}

TEST_P(Open311On, ListsAreFilteredAndPaged) {
  const auto first = world.posted({{"lat", "34.0"}, {"long", "113.82"}});
  world.store.clock.advance(std::chrono::hours{24 * 30});
  const auto second = world.posted({{"lat", "34.0"}, {"long", "113.84"}});
  const auto third = world.posted();
  const auto ids = [&](const std::string& query) {
    std::vector<std::string> found;
    const auto answer = world.get("requests.json?" + query);
    EXPECT_EQ(answer.status, 200) << answer.body;
    for (const auto& one : answer.json().as_array()) found.emplace_back(one.at("service_request_id").as_string());
    return found;
  };
  using Ids = std::vector<std::string>;
  const auto now = format_instant(world.store.clock.now(), Offset{0});
  EXPECT_EQ(ids("").size(), 3U);
  EXPECT_EQ(ids("service_request_id=" + first + "," + third + ",rubbish"), (Ids{first, third}));
  EXPECT_EQ(ids("end_date=" + format_instant(world.store.clock.now() - std::chrono::hours{24}, Offset{0})),
            (Ids{first}));
  EXPECT_EQ(ids("start_date=" + format_instant(world.store.clock.now() - std::chrono::hours{24}, Offset{0})).size(),
            2U);
  EXPECT_EQ(ids("page_size=1&page=3"), (Ids{first}));
  EXPECT_EQ(ids("bbox=113.83,33.9,113.85,34.1"), (Ids{second}));
  EXPECT_EQ(ids("status=closed"), Ids{});
  EXPECT_EQ(ids("status=open,closed").size(), 3U);
  EXPECT_EQ(ids("service_code=E1-02"), Ids{});
  EXPECT_EQ(ids("service_code=E1-01,E1-02").size(), 3U);
  EXPECT_EQ(ids("updated_before=" + format_instant(world.store.clock.now() - std::chrono::hours{24}, Offset{0})),
            (Ids{first}));
  EXPECT_EQ(ids("updated_after=" + format_instant(world.store.clock.now() - std::chrono::hours{24}, Offset{0})).size(),
            2U);
  world.store.clock.advance(std::chrono::hours{24 * 80});
  EXPECT_EQ(
      ids("start_date=2000-01-01T00:00:00Z&end_date=" + format_instant(world.store.clock.now(), Offset{0})).size(), 2U)
      << "a longer span is its latest ninety days; now was " << now;
}

TEST_P(Open311On, AReportSentAgainIsOneCase) {
  auto client = world.client();
  const http::testing::Headers headers{{"Content-Type", "application/x-www-form-urlencoded"},
                                       {"Idempotency-Key", "machine-0001"}};
  const auto form = write_form(world.form({{"description", "重发"}}));
  const auto first = client.send("POST", "/open311/v2/requests.json", form, headers);
  const auto again = client.send("POST", "/open311/v2/requests.json", form, headers);
  EXPECT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(again.text("/0/service_request_id"), first.text("/0/service_request_id"));
  EXPECT_TRUE(first.text("/0/service_notice").contains("https://linli.example/r/"));
}

TEST(Open311, WhoPostsTooOftenIsToldHowLongToWait) {
  World world(storage::Engine::Sqlite, 2);
  EXPECT_EQ(world.post("requests.json", world.form()).status, 200);
  EXPECT_EQ(world.post("requests.json", world.form()).status, 200);
  const auto third = world.post("requests.xml", world.form());
  EXPECT_EQ(third.status, 429);
  EXPECT_GT(std::stoi(third.header("retry-after")), 0);
  EXPECT_EQ(parse_xml(third.body).get<int>("errors.error.code"), 429);
  world.store.clock.advance(std::chrono::minutes{1});
  EXPECT_EQ(world.post("requests.json", world.form()).status, 200);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(world.post("requests.json", {{"api_key", "guess"}}).status, 403);
  EXPECT_EQ(world.post("requests.json", {{"api_key", "guess"}}).status, 429) << "so are those who guess keys";
}

TEST(Open311, TheInterfaceIsPartOfTheDescription) {
  const World world;
  const auto described = http::openapi(world.router, "test");
  EXPECT_TRUE(described.contains("/open311/v2/requests.json"));
  EXPECT_TRUE(described.contains("/open311/v2/services/{name}"));
}

}  // namespace
}  // namespace linli::open311
