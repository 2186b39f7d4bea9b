#pragma once
// How a locality's cases move, as data: which steps it uses and what it calls them, what people choose from, when it
// warns, who is asked next. Read from models/*/flow.toml or from what the district's office sets.

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "modules/cases/types.hpp"
#include "modules/catalogue/types.hpp"

namespace linli::cases {

// Where a rung of the ladder stands, counted from the case's own place.
enum class RungLevel { Grid, Building, Courtyard, Community, Subdistrict, District };

struct Rung {
  RungLevel level{};
  Text name;
  catalogue::Limit after;  // since the rung before; of the second rung since the due time
  bool takes = false;      // the case is laid on this desk; else its lead keeps it and the desk watches
};

struct Ladder {
  std::string key;
  Text name;
  std::string source;
  std::vector<std::string> matters;  // codes or their beginnings; none: whatever no other ladder names
  std::vector<Rung> rungs;           // from where a case begins, upwards
};

// What one field of a step is chosen from.
struct Option {
  std::string key;
  Text label;
};
struct Choice {
  std::string of;  // pause | supervise | divert | whistle | revisit | exclude
  std::string source;
  std::vector<Option> options;
};

// What is copied to the level above by itself (双派单、抄送): whenever a step is taken, with its source.
struct CopyRule {
  std::string key;
  Text name;
  std::string source;
  bool used = true;
  Step on{};  // the step that is told of
  RungLevel to{};
  std::vector<std::string> ladders;   // of matters that go up one of these; none: all
  std::vector<std::string> matters;   // codes or their beginnings; none: all
  std::vector<std::string> outcomes;  // of `divert`; none: any
};

struct FlowPlan {
  std::string key;
  Text name;
  std::string source;
  std::optional<Date> from;  // its first day; none: at once
  std::vector<Step> off;
  std::map<Step, Text> labels;
  bool unsolved_climbs = false;
  bool accept_responds = true;
  int warn_percent = 75;
  catalogue::Limit verify_within{2, catalogue::LimitUnit::WorkingDays};
  catalogue::Limit co_handle_limit{2, catalogue::LimitUnit::WorkingDays};
  catalogue::Limit whistle_limit{1, catalogue::LimitUnit::WorkingDays};
  int urge_gap_hours = 24;
  int most_extensions = 2;
  int most_tries = 3;
  int supervise_after_returns = 3;
  int supervise_after_urges = 3;
  int supervise_after_reopened = 2;
  int supervise_at_level = 2;
  std::vector<Choice> choices;
  std::vector<Ladder> ladders;
  std::vector<CopyRule> copies;

  [[nodiscard]] bool uses(Step step) const;
  // Null when nothing is chosen there.
  [[nodiscard]] const Choice* choice(std::string_view of) const;
  [[nodiscard]] const Option* option(std::string_view of, std::string_view key) const;
  // The ladder of a matter's code: the longest beginning that fits, else the first without matters.
  [[nodiscard]] const Ladder& ladder_of(std::string_view matter_code) const;
  // By key; the one for all others when there is none of that name any more.
  [[nodiscard]] const Ladder& ladder(std::string_view key) const;
};

[[nodiscard]] std::string_view to_string(RungLevel level);

// Reads a plan; what it leaves out comes from the plan that it extends (`base` unless it is base itself). Faults name
// the place.
[[nodiscard]] Result<FlowPlan> read_flow_plan(std::string_view toml);

// The plans carried inside the binary, base first.
struct ShippedPlan {
  std::string_view key;
  std::string_view toml;
};
[[nodiscard]] std::span<const ShippedPlan> shipped_plans();
[[nodiscard]] std::shared_ptr<const FlowPlan> base_plan();

}  // namespace linli::cases
