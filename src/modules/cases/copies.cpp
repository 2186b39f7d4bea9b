// Copies to the level above by rule: a hop that everybody of the office sees, and a part of the case for that level.
#include <algorithm>

#include "modules/cases/clocks.hpp"
#include "modules/cases/flow_parts.hpp"
#include "modules/cases/flow_steps.hpp"
#include "modules/catalogue/api.hpp"

namespace linli::cases {
namespace {

bool among(std::span<const std::string> names, std::string_view name) {
  return names.empty() || std::ranges::find(names, name) != names.end();
}

bool is_of_matter(const CopyRule& rule, MatterId matter, const FlowRules& rules) {
  if (rule.matters.empty()) return true;
  const auto* const known = rules.book ? rules.book->find(matter) : nullptr;
  return known != nullptr &&
         std::ranges::any_of(rule.matters, [&](const auto& start) { return known->code.starts_with(start); });
}

bool was_told(const Case& entry, const CopyRule& rule, Lead to) {
  return std::ranges::any_of(entry.parts, [&](const Part& part) {
    return part.kind == PartKind::Copy && part.to == to && part.choice == rule.key;
  });
}

void copy_to(Outcome& outcome, const CopyRule& rule, Lead to, Instant now, const FlowRules& rules) {
  Command said{.step = Step::Copy, .to = to, .reason = rule.name.zh + " / " + rule.name.en, .choice = rule.key};
  add_part(outcome.after, PartKind::Copy, said, Standing{}, now, std::nullopt, rules);
  add_hop(outcome, Step::Copy, Standing{}, now, said);
}

}  // namespace

void copy_by_rule(Outcome& outcome, Instant now, const FlowRules& rules) {
  const auto& plan = plan_of(rules);
  if (!plan.uses(Step::Copy)) return;
  // Copies are hops themselves; only what went before them is looked at.
  const auto before = outcome.hops.size();
  for (const auto& rule : plan.copies) {
    if (!rule.used || !among(rule.ladders, ladder_of(outcome.after, rules).key)) continue;
    if (!is_of_matter(rule, outcome.after.matter, rules)) continue;
    const bool taken = std::any_of(outcome.hops.begin(), outcome.hops.begin() + static_cast<std::ptrdiff_t>(before),
                                   [&](const Hop& hop) { return hop.step == rule.on; });
    if (!taken || (rule.on == Step::Divert && !among(rule.outcomes, outcome.after.outcome))) continue;
    const Lead to{LeadKind::Area, rung_place(outcome.after, Rung{.level = rule.to, .name = {}, .after = {}})};
    if (to.id != 0 && !was_told(outcome.after, rule, to)) copy_to(outcome, rule, to, now, rules);
  }
}

}  // namespace linli::cases
