#include "modules/cases/merge_rules.hpp"

#include <chrono>

#include "base/text.hpp"
#include "modules/cases/errors.hpp"

namespace linli::cases {
namespace {

Hop link_hop(const Case& entry, Step step, State to, const std::string& reason, const std::string& other,
             const Standing& standing, Instant now) {
  Hop hop;
  hop.seq = entry.hops + 1;
  hop.at = now;
  hop.step = step;
  hop.from = entry.state;
  hop.to_state = to;
  hop.by = standing.kind;
  hop.account = standing.account;
  hop.to = entry.lead;
  hop.reason = reason;
  hop.note = other;
  hop.clock_seconds = std::chrono::duration_cast<std::chrono::seconds>(now - entry.received_at).count();
  return hop;
}

Outcome linked(const Case& entry, Step step, State to, const std::string& reason, const std::string& note,
               const Standing& standing, Instant now) {
  Outcome outcome{entry, {link_hop(entry, step, to, reason, note, standing, now)}};
  auto& after = outcome.after;
  after.state = to;
  after.hops = outcome.hops.back().seq;
  after.version = entry.version + 1;
  after.ended_at = has_ended(to) ? std::optional(entry.ended_at.value_or(now)) : std::nullopt;
  return outcome;
}

Result<void> may_link(const std::string& reason, const Standing& standing) {
  if (!standing.dispatches) return fail(kNotYours);
  if (!trim(reason).empty()) return {};
  return fail(kBadStep, {{"reason",
                          std::nullopt,
                          {},
                          {"没有填写原因", "No reason was given"},
                          {"请写明依据，例如：同一处井盖", "Say why, for instance: the same manhole cover"}}});
}

}  // namespace

Result<MergeOutcome> merge_cases(const Case& duplicate, const Case& main, const std::string& reason,
                                 const Standing& standing, Instant now) {
  if (auto good = may_link(reason, standing); !good) return fail(good.error());
  if (duplicate.id == main.id) return fail(kSameCase);
  if (has_ended(duplicate.state) || has_ended(main.state)) return fail(kWrongState);
  return MergeOutcome{
      linked(duplicate, Step::Merge, State::Merged, reason, "并入 / merged into " + main.number, standing, now),
      linked(main, Step::Merge, main.state, reason, "并入本件 / merged into this: " + duplicate.number, standing, now)};
}

Result<MergeOutcome> split_cases(const Case& duplicate, const Case& main, State before, const std::string& reason,
                                 const Standing& standing, Instant now) {
  if (auto good = may_link(reason, standing); !good) return fail(good.error());
  if (duplicate.state != State::Merged) return fail(kWrongState);
  return MergeOutcome{
      linked(duplicate, Step::Split, before, reason, "从中拆出 / split off from " + main.number, standing, now),
      linked(main, Step::Split, main.state, reason, "已拆出 / split off: " + duplicate.number, standing, now)};
}

}  // namespace linli::cases
