// Times, bounces and the three rates: of a scope, the next level down, bodies, matters; all from counters.
#include <algorithm>

#include "modules/analysis/errors.hpp"
#include "modules/analysis/pages.hpp"
#include "modules/analysis/rules.hpp"
#include "modules/analysis/store.hpp"

namespace linli::analysis {

using indicators::Histogram;
using indicators::Life;
using storage::Snapshot;

namespace {

constexpr int kTrendMonths = 12;
// So many closed cases of a community or grid are looked through for its matters; more are said to be left out.
constexpr int kMostRows = 20'000;

void write_spread(JsonWriter& w, std::string_view name, const Histogram& times) {
  const auto spread = indicators::spread_of(times);
  const auto slow = indicators::percentile_bucket(times, indicators::kNinetieth);
  w.key(name).begin_object().field("cases", spread.cases).key("median").value(spread.median);
  w.key("ninetieth").value(spread.ninetieth).key("slow_from");
  // The cases in and above the bucket of the ninetieth percentile: a tenth of them at least.
  slow ? w.value(indicators::bucket_start(*slow)) : w.value(nullptr);
  w.end_object();
}

void write_life(JsonWriter& w, const Life& life, int small_below) {
  w.key("life").begin_object().field("closed", life.closed());
  w.field("small", life.closed() > 0 && life.closed() < small_below);
  write_spread(w, "response", life.response);
  write_spread(w, "done", life.done);
  write_spread(w, "close", life.close);
  w.field("returned", life.returned_cases()).field("returns", life.all_returns());
  w.field("reopened", life.reopened_cases()).field("reopenings", life.all_reopened()).end_object();
}

void write_share(JsonWriter& w, std::string_view name, const Share& share, int small_below) {
  w.key(name).begin_object().key("value").value(share.value()).field("part", share.part).field("over", share.over);
  w.field("small", share.over > 0 && share.over < small_below).end_object();
}

void write_rates(JsonWriter& w, const Rates& rates, int small_below) {
  w.key("rates").begin_object();
  write_share(w, "response", rates.response, small_below);
  write_share(w, "resolution", rates.resolution, small_below);
  write_share(w, "satisfaction", rates.satisfaction, small_below);
  w.key("score").value(rates.score).field("small", rates.small).end_object();
}

bool anything(const Life& life) { return life.closed() > 0 || indicators::total_of(life.answers) > 0; }

struct Named {
  std::int64_t scope = 0;
  Life life;
};

std::vector<Named> lives_of(Snapshot& snapshot, DistrictId district, std::vector<std::int64_t> scopes,
                            indicators::Months months, bool with_empty) {
  std::vector<Named> all;
  for (const auto scope : scopes) {
    const auto life = indicators::life_of(snapshot, district, scope, {}, months);
    if (with_empty || anything(life)) all.push_back({scope, life});
  }
  return all;
}

// Organisations are compared, never persons: a grid stands for its steward.
bool may_be_ranked(std::string_view level) { return level == "subdistrict" || level == "community" || level == "body"; }

struct MatterLives {
  std::map<MatterId, Life> lives;
  bool complete = true;
};

MatterLives matters_of(Snapshot& snapshot, const accounts::Caller& caller, const AnalysisParts& parts,
                       std::int64_t scope, const cases::Period& period) {
  const auto months = indicators::months_of(period);
  const auto level = indicators::scope_level(parts.atlas, caller.district, scope);
  if (level != "community" && level != "grid")
    return {indicators::life_by_matter(snapshot, caller.district, scope, months), true};
  // Kept as a sum only: the rows of so small a scope are few.
  MatterLives found;
  const cases::EndedScan scan{.scope = scope,
                              .from = start_of(period.from, caller.offset),
                              .until = start_of(period.to, caller.offset),
                              .most = kMostRows};
  found.complete = !cases::scan_ended(snapshot, caller.district, scan, [&](const cases::Case& entry) {
    indicators::add_case(found.lives[entry.matter], entry, months, caller.offset, parts.rules);
    return true;
  });
  return found;
}

void write_by_matter(JsonWriter& w, const catalogue::Book& book, const MatterLives& found, int small_below) {
  std::vector<std::pair<MatterId, const Life*>> rows;
  for (const auto& [matter, life] : found.lives)
    if (life.closed() > 0) rows.emplace_back(matter, &life);
  std::ranges::sort(rows, std::ranges::greater{},
                    [](const auto& row) { return std::pair(row.second->closed(), -row.first.value); });
  w.key("by_matter").begin_array();
  for (const auto& [matter, life] : rows) {
    w.begin_object();
    write_matter(w, book, matter);
    write_life(w, *life, small_below);
    w.end_object();
  }
  w.end_array().field("matters_complete", found.complete);
}

void write_trend(JsonWriter& w, Snapshot& snapshot, DistrictId district, std::int64_t scope, MatterId matter,
                 const cases::Period& period) {
  using std::chrono::months;
  const auto last = period.counted.size() > 1 ? Date{period.from + months{kTrendMonths - 1}} : period.from;
  w.key("trend").begin_array();
  for (int back = kTrendMonths - 1; back >= 0; --back) {
    const auto day = Date{last - months{back}};
    const auto month = cases::month_key(day);
    const auto life = indicators::life_of(snapshot, district, scope, matter, {month, month});
    w.begin_object().field("period", format_date(day).substr(0, 7));
    write_life(w, life, 0);
    w.end_object();
  }
  w.end_array();
}

void begin_answer(JsonWriter& w, Snapshot& snapshot, const accounts::Caller& caller, const areas::Atlas& atlas,
                  std::int64_t scope, const cases::Period& period) {
  w.begin_object();
  indicators::write_scope(w, snapshot, caller.district, atlas, scope);
  w.field("period", period.text).field("as_of", format_instant(snapshot.now(), caller.offset));
}

void write_lives(JsonWriter& w, Snapshot& snapshot, const accounts::Caller& caller, const areas::Atlas& atlas,
                 std::string_view key, const std::vector<Named>& all, int small_below) {
  w.key(key).begin_array();
  for (const auto& one : all) {
    w.begin_object();
    indicators::write_scope(w, snapshot, caller.district, atlas, one.scope);
    write_life(w, one.life, small_below);
    w.end_object();
  }
  w.end_array();
}

void write_rated(JsonWriter& w, Snapshot& snapshot, const accounts::Caller& caller, const areas::Atlas& atlas,
                 std::string_view key, const std::vector<Named>& all, const Yardstick& yardstick) {
  std::vector<Rates> rates;
  for (const auto& one : all) rates.push_back(rates_of(one.life, yardstick));
  auto places = places_of(rates);
  w.key(key).begin_array();
  for (std::size_t i = 0; i < all.size(); ++i) {
    w.begin_object();
    indicators::write_scope(w, snapshot, caller.district, atlas, all[i].scope);
    write_rates(w, rates[i], yardstick.small_below);
    const bool ranked = may_be_ranked(indicators::scope_level(atlas, caller.district, all[i].scope));
    w.key("place").value(ranked ? places[i] : std::optional<int>());
    w.end_object();
  }
  w.end_array();
}

}  // namespace

Analysis::Answer Analysis::times(const accounts::Caller& caller, PeriodRequest request) {
  const auto scope = indicators::scope_of(caller, parts_.atlas, request.place);
  if (!scope) co_return fail(scope.error());
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto period = period_of(request.period, snapshot.now(), caller.offset);
    if (!period) return fail(period.error());
    const auto months = indicators::months_of(*period);
    const auto small = yardstick_of(snapshot, caller, *period).small_below;
    const auto book = parts_.catalogue.book(snapshot, caller.district, caller.offset);
    JsonWriter w(8192);
    begin_answer(w, snapshot, caller, parts_.atlas, *scope, *period);
    w.field("error", indicators::kPercentileError).field("small_below", small);
    write_life(w, indicators::life_of(snapshot, caller.district, *scope, request.matter, months), small);
    const auto children = parts_.atlas.children(caller.district, *scope);
    write_lives(w, snapshot, caller, parts_.atlas, "by_child",
                lives_of(snapshot, caller.district, children, months, true), small);
    const auto bodies = caller.whole_district && *scope == caller.district.value ? bodies_of(snapshot, caller)
                                                                                 : std::vector<std::int64_t>();
    write_lives(w, snapshot, caller, parts_.atlas, "by_body",
                lives_of(snapshot, caller.district, bodies, months, false), small);
    write_by_matter(w, *book, matters_of(snapshot, caller, parts_, *scope, *period), small);
    write_trend(w, snapshot, caller.district, *scope, request.matter, *period);
    return w.end_object().take();
  };
  co_return co_await aside(worker_, [&] { return parts_.store.read_now(work); });
}

Analysis::Answer Analysis::rates(const accounts::Caller& caller, PeriodRequest request) {
  const auto scope = indicators::scope_of(caller, parts_.atlas, request.place);
  if (!scope) co_return fail(scope.error());
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto period = period_of(request.period, snapshot.now(), caller.offset);
    if (!period) return fail(period.error());
    const auto months = indicators::months_of(*period);
    const auto yardstick = yardstick_of(snapshot, caller, *period);
    JsonWriter w(4096);
    begin_answer(w, snapshot, caller, parts_.atlas, *scope, *period);
    w.key("yardstick");
    write_yardstick(w, yardstick, caller.offset);
    write_rates(w, rates_of(indicators::life_of(snapshot, caller.district, *scope, {}, months), yardstick),
                yardstick.small_below);
    write_rated(w, snapshot, caller, parts_.atlas, "by_child",
                lives_of(snapshot, caller.district, parts_.atlas.children(caller.district, *scope), months, true),
                yardstick);
    const auto bodies = caller.whole_district && *scope == caller.district.value ? bodies_of(snapshot, caller)
                                                                                 : std::vector<std::int64_t>();
    write_rated(w, snapshot, caller, parts_.atlas, "by_body",
                lives_of(snapshot, caller.district, bodies, months, false), yardstick);
    return w.end_object().take();
  };
  co_return co_await aside(worker_, [&] { return parts_.store.read_now(work); });
}

}  // namespace linli::analysis
