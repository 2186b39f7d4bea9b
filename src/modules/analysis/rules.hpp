#pragma once
// Pure: what the counts say under a yardstick, which cases stand behind a figure, and what is wrong with what was sent.

#include <span>
#include <vector>

#include "modules/analysis/types.hpp"
#include "modules/indicators/api.hpp"

namespace linli::analysis {

// The one in force on that day: the latest that has begun, else the earliest. `all` is in the order of their days.
[[nodiscard]] const Yardstick& yardstick_on(std::span<const Yardstick> all, Date day);

// Response: of closed cases with a limit for it, those in time. Resolution and satisfaction: of the residents who
// answered, those who say it is solved, and of those who gave stars, the satisfied ones. Score: the weighted sum in
// percent.
[[nodiscard]] Rates rates_of(const indicators::Life& life, const Yardstick& yardstick);

// Places 1, 2, … by score; equal scores share one. None for whoever has no score or a small sample.
[[nodiscard]] std::vector<std::optional<int>> places_of(std::span<const Rates> all);

// Whether a case that closed (was received, for measures of answers: was answered) in the period stands behind the
// measure.
[[nodiscard]] bool stands_behind(Measure measure, const cases::Case& entry, const Yardstick& yardstick);
[[nodiscard]] bool is_of_answers(Measure measure);
// Seconds from intake; nothing where the measure is no time or has not come.
[[nodiscard]] std::optional<std::int64_t> time_of(Measure measure, const cases::Case& entry);

[[nodiscard]] std::vector<Fault> check_yardstick(const Yardstick& wanted, std::span<const Yardstick> known, Date today);
[[nodiscard]] std::vector<Fault> check_task(const NewTask& task, Date today);

}  // namespace linli::analysis
