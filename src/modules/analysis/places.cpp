// Where reports pile up, and what comes up again and again in one place.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "modules/analysis/errors.hpp"
#include "modules/analysis/pages.hpp"
#include "modules/analysis/rules.hpp"
#include "modules/analysis/squares.hpp"
#include "modules/analysis/store.hpp"

namespace linli::analysis {

using storage::Snapshot;

namespace {

constexpr int kMostPoints = 20'000;
constexpr std::size_t kMostSpots = 200;
constexpr std::size_t kMostProposals = 100;

std::optional<areas::Area> area_of(Snapshot& snapshot, const accounts::Caller& caller, std::int64_t id) {
  return areas::find_area(snapshot, caller.district, AreaId{id}, {.on = date_of(snapshot.now(), caller.offset)});
}

void write_point(JsonWriter& w, const std::optional<double>& lon, const std::optional<double>& lat) {
  w.key("lon").value(lon).key("lat").value(lat);
}

// Counts of courtyards, most first.
std::vector<std::pair<std::int64_t, std::int64_t>> sums_of(std::span<const cases::PlaceCount> counts,
                                                           std::span<const MatterId> matters) {
  std::map<std::int64_t, std::int64_t> sums;
  for (const auto& count : counts)
    if (matters.empty() || std::ranges::find(matters, count.matter) != matters.end()) sums[count.scope] += count.cases;
  std::vector<std::pair<std::int64_t, std::int64_t>> spots(sums.begin(), sums.end());
  std::ranges::sort(spots, std::ranges::greater{},
                    [](const auto& spot) { return std::pair(spot.second, -spot.first); });
  return spots;
}

void write_courtyards(JsonWriter& w, Snapshot& snapshot, const accounts::Caller& caller, const areas::Atlas& atlas,
                      std::span<const std::pair<std::int64_t, std::int64_t>> spots) {
  for (const auto& [courtyard, cases] : spots) {
    const auto area = area_of(snapshot, caller, courtyard);
    const auto place = atlas.place_of(caller.district, AreaId{courtyard});
    w.begin_object().field("id", std::to_string(courtyard)).field("name", atlas.name(courtyard));
    w.field("path", place ? atlas.path_text(*place) : std::string()).field("cases", cases);
    w.key("households");
    area && area->facts.households ? w.value(*area->facts.households) : w.value(nullptr);
    area ? write_point(w, area->facts.lon, area->facts.lat) : write_point(w, std::nullopt, std::nullopt);
    w.end_object();
  }
}

void write_squares(JsonWriter& w, const Squares& squares, const std::map<Cell, std::int64_t>& counts) {
  std::vector<std::pair<Cell, std::int64_t>> spots(counts.begin(), counts.end());
  std::ranges::sort(spots, std::ranges::greater{}, [](const auto& spot) { return spot.second; });
  if (spots.size() > kMostSpots) spots.resize(kMostSpots);
  for (const auto& [cell, cases] : spots) {
    const auto outline = squares.outline_of(cell);
    w.begin_object().field("cases", cases).field("lon", outline.lon).field("lat", outline.lat);
    w.field("width", outline.width).field("height", outline.height).end_object();
  }
}

struct Proposal {
  cases::PlaceCount found;
  const Task* task = nullptr;  // that it already belongs to
};

void write_proposal(JsonWriter& w, const Proposal& one, const catalogue::Book& book, const accounts::Caller& caller,
                    const areas::Atlas& atlas) {
  const auto place = atlas.place_of(caller.district, AreaId{one.found.scope});
  w.begin_object().key("area").begin_object().field("id", std::to_string(one.found.scope));
  w.field("name", atlas.name(one.found.scope)).field("path", place ? atlas.path_text(*place) : std::string());
  w.end_object();
  write_matter(w, book, one.found.matter);
  w.field("cases", one.found.cases).key("task");
  if (one.task != nullptr) {
    w.begin_object().field("id", one.task->id).field("title", one.task->title).field("cases", one.task->cases);
    w.field("due_on", format_date(one.task->due_on)).end_object();
  } else {
    w.value(nullptr);
  }
  w.end_object();
}

}  // namespace

Analysis::Answer Analysis::hot_spots(const accounts::Caller& caller, HotRequest request) {
  const auto scope = indicators::scope_of(caller, parts_.atlas, request.of.place);
  if (!scope) co_return fail(scope.error());
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto period = period_of(request.of.period, snapshot.now(), caller.offset);
    if (!period) return fail(period.error());
    const auto today = date_of(snapshot.now(), caller.offset);
    const auto book = parts_.catalogue.book(snapshot, caller.district, caller.offset);
    const auto matters = matters_below(*book, request.of.matter);
    JsonWriter w(8192);
    w.begin_object();
    indicators::write_scope(w, snapshot, caller.district, parts_.atlas, *scope);
    w.field("period", period->text).field("as_of", format_instant(snapshot.now(), caller.offset));
    w.key("spots").begin_array();
    bool complete = true;
    if (request.squares) {
      const Squares squares(request.metres);
      std::map<Cell, std::int64_t> counts;
      const cases::ReceivedScan scan{.scope = *scope, .from = period->from, .to = period->to, .most = kMostPoints};
      complete = !cases::scan_received(snapshot, caller.district, caller.offset, scan, [&](const cases::Case& entry) {
        const bool wanted = matters.empty() || std::ranges::find(matters, entry.matter) != matters.end();
        if (wanted && entry.lon && entry.lat) ++counts[squares.cell_of(*entry.lon, *entry.lat)];
        return true;
      });
      write_squares(w, squares, counts);
    } else {
      const auto yards = courtyards_within(snapshot, caller.district, parts_.atlas, *scope, today);
      auto spots = sums_of(
          cases::count_received(snapshot, caller.district, caller.offset, yards, period->from, period->to, false),
          matters);
      complete = spots.size() <= kMostSpots;
      if (!complete) spots.resize(kMostSpots);
      write_courtyards(w, snapshot, caller, parts_.atlas, spots);
    }
    return w.end_array().field("complete", complete).end_object().take();
  };
  co_return co_await aside(worker_, [&] { return parts_.store.read_now(work); });
}

Analysis::Answer Analysis::repeated(const accounts::Caller& caller, indicators::Place place) {
  const auto scope = indicators::scope_of(caller, parts_.atlas, place);
  if (!scope) co_return fail(scope.error());
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    using std::chrono::days;
    using std::chrono::sys_days;
    const auto today = date_of(snapshot.now(), caller.offset);
    const auto yardstick = yardstick_on(yardsticks(snapshot, caller.district), today);
    const auto yards = courtyards_within(snapshot, caller.district, parts_.atlas, *scope, today);
    const Date from = sys_days{today} - days{yardstick.repeated_days - 1};
    const Date to = sys_days{today} + days{1};
    auto counts = cases::count_received(snapshot, caller.district, caller.offset, yards, from, to, true);
    std::erase_if(counts, [&](const auto& count) { return count.cases < yardstick.repeated_times; });
    std::ranges::sort(counts, std::ranges::greater{}, &cases::PlaceCount::cases);
    const auto tasks = open_tasks_of_areas(snapshot, caller.district, yards);
    const auto book = parts_.catalogue.book(snapshot, caller.district, caller.offset);
    JsonWriter w(8192);
    w.begin_object().key("yardstick");
    write_yardstick(w, yardstick, caller.offset);
    w.field("from", format_date(from)).field("to", format_date(today)).field("more", counts.size() > kMostProposals);
    w.key("items").begin_array();
    for (std::size_t i = 0; i < std::min(counts.size(), kMostProposals); ++i) {
      const auto task = std::ranges::find_if(
          tasks, [&](const Task& one) { return one.area.value == counts[i].scope && one.matter == counts[i].matter; });
      write_proposal(w, {counts[i], task == tasks.end() ? nullptr : &*task}, *book, caller, parts_.atlas);
    }
    return w.end_array().field("next", nullptr).end_object().take();
  };
  co_return co_await aside(worker_, [&] { return parts_.store.read_now(work); });
}

Analysis::Answer Analysis::list_yardsticks(const accounts::Caller& caller) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto all = yardsticks(snapshot, caller.district);
    const auto& held = yardstick_on(all, date_of(snapshot.now(), caller.offset));
    JsonWriter w(2048);
    w.begin_object().field("in_force", held.version).key("items").begin_array();
    for (auto one = all.rbegin(); one != all.rend(); ++one) write_yardstick(w, *one, caller.offset);
    return w.end_array().field("next", nullptr).end_object().take();
  };
  co_return co_await parts_.store.read(work);
}

Analysis::Answer Analysis::add_yardstick(const accounts::Caller& caller, Yardstick wanted, int known) {
  auto work = [&](storage::Transaction& transaction) -> Result<std::string> {
    const auto own = own_yardsticks(transaction, caller.district);
    const auto newest = own.empty() ? 0 : own.back().version;
    if (newest != known) return fail(kStale);
    auto one = wanted;
    if (auto faults = check_yardstick(one, own, date_of(transaction.now(), caller.offset)); !faults.empty())
      return fail(kBadYardstick, std::move(faults));
    one.version = newest + 1;
    if (one.name.zh.empty())
      one.name = {fmt::format("{}/{}/{}", one.response, one.resolution, one.satisfaction),
                  fmt::format("{}/{}/{}", one.response, one.resolution, one.satisfaction)};
    one.set_at = transaction.now();
    one.set_by = caller.account;
    insert_yardstick(transaction, caller.district, one);
    JsonWriter w;
    write_yardstick(w, one, caller.offset);
    auto json = w.take();
    storage::Event event;
    event.district = caller.district;
    event.kind = "analysis.yardstick_set";
    event.actor_kind = storage::ActorKind::Staff;
    event.actor = caller.account;
    event.subject_kind = "yardstick";
    event.subject_id = one.version;
    event.after = json;
    event.rows = {{&kYardsticks, {one.version}}};
    transaction.record(event);
    return json;
  };
  co_return co_await parts_.store.write(work);
}

}  // namespace linli::analysis
