#pragma once
// Rules asked about facts, and what comes of it: pure.

#include <functional>
#include <vector>

#include "modules/compliance/facts.hpp"
#include "modules/compliance/types.hpp"

namespace linli::compliance {

[[nodiscard]] Findings find_all(const DistrictFacts& facts, std::shared_ptr<const rules::Model> model, Date on,
                                Instant now);

[[nodiscard]] bool lies_in(const Finding& finding, AreaId area);
void count(Tally& tally, rules::Outcome outcome);

// What the rules say of everything in an area: rule by rule, in the order of the model; rules that apply to nothing
// there are left out.
[[nodiscard]] std::vector<RuleTally> tallies_of(const Findings& findings, AreaId area);
[[nodiscard]] Tally total_of(const Findings& findings, AreaId area);

}  // namespace linli::compliance
