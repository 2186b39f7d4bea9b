#pragma once
// Rule values of the flow: data (models/base/cases.toml), until the rules module dates and sources them per locality.

namespace linli::cases {

struct FlowRules {
  bool close_when_confirmed = true;
  bool unsolved_reopens = true;
  int close_after_days = 7;
  int reopen_within_days = 30;
  int due_soon_hours = 24;
  int satisfied_from = 4;
  int small_sample_below = 10;
  int unclaimed_photo_hours = 24;
};

// The values shipped with Linli, carried inside the binary.
[[nodiscard]] FlowRules shipped_flow_rules();

}  // namespace linli::cases
