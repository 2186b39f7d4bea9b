#pragma once
// Indicators: numbers defined once, counted in the transaction that changes a case, opened to the very cases behind
// them. Other modules see only this file.

#include <cstdint>
#include <map>
#include <optional>

#include "base/json_writer.hpp"
#include "modules/cases/api.hpp"
#include "modules/indicators/histogram.hpp"
#include "modules/indicators/schema.hpp"
#include "modules/indicators/types.hpp"
#include "storage/verify.hpp"

namespace linli::indicators {

// To be handed to cases::Cases, to imports and to the demo: keeps the counters with every change of a case.
void count_case(storage::Transaction& transaction, const cases::Pen& pen, const cases::Case* before,
                const cases::Case& after);

// For `linli verify`: counts all cases anew.
[[nodiscard]] storage::CounterCheck counter_check(Offset offset, const cases::FlowRules& rules);

// The figures of one scope (area, grid or body), of one matter or all, as of now. Costs the same at any number of
// cases: counters, and of the present hour the open cases that fall due in it.
[[nodiscard]] Figures figures_of(storage::Snapshot& snapshot, DistrictId district, std::int64_t scope,
                                 const cases::Period& period, Offset offset, const cases::FlowRules& rules);

// Whose figures are wanted; at most one of them.
struct Place {
  AreaId area;
  GridId grid;
  BodyId body;
};
// As a scope of counters; none given: the widest that the caller answers for. What is not theirs reads as not found;
// courtyards and buildings have no board (indicators.no_board).
[[nodiscard]] Result<std::int64_t> scope_of(const accounts::Caller& caller, const areas::Atlas& atlas,
                                            const Place& place);
// `district` … `building`, `grid` or `body`.
[[nodiscard]] std::string_view scope_level(const areas::Atlas& atlas, DistrictId district, std::int64_t scope);
// The member `area` with id, name and level, into an object that is open.
void write_scope(JsonWriter& w, storage::Snapshot& snapshot, DistrictId district, const areas::Atlas& atlas,
                 std::int64_t scope);

// Months from..to inclusive, as 202611.
struct Months {
  std::int64_t from = 0;
  std::int64_t to = 0;
};
// The months of a year or a month; of a day, the month that it lies in.
[[nodiscard]] Months months_of(const cases::Period& period);

// How long something took, in seconds of calendar time from intake. Percentiles are read from buckets: at most
// kPercentileError (9.1 %) off the true nearest-rank value; nothing without cases.
inline constexpr double kMedian = 0.5;
inline constexpr double kNinetieth = 0.9;
struct Spread {
  std::int64_t cases = 0;
  std::optional<double> median;
  std::optional<double> ninetieth;
};
[[nodiscard]] Spread spread_of(const Histogram& times);

// What the ordinary cases (not diverted, not excluded) that closed in some months took and went through.
struct Life {
  Histogram response{};  // by bucket of time
  Histogram done{};
  Histogram close{};
  Histogram returns{};  // by how many, from 1
  Histogram reopened{};
  Histogram responses{};  // 2: in time, 1: late
  Histogram answers{};    // of residents, by code_of_answer() and the month of the answer

  [[nodiscard]] std::int64_t closed() const;
  [[nodiscard]] std::int64_t returned_cases() const;
  [[nodiscard]] std::int64_t all_returns() const;
  [[nodiscard]] std::int64_t reopened_cases() const;
  [[nodiscard]] std::int64_t all_reopened() const;
};

// Of one scope (area, grid or body). With a matter only for the district, subdistricts and bodies: communities and
// grids keep the sum alone, and give nothing. Reads at most a few hundred counters a year, however many cases.
[[nodiscard]] Life life_of(storage::Snapshot& snapshot, DistrictId district, std::int64_t scope, MatterId matter,
                           Months months);
// Each matter of such a scope that has any.
[[nodiscard]] std::map<MatterId, Life> life_by_matter(storage::Snapshot& snapshot, DistrictId district,
                                                      std::int64_t scope, Months months);

// Adds one case as the counters of these months would: for what no counter was kept for.
void add_case(Life& life, const cases::Case& entry, Months months, Offset offset, const cases::FlowRules& rules);

}  // namespace linli::indicators
