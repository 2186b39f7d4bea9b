#include "modules/cases/flow_plan.hpp"

#include <algorithm>

namespace linli::cases {

bool FlowPlan::uses(Step step) const { return std::ranges::find(off, step) == off.end(); }

const Choice* FlowPlan::choice(std::string_view of) const {
  const auto found = std::ranges::find(choices, of, &Choice::of);
  return found == choices.end() ? nullptr : &*found;
}

const Option* FlowPlan::option(std::string_view of, std::string_view key) const {
  const auto* list = choice(of);
  if (list == nullptr) return nullptr;
  const auto found = std::ranges::find(list->options, key, &Option::key);
  return found == list->options.end() ? nullptr : &*found;
}

const Ladder& FlowPlan::ladder_of(std::string_view matter_code) const {
  const Ladder* best = nullptr;
  std::size_t length = 0;
  for (const auto& ladder : ladders) {
    if (ladder.matters.empty() && best == nullptr) best = &ladder;
    for (const auto& start : ladder.matters) {
      if (!matter_code.starts_with(start) || start.size() <= length) continue;
      best = &ladder;
      length = start.size();
    }
  }
  LINLI_ASSERT(best != nullptr);
  return *best;
}

const Ladder& FlowPlan::ladder(std::string_view key) const {
  const auto found = std::ranges::find(ladders, key, &Ladder::key);
  return found != ladders.end() ? *found : ladder_of({});
}

std::string_view to_string(RungLevel level) {
  constexpr std::array<std::string_view, 6> kNames{"grid",      "building",    "courtyard",
                                                   "community", "subdistrict", "district"};
  return kNames[static_cast<std::size_t>(level)];
}

std::shared_ptr<const FlowPlan> base_plan() {
  static const auto kPlan = [] {
    auto plan = read_flow_plan(shipped_plans().front().toml);
    LINLI_ASSERT(plan.has_value());
    return std::make_shared<const FlowPlan>(std::move(*plan));
  }();
  return kPlan;
}

}  // namespace linli::cases
