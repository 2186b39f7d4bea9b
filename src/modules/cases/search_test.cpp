// Search as the people of one district see it, on both engines.
#include "modules/cases/search.hpp"

#include <boost/json/parse.hpp>

#include "modules/cases/errors.hpp"
#include "modules/cases/store.hpp"
#include "modules/cases/testing/world.hpp"

namespace linli::cases {
namespace {

using storage::Snapshot;
using storage::Transaction;
using testing::run;

class SearchOn : public ::testing::TestWithParam<storage::Engine> {
 protected:
  testing::World world{GetParam()};

  ListRequest words(std::string typed) {
    ListRequest request;
    request.words = std::move(typed);
    request.fingerprint = request.words;
    return request;
  }
  boost::json::value page(const accounts::Caller& caller, const ListRequest& request) {
    return boost::json::parse(run(world.cases->desk.list(caller, request)).value());
  }
  std::vector<std::string> numbers(const boost::json::value& page) {
    std::vector<std::string> found;
    for (const auto& item : page.at("items").as_array()) found.emplace_back(item.at("number").as_string());
    return found;
  }
  std::vector<std::string> find(const accounts::Caller& caller, std::string typed) {
    return numbers(page(caller, words(std::move(typed))));
  }
  std::string report(std::string text, AreaId yard, std::string_view matter = "E1-01", std::string place = {}) {
    auto wanted = world.report(matter, yard, std::move(text));
    wanted.place = std::move(place);
    return world.receive(std::move(wanted)).entry.number;
  }
  void fold() {
    world.write([](Transaction& transaction) { return case_index().fold(transaction, 1000); });
  }
  using Numbers = std::vector<std::string>;
};
INSTANTIATE_TEST_SUITE_P(Engines, SearchOn, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         testing::engine_name);

TEST_P(SearchOn, FindsByTextPlaceAndNumber) {
  const auto water = report("昨天起自来水停水", world.yard_a, "E1-01", "3号楼2单元");
  const auto lamp = report("路灯不亮，LED坏了", world.yard_b);
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(find(world.worker, "停水"), Numbers{water});
    EXPECT_EQ(find(world.worker, "停水 单元"), Numbers{water});
    EXPECT_EQ(find(world.worker, "自来水停水"), Numbers{water});
    EXPECT_EQ(find(world.worker, "3号楼"), Numbers{water});
    EXPECT_EQ(find(world.worker, "led"), Numbers{lamp});
    EXPECT_EQ(find(world.worker, lamp), Numbers{lamp});
    EXPECT_EQ(find(world.worker, lamp.substr(lamp.size() - 4)), Numbers{lamp});
    EXPECT_EQ(find(world.worker, lamp.substr(0, 10)), Numbers{lamp});
    EXPECT_EQ(find(world.worker, "停水 路灯"), Numbers{});
    EXPECT_EQ(find(world.worker, "水停 来水停水自"), Numbers{});
    fold();
  }
}

TEST_P(SearchOn, FindsByNamesTheirPinyinAndInitials) {
  const auto in_a = report("垃圾没人清", world.yard_a);
  const auto in_b = report("垃圾没人清", world.yard_b);
  const auto heat = report("不热", world.yard_b, "C1-03");
  for (const auto* typed : {"龙阳光世家", "lygsj", "longyangguang", "龙阳"})
    EXPECT_EQ(find(world.worker, typed), Numbers{in_a}) << typed;
  EXPECT_EQ(find(world.worker, "解放社区 垃圾"), (Numbers{in_b, in_a}));
  EXPECT_EQ(find(world.worker, "rlgs"), Numbers{heat});  // the body that has it
  EXPECT_EQ(find(world.worker, "juanyanchang ljmr"), Numbers{});
}

TEST_P(SearchOn, NobodySeesOutsideTheirScope) {
  const auto north = report("小区停水", world.yard_a);
  const auto south = report("小区停水", world.yard_c);
  EXPECT_EQ(find(world.worker, "停水"), Numbers{north});
  EXPECT_EQ(find(world.stranger, "停水"), Numbers{south});
  EXPECT_EQ(find(world.steward, "停水"), Numbers{north});
  EXPECT_EQ(find(world.fitter, "停水"), Numbers{});
  EXPECT_EQ(find(world.chief, "停水"), (Numbers{south, north}));
  EXPECT_EQ(find(world.stranger, north), Numbers{});
  accounts::Caller nobody = world.worker;
  nobody.scopes.clear();
  EXPECT_EQ(find(nobody, "停水"), Numbers{});
  auto beyond = words("停水");
  beyond.area = world.south;
  EXPECT_EQ(numbers(page(world.worker, beyond)), Numbers{});
}

TEST_P(SearchOn, ABodyFindsACaseFromTheMomentItTakesPart) {
  const auto received = world.receive(world.report("E1-01", world.yard_b, "暖气管漏水"));
  fold();
  EXPECT_EQ(find(world.fitter, "漏水"), Numbers{});
  ASSERT_TRUE(world.take(world.worker, received.entry.id,
                         {.step = Step::Dispatch, .version = 1, .to = lead_of(world.heating)}));
  EXPECT_EQ(find(world.fitter, "漏水"), Numbers{received.entry.number});
  fold();
  EXPECT_EQ(find(world.fitter, "漏水"), Numbers{received.entry.number});
  EXPECT_EQ(find(world.worker, "漏水"), Numbers{received.entry.number});
}

TEST_P(SearchOn, FiltersAndPagesHold) {
  Numbers all;
  for (int i = 0; i < 7; ++i) all.push_back(report("停水第" + std::to_string(i) + "天", world.yard_a));
  std::ranges::reverse(all);
  auto request = words("停水");
  request.limit = 3;
  Numbers seen;
  for (;;) {
    const auto found = page(world.worker, request);
    for (auto& number : numbers(found)) seen.push_back(number);
    if (found.at("next").is_null()) break;
    request.cursor = found.at("next").as_string();
  }
  EXPECT_EQ(seen, all);
  auto other = words("停水 天");
  other.cursor = request.cursor;
  EXPECT_EQ(run(world.cases->desk.list(world.worker, other)).error().code, kBadCursor.code);
  auto closed = words("停水");
  closed.filter.state = State::Closed;
  EXPECT_EQ(numbers(page(world.worker, closed)), Numbers{});
  auto of_matter = words("停水");
  of_matter.matter = world.matter("E1-01");
  EXPECT_EQ(numbers(page(world.worker, of_matter)).size(), 7U);
  of_matter.matter = world.matter("C1-03");
  EXPECT_EQ(numbers(page(world.worker, of_matter)), Numbers{});
}

TEST_P(SearchOn, CasesFromBeforeTheIndexComeIntoItInPortions) {
  Numbers all;
  for (int i = 0; i < 5; ++i) all.push_back(report("停水", world.yard_a));
  fold();
  // As after an upgrade or a restore.
  const bool sqlite = GetParam() == storage::Engine::Sqlite;
  world.store.tamper(sqlite ? "INSERT INTO search_case_index (search_case_index) VALUES ('delete-all')"
                            : "DELETE FROM search_case_index");
  world.store.tamper("DELETE FROM search_case_fill");
  world.store.reopen();
  world.cases = std::make_unique<Cases>(CasesParts{*world.store,
                                                   *world.atlas,
                                                   world.catalogue,
                                                   world.hub,
                                                   shipped_flow_rules(),
                                                   {search_projection()},
                                                   {.folder = world.store.folder() / "photos"}});
  all.push_back(report("停水", world.yard_a));  // in the middle of it
  EXPECT_FALSE(page(world.worker, words("停水")).at("complete").as_bool());
  const auto fill = [&] {
    return world.write([&](Transaction& transaction) { return fill_search(transaction, world.district, 2); });
  };
  while (fill() > 0) continue;
  const auto found = page(world.worker, words("停水"));
  EXPECT_TRUE(found.at("complete").as_bool());
  EXPECT_EQ(numbers(found).size(), all.size());
}

TEST_P(SearchOn, RubbishFindsNothingAndBreaksNothing) {
  (void)report("停水", world.yard_a);
  for (const auto* typed : {"\"", "' OR 1=1", "*", "NEAR(停 水)", "\uE000停水", "(", "停水)", "\\", "😀", "%", "--"})
    EXPECT_NO_THROW((void)find(world.worker, typed)) << typed;
  EXPECT_EQ(find(world.worker, "“停水”"), find(world.worker, "停水"));
}

TEST_P(SearchOn, OverHttpItNeedsTheRightAndSaysWhatItTakes) {
  const auto number = report("停水", world.yard_a);
  auto client = world.client("worker");
  const auto found = client.get("/api/v1/cases?q=%E5%81%9C%E6%B0%B4&list=open");
  EXPECT_EQ(found.status, 200);
  EXPECT_EQ(found.text("/items/0/number"), number);
  EXPECT_EQ(world.client("").get("/api/v1/cases?q=a").status, 401);
  EXPECT_EQ(client.get("/api/v1/cases?q=" + std::string(101, 'a')).status, 422);
}

}  // namespace
}  // namespace linli::cases
