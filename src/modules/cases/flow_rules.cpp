#include "modules/cases/flow_rules.hpp"

#include <toml++/toml.h>

#include <string_view>

#include "base/error.hpp"
#include "modules/calendars/calendar.hpp"
#include "modules/cases/flow_plan.hpp"

namespace linli::cases {

// Written by CMake from models/base/cases.toml.
extern const std::string_view kFlowRulesFile;

namespace {

template <class T>
T value_at(const toml::table& table, std::string_view key) {
  const auto value = table[key].value<T>();
  LINLI_ASSERT(value.has_value());
  return *value;
}

}  // namespace

const FlowPlan& plan_of(const FlowRules& rules) { return rules.plan ? *rules.plan : *base_plan(); }

const calendars::Calendar& calendar_of(const FlowRules& rules) {
  static const auto kNational = calendars::national_calendar();
  return rules.calendar ? *rules.calendar : *kNational;
}

FlowRules shipped_flow_rules() {
  const auto table = toml::parse(kFlowRulesFile);
  FlowRules rules;
  rules.close_when_confirmed = value_at<bool>(table, "close_when_confirmed");
  rules.unsolved_reopens = value_at<bool>(table, "unsolved_reopens");
  rules.close_after_days = value_at<int>(table, "close_after_days");
  rules.reopen_within_days = value_at<int>(table, "reopen_within_days");
  rules.due_soon_hours = value_at<int>(table, "due_soon_hours");
  rules.satisfied_from = value_at<int>(table, "satisfied_from");
  rules.small_sample_below = value_at<int>(table, "small_sample_below");
  rules.unclaimed_photo_hours = value_at<int>(table, "unclaimed_photo_hours");
  rules.request_key_days = value_at<int>(table, "request_key_days");
  return rules;
}

}  // namespace linli::cases
