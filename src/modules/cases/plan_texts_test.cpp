#include "modules/cases/plan_texts.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "modules/cases/clocks.hpp"

namespace linli::cases {
namespace {

std::string part_label(std::int64_t seq) { return "第" + std::to_string(seq) + "项"; }

std::string written_anew(const Offer& offer) {
  JsonWriter w;
  write_offer(w, offer, part_label);
  return w.take();
}

// Asks for everything at once, so that as many steps as possible are offered.
Standing everybody() {
  return {.kind = storage::ActorKind::Staff,
          .account = AccountId{7},
          .dispatches = true,
          .handles = true,
          .verifies = true,
          .at_lead = true,
          .above = true,
          .units = {20, 30}};
}

Case with_part(State state) {
  Case entry;
  entry.id = CaseId{1};
  entry.state = state;
  entry.received_at = from_ms(1'800'000'000'000);
  entry.due_at = entry.received_at + std::chrono::hours{80};
  entry.first = {LeadKind::Body, 20};
  Part open{.seq = 1, .kind = PartKind::CoHandler, .to = {LeadKind::Body, 20}, .choice = {}, .reason = "断电"};
  Part answered{.seq = 2, .kind = PartKind::Whistle, .to = {LeadKind::Body, 20}, .choice = {}, .reason = {}};
  answered.answered_at = entry.received_at;
  entry.parts = {open, answered};
  return entry;
}

TEST(PlanTexts, OfferWhatIsOfferedAnewInEveryStateOfEveryShippedPlan) {
  int offered = 0;
  int of_a_part = 0;
  for (const auto& shipped : shipped_plans()) {
    const auto plan = std::make_shared<const FlowPlan>(read_flow_plan(shipped.toml).value());
    const PlanTexts texts(*plan);
    FlowRules rules;
    rules.plan = plan;
    for (const auto state : {State::Received, State::Dispatched, State::Accepted, State::Returned, State::Done,
                             State::Verified, State::Closed, State::Withdrawn}) {
      const auto entry = with_part(state);
      const auto now = entry.received_at + std::chrono::hours{1};
      for (const auto& offer : offers(entry, everybody(), now, rules)) {
        ++offered;
        const auto text = texts.offer(offer.step);
        const bool has_part =
            std::ranges::any_of(offer.fields, [](const auto& field) { return field.kind == FieldKind::Part; });
        EXPECT_EQ(text.empty(), has_part) << "which part is answered depends on the case";
        if (!text.empty()) EXPECT_EQ(text, written_anew(offer)) << shipped.key;
        of_a_part += has_part ? 1 : 0;
      }
    }
  }
  EXPECT_GT(offered, 100);
  EXPECT_GT(of_a_part, 0);
}

TEST(PlanTexts, NameEveryLadderAndItsRungs) {
  for (const auto& shipped : shipped_plans()) {
    const auto plan = read_flow_plan(shipped.toml).value();
    const PlanTexts texts(plan);
    for (const auto& ladder : plan.ladders) {
      const auto& text = texts.ladder(ladder.key);
      const auto head = boost::json::parse("{" + text.members + "}");
      EXPECT_EQ(head.at("name").at("zh").as_string(), ladder.name.zh);
      EXPECT_EQ(head.at("name").at("en").as_string(), ladder.name.en);
      EXPECT_EQ(head.at("source").as_string(), ladder.source);
      ASSERT_EQ(text.rungs.size(), ladder.rungs.size());
      for (std::size_t i = 0; i < ladder.rungs.size(); ++i)
        EXPECT_EQ(boost::json::parse("{" + text.rungs[i] + "}").at("name").at("zh").as_string(),
                  ladder.rungs[i].name.zh);
    }
  }
}

TEST(PlanTexts, GiveEveryRungTheTimeThatItIsClimbedAt) {
  const auto plan = base_plan();
  FlowRules rules;
  rules.plan = plan;
  for (const auto& ladder : plan->ladders) {
    auto entry = with_part(State::Accepted);
    entry.ladder = ladder.key;
    const auto times = rung_times(entry, rules);
    ASSERT_EQ(times.size(), ladder.rungs.size());
    EXPECT_EQ(times.front(), std::nullopt);
    for (std::size_t i = 1; i < times.size(); ++i) EXPECT_EQ(times[i], rung_time(entry, static_cast<int>(i), rules));
    entry.due_at.reset();
    for (const auto& time : rung_times(entry, rules)) EXPECT_EQ(time, std::nullopt);
  }
}

}  // namespace
}  // namespace linli::cases
