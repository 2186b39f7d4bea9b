#pragma once
// Plain values of boards.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"

namespace linli::indicators {

// What the counters count. Numbers stand in tables: only append. Flows are counted by day and by month; the sum of all
// matters under dimension 0, a matter's own under the matter (see counts_matters_fully).
enum class Counter {
  Open = 1,       // period 0: how many are open now
  OpenByDue = 2,  // period: the hour by whose end they are due, see due_bucket()
  Received = 3,   // period: the day, and the month
  Closed = 4,
  ClosedOnTime = 5,
  Rated = 6,
  Satisfied = 7,
  // Of ordinary cases (no outcome of its own) by the month in which they closed; period: cell_of(month, number below
  // 100), see histogram.hpp.
  ResponseTime = 8,  // intake to first response, by bucket
  DoneTime = 9,      // intake to the last done that nobody rejected
  CloseTime = 10,    // intake to close
  Returns = 11,      // by how many there were, from 1
  Reopened = 12,
  Responses = 13,  // cases with a limit for the first response: 2 in time, 1 late
  Answers = 14,    // of residents asked or rating, by the month of the answer: see code_of_answer()
};
inline constexpr Counter kLastCounter = Counter::Answers;

struct Rate {
  std::int64_t part = 0;
  std::int64_t over = 0;
  bool operator==(const Rate&) const = default;
};

struct Figures {
  std::int64_t open = 0;
  std::int64_t due_soon = 0;
  std::int64_t overdue = 0;
  std::int64_t received = 0;
  std::int64_t closed = 0;
  Rate on_time;
  Rate satisfaction;
  bool operator==(const Figures&) const = default;
};

// A figure as people look it up.
struct Definition {
  std::string_view id;
  Text name;
  Text formula;
  Text unit;
};

}  // namespace linli::indicators
