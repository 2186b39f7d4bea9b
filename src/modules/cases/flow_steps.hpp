#pragma once
// What each step changes. Pure; whether it may be taken is decided in rules.cpp.

#include "modules/cases/rules.hpp"

namespace linli::cases {

// Appends one hop that leaves the state as it is, or brings it where `outcome.after` already stands (`from`).
void add_hop(Outcome& outcome, Step step, const Standing& standing, Instant now, const Command& command,
             std::optional<State> from = std::nullopt);

// Changes the case as the step says and appends its hop.
void add_step(Outcome& outcome, const Command& command, const Standing& standing, Instant now, const FlowRules& rules);

// One rung up: the desk of that rung watches, or takes, the case. The ladder must go on.
void climb(Outcome& outcome, const Text& reason, Instant now, const FlowRules& rules);
// Puts the case under supervision when it has just reached one of the plan's triggers.
// Tells the level above what the plan says it is told; each rule tells a level once in a case's life.
void copy_by_rule(Outcome& outcome, Instant now, const FlowRules& rules);
void supervise_if_triggered(Outcome& outcome, const Case& before, Instant now, const FlowRules& rules);

void to_lead(Case& entry, Lead lead);

}  // namespace linli::cases
