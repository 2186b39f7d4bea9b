#include "modules/public_face/figures.hpp"

#include <charconv>

#include "base/json_writer.hpp"
#include "modules/indicators/api.hpp"
#include "modules/public_face/errors.hpp"
#include "modules/public_face/store.hpp"
#include "storage/counters.hpp"

namespace linli::public_face {

using storage::Snapshot;

namespace {

constexpr std::size_t kMostKept = 64;
constexpr int kFirstYear = 2000;

std::int64_t month_of(int year, unsigned month) { return std::int64_t{year} * 100 + month; }

void write_threshold(JsonWriter& w, std::string_view name, const Threshold& threshold) {
  w.key(name).begin_object().field("value", threshold.value).field("from", format_date(threshold.from));
  w.field("source", threshold.source).end_object();
}

std::string level_of(const areas::Atlas& atlas, std::int64_t id) {
  const auto level = atlas.level(id);
  return level ? std::string(areas::to_string(*level)) : "grid";
}

}  // namespace

Result<Figures::Months> Figures::months_of(std::string_view year, Date today) {
  int wanted = int(today.year());
  const auto read = std::from_chars(year.data(), year.data() + year.size(), wanted);
  const bool bad = !year.empty() && (read.ec != std::errc() || read.ptr != year.data() + year.size());
  if (bad || wanted < kFirstYear || wanted > int(today.year()))
    return fail(kBadFilter, {{"year",
                              std::nullopt,
                              std::string(year),
                              {"没有这一年的数字。", "No such year."},
                              {"写四位年份，例如 2026。", "Write a year such as 2026."}}});
  if (wanted < int(today.year())) return Months{month_of(wanted, 1), month_of(wanted, 12)};
  return Months{month_of(wanted, 1), month_of(wanted, unsigned(today.month()) - 1)};
}

std::optional<std::string> Figures::kept(const std::string& key, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(key);
  if (found == kept_.end() || found->second.until <= now) return std::nullopt;
  return found->second.json;
}

std::string Figures::keep(std::string key, Instant now, std::string json) {
  const std::lock_guard lock(mutex_);
  if (kept_.size() >= kMostKept) kept_.clear();
  kept_[std::move(key)] = {now + kFiguresKept, json};
  return json;
}

Result<std::string> Figures::map(Snapshot& snapshot, DistrictId district, Offset offset, std::string_view year) {
  const auto today = date_of(snapshot.now(), offset);
  const auto months = months_of(year, today);
  if (!months) return fail(months.error());
  auto key = "map/" + to_string(district) + '/' + std::to_string(months->first) + '/' + std::to_string(months->last);
  if (auto json = kept(key, snapshot.now())) return std::move(*json);
  return keep(std::move(key), snapshot.now(), draw_map(snapshot, district, *months, today));
}

Result<std::string> Figures::times(Snapshot& snapshot, DistrictId district, Offset offset, std::string_view year) {
  const auto today = date_of(snapshot.now(), offset);
  const auto months = months_of(year, today);
  if (!months) return fail(months.error());
  auto key = "times/" + to_string(district) + '/' + std::to_string(months->first) + '/' + std::to_string(months->last);
  if (auto json = kept(key, snapshot.now())) return std::move(*json);
  return keep(std::move(key), snapshot.now(), draw_times(snapshot, district, offset, *months, today));
}

// Areas down to communities and their grids; courtyards and buildings are no cells, whatever they hold.
Count Figures::count_below(Snapshot& snapshot, DistrictId district, std::int64_t area, const Months& months) const {
  Count count{area, 0, {}};
  constexpr auto kClosed = static_cast<int>(indicators::Counter::Closed);
  for (const auto& point : storage::read_counters(snapshot, district, area, kClosed, 0, months.first, months.last))
    count.settled += point.value;
  const auto level = atlas_.level(area);
  if (!level || count.settled == 0) return count;
  if (*level == areas::Level::Courtyard || *level == areas::Level::Building) return count;
  for (const auto child : atlas_.children(district, area)) {
    const auto below = atlas_.level(child);
    if (below && *below >= areas::Level::Courtyard) continue;
    count.below.push_back(count_below(snapshot, district, child, months));
  }
  return count;
}

std::string Figures::draw_map(Snapshot& snapshot, DistrictId district, const Months& months, Date today) const {
  const auto& least = in_force(shipped_thresholds().cell_least, today);
  JsonWriter w;
  w.begin_object().field("from", months.first).field("to", months.last);
  write_threshold(w, "least", least);
  w.key("items").begin_array();
  if (months.first <= months.last) {
    for (const auto& cell : cells_of(count_below(snapshot, district, district.value, months), least.value)) {
      w.begin_object().field("id", std::to_string(cell.id)).field("name", atlas_.name(cell.id));
      w.field("level", level_of(atlas_, cell.id)).field("settled", cell.settled).field("rest", cell.rest);
      const auto place = atlas_.level(cell.id) ? atlas_.place_of(district, AreaId{cell.id})
                                               : atlas_.place_of_grid(district, GridId{cell.id});
      w.field("within", place ? atlas_.name(place->subdistrict.value) : std::string()).end_object();
    }
  }
  return w.end_array().field("next", nullptr).end_object().take();
}

std::string Figures::draw_times(Snapshot& snapshot, DistrictId district, Offset offset, const Months& months,
                                Date today) {
  const auto& least = in_force(shipped_thresholds().sample_least, today);
  std::map<MatterId, indicators::Life> lives;
  if (months.first <= months.last)
    lives = indicators::life_by_matter(snapshot, district, district.value, {months.first, months.last});
  const auto book = catalogue_.book(snapshot, district, offset);
  JsonWriter w;
  w.begin_object().field("from", months.first).field("to", months.last);
  write_threshold(w, "least", least);
  w.key("items").begin_array();
  for (const auto& matter : book->all()) {
    const auto found = lives.find(matter.id);
    if (found == lives.end()) continue;
    const auto spread = indicators::spread_of(found->second.done);
    if (spread.cases <= 0) continue;
    const bool small = spread.cases < least.value;
    w.begin_object().key("matter").begin_object().field("id", matter.id).field("name", matter.name).end_object();
    w.key("limit");
    matter.settle ? w.value(catalogue::format_limit(*matter.settle)) : w.value(nullptr);
    w.field("small", small).field("settled", small ? std::nullopt : std::optional(spread.cases));
    w.field("median_seconds", small ? std::nullopt : spread.median);
    w.field("most_seconds", small ? std::nullopt : spread.ninetieth).end_object();
  }
  return w.end_array().field("next", nullptr).end_object().take();
}

}  // namespace linli::public_face
