// The fuller flow as its people see it, on both engines: who has it in hand, who takes part, who may see it.
#include "modules/cases/contact_store.hpp"
#include "modules/cases/errors.hpp"
#include "modules/cases/flow_book.hpp"
#include "modules/cases/part_store.hpp"
#include "modules/cases/store.hpp"
#include "modules/cases/testing/flow_world.hpp"

namespace linli::cases {
namespace {

using namespace std::chrono_literals;
using storage::Snapshot;
using storage::Transaction;
using testing::FlowOn;
using testing::run;

INSTANTIATE_TEST_SUITE_P(Engines, FlowOn, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         testing::engine_name);

TEST_P(FlowOn, ACoHandlerSeesAnswersAndIsUrgedWhenLate) {
  const auto id = received();
  EXPECT_EQ(run(world.cases->desk.show(inspector, id)).error().code, kNotFound.code) << "not theirs yet";
  take(world.steward, id,
       {.step = Step::CoHandle,
        .to = lead_of(world.city_office),
        .reason = "需要执法",
        .limit = catalogue::parse_limit("2wh")});
  EXPECT_TRUE(is_offered(inspector, id, "answer"));
  EXPECT_FALSE(is_offered(inspector, id, "done")) << "the lead stays with the grid";
  world.store.clock.advance(24h * 7);
  EXPECT_GE(sweep(), 1);
  EXPECT_TRUE(world.stored(id).parts.front().told);
  EXPECT_EQ(page(world.steward, id).at("warnings").as_array().size(), 1U) << "said, not in the way";
  take(inspector, id, {.step = Step::Answer, .result = "已现场处理"});
  EXPECT_EQ(world.stored(id).parts.front().answer, "已现场处理");
  EXPECT_EQ(refused(inspector, id, {.step = Step::Answer, .result = "再答"}), kNotYours.code);
  expect_sound();
}

TEST_P(FlowOn, AWhistleIsAssessedByBothSides) {
  const auto id = received();
  EXPECT_FALSE(is_offered(world.worker, id, "whistle")) << "a subdistrict whistles";
  take(officer, id,
       {.step = Step::Whistle, .to = lead_of(world.city_office), .reason = "联合整治", .choice = "enforcement"});
  take(inspector, id, {.step = Step::Answer, .result = "已到场"});
  take(officer, id, {.step = Step::Assess, .part = 1, .mark = 5});
  EXPECT_EQ(refused(officer, id, {.step = Step::Assess, .part = 1, .mark = 1}), kNotYours.code) << "once";
  take(inspector, id, {.step = Step::Assess, .part = 1, .mark = 4});
  const auto part = world.stored(id).parts.front();
  EXPECT_EQ(part.mark_of_called, 5);
  EXPECT_EQ(part.mark_of_caller, 4);
  expect_sound();
}

TEST_P(FlowOn, ADesignationEndsReturns) {
  const auto id = received();
  take(world.steward, id, {.step = Step::Return, .reason = "不属于网格"});
  EXPECT_EQ(world.stored(id).returns, 1);
  EXPECT_FALSE(is_offered(world.worker, id, "designate")) << "from above only";
  take(officer, id, {.step = Step::Designate, .to = lead_of(world.heating), .reason = "权属清楚"});
  EXPECT_EQ(refused(world.fitter, id, {.step = Step::Return, .reason = "不归我"}), kDesignated.code);
  EXPECT_EQ(refused(world.worker, id, {.step = Step::Dispatch, .to = lead_of(world.city_office)}), kDesignated.code);
  EXPECT_FALSE(is_offered(world.fitter, id, "return"));
  EXPECT_EQ(world.stored(id).first, lead_of(world.grid_a)) << "first contact answers to the end";
  expect_sound();
}

TEST_P(FlowOn, ThreeReturnsPutItUnderSupervision) {
  const auto id = received();
  for (int i = 0; i < 3; ++i) {
    if (i > 0) take(world.worker, id, {.step = Step::Dispatch, .to = lead_of(world.grid_a)});
    take(world.steward, id, {.step = Step::Return, .reason = "职能交叉"});
  }
  EXPECT_TRUE(world.stored(id).supervised);
  const auto hops = world.hops(id);
  EXPECT_EQ(hops[hops.size() - 2].step, Step::Supervise);
  // The district is told by rule: a hop, a part, and its role sees the case.
  const Lead district{LeadKind::Area, world.district.value};
  EXPECT_EQ(hops.back().step, Step::Copy);
  EXPECT_EQ(hops.back().to, district);
  ASSERT_EQ(world.stored(id).parts.size(), 1U);
  EXPECT_EQ(world.stored(id).parts.front().to, district);
  EXPECT_EQ(page(officer, id).at("parts").at(0).at("to").at("name").as_string(), "示例区");
  take(officer, id, {.step = Step::Release, .reason = "已明确承办单位"});
  EXPECT_FALSE(world.stored(id).supervised);
  take(officer, id, {.step = Step::Supervise, .reason = "又拖", .choice = "overdue"});
  EXPECT_EQ(world.stored(id).parts.size(), 1U) << "told once in its life";
  expect_sound();
}

// 双派单 (《北京市接诉即办工作条例》第十二条) is data: a district that uses it has each dispatch copied, the first one
// too.
TEST_P(FlowOn, DoubleDispatchIsARuleOfTheFlow) {
  const std::string plan =
      "key = \"here\"\nextends = \"base\"\nname = [\"本区\", \"Here\"]\nsource = \"试行\"\n"
      "[[copy]]\nkey = \"double_dispatch\"\nname = [\"双派单\", \"Double dispatch\"]\n"
      "source = \"试行\"\non = \"dispatch\"\nto = \"subdistrict\"\n";
  const auto before = received();
  EXPECT_TRUE(world.stored(before).parts.empty()) << "the common flow ships it switched off";
  ASSERT_TRUE(world.write([&](Transaction& t) { return set_flow(t, world.district, {}, plan, "试行", 0); }));
  world.cases->context().flows.forget(world.district);
  const auto id = received();
  ASSERT_EQ(world.stored(id).parts.size(), 1U);
  EXPECT_EQ(world.stored(id).parts.front().to, (Lead{LeadKind::Area, world.subdistrict.value}));
  take(world.steward, id, {.step = Step::Return, .reason = "不属于网格"});
  take(world.worker, id, {.step = Step::Dispatch, .to = lead_of(world.heating)});
  EXPECT_EQ(world.stored(id).parts.size(), 1U);
  expect_sound();
}

TEST_P(FlowOn, ACopyMayBeOfSomeMattersOnly) {
  const std::string plan =
      "key = \"here\"\nextends = \"base\"\nname = [\"本区\", \"Here\"]\nsource = \"试行\"\n"
      "[[copy]]\nkey = \"double_dispatch\"\nname = [\"双派单\", \"Double dispatch\"]\nmatters = [\"E4\", \"C1-03\"]\n"
      "source = \"试行\"\non = \"dispatch\"\nto = \"subdistrict\"\n";
  ASSERT_TRUE(world.write([&](Transaction& t) { return set_flow(t, world.district, {}, plan, "试行", 0); }));
  world.cases->context().flows.forget(world.district);
  EXPECT_EQ(world.stored(received("E4-05")).parts.size(), 1U) << "by the beginning of its code";
  EXPECT_EQ(world.stored(received("C1-03")).parts.size(), 1U) << "by its code";
  EXPECT_TRUE(world.stored(received("E1-02")).parts.empty());
  expect_sound();
}

TEST_P(FlowOn, ABodyThatItIsAboutDoesNotSeeIt) {
  const auto id = received("C1-03");  // goes to heating
  ASSERT_TRUE(run(world.cases->desk.show(world.fitter, id)));
  take(world.worker, id, {.step = Step::Recuse, .to = lead_of(world.heating), .reason = "投诉对象"});
  EXPECT_EQ(run(world.cases->desk.show(world.fitter, id)).error().code, kNotFound.code);
  EXPECT_EQ(world.stored(id).state, State::Received) << "it lies on the desk again";
  EXPECT_EQ(refused(world.worker, id, {.step = Step::Dispatch, .to = lead_of(world.heating)}), kBadStep.code);
  take(world.worker, id, {.step = Step::Dispatch, .to = lead_of(world.city_office)});
  expect_sound();
}

TEST_P(FlowOn, ConfidentialWordsLeaveTheRowAndEachReadingIsLogged) {
  auto report = world.report("E1-01", world.yard_a, "举报某某");
  report.confidential = true;
  const auto id = world.receive(std::move(report)).entry.id;
  EXPECT_EQ(world.stored(id).text.find("举报"), std::string::npos);
  const auto words = world.read([&](Snapshot& s) { return open_text(s, world.district, id, world.store->keys()); });
  EXPECT_EQ(words, "举报某某");
  const auto read = run(world.cases->desk.read_contact(world.worker, id, "核实"));
  ASSERT_TRUE(read) << read.error().code;
  EXPECT_EQ(boost::json::parse(*read).at("text").as_string(), "举报某某");
  EXPECT_EQ(world.read([&](Snapshot& s) { return load_readings(s, world.district, id); }).size(), 1U);
  expect_sound();
}

TEST_P(FlowOn, AChildGoesItsOwnWay) {
  const auto id = received();
  take(world.worker, id, {.step = Step::SplitOff, .note = "路灯另修", .matter = world.matter("C1-03")});
  const auto children = world.read([&](Snapshot& s) { return load_children(s, world.district, id); });
  ASSERT_EQ(children.size(), 1U);
  const auto child = world.stored(children.front().id);
  EXPECT_EQ(child.parent, id);
  EXPECT_EQ(child.lead, lead_of(world.heating));
  EXPECT_NE(child.number, world.stored(id).number);
  EXPECT_EQ(page(world.worker, id).at("children").as_array().size(), 1U);
  expect_sound();
}

TEST_P(FlowOn, OffersSayWhatEachStepAsks) {
  const auto id = received();
  for (const auto& step : page(officer, id).at("steps").as_array()) {
    if (step.at("step").as_string() != "whistle") continue;
    const auto& fields = step.at("fields").as_array();
    ASSERT_EQ(fields.size(), 4U);
    EXPECT_EQ(fields[0].at("kind").as_string(), "to");
    EXPECT_EQ(fields[1].at("kind").as_string(), "choice");
    EXPECT_EQ(fields[1].at("options").as_array().size(), 3U);
    EXPECT_FALSE(fields[3].at("required").as_bool());
    return;
  }
  FAIL() << "a subdistrict's desk may whistle";
}

}  // namespace
}  // namespace linli::cases
