#pragma once
// Rule values of the flow: data (models/base/cases.toml), until the rules module dates and sources them per locality.

#include <memory>

namespace linli::calendars {
class Calendar;
}
namespace linli::catalogue {
class Book;
}

namespace linli::cases {

struct FlowPlan;
class PlanTexts;

struct FlowRules {
  bool close_when_confirmed = true;
  bool unsolved_reopens = true;
  int close_after_days = 7;
  int reopen_within_days = 30;
  int due_soon_hours = 24;
  int satisfied_from = 4;
  int small_sample_below = 10;
  int unclaimed_photo_hours = 24;
  int request_key_days = 90;
  // The locality's own; null: the base plan, the national calendar.
  std::shared_ptr<const FlowPlan> plan;
  std::shared_ptr<const calendars::Calendar> calendar;
  // What the district's matters are called in its plan; null: rules for some matters only hold for none.
  std::shared_ptr<const catalogue::Book> book;
  // The plan as pages show it; null: whoever writes a page makes its own.
  std::shared_ptr<const PlanTexts> texts;
};

[[nodiscard]] const FlowPlan& plan_of(const FlowRules& rules);
[[nodiscard]] const calendars::Calendar& calendar_of(const FlowRules& rules);

// The values shipped with Linli, carried inside the binary.
[[nodiscard]] FlowRules shipped_flow_rules();

}  // namespace linli::cases
