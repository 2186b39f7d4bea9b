// Reading what closed cases took from counters.
#include <algorithm>

#include "modules/indicators/api.hpp"
#include "modules/indicators/histogram.hpp"
#include "modules/indicators/rules.hpp"
#include "storage/counters.hpp"

namespace linli::indicators {
namespace {

Histogram& histogram_of(Life& life, Counter counter) {
  switch (counter) {
    case Counter::ResponseTime:
      return life.response;
    case Counter::DoneTime:
      return life.done;
    case Counter::CloseTime:
      return life.close;
    case Counter::Returns:
      return life.returns;
    case Counter::Reopened:
      return life.reopened;
    case Counter::Responses:
      return life.responses;
    default:
      return life.answers;
  }
}

constexpr std::array kLifeCounters{Counter::ResponseTime, Counter::DoneTime,  Counter::CloseTime, Counter::Returns,
                                   Counter::Reopened,     Counter::Responses, Counter::Answers};

std::int64_t sum_of_values(const Histogram& histogram) {
  std::int64_t sum = 0;
  for (std::size_t value = 1; value < histogram.size(); ++value)
    sum += static_cast<std::int64_t>(value) * histogram[value];
  return sum;
}

void add(Life& life, Counter counter, const storage::CounterPoint& point) {
  histogram_of(life, counter)[static_cast<std::size_t>(bucket_of_cell(point.period))] += point.value;
}

}  // namespace

Months months_of(const cases::Period& period) {
  if (period.is_day()) {
    const auto month = cases::month_key(period.from);
    return {month, month};
  }
  return {period.counted.front(), period.counted.back()};
}

Spread spread_of(const Histogram& times) {
  Spread spread{.cases = total_of(times)};
  const auto at = [&](double share) -> std::optional<double> {
    const auto bucket = percentile_bucket(times, share);
    if (!bucket) return std::nullopt;
    return bucket_middle(*bucket);
  };
  spread.median = at(kMedian);
  spread.ninetieth = at(kNinetieth);
  return spread;
}

std::int64_t Life::closed() const { return total_of(close); }
std::int64_t Life::returned_cases() const { return total_of(returns); }
std::int64_t Life::all_returns() const { return sum_of_values(returns); }
std::int64_t Life::reopened_cases() const { return total_of(reopened); }
std::int64_t Life::all_reopened() const { return sum_of_values(reopened); }

Life life_of(storage::Snapshot& snapshot, DistrictId district, std::int64_t scope, MatterId matter, Months months) {
  Life life;
  for (const auto counter : kLifeCounters) {
    for (const auto& point : storage::read_counters(snapshot, district, scope, static_cast<int>(counter), matter.value,
                                                    cell_of(months.from, 0), cell_of(months.to, kBuckets)))
      add(life, counter, point);
  }
  return life;
}

void add_case(Life& life, const cases::Case& entry, Months months, Offset offset, const cases::FlowRules& rules) {
  for (const auto& share : shares_of(entry, offset, rules)) {
    if (share.counter < Counter::ResponseTime) continue;
    if (share.period < cell_of(months.from, 0) || share.period > cell_of(months.to, kBuckets)) continue;
    add(life, share.counter, {0, share.period, 1});
  }
}

std::map<MatterId, Life> life_by_matter(storage::Snapshot& snapshot, DistrictId district, std::int64_t scope,
                                        Months months) {
  std::map<MatterId, Life> lives;
  for (const auto counter : kLifeCounters) {
    for (const auto& point : storage::read_counters(snapshot, district, scope, static_cast<int>(counter),
                                                    cell_of(months.from, 0), cell_of(months.to, kBuckets))) {
      if (point.dimension != 0) add(lives[MatterId{point.dimension}], counter, point);
    }
  }
  return lives;
}

}  // namespace linli::indicators
