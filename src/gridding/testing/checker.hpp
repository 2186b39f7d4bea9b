#pragma once

#include <string>
#include <vector>

#include "gridding/instance.hpp"
#include "gridding/plan.hpp"
#include "gridding/rules.hpp"

// Judges plans by the published rules alone: shares no code with the engine, so that a mistake in one shows in the
// other.
namespace linli::gridding::testing {

// What a plan violates: empty for a valid one. Also recomputes every figure of the plan and compares.
std::vector<std::string> violations(const Instance& instance, const GridRules& rules, const Plan& plan);
std::vector<std::string> violations(const Instance& instance, const RegionRules& rules, const Plan& plan);

// The best score of any division, by trying all of them: for at most about nine courtyards.
Score best_score(const Instance& instance, const GridRules& rules);
Score best_score(const Instance& instance, const RegionRules& rules);

// Less than zero when `a` is better, in the order of the rules.
int compare(const Score& a, const Score& b, const GridRules& rules);

// Every claim of the plan that the true optimum refutes: a value better than it, a bound worse, a proof that is none.
std::vector<std::string> false_claims(const Plan& plan, const Score& optimum, const GridRules& rules);

}  // namespace linli::gridding::testing
