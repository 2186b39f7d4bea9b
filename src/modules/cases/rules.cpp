#include "modules/cases/rules.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

#include "base/text.hpp"
#include "modules/cases/errors.hpp"

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
};
enum Need : unsigned { kTo = 1, kReason = 2, kResult = 4, kNote = 8, kRating = 16 };

constexpr unsigned in(std::initializer_list<State> states) {
  unsigned mask = 0;
  for (const auto state : states) mask |= 1U << static_cast<unsigned>(state);
  return mask;
}

struct Rule {
  Step step;
  unsigned from;
  unsigned who;
  unsigned needs;
};

using enum State;
constexpr unsigned kOpen = in({Received, Dispatched, Accepted, Returned});
constexpr unsigned kAnswered = in({Done, Verified, Closed});
constexpr unsigned kUnended = kOpen | in({Done, Verified});

// The flow, one row a step. What a step changes stands in apply().
constexpr std::array kRules{
    Rule{Step::Dispatch, kOpen, kDesk, kTo},
    Rule{Step::Accept, in({Received, Dispatched}), kAtLead, 0},
    Rule{Step::Return, in({Dispatched, Accepted}), kAtLead, kReason},
    Rule{Step::HandOn, in({Dispatched, Accepted}), kAtLead, kTo | kReason},
    Rule{Step::Done, in({Received, Dispatched, Accepted}), kAtLead, kResult},
    Rule{Step::Verify, in({Done}), kVerifier, 0},
    Rule{Step::Reject, in({Done}), kVerifier, kReason},
    Rule{Step::Close, in({Verified}), kDesk | kVerifier | kSystem, 0},
    Rule{Step::Reopen, kAnswered, kDesk | kVerifier | kResident, kReason},
    Rule{Step::Withdraw, kOpen, kResident, 0},
    Rule{Step::Rate, kAnswered, kResident, kRating},
    Rule{Step::Note, kUnended, kAnyStaff | kResident, kNote},
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
  if (standing.handles && standing.at_lead) roles |= kAtLead;
  if (standing.verifies && !handled_it(entry, standing.account)) roles |= kVerifier;
  return roles;
}

Fault missing(std::string_view field, Text remedy) {
  return {std::string(field), std::nullopt, {}, {"没有填写", "Nothing was entered"}, std::move(remedy)};
}

std::vector<Fault> check_needs(const Rule& rule, const Case& entry, const Command& command) {
  std::vector<Fault> faults;
  if ((rule.needs & kTo) != 0 && !command.to)
    faults.push_back(missing("to", {"请选择交给哪个网格或单位", "Choose the grid or body it goes to"}));
  if ((rule.needs & kTo) != 0 && command.to && command.to == entry.lead)
    faults.push_back({"to",
                      std::nullopt,
                      std::to_string(command.to.id),
                      {"已经在这个网格或单位", "It lies with this grid or body already"},
                      {"请选择另一个", "Choose another one"}});
  if ((rule.needs & kReason) != 0 && trim(command.reason).empty())
    faults.push_back(
        missing("reason", {"请写一句原因，居民也会看到", "Say why in a sentence; the resident sees it too"}));
  if ((rule.needs & kResult) != 0 && trim(command.result).empty())
    faults.push_back(missing("result", {"请写明怎么办的、结果如何；不要求照片",
                                        "Say what was done and how it is now; no photo is asked for"}));
  if ((rule.needs & kNote) != 0 && trim(command.note).empty() && command.photos.empty())
    faults.push_back(missing("note", {"请写内容", "Write something"}));
  if ((rule.needs & kRating) != 0 && (command.rating < 1 || command.rating > 5))
    faults.push_back(missing("rating", {"请选1到5颗星", "Choose one to five stars"}));
  return faults;
}

bool resident_is_late(const Case& entry, const Standing& standing, Instant now, const FlowRules& rules) {
  return standing.kind == ActorKind::Resident && entry.state == Closed && entry.ended_at &&
         now - *entry.ended_at > days{rules.reopen_within_days};
}

Hop hop_of(const Case& entry, Step step, State from, State to, const Standing& standing, Instant now) {
  Hop hop;
  hop.at = now;
  hop.step = step;
  hop.from = from;
  hop.to_state = to;
  hop.by = standing.kind;
  hop.account = standing.account;
  hop.clock_seconds = std::chrono::duration_cast<std::chrono::seconds>(now - entry.received_at).count();
  return hop;
}

void to_lead(Case& entry, Lead lead) {
  entry.lead = lead;
  entry.handler = {};
  entry.state = lead ? Dispatched : Received;
  take_part(entry, lead);
}

// A done that somebody rejected does not count: neither as answer nor as "on time".
void forget_done(Case& entry) {
  entry.done_at.reset();
  entry.verified_at.reset();
  entry.ended_at.reset();
  entry.done_by = {};
}

void end(Case& entry, State state, Instant now) {
  entry.state = state;
  entry.ended_at = now;
}

void finish(Case& entry, const Command& command, const Standing& standing, Instant now) {
  entry.state = Done;
  entry.handler = standing.account;
  entry.done_by = standing.account;
  entry.done_at = now;
  entry.result = std::string(trim(command.result));
}

void rate(Case& entry, const Command& command, Instant now) {
  entry.rating = command.rating;
  entry.rated_at = now;
  entry.solved = command.solved;
}

// Changes the case as the step says; the hop is written by the caller.
void apply(Case& entry, const Command& command, const Standing& standing, Instant now) {
  switch (command.step) {
    case Step::Dispatch:
    case Step::HandOn:
      return to_lead(entry, command.to);
    case Step::Accept:
      entry.state = Accepted;
      entry.handler = standing.account;
      return;
    case Step::Return:
      entry.state = Returned;
      entry.lead = {};
      entry.handler = {};
      return;
    case Step::Done:
      return finish(entry, command, standing, now);
    case Step::Verify:
      entry.state = Verified;
      entry.verified_at = now;
      return;
    case Step::Reject:
      entry.state = Accepted;
      return forget_done(entry);
    case Step::Close:
      return end(entry, Closed, now);
    case Step::Reopen:
      forget_done(entry);
      ++entry.reopened;
      return to_lead(entry, entry.lead);
    case Step::Withdraw:
      return end(entry, Withdrawn, now);
    case Step::Rate:
      return rate(entry, command, now);
    case Step::Receive:
    case Step::Note:
      return;
  }
}

void add_step(Outcome& outcome, const Command& command, const Standing& standing, Instant now) {
  const auto from = outcome.after.state;
  apply(outcome.after, command, standing, now);
  auto hop = hop_of(outcome.after, command.step, from, outcome.after.state, standing, now);
  hop.to = command.step == Step::Reopen ? outcome.after.lead : command.to;
  hop.reason = std::string(trim(command.reason));
  hop.note = std::string(trim(command.step == Step::Done ? command.result : command.note));
  hop.seq = ++outcome.after.hops;
  outcome.hops.push_back(std::move(hop));
}

// What follows by itself; each is a hop of the system, so that everybody sees why.
void follow(Outcome& outcome, const Command& command, Instant now, const FlowRules& rules) {
  const Standing system{};
  const auto& entry = outcome.after;
  if (command.step == Step::Rate && !command.solved && rules.unsolved_reopens) {
    Command reopen{.step = Step::Reopen, .reason = "居民评价：未解决 / the resident says it is not solved"};
    if (!command.note.empty()) reopen.reason = command.note;
    return add_step(outcome, reopen, system, now);
  }
  const bool confirmed = entry.state == Verified && entry.solved.value_or(false) && entry.rated_at && entry.done_at &&
                         *entry.rated_at >= *entry.done_at;
  if (confirmed && rules.close_when_confirmed)
    add_step(outcome, {.step = Step::Close, .reason = "核查通过，居民确认已解决 / verified, and the resident confirms"},
             system, now);
}

}  // namespace

Result<Outcome> decide(const Case& current, const Command& command, const Standing& standing, Instant now,
                       const FlowRules& rules) {
  const auto* rule = rule_of(command.step);
  if (rule == nullptr || (rule->from & in({current.state})) == 0) return fail(kWrongState);
  if ((rule->who & roles_of(current, standing)) == 0) {
    const bool himself = (rule->who & kVerifier) != 0 && standing.verifies && handled_it(current, standing.account);
    return fail(himself ? kSamePerson : kNotYours);
  }
  if (resident_is_late(current, standing, now, rules) && command.step != Step::Rate) return fail(kTooLate);
  if (auto faults = check_needs(*rule, current, command); !faults.empty()) return fail(kBadStep, std::move(faults));
  Outcome outcome{current, {}};
  add_step(outcome, command, standing, now);
  const bool late = resident_is_late(current, standing, now, rules);
  if (!late) follow(outcome, command, now, rules);
  ++outcome.after.version;
  return outcome;
}

std::vector<Offer> offers(const Case& current, const Standing& standing, Instant now, const FlowRules& rules) {
  std::vector<Offer> list;
  const auto roles = roles_of(current, standing);
  for (const auto& rule : kRules) {
    if ((rule.from & in({current.state})) == 0 || (rule.who & roles) == 0) continue;
    if (resident_is_late(current, standing, now, rules) && rule.step != Step::Rate) continue;
    Offer offer{rule.step, {}};
    if ((rule.needs & kTo) != 0) offer.needs.push_back("to");
    if ((rule.needs & kReason) != 0) offer.needs.push_back("reason");
    if ((rule.needs & kResult) != 0) offer.needs.push_back("result");
    if ((rule.needs & kNote) != 0) offer.needs.push_back("note");
    if ((rule.needs & kRating) != 0) offer.needs.push_back("rating");
    list.push_back(std::move(offer));
  }
  return list;
}

Outcome receive(Case fresh, Lead lead, ActorKind by, AccountId account) {
  Outcome outcome{std::move(fresh), {}};
  auto& entry = outcome.after;
  entry.state = State::Received;
  const Standing reporter{.kind = by, .account = account};
  auto hop = hop_of(entry, Step::Receive, State::Received, State::Received, reporter, entry.received_at);
  hop.from.reset();
  hop.seq = ++entry.hops;
  outcome.hops.push_back(std::move(hop));
  if (lead)
    add_step(outcome, {.step = Step::Dispatch, .to = lead, .reason = "按事项和地点自动派单 / by matter and place"},
             Standing{}, entry.received_at);
  return outcome;
}

}  // namespace linli::cases
