#include "modules/cases/flow_steps.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "modules/cases/clocks.hpp"
#include "modules/cases/flow_parts.hpp"
#include "modules/catalogue/api.hpp"

namespace linli::cases {
namespace {

using storage::ActorKind;

// A done that somebody rejected does not count: neither as answer nor as "on time".
void forget_done(Case& entry) {
  entry.done_at.reset();
  entry.verified_at.reset();
  entry.ended_at.reset();
  entry.done_by = {};
  entry.outcome.clear();
  entry.tries = 0;
  entry.told &= ~kToldUnverified;
}

void end(Case& entry, State state, Instant now) {
  entry.state = state;
  entry.ended_at = now;
}

void respond(Case& entry, Instant now) {
  if (!entry.responded_at) entry.responded_at = now;
}

void finish(Case& entry, const Command& command, const Standing& standing, Instant now) {
  entry.state = State::Done;
  entry.handler = standing.account;
  entry.done_by = standing.account;
  entry.done_at = now;
  entry.result = std::string(trim(command.result));
  respond(entry, now);
}

void rate(Case& entry, const Command& command, Instant now) {
  entry.rating = command.rating;
  entry.rated_at = now;
  entry.solved = command.solved;
}

void divert(Case& entry, const Command& command, const Standing& standing, Instant now) {
  finish(entry, command, standing, now);
  entry.outcome = command.choice;
  end(entry, State::Closed, now);
}

void recuse(Case& entry, Lead body, Instant now) {
  entry.recused.push_back(body.id);
  std::erase(entry.scopes, body.id);
  for (auto& part : entry.parts) {
    if (part.to != body || part.answered_at) continue;
    part.answer = "已回避 / recused";
    part.answered_at = now;
  }
  if (entry.lead == body) to_lead(entry, {});
}

void revisit(Case& entry, const Command& command, Instant now) {
  if (!command.reached) {
    ++entry.tries;
    return;
  }
  entry.tries = 0;
  entry.solved = command.solved;
  entry.rated_at = now;
  entry.rating = command.rating;
}

void urge(Case& entry, const Standing& standing, Instant now) {
  ++entry.urges;
  if (standing.kind == ActorKind::Resident) entry.urged_at = now;
}

// The steps of the spine.
bool apply_basic(Case& entry, const Command& command, const Standing& standing, Instant now, const FlowRules& rules) {
  switch (command.step) {
    case Step::Dispatch:
    case Step::HandOn:
      end_pause(entry, now, rules);
      to_lead(entry, command.to);
      return true;
    case Step::Accept:
      entry.state = State::Accepted;
      entry.handler = standing.account;
      if (plan_of(rules).accept_responds) respond(entry, now);
      return true;
    case Step::Return:
      end_pause(entry, now, rules);
      entry.state = State::Returned;
      entry.lead = {};
      entry.handler = {};
      ++entry.returns;
      return true;
    case Step::Done:
      end_pause(entry, now, rules);
      finish(entry, command, standing, now);
      return true;
    case Step::Verify:
      entry.state = State::Verified;
      entry.verified_at = now;
      return true;
    case Step::Reject:
      entry.state = State::Accepted;
      forget_done(entry);
      return true;
    case Step::Close:
      end(entry, State::Closed, now);
      return true;
    case Step::Reopen:
      forget_done(entry);
      ++entry.reopened;
      to_lead(entry, entry.lead);
      return true;
    case Step::Withdraw:
      end_pause(entry, now, rules);
      end(entry, State::Withdrawn, now);
      return true;
    case Step::Rate:
      rate(entry, command, now);
      return true;
    default:
      return false;
  }
}

// What several units, levels and residents do around the lead.
bool apply_around(Case& entry, const Command& command, const Standing& standing, Instant now, const FlowRules& rules) {
  const auto& plan = plan_of(rules);
  switch (command.step) {
    case Step::Designate:
    case Step::Confer:
      if (command.to) {
        end_pause(entry, now, rules);
        to_lead(entry, command.to);
        entry.designated = true;
      }
      return true;
    case Step::CoHandle:
      add_part(entry, PartKind::CoHandler, command, standing, now, plan.co_handle_limit, rules);
      return true;
    case Step::Whistle:
      add_part(entry, PartKind::Whistle, command, standing, now, plan.whistle_limit, rules);
      return true;
    case Step::Copy:
      add_part(entry, PartKind::Copy, command, standing, now, std::nullopt, rules);
      return true;
    case Step::Answer:
      answer_part(entry, command, standing, now);
      return true;
    case Step::Assess:
      assess_whistle(entry, command, standing);
      return true;
    case Step::Urge:
      urge(entry, standing, now);
      return true;
    case Step::Supervise:
    case Step::Release:
      entry.supervised = command.step == Step::Supervise;
      return true;
    case Step::Divert:
      end_pause(entry, now, rules);
      divert(entry, command, standing, now);
      return true;
    case Step::Conceal:
      entry.confidential = true;
      return true;
    case Step::Recuse:
      recuse(entry, command.to, now);
      return true;
    case Step::Revisit:
      revisit(entry, command, now);
      return true;
    case Step::SplitOff:
      ++entry.children;
      return true;
    case Step::Contact:
      respond(entry, now);
      return true;
    default:
      return false;
  }
}

void apply_clock(Case& entry, const Command& command, const Standing& standing, Instant now, const FlowRules& rules) {
  switch (command.step) {
    case Step::AskPause:
      return ask_for(entry, RequestKind::Pause, command, standing, now);
    case Step::AskExtension:
      return ask_for(entry, RequestKind::Extension, command, standing, now);
    case Step::AskExclusion:
      return ask_for(entry, RequestKind::Exclusion, command, standing, now);
    case Step::Approve:
      return settle_request(entry, Decision::Approved, command, standing, now, rules);
    case Step::Refuse:
      return settle_request(entry, Decision::Refused, command, standing, now, rules);
    case Step::Resume:
      return end_pause(entry, now, rules);
    default:
      return;  // notes change nothing
  }
}

// Which list a step's choice comes from.
std::string_view choice_of(Step step) {
  switch (step) {
    case Step::AskPause:
      return "pause";
    case Step::AskExclusion:
      return "exclude";
    case Step::Supervise:
      return "supervise";
    case Step::Divert:
      return "divert";
    case Step::Whistle:
      return "whistle";
    case Step::Revisit:
      return "revisit";
    default:
      return {};
  }
}

std::string reason_of(const Command& command, const FlowRules& rules) {
  auto reason = std::string(trim(command.reason));
  const auto* option = plan_of(rules).option(choice_of(command.step), command.choice);
  if (option == nullptr) return reason;
  return reason.empty() ? option->label.zh : option->label.zh + "：" + reason;
}

std::string note_of(const Command& command) {
  auto note = std::string(trim(command.note));
  const auto result = trim(command.result);
  if (command.step == Step::Revisit && !command.reached) note = note.empty() ? "未接通" : "未接通：" + note;
  if (result.empty()) return note;
  return note.empty() ? std::string(result) : note + "\n" + std::string(result);
}

}  // namespace

void to_lead(Case& entry, Lead lead) {
  entry.lead = lead;
  entry.handler = {};
  entry.state = lead ? State::Dispatched : State::Received;
  if (!entry.first) entry.first = lead;
  take_part(entry, lead);
}

void add_hop(Outcome& outcome, Step step, const Standing& standing, Instant now, const Command& command,
             std::optional<State> from) {
  auto& entry = outcome.after;
  Hop hop;
  hop.seq = ++entry.hops;
  hop.at = now;
  hop.step = step;
  hop.from = from.value_or(entry.state);
  hop.to_state = entry.state;
  hop.by = standing.kind;
  hop.account = standing.account;
  hop.to = step == Step::Reopen ? entry.lead : command.to;
  hop.reason = command.reason;
  hop.note = note_of(command);
  hop.clock_seconds = std::chrono::duration_cast<std::chrono::seconds>(now - entry.received_at).count();
  outcome.hops.push_back(std::move(hop));
}

void add_step(Outcome& outcome, const Command& command, const Standing& standing, Instant now, const FlowRules& rules) {
  auto& entry = outcome.after;
  const auto from = entry.state;
  if (!apply_basic(entry, command, standing, now, rules) && !apply_around(entry, command, standing, now, rules))
    apply_clock(entry, command, standing, now, rules);
  auto said = command;
  said.reason = reason_of(command, rules);
  add_hop(outcome, command.step, standing, now, said, from);
}

void climb(Outcome& outcome, const Text& reason, Instant now, const FlowRules& rules) {
  auto& entry = outcome.after;
  const auto& rungs = ladder_of(entry, rules).rungs;
  LINLI_ASSERT(entry.level + 1 < static_cast<int>(rungs.size()));
  const auto& rung = rungs[static_cast<std::size_t>(++entry.level)];
  const auto place = rung_place(entry, rung);
  const auto from = entry.state;
  if (place != 0) {
    entry.watch = place;
    if (rung.takes && entry.lead) to_lead(entry, {});
  }
  Command said{.step = Step::Escalate};
  said.reason = reason.zh + "，升级到" + rung.name.zh + " / " + reason.en + ", up to " + rung.name.en;
  add_hop(outcome, Step::Escalate, Standing{}, now, said, from);
}

void supervise_if_triggered(Outcome& outcome, const Case& before, Instant now, const FlowRules& rules) {
  const auto& plan = plan_of(rules);
  const auto& entry = outcome.after;
  if (entry.supervised || has_ended(entry.state) || !plan.uses(Step::Supervise)) return;
  // Only what has just come to pass: a supervision that somebody ended does not come back for old reasons.
  const auto reached = [](int was, int is, int from) { return is > was && is >= from; };
  Command command{.step = Step::Supervise};
  if (reached(before.returns, entry.returns, plan.supervise_after_returns)) {
    command.choice = "refuses";
  } else if (reached(before.level, entry.level, plan.supervise_at_level)) {
    command.choice = "overdue";
  } else if (reached(before.urges, entry.urges, plan.supervise_after_urges) ||
             reached(before.reopened, entry.reopened, plan.supervise_after_reopened)) {
    command.choice = "solvable";
  } else {
    return;
  }
  add_step(outcome, command, Standing{}, now, rules);
}

}  // namespace linli::cases
