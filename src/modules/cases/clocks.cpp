#include "modules/cases/clocks.hpp"

#include <algorithm>
#include <utility>

#include "modules/cases/flow_steps.hpp"
#include "modules/catalogue/api.hpp"

namespace linli::cases {

using catalogue::LimitUnit;
using std::chrono::milliseconds;

namespace {

// What is due at a moment is late from the next on.
constexpr milliseconds kPast{1};

bool is_open(State state) {
  return state == State::Received || state == State::Dispatched || state == State::Accepted || state == State::Returned;
}

Instant after(const catalogue::Limit& limit, Instant start, const FlowRules& rules) {
  return limit.amount == 0 ? start : calendars::due_after(limit, start, calendar_of(rules));
}

// The earliest of several that may be missing.
class Earliest {
 public:
  void add(std::optional<Instant> at) {
    if (at && (!at_ || *at < *at_)) at_ = at;
  }
  [[nodiscard]] std::optional<Instant> at() const { return at_; }

 private:
  std::optional<Instant> at_;
};

std::optional<Instant> response_time(const Case& entry) {
  if (!is_open(entry.state) || !entry.respond_due_at || entry.responded_at || (entry.told & kToldNoResponse) != 0)
    return std::nullopt;
  return *entry.respond_due_at + kPast;
}

std::optional<Instant> due_soon_time(const Case& entry, const FlowRules& rules) {
  if (!is_open(entry.state) || (entry.told & kToldDueSoon) != 0) return std::nullopt;
  return warn_time(entry, rules);
}

std::optional<Instant> climb_time(const Case& entry, const FlowRules& rules) {
  const auto rungs = static_cast<int>(ladder_of(entry, rules).rungs.size());
  if (!is_open(entry.state) || entry.level + 1 >= rungs) return std::nullopt;
  const auto at = rung_time(entry, entry.level + 1, rules);
  return at ? std::optional(*at + kPast) : std::nullopt;
}

std::optional<Instant> verify_time(const Case& entry, const FlowRules& rules) {
  if (entry.state != State::Done || !entry.done_at || (entry.told & kToldUnverified) != 0) return std::nullopt;
  return after(plan_of(rules).verify_within, *entry.done_at, rules) + kPast;
}

std::optional<Instant> part_time(const Part& part) {
  if (part.answered_at || part.told || !part.due_at) return std::nullopt;
  return *part.due_at + kPast;
}

bool is_due(const std::optional<Instant>& at, Instant now) { return at && *at <= now; }

void say(Outcome& outcome, Step step, std::string reason, Instant now, Lead to = {}) {
  add_hop(outcome, step, Standing{}, now, {.step = step, .to = to, .reason = std::move(reason)});
}

void warn(Outcome& outcome, int bit, std::string reason, Instant now) {
  outcome.after.told |= bit;
  say(outcome, Step::Warn, std::move(reason), now, outcome.after.lead);
}

void visit_parts(Outcome& outcome, Instant now) {
  for (auto& part : outcome.after.parts) {
    if (!is_due(part_time(part), now)) continue;
    part.told = true;
    say(outcome, Step::Urge, "协办或应哨超期未答复 / no answer within the limit", now, part.to);
  }
}

}  // namespace

void set_limits(Case& entry, const catalogue::Matter& matter, const FlowRules& rules) {
  entry.ladder = plan_of(rules).ladder_of(matter.code).key;
  if (matter.respond) entry.respond_due_at = after(*matter.respond, entry.received_at, rules);
  if (!matter.settle) return;
  entry.settle_limit = catalogue::format_limit(*matter.settle);
  entry.due_at = after(*matter.settle, entry.received_at, rules);
}

LimitUnit unit_of(const Case& entry) {
  const auto limit = catalogue::parse_limit(entry.settle_limit);
  return limit ? limit->unit : LimitUnit::CalendarHours;
}

Instant extended(Instant due, const catalogue::Limit& limit, const FlowRules& rules) {
  return after(limit, due, rules);
}

Instant paused(const Case& entry, Instant due, Instant from, Instant until, const FlowRules& rules) {
  if (from >= due || until <= from) return due;
  const auto& calendar = calendar_of(rules);
  const auto unit = unit_of(entry);
  return calendars::run_on(unit, until, calendars::left_between(unit, from, due, calendar), calendar);
}

std::optional<Instant> due_of(const Case& entry, const FlowRules& rules) {
  const auto limit = catalogue::parse_limit(entry.settle_limit);
  if (!limit) return entry.due_at;
  auto due = calendars::due_after(*limit, entry.received_at, calendar_of(rules));
  std::vector<const CaseRequest*> granted;
  for (const auto& request : entry.requests) {
    if (request.decision == Decision::Approved && request.kind != RequestKind::Exclusion) granted.push_back(&request);
  }
  std::ranges::sort(granted, {},
                    [](const CaseRequest* request) { return std::pair(*request->decided_at, request->seq); });
  for (const auto* request : granted) {
    if (request->kind == RequestKind::Pause && request->until)
      due = paused(entry, due, *request->decided_at, *request->until, rules);
    if (request->kind == RequestKind::Extension)
      if (const auto more = catalogue::parse_limit(request->limit)) due = extended(due, *more, rules);
  }
  return due;
}

void end_pause(Case& entry, Instant now, const FlowRules& rules) {
  if (!entry.paused_until) return;
  const auto until = *entry.paused_until;
  entry.paused_until.reset();
  for (auto& request : entry.requests) {
    const bool running =
        request.kind == RequestKind::Pause && request.decision == Decision::Approved && request.until == until;
    if (running && now < until) request.until = std::max(now, *request.decided_at);
  }
  if (!entry.due_at || now >= until) return;
  if (!entry.settle_limit.empty()) {
    entry.due_at = due_of(entry, rules);
    return;
  }
  const auto& calendar = calendar_of(rules);
  const auto unit = unit_of(entry);
  // What was left when the pause began is what would be left at its end.
  if (*entry.due_at > until)
    entry.due_at =
        calendars::run_on(unit, now, calendars::left_between(unit, until, *entry.due_at, calendar), calendar);
}

std::optional<Instant> warn_time(const Case& entry, const FlowRules& rules) {
  if (!entry.due_at || *entry.due_at <= entry.received_at) return std::nullopt;
  const auto& calendar = calendar_of(rules);
  const auto unit = unit_of(entry);
  const auto whole = calendars::left_between(unit, entry.received_at, *entry.due_at, calendar);
  return calendars::run_on(unit, entry.received_at, whole * plan_of(rules).warn_percent / 100, calendar);
}

const Ladder& ladder_of(const Case& entry, const FlowRules& rules) { return plan_of(rules).ladder(entry.ladder); }

std::optional<Instant> rung_time(const Case& entry, int level, const FlowRules& rules) {
  if (!entry.due_at) return std::nullopt;
  const auto& rungs = ladder_of(entry, rules).rungs;
  auto at = *entry.due_at;
  for (int i = 1; i <= level && i < static_cast<int>(rungs.size()); ++i)
    at = after(rungs[static_cast<std::size_t>(i)].after, at, rules);
  return at;
}

std::vector<std::optional<Instant>> rung_times(const Case& entry, const FlowRules& rules) {
  const auto& rungs = ladder_of(entry, rules).rungs;
  std::vector<std::optional<Instant>> times(rungs.size());
  auto at = entry.due_at;
  for (std::size_t i = 1; i < rungs.size() && at; ++i) {
    at = after(rungs[i].after, *at, rules);
    times[i] = at;
  }
  return times;
}

std::int64_t rung_place(const Case& entry, const Rung& rung) {
  switch (rung.level) {
    case RungLevel::Grid:
      return entry.where.grid.value;
    case RungLevel::Building:
      return entry.where.building.value;
    case RungLevel::Courtyard:
      return entry.where.courtyard.value;
    case RungLevel::Community:
      return entry.where.community.value;
    case RungLevel::Subdistrict:
      return entry.where.subdistrict.value;
    case RungLevel::District:
      return entry.where.district.value;
  }
  std::unreachable();
}

std::optional<Instant> next_visit(const Case& entry, const FlowRules& rules) {
  if (has_ended(entry.state)) return std::nullopt;
  Earliest next;
  if (entry.paused_until) {
    next.add(entry.paused_until);
  } else {
    next.add(response_time(entry));
    next.add(due_soon_time(entry, rules));
    next.add(climb_time(entry, rules));
    next.add(verify_time(entry, rules));
  }
  for (const auto& part : entry.parts) next.add(part_time(part));
  return next.at();
}

Outcome visit(const Case& current, Instant now, const FlowRules& rules) {
  Outcome outcome{current, {}};
  auto& entry = outcome.after;
  if (has_ended(entry.state)) return outcome;
  visit_parts(outcome, now);
  if (is_due(entry.paused_until, now)) {
    end_pause(entry, now, rules);
    entry.told &= ~kToldDueSoon;
    say(outcome, Step::Resume, "暂停到期，恢复计时 / the pause is over", now);
  }
  if (!entry.paused_until) {
    if (is_due(response_time(entry), now))
      warn(outcome, kToldNoResponse, "超过响应时限仍未联系居民 / not answered within the limit", now);
    if (is_due(due_soon_time(entry, rules), now)) {
      const bool late = entry.due_at && *entry.due_at < now;
      // What climbs below is told by that; at the top of the ladder somebody still hears of it.
      if (late && is_due(climb_time(entry, rules), now)) {
        entry.told |= kToldDueSoon;
      } else {
        warn(outcome, kToldDueSoon, late ? "已经超期 / past its limit" : "即将到期 / due soon", now);
      }
    }
    while (is_due(climb_time(entry, rules), now)) climb(outcome, {"超期未办结", "past its limit"}, now, rules);
    supervise_if_triggered(outcome, current, now, rules);
    copy_by_rule(outcome, now, rules);
    if (is_due(verify_time(entry, rules), now))
      warn(outcome, kToldUnverified, "办结后无人核查 / done, and nobody has looked at it", now);
  }
  if (!outcome.hops.empty()) ++entry.version;
  return outcome;
}

}  // namespace linli::cases
