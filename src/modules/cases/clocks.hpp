#pragma once
// When a case is due, and when the engine must look at it again. Pure.

#include <optional>
#include <vector>

#include "modules/calendars/calendar.hpp"
#include "modules/cases/flow_plan.hpp"
#include "modules/cases/rules.hpp"

namespace linli::cases {

// The unit in which a case's time is counted; plain time where the due time was given from outside.
[[nodiscard]] catalogue::LimitUnit unit_of(const Case& entry);

// Limits and ladder of a case that comes in: the clock starts at intake.
void set_limits(Case& entry, const catalogue::Matter& matter, const FlowRules& rules);

// The due time by limit, extensions and pauses from intake on, under the rules' calendar; what it is now when the due
// time was given from outside.
[[nodiscard]] std::optional<Instant> due_of(const Case& entry, const FlowRules& rules);
[[nodiscard]] Instant extended(Instant due, const catalogue::Limit& limit, const FlowRules& rules);
// A pause from `from` to `until` moves the due time by the working time it takes; nothing is left of a limit that is
// over, so a pause then moves nothing.
[[nodiscard]] Instant paused(const Case& entry, Instant due, Instant from, Instant until, const FlowRules& rules);
// The running pause ends at `now`, earlier than it was granted for.
void end_pause(Case& entry, Instant now, const FlowRules& rules);

[[nodiscard]] std::optional<Instant> warn_time(const Case& entry, const FlowRules& rules);
// When the case climbs onto that rung (1 is the first above where it began); none without a due time.
[[nodiscard]] std::optional<Instant> rung_time(const Case& entry, int level, const FlowRules& rules);
// The same for every rung of the case's ladder, from where it begins: the first has none.
[[nodiscard]] std::vector<std::optional<Instant>> rung_times(const Case& entry, const FlowRules& rules);
// The area or grid of a rung, 0 where the case's place has none.
[[nodiscard]] std::int64_t rung_place(const Case& entry, const Rung& rung);
[[nodiscard]] const Ladder& ladder_of(const Case& entry, const FlowRules& rules);

// When the engine has something to do with the case next. Every write keeps it in the row, so that the sweep finds by
// one index whatever is due, assigned or not.
[[nodiscard]] std::optional<Instant> next_visit(const Case& entry, const FlowRules& rules);
// Does everything that is due at `now`: ends a pause, warns, climbs all rungs whose time has come. Afterwards
// next_visit() is later than `now`. Without hops there was nothing to do.
[[nodiscard]] Outcome visit(const Case& current, Instant now, const FlowRules& rules);

}  // namespace linli::cases
