#pragma once
// Units beside the lead (co-handlers, whistles, copies) and requests that another person decides. Pure.

#include "modules/cases/rules.hpp"

namespace linli::cases {

// A new part; without a limit of its own the usual one counts. A copy wants no answer.
void add_part(Case& entry, PartKind kind, const Command& command, const Standing& standing, Instant now,
              const std::optional<catalogue::Limit>& usual, const FlowRules& rules);
// The part or whistle must fit: rules.cpp has looked.
void answer_part(Case& entry, const Command& command, const Standing& standing, Instant now);
void assess_whistle(Case& entry, const Command& command, const Standing& standing);

void ask_for(Case& entry, RequestKind kind, const Command& command, const Standing& standing, Instant now);
// Decides the pending request; a granted pause or extension moves the due time.
void settle_request(Case& entry, Decision decision, const Command& command, const Standing& standing, Instant now,
                    const FlowRules& rules);

// The part that a command means: the one named, else the first that fits. Null when there is none.
enum class PartUse { Answer, AssessAsCaller, AssessAsCalled };
[[nodiscard]] const Part* part_for(const Case& entry, int seq, PartUse use, const Standing& standing);
[[nodiscard]] const CaseRequest* pending_request(const Case& entry);

}  // namespace linli::cases
