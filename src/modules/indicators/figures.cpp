#include "modules/indicators/figures.hpp"

#include <algorithm>
#include <tuple>

#include "modules/indicators/api.hpp"
#include "modules/indicators/rules.hpp"
#include "storage/counters.hpp"

namespace linli::indicators {

using std::chrono::milliseconds;

FigureReader::FigureReader(storage::Snapshot& snapshot, DistrictId district, const cases::Period& period, Offset offset,
                           const cases::FlowRules& rules)
    : snapshot_(snapshot),
      district_(district),
      period_(period),
      offset_(offset),
      rules_(rules),
      now_(snapshot.now()),
      until_(cases::due_soon_until(now_, rules)),
      period_end_(start_of(period.to, offset)) {}

std::int64_t FigureReader::flow(std::int64_t scope, Counter counter, std::int64_t dimension, std::int64_t from,
                                std::int64_t to) {
  std::int64_t sum = 0;
  for (const auto& point :
       storage::read_counters(snapshot_, district_, scope, static_cast<int>(counter), dimension, from, to))
    sum += point.value;
  return sum;
}

std::int64_t FigureReader::rest_of_hour(std::int64_t scope, std::int64_t dimension, Instant moment) {
  const auto after = end_of_bucket(bucket_of(moment)) + milliseconds{1};
  if (dimension == 0) return cases::count_due_between(snapshot_, district_, scope, moment, after);
  // One statement for all matters of the scope; they are asked for one after the other.
  auto& counts = rests_[{scope, to_ms(moment)}];
  if (!counts) counts = cases::count_due_by_matter(snapshot_, district_, scope, moment, after);
  const auto found = std::ranges::find(*counts, MatterId{dimension}, &cases::DueOfMatter::matter);
  return found == counts->end() ? 0 : found->cases;
}

// Whole hours from the counters, the hour that has begun from the rows.
std::int64_t FigureReader::due_from(std::int64_t scope, std::int64_t dimension, Instant moment,
                                    const std::vector<std::pair<std::int64_t, std::int64_t>>& buckets) {
  const auto hour = bucket_of(moment);
  auto sum = rest_of_hour(scope, dimension, moment);
  for (const auto& [bucket, value] : buckets)
    if (bucket > hour) sum += value;
  return sum;
}

// Overdue is what is open and not due later: the buckets ahead are few (limits are days), those behind may reach back
// for years.
FigureReader::DueCounts FigureReader::count_due(std::int64_t scope, std::int64_t dimension, std::int64_t open) {
  const auto first = std::min(now_, period_end_);
  std::vector<std::pair<std::int64_t, std::int64_t>> buckets;
  for (const auto& point : storage::read_counters(snapshot_, district_, scope, static_cast<int>(Counter::OpenByDue),
                                                  dimension, bucket_of(first), INT64_MAX))
    buckets.emplace_back(point.period, point.value);
  const auto from_now = due_from(scope, dimension, now_, buckets);
  DueCounts counts{.overdue = open - from_now};
  // The end of "soon" is a full hour, so no hour is cut there.
  const auto until = bucket_of(until_);
  counts.due_soon = from_now;
  for (const auto& [bucket, value] : buckets)
    if (bucket > until) counts.due_soon -= value;
  counts.overdue_then = period_end_ < now_ ? open - due_from(scope, dimension, period_end_, buckets) : counts.overdue;
  return counts;
}

void FigureReader::read_flows(std::int64_t scope, std::int64_t dimension, Figures& figures) {
  const auto from = period_.counted.front();
  const auto to = period_.counted.back();
  figures.received = flow(scope, Counter::Received, dimension, from, to);
  figures.closed = flow(scope, Counter::Closed, dimension, from, to);
  figures.on_time = {flow(scope, Counter::ClosedOnTime, dimension, from, to), figures.closed};
  figures.satisfaction = {flow(scope, Counter::Satisfied, dimension, from, to),
                          flow(scope, Counter::Rated, dimension, from, to)};
}

Figures FigureReader::read(std::int64_t scope, std::int64_t dimension) {
  Figures figures;
  figures.open = storage::read_counter(snapshot_, {district_, scope, static_cast<int>(Counter::Open), dimension, 0});
  DueCounts due;
  if (figures.open > 0) due = count_due(scope, dimension, figures.open);
  figures.due_soon = due.due_soon;
  figures.overdue = due.overdue;
  read_flows(scope, dimension, figures);
  figures.on_time.over += due.overdue_then;
  return figures;
}

Figures FigureReader::of_scope(std::int64_t scope) { return read(scope, 0); }

std::map<MatterId, Figures> FigureReader::read_rows(std::int64_t scope, const std::vector<MatterId>& matters) {
  std::map<MatterId, Figures> all;
  if (period_.is_day()) {
    for (const auto& row : cases::count_day_by_matter(snapshot_, district_, scope, period_.from, offset_, rules_))
      all[row.matter] = {.received = row.received,
                         .closed = row.closed,
                         .on_time = {row.on_time, row.closed},
                         .satisfaction = {row.satisfied, row.rated}};
  } else {
    for (const auto matter : matters) read_flows(scope, matter.value, all[matter]);
  }
  for (const auto& row : cases::count_open_by_matter(snapshot_, district_, scope, {now_, until_, period_end_})) {
    auto& figures = all[row.matter];
    figures.open = row.open;
    figures.due_soon = row.due_soon;
    figures.overdue = row.overdue;
    figures.on_time.over += row.overdue_then;
  }
  return all;
}

std::vector<MatterFigures> FigureReader::by_matter(std::int64_t scope, const std::vector<MatterId>& matters,
                                                   bool from_counters) {
  std::map<MatterId, Figures> read_ones;
  if (from_counters) {
    for (const auto matter : matters) read_ones[matter] = read(scope, matter.value);
  } else {
    read_ones = read_rows(scope, matters);
  }
  std::vector<MatterFigures> all;
  for (const auto& [matter, figures] : read_ones) {
    if (figures != Figures{}) all.push_back({matter, figures});
  }
  std::ranges::sort(all, std::ranges::greater{}, [](const MatterFigures& row) {
    return std::tuple(row.figures.received, row.figures.open, -row.matter.value);
  });
  return all;
}

Figures figures_of(storage::Snapshot& snapshot, DistrictId district, std::int64_t scope, const cases::Period& period,
                   Offset offset, const cases::FlowRules& rules) {
  return FigureReader(snapshot, district, period, offset, rules).of_scope(scope);
}

}  // namespace linli::indicators
