// Units beside the lead, and what only another person may grant. Pure.
#include "modules/cases/flow_parts.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "modules/cases/clocks.hpp"
#include "modules/catalogue/api.hpp"

namespace linli::cases {

namespace {

Part& part_of(Case& entry, const Part* part) {
  LINLI_ASSERT(part != nullptr);
  return entry.parts[static_cast<std::size_t>(part->seq) - 1];
}

}  // namespace

void add_part(Case& entry, PartKind kind, const Command& command, const Standing& standing, Instant now,
              const std::optional<catalogue::Limit>& usual, const FlowRules& rules) {
  Part part;
  part.seq = static_cast<int>(entry.parts.size()) + 1;
  part.kind = kind;
  part.to = command.to;
  part.choice = command.choice;
  part.reason = std::string(trim(command.reason));
  part.asked_by = standing.account;
  part.asked_at = now;
  const auto limit = command.limit ? command.limit : usual;
  if (limit && kind != PartKind::Copy) part.due_at = calendars::due_after(*limit, now, calendar_of(rules));
  entry.parts.push_back(std::move(part));
  entry.part_count = static_cast<int>(entry.parts.size());
  take_part(entry, command.to);
}

void answer_part(Case& entry, const Command& command, const Standing& standing, Instant now) {
  auto& part = part_of(entry, part_for(entry, command.part, PartUse::Answer, standing));
  part.answer = std::string(trim(command.result));
  part.answered_by = standing.account;
  part.answered_at = now;
}

void assess_whistle(Case& entry, const Command& command, const Standing& standing) {
  if (const auto* called = part_for(entry, command.part, PartUse::AssessAsCaller, standing)) {
    part_of(entry, called).mark_of_called = command.mark;
    return;
  }
  part_of(entry, part_for(entry, command.part, PartUse::AssessAsCalled, standing)).mark_of_caller = command.mark;
}

void ask_for(Case& entry, RequestKind kind, const Command& command, const Standing& standing, Instant now) {
  CaseRequest request;
  request.seq = static_cast<int>(entry.requests.size()) + 1;
  request.kind = kind;
  request.choice = command.choice;
  request.reason = std::string(trim(command.reason));
  request.asked_by = standing.account;
  request.asked_at = now;
  if (kind == RequestKind::Pause) request.until = command.until;
  if (kind == RequestKind::Extension && command.limit) request.limit = catalogue::format_limit(*command.limit);
  entry.requests.push_back(std::move(request));
  entry.request_count = static_cast<int>(entry.requests.size());
}

void settle_request(Case& entry, Decision decision, const Command& command, const Standing& standing, Instant now,
                    const FlowRules& rules) {
  const auto* pending = pending_request(entry);
  LINLI_ASSERT(pending != nullptr);
  auto& request = entry.requests[static_cast<std::size_t>(pending->seq) - 1];
  request.decision = decision;
  request.decided_by = standing.account;
  request.decided_at = now;
  request.note = std::string(trim(command.reason.empty() ? command.note : command.reason));
  if (decision != Decision::Approved) return;
  if (request.kind == RequestKind::Exclusion) {
    entry.excluded = true;
    return;
  }
  if (!entry.due_at) return;
  const auto due = *entry.due_at;
  if (request.kind == RequestKind::Pause && request.until && *request.until > now && now < due) {
    entry.due_at = paused(entry, due, now, *request.until, rules);
    entry.paused_until = request.until;
  }
  if (request.kind == RequestKind::Extension)
    if (const auto limit = catalogue::parse_limit(request.limit)) entry.due_at = extended(due, *limit, rules);
  entry.due_at = due_of(entry, rules);
  entry.told &= ~kToldDueSoon;
}

const Part* part_for(const Case& entry, int seq, PartUse use, const Standing& standing) {
  for (const auto& part : entry.parts) {
    if (seq != 0 && part.seq != seq) continue;
    const bool there = std::ranges::binary_search(standing.units, part.to.id);
    const bool whistle = part.kind == PartKind::Whistle && part.answered_at.has_value();
    const bool fits = use == PartUse::Answer           ? part.kind != PartKind::Copy && !part.answered_at && there
                      : use == PartUse::AssessAsCaller ? whistle && part.mark_of_called == 0 && standing.above && !there
                                                       : whistle && part.mark_of_caller == 0 && there;
    if (fits) return &part;
  }
  return nullptr;
}

const CaseRequest* pending_request(const Case& entry) {
  const auto found = std::ranges::find(entry.requests, Decision::Pending, &CaseRequest::decision);
  return found == entry.requests.end() ? nullptr : &*found;
}

}  // namespace linli::cases
