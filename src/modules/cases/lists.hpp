#pragma once
// Lists of cases: what a filter means in terms of scope rows. Pure; the SQL stands in scope_store.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "modules/cases/flow_rules.hpp"
#include "modules/cases/period.hpp"
#include "modules/cases/types.hpp"

namespace linli::cases {

enum class ListKind { Mine, Open, All };
enum class Figure { Open, DueSoon, Overdue, Received, Closed, OnTimeRate, Satisfaction };
[[nodiscard]] std::optional<ListKind> parse_list_kind(std::string_view text);
[[nodiscard]] std::optional<Figure> parse_figure(std::string_view text);
[[nodiscard]] std::string_view to_string(Figure figure);

// Where open cases without a limit stand: after all others. Below 2^53, like every number that pages may see.
inline constexpr std::int64_t kNoDue = 9007199254740991;
[[nodiscard]] std::int64_t sort_of(const Case& entry);

// A half-open stretch of one list, with what its rows must also be.
struct Segment {
  bool ended = false;
  std::int64_t from = INT64_MIN;  // of sort_at
  std::int64_t to = INT64_MAX;
  std::optional<State> state;
  std::optional<std::pair<std::int64_t, std::int64_t>> received;  // days, from and the first after
  std::optional<std::pair<std::int64_t, std::int64_t>> rated;
  bool counted = false;  // without what is left out of figures
};

// What makes a case somebody's own work.
struct Mine {
  std::vector<std::int64_t> leads;    // grids and bodies
  std::vector<std::int64_t> watches;  // areas and grids on whose rung a case stands
  bool dispatches = false;
  bool verifies = false;
};

struct ListQuery {
  std::vector<std::int64_t> scopes;             // any of these
  std::vector<std::vector<std::int64_t>> also;  // and any of each of these
  std::vector<Segment> segments;                // one after the other
  std::vector<std::int64_t> matters;            // empty: all
  std::optional<Channel> channel;
  std::optional<Mine> mine;
};

struct ListFilter {
  ListKind kind = ListKind::All;
  std::optional<State> state;
  std::optional<Figure> figure;
  std::optional<Period> period;
};

// The segments of a filter at that moment. The figures of the board are defined here and nowhere else.
[[nodiscard]] std::vector<Segment> segments_of(const ListFilter& filter, Instant now, Offset offset,
                                               const FlowRules& rules);

// Where a page ended.
struct ListMark {
  std::size_t segment = 0;
  std::int64_t sort_at = 0;
  std::int64_t case_id = 0;
};
[[nodiscard]] std::string write_mark(const ListMark& mark);
[[nodiscard]] std::optional<ListMark> read_mark(std::string_view text);

}  // namespace linli::cases
