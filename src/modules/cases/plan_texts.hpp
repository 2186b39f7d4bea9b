#pragma once
// What pages show of a flow plan, as JSON: what its steps ask for and what its ladders are called. It is the same in
// every answer and a third of each, so it is written once a plan. Immutable.

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.hpp"
#include "modules/cases/rules.hpp"

namespace linli::cases {

// What a part is called where people choose one, by its number.
using PartLabel = std::function<std::string(std::int64_t)>;
void write_offer(JsonWriter& w, const Offer& offer, const PartLabel& label_of);

class PlanTexts {
 public:
  explicit PlanTexts(const FlowPlan& plan);

  // As write_offer() writes it. Empty where it depends on the case: which part is answered.
  [[nodiscard]] std::string_view offer(Step step) const { return offers_[static_cast<std::size_t>(step)]; }

  // Members of objects that are open: name and source of a ladder, the name of each of its rungs.
  struct LadderText {
    std::string key;
    std::string members;
    std::vector<std::string> rungs;
  };
  // Of a ladder of the plan that this was made from.
  [[nodiscard]] const LadderText& ladder(std::string_view key) const;

 private:
  std::array<std::string, kLastStep + 1> offers_;
  std::vector<LadderText> ladders_;
};

}  // namespace linli::cases
