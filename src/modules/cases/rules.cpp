#include "modules/cases/rules.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

#include "base/text.hpp"
#include "modules/cases/asks.hpp"
#include "modules/cases/clocks.hpp"
#include "modules/cases/errors.hpp"
#include "modules/cases/flow_parts.hpp"
#include "modules/cases/flow_steps.hpp"
#include "modules/cases/names.hpp"

namespace linli::cases {
namespace {

using std::chrono::days;
using storage::ActorKind;

// Who may take a step; a row may name several.
enum Who : unsigned {
  kDesk = 1,       // dispatches
  kAtLead = 2,     // handles, at the grid or body that leads (or the desk, when nobody leads)
  kVerifier = 4,   // verifies, and neither handled nor finished it
  kAnyStaff = 8,   // whoever sees it
  kResident = 16,  // holds the secret
  kSystem = 32,
  kAbove = 64,      // dispatches, above the case's community
  kAtPart = 128,    // handles, at a unit whose answer is awaited
  kFirst = 256,     // at the unit that took it first
  kAssessor = 512,  // either side of a whistle that has been answered
};

constexpr unsigned in(std::initializer_list<State> states) {
  unsigned mask = 0;
  for (const auto state : states) mask |= 1U << static_cast<unsigned>(state);
  return mask;
}

struct Rule {
  Step step;
  unsigned from;
  unsigned who;
};

constexpr unsigned kOpen = in({State::Received, State::Dispatched, State::Accepted, State::Returned});
constexpr unsigned kInHand = in({State::Received, State::Dispatched, State::Accepted});
constexpr unsigned kAnswered = in({State::Done, State::Verified, State::Closed});
constexpr unsigned kUnended = kOpen | in({State::Done, State::Verified});
constexpr unsigned kAny = kUnended | in({State::Closed, State::Withdrawn});

// The flow, one row a step, in the order of the page. What a step needs stands in asks.cpp, what it changes in
// flow_steps.cpp.
constexpr std::array kRules{
    Rule{Step::Approve, kAny, kDesk},
    Rule{Step::Refuse, kAny, kDesk},
    Rule{Step::Dispatch, kOpen, kDesk},
    Rule{Step::Accept, in({State::Received, State::Dispatched}), kAtLead},
    Rule{Step::Answer, kUnended, kAtPart},
    Rule{Step::Return, in({State::Dispatched, State::Accepted}), kAtLead},
    Rule{Step::HandOn, in({State::Dispatched, State::Accepted}), kAtLead},
    Rule{Step::Done, kInHand, kAtLead},
    Rule{Step::Verify, in({State::Done}), kVerifier},
    Rule{Step::Reject, in({State::Done}), kVerifier},
    Rule{Step::Revisit, kAnswered, kVerifier},
    Rule{Step::Close, in({State::Verified}), kDesk | kVerifier | kSystem},
    Rule{Step::Reopen, kAnswered, kDesk | kVerifier | kResident},
    Rule{Step::Withdraw, kOpen, kResident},
    Rule{Step::Rate, kAnswered, kResident},
    Rule{Step::Contact, kOpen, kAtLead | kDesk},
    Rule{Step::CoHandle, kOpen, kDesk | kAtLead},
    Rule{Step::Whistle, kOpen, kAbove},
    Rule{Step::Assess, kAny, kAssessor},
    Rule{Step::SplitOff, kOpen, kDesk | kAtLead},
    Rule{Step::AskPause, kInHand, kAtLead},
    Rule{Step::AskExtension, kInHand, kAtLead},
    Rule{Step::Resume, kOpen, kAtLead | kDesk},
    Rule{Step::Confer, kOpen, kDesk},
    Rule{Step::Designate, kOpen, kAbove},
    Rule{Step::Urge, kOpen, kDesk | kFirst | kResident},
    Rule{Step::Supervise, kOpen, kAbove},
    Rule{Step::Release, kUnended, kAbove},
    Rule{Step::Copy, kUnended, kDesk},
    Rule{Step::Divert, kOpen, kDesk},
    Rule{Step::Recuse, kOpen, kDesk},
    Rule{Step::Conceal, kAny, kDesk},
    Rule{Step::AskExclusion, kAny, kDesk},
    Rule{Step::Note, kUnended, kAnyStaff | kResident},
};

const Rule* rule_of(Step step) {
  const auto* found = std::ranges::find(kRules, step, &Rule::step);
  return found == kRules.end() ? nullptr : found;
}

bool handled_it(const Case& entry, AccountId account) {
  return account && (entry.done_by == account || entry.handler == account);
}

unsigned roles_of(const Case& entry, const Standing& standing) {
  if (standing.kind == ActorKind::System) return kSystem;
  if (standing.kind == ActorKind::Resident) return kResident;
  unsigned roles = kAnyStaff;
  if (standing.dispatches) roles |= kDesk;
  if (standing.dispatches && standing.above) roles |= kAbove;
  if (standing.handles && standing.at_lead) roles |= kAtLead;
  if (standing.verifies && !handled_it(entry, standing.account)) roles |= kVerifier;
  if (standing.handles && part_for(entry, 0, PartUse::Answer, standing) != nullptr) roles |= kAtPart;
  if (entry.first && std::ranges::binary_search(standing.units, entry.first.id)) roles |= kFirst;
  const bool assesses = part_for(entry, 0, PartUse::AssessAsCaller, standing) != nullptr ||
                        part_for(entry, 0, PartUse::AssessAsCalled, standing) != nullptr;
  if (assesses && (standing.dispatches || standing.handles)) roles |= kAssessor;
  return roles;
}

bool resident_is_late(const Case& entry, const Standing& standing, Instant now, const FlowRules& rules) {
  return standing.kind == ActorKind::Resident && entry.state == State::Closed && entry.ended_at &&
         now - *entry.ended_at > days{rules.reopen_within_days};
}

const ErrorSpec* unless(bool good, const ErrorSpec& otherwise) { return good ? nullptr : &otherwise; }

const ErrorSpec* bar_of_decision(const Case& entry, const Standing& standing) {
  const auto* pending = pending_request(entry);
  if (pending == nullptr) return &kNothingPending;
  if (pending->asked_by == standing.account) return &kOwnRequest;
  // Whoever handles a case does not decide how long it may take, nor whether it counts.
  return unless(!handled_it(entry, standing.account), kOwnRequest);
}

const ErrorSpec* bar_of_request(const Case& entry, Step step, Instant now, const FlowPlan& plan) {
  if (pending_request(entry) != nullptr) return &kPending;
  if (step == Step::AskExclusion) return unless(!entry.excluded, kWrongState);
  if (!entry.due_at || *entry.due_at < now || entry.paused_until) return &kWrongState;
  const auto used = std::ranges::count_if(entry.requests, [](const CaseRequest& request) {
    return request.kind == RequestKind::Extension && request.decision == Decision::Approved;
  });
  return unless(step != Step::AskExtension || used < plan.most_extensions, kTooMany);
}

// What stands in the way of a step besides state and person.
const ErrorSpec* bar_of(const Case& entry, Step step, const Standing& standing, Instant now, const FlowPlan& plan) {
  if (!plan.uses(step)) return &kStepOff;
  switch (step) {
    case Step::Dispatch:
    case Step::Return:
    case Step::HandOn:
      return unless(!entry.designated, kDesignated);
    case Step::Approve:
    case Step::Refuse:
      return bar_of_decision(entry, standing);
    case Step::AskPause:
    case Step::AskExtension:
    case Step::AskExclusion:
      return bar_of_request(entry, step, now, plan);
    case Step::Resume:
      return unless(entry.paused_until.has_value(), kWrongState);
    case Step::Supervise:
      return unless(!entry.supervised, kWrongState);
    case Step::Release:
      return unless(entry.supervised, kWrongState);
    case Step::Conceal:
      return unless(!entry.confidential, kWrongState);
    case Step::Urge: {
      const bool soon = standing.kind == ActorKind::Resident && entry.urged_at &&
                        now - *entry.urged_at < std::chrono::hours{plan.urge_gap_hours};
      return unless(!soon, kTooSoon);
    }
    default:
      return nullptr;
  }
}

// What follows by itself; each is a hop of the system, so that everybody sees why.
void follow(Outcome& outcome, const Case& before, const Command& command, Instant now, const FlowRules& rules) {
  const Standing system{};
  const auto& entry = outcome.after;
  const bool judged = command.step == Step::Rate || (command.step == Step::Revisit && command.reached);
  if (judged && !command.solved && rules.unsolved_reopens) {
    Command reopen{.step = Step::Reopen, .reason = "居民评价：未解决 / the resident says it is not solved"};
    if (!command.note.empty()) reopen.reason = command.note;
    add_step(outcome, reopen, system, now, rules);
  }
  const bool reopened = outcome.hops.back().step == Step::Reopen;
  if (reopened && rules.plan && rules.plan->unsolved_climbs &&
      entry.level + 1 < static_cast<int>(ladder_of(entry, rules).rungs.size()))
    climb(outcome, {"未解决", "not solved"}, now, rules);
  const bool confirmed = entry.state == State::Verified && entry.solved.value_or(false) && entry.rated_at &&
                         entry.done_at && *entry.rated_at >= *entry.done_at;
  if (confirmed && rules.close_when_confirmed)
    add_step(outcome, {.step = Step::Close, .reason = "核查通过，居民确认已解决 / verified, and the resident confirms"},
             system, now, rules);
  const bool unreachable = command.step == Step::Revisit && !command.reached && entry.state == State::Verified &&
                           entry.tries >= plan_of(rules).most_tries;
  if (unreachable)
    add_step(outcome,
             {.step = Step::Close, .reason = "核查通过，多次回访未接通 / verified, and nobody could be reached"},
             system, now, rules);
  supervise_if_triggered(outcome, before, now, rules);
}

}  // namespace

Result<Outcome> decide(const Case& current, const Command& command, const Standing& standing, Instant now,
                       const FlowRules& rules) {
  const auto& plan = plan_of(rules);
  const auto* rule = rule_of(command.step);
  if (rule == nullptr || (rule->from & in({current.state})) == 0) return fail(kWrongState);
  if ((rule->who & roles_of(current, standing)) == 0) {
    const bool himself = (rule->who & kVerifier) != 0 && standing.verifies && handled_it(current, standing.account);
    return fail(himself ? kSamePerson : kNotYours);
  }
  if (const auto* bar = bar_of(current, command.step, standing, now, plan)) return fail(*bar);
  if (resident_is_late(current, standing, now, rules) && command.step != Step::Rate) return fail(kTooLate);
  if (auto faults = check_fields(current, command, standing, now, plan); !faults.empty())
    return fail(kBadStep, std::move(faults));
  Outcome outcome{current, {}};
  add_step(outcome, command, standing, now, rules);
  if (!resident_is_late(current, standing, now, rules)) follow(outcome, current, command, now, rules);
  copy_by_rule(outcome, now, rules);
  ++outcome.after.version;
  return outcome;
}

std::vector<Step> offered_steps(const Case& current, const Standing& standing, Instant now, const FlowRules& rules) {
  const auto& plan = plan_of(rules);
  std::vector<Step> steps;
  steps.reserve(kRules.size());
  const auto roles = roles_of(current, standing);
  const bool late = resident_is_late(current, standing, now, rules);
  for (const auto& rule : kRules) {
    if ((rule.from & in({current.state})) == 0 || (rule.who & roles) == 0) continue;
    if (late && rule.step != Step::Rate) continue;
    if (bar_of(current, rule.step, standing, now, plan) == nullptr) steps.push_back(rule.step);
  }
  return steps;
}

Offer offer_of(const Case& current, Step step, const Standing& standing, const FlowPlan& plan) {
  Offer offer{step, label_of(step), {}, fields_of(current, step, standing, plan)};
  if (const auto label = plan.labels.find(step); label != plan.labels.end()) offer.label = label->second;
  for (const auto& field : offer.fields)
    if (field.required) offer.needs.push_back(field.name);
  return offer;
}

std::vector<Offer> offers(const Case& current, const Standing& standing, Instant now, const FlowRules& rules) {
  std::vector<Offer> list;
  for (const auto step : offered_steps(current, standing, now, rules))
    list.push_back(offer_of(current, step, standing, plan_of(rules)));
  return list;
}

Outcome receive(Case fresh, Lead lead, ActorKind by, AccountId account, const FlowRules& rules) {
  Outcome outcome{std::move(fresh), {}};
  auto& entry = outcome.after;
  entry.state = State::Received;
  const Standing reporter{.kind = by, .account = account};
  add_hop(outcome, Step::Receive, reporter, entry.received_at, {.step = Step::Receive});
  outcome.hops.back().from.reset();
  if (lead)
    add_step(outcome, {.step = Step::Dispatch, .to = lead, .reason = "按事项和地点自动派单 / by matter and place"},
             Standing{}, entry.received_at, rules);
  copy_by_rule(outcome, entry.received_at, rules);
  return outcome;
}

}  // namespace linli::cases
