#include "modules/indicators/board.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/json_writer.hpp"
#include "modules/indicators/api.hpp"
#include "modules/indicators/errors.hpp"
#include "modules/indicators/figures.hpp"

namespace linli::indicators {

namespace asio = boost::asio;
using storage::Snapshot;

namespace {

constexpr int kTrendMonths = 12;
constexpr int kTrendDays = 14;

void write_rate(JsonWriter& w, std::string_view name, const Rate& rate, int small_below) {
  w.key(name).begin_object().key("value");
  // Nothing to divide by is not zero and not a hundred: it is not applicable.
  rate.over > 0 ? w.value(double(rate.part) / double(rate.over)) : w.value(nullptr);
  w.field("over", rate.over).field("small", rate.over > 0 && rate.over < small_below).end_object();
}

void write_figures(JsonWriter& w, const Figures& figures, int small_below) {
  w.key("figures").begin_object();
  w.field("open", figures.open).field("due_soon", figures.due_soon).field("overdue", figures.overdue);
  w.field("received", figures.received).field("closed", figures.closed);
  write_rate(w, "on_time_rate", figures.on_time, small_below);
  write_rate(w, "satisfaction", figures.satisfaction, small_below);
  w.end_object();
}

// Months of a year, twelve months up to a month, two weeks up to a day.
std::vector<cases::Period> trend_of(const cases::Period& period) {
  using namespace std::chrono;
  std::vector<cases::Period> trend;
  if (period.is_day()) {
    for (int back = kTrendDays - 1; back >= 0; --back)
      trend.push_back(*cases::parse_period(format_date(Date{sys_days{period.from} - days{back}})));
    return trend;
  }
  const auto last = period.text.size() == 4 ? Date{period.from + months{11}} : period.from;
  for (int back = kTrendMonths - 1; back >= 0; --back)
    trend.push_back(*cases::parse_period(format_date(last - months{back}).substr(0, 7)));
  return trend;
}

void write_trend(JsonWriter& w, FigureReader& reader, std::int64_t scope, const cases::Period& period) {
  w.key("trend").begin_array();
  for (const auto& part : trend_of(period)) {
    w.begin_object().field("period", part.text);
    w.field("received", reader.flow(scope, Counter::Received, 0, part.key, part.key));
    w.field("closed", reader.flow(scope, Counter::Closed, 0, part.key, part.key)).end_object();
  }
  w.end_array();
}

// Classes too: an imported ledger may know no more of a case than its class.
std::vector<MatterId> matters_of(const catalogue::Book& book) {
  std::vector<MatterId> matters;
  for (const auto& matter : book.all()) {
    if (!matter.diverts) matters.push_back(matter.id);
  }
  return matters;
}

std::string this_month(Instant now, Offset offset) { return format_date(date_of(now, offset)).substr(0, 7); }

}  // namespace

std::string Boards::render(Snapshot& snapshot, const accounts::Caller& caller, std::int64_t scope,
                           const cases::Period& period) {
  const auto small = parts_.rules.small_sample_below;
  const auto book = parts_.catalogue.book(snapshot, caller.district, caller.offset);
  FigureReader reader(snapshot, caller.district, period, caller.offset, parts_.rules);
  JsonWriter w;
  w.begin_object();
  write_scope(w, snapshot, caller.district, parts_.atlas, scope);
  w.field("period", period.text).field("as_of", format_instant(snapshot.now(), caller.offset));
  write_figures(w, reader.of_scope(scope), small);
  w.key("by_child").begin_array();
  for (const auto child : parts_.atlas.children(caller.district, scope)) {
    w.begin_object();
    write_scope(w, snapshot, caller.district, parts_.atlas, child);
    write_figures(w, reader.of_scope(child), small);
    w.end_object();
  }
  w.end_array().key("by_matter").begin_array();
  const auto level = parts_.atlas.level(scope);
  const bool counted = level == areas::Level::District || level == areas::Level::Subdistrict;
  for (const auto& row : reader.by_matter(scope, matters_of(*book), counted)) {
    const auto* matter = book->find(row.matter);
    w.begin_object().key("matter").begin_object().field("id", row.matter);
    w.field("name", matter != nullptr ? matter->name : Text{}).end_object();
    write_figures(w, row.figures, small);
    w.end_object();
  }
  w.end_array();
  write_trend(w, reader, scope, period);
  return w.end_object().take();
}

asio::awaitable<Result<std::string>> Boards::show(const accounts::Caller& caller, BoardRequest request) {
  const auto scope = scope_of(caller, parts_.atlas, {request.area, request.grid, request.body});
  if (!scope) co_return fail(scope.error());
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto period =
        cases::parse_period(request.period.empty() ? this_month(snapshot.now(), caller.offset) : request.period);
    if (!period) return fail(kBadPeriod);
    return render(snapshot, caller, *scope, *period);
  };
  co_return co_await parts_.store.read(work);
}

}  // namespace linli::indicators
