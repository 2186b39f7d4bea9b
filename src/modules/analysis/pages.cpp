#include "modules/analysis/pages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "modules/analysis/errors.hpp"
#include "modules/analysis/rules.hpp"
#include "modules/analysis/store.hpp"
#include "modules/bodies/api.hpp"

namespace linli::analysis {

using storage::Snapshot;

namespace {

constexpr std::size_t kTitleLength = 60;

void write_moment(JsonWriter& w, std::string_view name, const std::optional<Instant>& at, Offset offset) {
  w.key(name);
  at ? w.value(format_instant(*at, offset)) : w.value(nullptr);
}

}  // namespace

Result<cases::Period> period_of(const std::string& asked, Instant now, Offset offset) {
  constexpr std::size_t kMonthLength = 7;
  auto period = cases::parse_period(asked.empty() ? format_date(date_of(now, offset)).substr(0, kMonthLength) : asked);
  if (!period || period->is_day()) return fail(kBadPeriod);
  return std::move(*period);
}

Yardstick yardstick_of(Snapshot& snapshot, const accounts::Caller& caller, const cases::Period& period) {
  const auto today = date_of(snapshot.now(), caller.offset);
  const Date last = std::chrono::sys_days{period.to} - std::chrono::days{1};
  return yardstick_on(yardsticks(snapshot, caller.district), std::min(today, last));
}

std::vector<MatterId> matters_below(const catalogue::Book& book, MatterId matter) {
  return matter ? book.with_children(matter) : std::vector<MatterId>();
}

void write_matter(JsonWriter& w, const catalogue::Book& book, MatterId matter) {
  const auto* found = book.find(matter);
  w.key("matter").begin_object().field("id", matter);
  w.field("name", found != nullptr ? found->name : Text{}).end_object();
}

void write_yardstick(JsonWriter& w, const Yardstick& one, Offset offset) {
  w.begin_object().field("version", one.version).field("from", format_date(one.from)).field("name", one.name);
  w.field("source", one.source).field("response", one.response).field("resolution", one.resolution);
  w.field("satisfaction", one.satisfaction).field("satisfied_from", one.satisfied_from);
  w.field("fairly_satisfied", one.fairly_satisfied).field("fairly_satisfied_percent", one.fairly_satisfied_percent);
  w.field("first_answer_only", one.first_answer_only).field("small_below", one.small_below);
  w.field("repeated_times", one.repeated_times).field("repeated_days", one.repeated_days);
  write_moment(w, "set_at", one.set_at, offset);
  w.end_object();
}

void write_case(JsonWriter& w, const cases::Case& entry, const cases::CaseLine& line, Offset offset) {
  const auto time = [&](std::string_view name, Measure measure) {
    w.key(name);
    const auto took = time_of(measure, entry);
    took ? w.value(*took) : w.value(nullptr);
  };
  w.begin_object().field("id", entry.id).field("number", entry.number).field("matter", line.matter);
  w.field("state", line.state).field("title", prefix_utf8(entry.text, kTitleLength)).field("path", line.path);
  w.field("lead", line.lead).field("received_at", format_instant(entry.received_at, offset));
  write_moment(w, "ended_at", entry.ended_at, offset);
  time("response", Measure::Response);
  time("done", Measure::Done);
  time("close", Measure::Close);
  w.field("returns", entry.returns).field("reopened", entry.reopened).key("solved");
  entry.solved ? w.value(*entry.solved) : w.value(nullptr);
  w.field("rating", entry.rating).end_object();
}

std::string write_scan_mark(const cases::ScanMark& mark) {
  return fmt::format("{}.{}.{}", mark.sort_at, mark.case_id, mark.ended ? 1 : 0);
}

Result<std::optional<cases::ScanMark>> read_scan_mark(std::string_view cursor) {
  if (cursor.empty()) return std::nullopt;
  cases::ScanMark mark;
  const auto* const end = cursor.data() + cursor.size();
  const auto first = std::from_chars(cursor.data(), end, mark.sort_at);
  if (first.ec != std::errc{} || first.ptr == end || *first.ptr != '.') return fail(kBadMark);
  const auto second = std::from_chars(first.ptr + 1, end, mark.case_id);
  const std::string_view rest(second.ptr, end);
  if (second.ec != std::errc{} || (rest != ".0" && rest != ".1")) return fail(kBadMark);
  mark.ended = rest == ".1";
  return mark;
}

std::vector<std::int64_t> bodies_of(Snapshot& snapshot, const accounts::Caller& caller) {
  std::vector<std::int64_t> ids;
  bodies::each_body(snapshot, caller.district, date_of(snapshot.now(), caller.offset),
                    [&](const bodies::Body& body) { ids.push_back(body.id.value); });
  return ids;
}

std::vector<std::int64_t> courtyards_within(Snapshot& snapshot, DistrictId district, const areas::Atlas& atlas,
                                            std::int64_t scope, Date on) {
  std::vector<std::int64_t> ids;
  const auto add = [&](AreaId courtyard) {
    if (atlas.level(courtyard.value) == areas::Level::Courtyard) ids.push_back(courtyard.value);
  };
  if (!atlas.level(scope)) {
    for (const auto member : areas::members_of(snapshot, district, GridId{scope}, {.on = on})) add(member);
    return ids;
  }
  const std::array within{scope};
  for (const auto& area : areas::areas_of_level(snapshot, district, areas::Level::Courtyard, {.on = on}))
    if (atlas.within(district, area.id.value, within)) ids.push_back(area.id.value);
  return ids;
}

}  // namespace linli::analysis
