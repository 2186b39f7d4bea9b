#include "modules/open311/rules.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace linli::open311 {

using cases::Case;
using cases::Hop;
using cases::State;
using cases::Step;

namespace {

constexpr std::array<std::pair<Extended, std::string_view>, 13> kNames{{
    {Extended::Open, "OPEN"},
    {Extended::InProgress, "IN_PROGRESS"},
    {Extended::ActionScheduled, "ACTION_SCHEDULED"},
    {Extended::Investigating, "INVESTIGATING"},
    {Extended::Fixed, "FIXED"},
    {Extended::Duplicate, "DUPLICATE"},
    {Extended::NotCouncilsResponsibility, "NOT_COUNCILS_RESPONSIBILITY"},
    {Extended::NoFurtherAction, "NO_FURTHER_ACTION"},
    {Extended::InternalReferral, "INTERNAL_REFERRAL"},
    {Extended::ForTriage, "FOR_TRIAGE"},
    {Extended::Closed, "CLOSED"},
    {Extended::Cancelled, "CANCELLED"},
    {Extended::Reopen, "REOPEN"},
}};

Extended ended_as(const Case& entry) {
  if (!entry.outcome.empty()) return Extended::NotCouncilsResponsibility;
  if (entry.solved.has_value() && !*entry.solved) return Extended::NoFurtherAction;
  return entry.done_at ? Extended::Fixed : Extended::Closed;
}

// A unit's own word on a case that it handles.
cases::Command units_step(Extended status, std::string_view description, const Case& entry) {
  const bool untouched = entry.state == State::Received || entry.state == State::Dispatched;
  cases::Command command{.step = Step::Note};
  switch (status) {
    case Extended::InProgress:
    case Extended::Investigating:
    case Extended::ActionScheduled:
      if (untouched) command.step = Step::Accept;
      break;
    case Extended::Fixed:
      if (untouched || entry.state == State::Accepted) command.step = Step::Done;
      break;
    case Extended::NotCouncilsResponsibility:
      if (entry.state == State::Dispatched || entry.state == State::Accepted) command.step = Step::Return;
      break;
    case Extended::Closed:
      if (entry.state == State::Verified) command.step = Step::Close;
      break;
    case Extended::Open:
    case Extended::Reopen:
      if (entry.state == State::Done || is_settled(entry)) command.step = Step::Reopen;
      break;
    default:
      break;
  }
  if (command.step == Step::Note) {
    command.note = std::string(to_string(status)) + ": " + std::string(description);
  } else if (command.step == Step::Done) {
    command.result = description;
  } else {
    command.reason = description;
  }
  return command;
}

}  // namespace

int status_of(const Trouble& trouble) {
  const auto has = [&](int code) {
    return std::ranges::find(trouble.items, code, &ErrorItem::code) != trouble.items.end();
  };
  for (const int code : {429, 403, 404})
    if (has(code)) return code;
  return 400;
}

std::string_view status_of(const Case& entry) { return is_settled(entry) ? "closed" : "open"; }

std::string_view to_string(Extended status) {
  return std::ranges::find(kNames, status, &std::pair<Extended, std::string_view>::first)->second;
}

std::optional<Extended> parse_extended(std::string_view text) {
  std::string upper(text);
  for (auto& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == ' ' || c == '-') c = '_';
  }
  for (const auto& [status, name] : kNames)
    if (name == upper) return status;
  return std::nullopt;
}

Extended extended_of(const Case& entry) {
  switch (entry.state) {
    case State::Received:
    case State::Returned:
      return Extended::ForTriage;
    case State::Dispatched:
      return Extended::InternalReferral;
    case State::Accepted:
      return entry.paused_until ? Extended::ActionScheduled : Extended::InProgress;
    case State::Done:
      return Extended::Investigating;  // somebody else still looks
    case State::Withdrawn:
      return Extended::Cancelled;
    case State::Merged:
      return Extended::Duplicate;
    case State::Verified:
    case State::Closed:
      break;
  }
  return ended_as(entry);
}

Extended extended_of(const Hop& hop, const Case& entry) {
  if (hop.step == Step::Reopen || hop.step == Step::Reject) return Extended::Reopen;
  if (hop.seq == entry.hops) return extended_of(entry);
  auto then = entry;
  then.state = hop.to_state;
  then.paused_until.reset();
  if (hop.to_state == State::Verified) return Extended::Fixed;
  return extended_of(then);
}

bool is_in_feed(const Hop& hop) {
  constexpr std::array kMoves{Step::Receive,  Step::Dispatch,  Step::Accept, Step::Return, Step::HandOn,
                              Step::Done,     Step::Verify,    Step::Reject, Step::Close,  Step::Reopen,
                              Step::Withdraw, Step::Designate, Step::Divert, Step::Merge,  Step::Split};
  if (hop.step == Step::Note || hop.step == Step::Urge) return hop.by == storage::ActorKind::Resident;
  return std::ranges::find(kMoves, hop.step) != kMoves.end();
}

Wanted wanted_of(Extended status, std::string_view description, const Case& entry, bool reported) {
  const bool answered = entry.state == State::Done || is_settled(entry);
  if (reported) {
    cases::Command command{.step = Step::Note};
    if (status == Extended::Cancelled) command.step = Step::Withdraw;
    if (answered && (status == Extended::Reopen || status == Extended::Open)) command.step = Step::Reopen;
    const bool speaks = command.step != Step::Note || status == Extended::Open || status == Extended::Closed ||
                        status == Extended::Fixed || status == Extended::Reopen;
    if (speaks) {
      auto& words = command.step == Step::Note ? command.note : command.reason;
      if (command.step == Step::Note && status != Extended::Open) words = std::string(to_string(status)) + ": ";
      words += description;
      return {std::move(command), true};
    }
  }
  return {units_step(status, description, entry), false};
}

Sight sight_of(const Case& entry, const catalogue::Matter* matter, const accounts::Caller* caller,
               AccountId reported_by) {
  const bool own = caller != nullptr && reported_by && reported_by == caller->account;
  if (entry.confidential) return own ? Sight::Status : Sight::None;
  const auto shares = [&](std::int64_t scope) { return std::ranges::binary_search(caller->scopes, scope); };
  if (caller != nullptr && caller->may(accounts::Right::BoardRead) &&
      (caller->whole_district || std::ranges::any_of(entry.scopes, shares)))
    return Sight::Full;
  if (own) return Sight::Status;
  const bool open = matter != nullptr && is_public(*matter) && entry.state != State::Withdrawn;
  return open ? Sight::Status : Sight::None;
}

bool is_service(const catalogue::Matter& matter) {
  return matter.active && matter.leaf && matter.open_to_residents && !matter.diverts;
}

bool is_public(const catalogue::Matter& matter) {
  return matter.leaf && matter.open_to_residents && !matter.diverts && matter.kind != "service";
}

double rounded(double degrees) { return std::round(degrees * 1000) / 1000; }

}  // namespace linli::open311
