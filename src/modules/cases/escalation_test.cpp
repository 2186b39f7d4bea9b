// No overdue case stays unvisited: random lives, calendars, pauses, restarts and clock jumps, without a database.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

#include "modules/cases/clocks.hpp"
#include "modules/catalogue/api.hpp"

namespace linli::cases {
namespace {

using namespace std::chrono_literals;
using storage::ActorKind;

const Instant kMonday = from_ms(1'772'413'200'000);  // 2026-03-02 09:00 in China
constexpr AccountId kSteward{11};
constexpr AccountId kWorker{12};
constexpr AccountId kOfficer{13};
constexpr std::array<Lead, 3> kLeads{{{LeadKind::Grid, 701}, {LeadKind::Body, 601}, {LeadKind::Body, 602}}};
constexpr std::array<std::string_view, 6> kLimits{"4wh", "5wd", "24h", "7d", "1wd", "1wh"};

// What a table with an index on next_at is to the engine: it keeps what was written, over restarts too.
struct Model {
  std::map<std::int64_t, Case> rows;
  FlowRules rules;
  Instant now = kMonday;

  void write(Case entry) {
    entry.next_at = next_visit(entry, rules);
    rows[entry.id.value] = std::move(entry);
  }

  // As Clockwork::sweep: by next_at alone, until nothing is due.
  int sweep() {
    int visits = 0;
    for (;;) {
      const auto due =
          std::ranges::find_if(rows, [&](const auto& row) { return row.second.next_at && *row.second.next_at <= now; });
      if (due == rows.end()) return visits;
      ++visits;
      auto visited = cases::visit(due->second, now, rules).after;
      write(std::move(visited));
      // One look does all that is due: the next is later.
      const auto& next = rows.at(due->first).next_at;
      RC_ASSERT(!next || *next > now);
    }
  }
};

Standing person(int who, const Case& entry) {
  Standing standing{.kind = ActorKind::Staff, .account = kSteward, .handles = true, .at_lead = true};
  if (entry.lead) standing.units = {entry.lead.id};
  if (who == 0) return standing;
  standing = {.kind = ActorKind::Staff, .account = kWorker, .dispatches = true, .handles = true, .verifies = true};
  standing.units = {601, 602};
  standing.at_lead = !entry.lead;
  if (who == 1) return standing;
  standing.account = kOfficer;
  standing.above = true;
  if (who == 2) return standing;
  return {.kind = ActorKind::Resident};
}

Command anything(Instant now) {
  Command command{.step = static_cast<Step>(*rc::gen::inRange(2, kLastStep + 1))};
  command.to = *rc::gen::elementOf(kLeads);
  command.reason = "原因";
  command.result = "结果";
  command.note = "备注";
  command.rating = 3;
  command.mark = 3;
  command.solved = *rc::gen::arbitrary<bool>();
  command.reached = *rc::gen::arbitrary<bool>();
  command.until = now + std::chrono::minutes{*rc::gen::inRange(1, 60 * 24 * 20)};
  command.limit = catalogue::parse_limit(*rc::gen::elementOf(kLimits));
  const auto* choice = base_plan()->choice(command.step == Step::AskPause       ? "pause"
                                           : command.step == Step::AskExclusion ? "exclude"
                                           : command.step == Step::Supervise    ? "supervise"
                                           : command.step == Step::Divert       ? "divert"
                                           : command.step == Step::Whistle      ? "whistle"
                                                                                : "revisit");
  command.choice = choice->options.front().key;
  command.matter = MatterId{1};
  return command;
}

void take_in(Model& model) {
  Case entry;
  entry.id = {static_cast<std::int64_t>(model.rows.size()) + 1};
  entry.received_at = model.now;
  entry.where = {.district = {1}, .subdistrict = {2}, .community = {3}, .courtyard = {4}};
  if (*rc::gen::arbitrary<bool>()) entry.where.grid = {701};
  catalogue::Matter matter;
  matter.code = *rc::gen::elementOf(std::vector<std::string>{"E1-01", "E6-02", "S1-01"});
  matter.settle = catalogue::parse_limit(*rc::gen::elementOf(kLimits));
  if (*rc::gen::arbitrary<bool>()) matter.respond = catalogue::parse_limit(*rc::gen::elementOf(kLimits));
  entry.scopes = {1, 2, 3, 4};
  set_limits(entry, matter, model.rules);
  const auto lead = *rc::gen::arbitrary<bool>() ? *rc::gen::elementOf(kLeads) : Lead{};
  model.write(receive(std::move(entry), lead, ActorKind::Resident, {}).after);
}

void step_somewhere(Model& model) {
  if (model.rows.empty()) return;
  const auto& [id, entry] =
      *std::next(model.rows.begin(), *rc::gen::inRange<std::ptrdiff_t>(0, std::ssize(model.rows)));
  auto outcome = decide(entry, anything(model.now), person(*rc::gen::inRange(0, 4), entry), model.now, model.rules);
  if (outcome) model.write(std::move(outcome->after));
}

// A locality's own days and hours, put in force while cases run: every open case is timed anew, as the recount does.
void change_calendar(Model& model) {
  calendars::Sheet local;
  const auto today = std::chrono::floor<std::chrono::days>(model.now);
  for (int i = 0; i < 10; ++i)
    local.days.push_back({Date{today + std::chrono::days{*rc::gen::inRange(-20, 60)}},
                          *rc::gen::arbitrary<bool>(),
                          {},
                          {"", ""},
                          "通知"});
  if (*rc::gen::arbitrary<bool>()) local.hours = {{{}, {}, {{9h, 11h}}}};
  model.rules.calendar = std::make_shared<const calendars::Calendar>(calendars::national_sheet(), local, kChinaOffset);
  for (auto& [id, row] : model.rows) {
    if (has_ended(row.state)) continue;
    auto entry = row;
    entry.due_at = due_of(entry, model.rules);
    model.write(std::move(entry));
  }
}

void change_plan(Model& model) {
  const auto plan = read_flow_plan(
      *rc::gen::elementOf(std::vector{shipped_plans()[0].toml, shipped_plans()[1].toml, shipped_plans()[2].toml}));
  RC_ASSERT(plan.has_value());
  model.rules.plan = std::make_shared<const FlowPlan>(*plan);
  for (auto& [id, row] : model.rows) model.write(Case(row));
}

void let_time_pass(Model& model) {
  switch (*rc::gen::inRange(0, 4)) {
    case 0:
      model.now += std::chrono::minutes{*rc::gen::inRange(1, 600)};
      return;
    case 1:
      model.now += std::chrono::hours{*rc::gen::inRange(1, 200)};
      return;
    case 2:
      model.now += std::chrono::days{*rc::gen::inRange(20, 90)};  // the machine was off
      return;
    default:
      model.now -= std::chrono::minutes{*rc::gen::inRange(1, 5000)};  // somebody set the clock back
  }
}

// Worked out from the case alone, not by the engine's own next_visit.
void expect_visited(const Case& entry, Instant now, const FlowRules& rules) {
  if (has_ended(entry.state)) return;
  for (const auto& part : entry.parts) RC_ASSERT(part.answered_at || !part.due_at || *part.due_at >= now || part.told);
  if (entry.paused_until) {
    RC_ASSERT(*entry.paused_until > now);
    return;
  }
  if (entry.state == State::Done || entry.state == State::Verified) return;
  if (entry.respond_due_at && *entry.respond_due_at < now)
    RC_ASSERT(entry.responded_at || (entry.told & kToldNoResponse) != 0);
  if (!entry.due_at) return;
  const auto& rungs = plan_of(rules).ladder(entry.ladder).rungs;
  auto time = *entry.due_at;
  for (std::size_t i = 1; i < rungs.size(); ++i) {
    if (rungs[i].after.amount > 0) time = calendars::due_after(rungs[i].after, time, calendar_of(rules));
    if (time < now) RC_ASSERT(entry.level >= static_cast<int>(i));
  }
}

RC_GTEST_PROP(Escalation, NoOverdueCaseStaysUnvisited, ()) {
  Model model;
  const int length = *rc::gen::inRange(1, 80);
  for (int i = 0; i < length; ++i) {
    switch (*rc::gen::inRange(0, 12)) {
      case 0:
      case 1:
      case 2:
        take_in(model);
        break;
      case 3:
      case 4:
      case 5:
      case 6:
        step_somewhere(model);
        break;
      case 7:
        change_calendar(model);
        break;
      case 8:
        change_plan(model);
        break;
      case 9:
        model.sweep();
        break;
      default:
        let_time_pass(model);
    }
  }
  model.sweep();
  for (const auto& [id, entry] : model.rows) expect_visited(entry, model.now, model.rules);
  // Sweeping again changes nothing: nobody is told twice.
  RC_ASSERT(model.sweep() == 0);
}

RC_GTEST_PROP(Clocks, DueTimesFollowFromWhatWasGranted, ()) {
  Model model;
  take_in(model);
  for (int i = *rc::gen::inRange(1, 60); i > 0; --i) {
    *rc::gen::inRange(0, 3) == 0 ? let_time_pass(model) : step_somewhere(model);
    model.now = std::max(model.now, kMonday);
    model.sweep();
    const auto& entry = model.rows.begin()->second;
    if (!has_ended(entry.state)) RC_ASSERT(entry.due_at == due_of(entry, model.rules));
  }
}

}  // namespace
}  // namespace linli::cases
