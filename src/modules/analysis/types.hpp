#pragma once
// Plain values of analyses and of tasks of active governance.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace linli::analysis {

struct TaskTag {};
using TaskId = Id<TaskTag>;

// What analyses go by, from a day on: data with a source (models/base/analysis.toml, or the district's own).
struct Yardstick {
  int version = 0;  // 0: shipped
  Date from{};
  Text name;
  std::string source;
  int response = 0;  // percent of the score; the three make 100
  int resolution = 0;
  int satisfaction = 0;
  int satisfied_from = 4;            // stars
  int fairly_satisfied = 3;          // stars
  int fairly_satisfied_percent = 0;  // how much of a satisfied answer one of these counts
  bool first_answer_only = false;    // a case taken up again is not resolved
  int small_below = 10;              // rates over fewer are marked, nothing is ranked
  int repeated_times = 3;
  int repeated_days = 90;
  std::optional<Instant> set_at;
  AccountId set_by;
};

// part may be a fraction: some answers count in part.
struct Share {
  double part = 0;
  std::int64_t over = 0;
  [[nodiscard]] std::optional<double> value() const {
    if (over == 0) return std::nullopt;
    return part / static_cast<double>(over);
  }
};

// The three rates of an organisation. No score while one of them is not applicable.
struct Rates {
  Share response;
  Share resolution;
  Share satisfaction;
  std::optional<double> score;  // 0 … 100
  bool small = false;           // one of them stands on too few cases to be compared
};

// Which cases stand behind a figure.
enum class Measure {
  Received,     // cases received in the period
  Closed,       // ordinary cases that closed in the period
  Response,     // … by the time to the first response
  Done,         // … to the last done that nobody rejected
  Close,        // … to the close
  Returned,     // … that were returned
  Reopened,     // … that were taken up again
  InTime,       // … with a limit for the first response
  Late,         // … that missed it
  Answered,     // cases whose resident answered in the period
  NotSolved,    // … that it is not solved
  Rated,        // … with stars
  Unsatisfied,  // … with fewer stars than count as satisfied
};
[[nodiscard]] std::string_view to_string(Measure measure);
[[nodiscard]] std::optional<Measure> parse_measure(std::string_view text);

// A task of active governance (主动治理): one for what comes up again and again in a place. Numbers stand in tables.
enum class TaskState { Open = 1, Closed = 2 };
struct Task {
  TaskId id;
  std::string title;
  AreaId area;
  MatterId matter;
  BodyId body;  // answers for it
  std::string plan;
  TaskState state = TaskState::Open;
  Instant opened_at{};
  AccountId opened_by;
  Date due_on{};  // the last day
  std::string result;
  std::optional<Instant> closed_at;
  AccountId closed_by;
  int cases = 0;
  int notes = 0;
  int version = 1;
};
struct TaskNote {
  int seq = 0;
  Instant at{};
  AccountId account;
  std::string text;
};
struct NewTask {
  std::string title;
  AreaId area;
  MatterId matter;
  BodyId body;
  std::string plan;
  std::optional<Date> due_on;
  std::vector<CaseId> cases;  // none: those that make the matter a repeated one there
};

}  // namespace linli::analysis
