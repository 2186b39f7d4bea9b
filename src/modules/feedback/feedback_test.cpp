// Complaints and suggestions as the people of one district send and answer them, on both engines.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "modules/cases/testing/world.hpp"
#include "modules/feedback/errors.hpp"
#include "modules/feedback/http.hpp"
#include "storage/verify.hpp"

namespace linli::feedback {
namespace {

using namespace std::chrono_literals;
using cases::testing::run;
using storage::Snapshot;
using storage::Transaction;

TEST(FeedbackRules, EveryKindHasWordsALimitAndASource) {
  for (const auto& info : shipped_kinds()) {
    EXPECT_FALSE(info.name.zh.empty() || info.name.en.empty() || info.hint.zh.empty() || info.source.empty());
    EXPECT_GT(info.limit.amount, 0);
    EXPECT_EQ(parse_kind(to_string(info.kind)), info.kind);
  }
}

struct Routed {
  const char* name;
  About about;
  cases::LeadKind lead;
  bool subdistrict_has_people;
  std::int64_t desk;
  std::vector<std::int64_t> recused;
};

TEST(FeedbackRules, GoesToTheLevelAboveAndNeverToWhomItIsAbout) {
  constexpr std::int64_t kDistrict = 1;
  constexpr std::int64_t kSubdistrict = 2;
  constexpr std::int64_t kCommunity = 3;
  const Routed rows[] = {
      {"the platform", About::Platform, cases::LeadKind::None, true, kDistrict, {}},
      {"a community", About::Area, cases::LeadKind::None, true, kSubdistrict, {kCommunity}},
      {"a community below an empty desk", About::Area, cases::LeadKind::None, false, kDistrict, {kCommunity}},
      {"a steward's case", About::Case, cases::LeadKind::Grid, true, kSubdistrict, {kCommunity, 4, 7, 8}},
      {"a department's case", About::Case, cases::LeadKind::Body, true, kDistrict, {kCommunity, 4, 7, 8}},
  };
  for (const auto& row : rows) {
    Subject subject{{kDistrict}, {{kDistrict}, {kSubdistrict}, {kCommunity}, {}, {}, {4}}, {}};
    if (row.about == About::Case) {
      subject.entry.emplace();
      subject.entry->where = subject.place;
      subject.entry->lead = {row.lead, row.lead == cases::LeadKind::Grid ? 4 : 8};
      subject.entry->handler = {7};
      subject.entry->done_by = {row.lead == cases::LeadKind::Grid ? 8 : 7};
    }
    const auto routing = route(row.about, subject, [&](AreaId) { return row.subdistrict_has_people; });
    EXPECT_EQ(routing.desk.value, row.desk) << row.name;
    EXPECT_EQ(routing.recused, row.recused) << row.name;
  }
  Subject street{{kDistrict}, {{kDistrict}, {kSubdistrict}}, {}};
  const auto routing = route(About::Area, street, [](AreaId) { return true; });
  EXPECT_EQ(routing.desk.value, kDistrict);
  EXPECT_EQ(routing.recused, std::vector<std::int64_t>{kSubdistrict});
}

class FeedbackOn : public ::testing::TestWithParam<storage::Engine> {
 protected:
  FeedbackOn() {
    register_routes(world.router, desk);
    street = world.worker;
    street.scopes = {world.subdistrict.value};
    world.write([&](Transaction& t) {
      street.account = accounts::add_account(t, world.district, {}, {.login = "street", .name = "吴街道"}).value();
      accounts::NewBinding role{.role = accounts::Role::Subdistrict, .area = world.subdistrict};
      role.from = date_of(t.now());
      return accounts::bind_role(t, world.district, {}, street.account, role).has_value();
    });
  }

  cases::testing::World world{GetParam(), {}, {kFeedbackSchema}};
  calendars::Calendars calendars;
  std::vector<std::string> told;
  FeedbackDesk desk{{*world.store,
                     *world.atlas,
                     calendars,
                     [this](Transaction&, const Told& one) {
                       told.push_back(std::string(one.event) + " " + world.atlas->name(one.desk.value));
                     },
                     {}}};
  accounts::Caller street;

  static NewFeedback about_community(AreaId area, std::string text = "电话打了三次没人接") {
    return {.kind = Kind::Complaint, .about = About::Area, .area = area, .words = {.text = std::move(text)}};
  }
  Receipt send(NewFeedback wanted) {
    auto receipt = run(desk.receive(std::move(wanted)));
    if (!receipt) throw std::runtime_error(receipt.error().code);
    return *receipt;
  }
  boost::json::value must(Result<std::string> json) {
    if (!json) throw std::runtime_error(json.error().code);
    return boost::json::parse(*json);
  }
  boost::json::array listed(const accounts::Caller& caller, State state = State::Waiting) {
    return must(run(desk.list(caller, state, {}))).at("items").as_array();
  }
  FeedbackId only(const accounts::Caller& caller) {
    const auto items = listed(caller);
    EXPECT_EQ(items.size(), 1U);
    return {*parse_id(items.at(0).at("id").as_string())};
  }
  void expect_verified() {
    const auto report = storage::verify(*world.store, world.store.schemas(), {}, {});
    EXPECT_TRUE(report.good()) << (report.findings.empty() ? "" : report.findings.front().message.en);
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, FeedbackOn, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         cases::testing::engine_name);

TEST_P(FeedbackOn, IsAnsweredByTheLevelAboveAndFollowedByNumberAndSecret) {
  const auto receipt = send(about_community(world.north));
  EXPECT_EQ(receipt.number.front(), 'T');
  EXPECT_EQ(told, std::vector<std::string>{"feedback.received 东关街道"});
  EXPECT_TRUE(listed(world.worker).empty()) << "whom it is about never sees it";
  EXPECT_TRUE(listed(world.stranger).empty());
  const auto id = only(street);
  EXPECT_EQ(run(desk.show(world.worker, id)).error().code, kNotFound.code);
  const auto seen = must(run(desk.show(street, id)));
  EXPECT_EQ(seen.at("text").as_string(), "电话打了三次没人接");
  EXPECT_EQ(seen.at("recused").at(0).as_string(), "解放社区");
  const auto answered = must(run(desk.answer(street, id, 1, "已加派值班电话，抱歉。")));
  EXPECT_EQ(answered.at("state").as_string(), "answered");
  EXPECT_EQ(run(desk.answer(street, id, 2, "再答")).error().code, kAnswered.code);
  const auto mine = must(run(desk.follow({receipt.number, receipt.secret})));
  EXPECT_EQ(mine.at("steps").at(1).at("note").as_string(), "已加派值班电话，抱歉。");
  EXPECT_EQ(run(desk.follow({receipt.number, "WRONG"})).error().code, kNotFound.code);
  EXPECT_EQ(run(desk.follow({"T000000-000000000", receipt.secret})).error().code, kNotFound.code);
  expect_verified();
}

TEST_P(FeedbackOn, NotSatisfiedGoesToTheDistrictWithALimitOfItsOwn) {
  const auto receipt = send(about_community(world.north));
  const auto id = only(street);
  EXPECT_EQ(run(desk.reopen({receipt.number, receipt.secret}, "没用")).error().code, kNotAnswered.code);
  must(run(desk.add({receipt.number, receipt.secret}, "昨天又打了一次")));
  EXPECT_EQ(run(desk.answer(street, id, 1, "好")).error().code, kStale.code) << "somebody added to it meanwhile";
  must(run(desk.answer(street, id, 2, "好")));
  must(run(desk.reopen({receipt.number, receipt.secret}, "答非所问")));
  EXPECT_TRUE(listed(street).empty());
  EXPECT_EQ(only(world.chief), id);
  EXPECT_EQ(run(desk.show(world.worker, id)).error().code, kNotFound.code) << "still recused";
}

TEST_P(FeedbackOn, AboutACaseItPassesByEverybodyWhoHandledIt) {
  const auto received = world.receive(world.report("E1-01", world.yard_a));
  ASSERT_TRUE(world.take(world.steward, received.entry.id, {.step = cases::Step::Accept}));
  NewFeedback wanted{.kind = Kind::Complaint, .about = About::Case, .case_number = received.entry.number};
  wanted.words.text = "态度不好";
  send(wanted);
  const auto id = only(street);
  auto also_at_the_street = street;
  also_at_the_street.account = world.steward.account;
  EXPECT_EQ(run(desk.show(also_at_the_street, id)).error().code, kNotFound.code) << "the handler, whatever their desk";
  EXPECT_EQ(run(desk.hand_on(street, id, 1, world.north, "请社区答")).error().code, kRecused.code);
  EXPECT_EQ(run(desk.hand_on(street, id, 1, world.yard_a, "请答")).error().code, kBadDesk.code);
  must(run(desk.hand_on(street, id, 1, world.south, "请邻社区核实")));
  EXPECT_EQ(only(world.stranger), id);
  wanted.case_number = "261130-000000000";
  EXPECT_EQ(run(desk.receive(wanted)).error().faults.at(0).field, "case_number");
}

TEST_P(FeedbackOn, WordsAndContactStandSealedAndEachReadingIsWrittenDown) {
  auto wanted = about_community(world.north, "我的邻居赵四被骂了");
  wanted.words.name = "钱五";
  wanted.words.phone = "13911112222";
  send(wanted);
  const auto id = only(street);
  must(run(desk.show(street, id)));
  const auto contact = must(run(desk.read_contact(street, id, "回电话")));
  EXPECT_EQ(contact.at("phone").as_string(), "13911112222");
  const auto readings = world.read([&](Snapshot& s) {
    auto rows = s.query("SELECT reason FROM feedback_readings WHERE district = $1 ORDER BY id", world.district);
    std::vector<std::string> reasons;
    while (rows.next()) reasons.push_back(rows.string(0));
    return reasons;
  });
  EXPECT_EQ(readings, (std::vector<std::string>{"", "回电话"}));
  world.write(
      [&](Transaction& t) { return t.execute("DELETE FROM feedback_keys WHERE district = $1", world.district); });
  EXPECT_EQ(must(run(desk.show(street, id))).at("text").as_string(), "") << "erased with its key";
  expect_verified();
}

TEST_P(FeedbackOn, SentAgainItIsTheSameEntry) {
  auto wanted = about_community(world.north);
  wanted.key = "key-1";
  const auto first = send(wanted);
  const auto again = send(wanted);
  EXPECT_EQ(first.number, again.number);
  EXPECT_EQ(first.secret, again.secret);
  EXPECT_EQ(listed(street).size(), 1U);
  wanted.words.text = "别的话";
  EXPECT_EQ(run(desk.receive(wanted)).error().code, kKeyReused.code);
}

TEST_P(FeedbackOn, WhatIsOverdueLiesOnTheDistrictsDeskOnce) {
  const auto receipt = send(about_community(world.north));
  EXPECT_EQ(desk.raise_overdue(world.district), 0);
  world.store.clock.set(receipt.due_at + 1s);
  EXPECT_EQ(desk.raise_overdue(world.district), 1);
  EXPECT_EQ(desk.raise_overdue(world.district), 0);
  EXPECT_TRUE(listed(world.chief).at(0).at("overdue").as_bool());
  EXPECT_TRUE(listed(street).empty());
  EXPECT_EQ(told.back(), "feedback.raised 示例区");
}

TEST_P(FeedbackOn, WhatIsMissingIsNamedOverHttpAndWordsAreNotRepeated) {
  auto everybody = world.client();
  const auto kinds = everybody.get("/api/v1/public/feedback-kinds");
  EXPECT_EQ(kinds.json().at("items").as_array().size(), 5U);
  EXPECT_EQ(everybody.get("/api/v1/public/feedback-qr.svg").header("content-type"), "image/svg+xml");
  const auto bad = everybody.post("/api/v1/public/feedback", R"({"kind":"complaint","about":"area","text":" "})");
  EXPECT_EQ(bad.status, 422);
  EXPECT_EQ(bad.text("/error/faults/0/field"), "text");
  EXPECT_EQ(bad.text("/error/faults/1/field"), "area_id");
  const auto sent =
      everybody.post("/api/v1/public/feedback", R"({"kind":"barrier","about":"platform","text":"字太小"})");
  ASSERT_EQ(sent.status, 201) << sent.body;
  const auto mine = "/api/v1/public/feedback/" + sent.text("/number");
  EXPECT_EQ(everybody.get(mine).status, 404);
  EXPECT_EQ(everybody.get(mine, {{"X-Case-Secret", sent.text("/secret")}}).text("/text"), "字太小");
  EXPECT_EQ(everybody.get("/api/v1/feedback").status, 401);
  EXPECT_EQ(world.client("chief").get("/api/v1/feedback").json().at("items").as_array().size(), 1U);
}

}  // namespace
}  // namespace linli::feedback
