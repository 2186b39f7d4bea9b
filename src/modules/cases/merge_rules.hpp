#pragma once
// Two reports of one thing: merged into one case, and split again. Pure.

#include "modules/cases/rules.hpp"

namespace linli::cases {

// Both cases as they then stand, each with its hop that names the other.
struct MergeOutcome {
  Outcome duplicate;
  Outcome main;
};

// `duplicate` ends as merged; its clock stops counting for any rate, since the main one's runs. Fails with kNotYours,
// kWrongState (one has ended, or is merged itself) or kSameCase.
[[nodiscard]] Result<MergeOutcome> merge_cases(const Case& duplicate, const Case& main, const std::string& reason,
                                               const Standing& standing, Instant now);
// The duplicate stands again where it stood, with the limits it had. `before`: its state when it was merged.
[[nodiscard]] Result<MergeOutcome> split_cases(const Case& duplicate, const Case& main, State before,
                                               const std::string& reason, const Standing& standing, Instant now);

}  // namespace linli::cases
