#include "modules/cases/lists.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "modules/cases/rules.hpp"

namespace linli::cases {
namespace {

constexpr std::array<std::pair<Figure, std::string_view>, 7> kFigures{{{Figure::Open, "open"},
                                                                       {Figure::DueSoon, "due_soon"},
                                                                       {Figure::Overdue, "overdue"},
                                                                       {Figure::Received, "received"},
                                                                       {Figure::Closed, "closed"},
                                                                       {Figure::OnTimeRate, "on_time_rate"},
                                                                       {Figure::Satisfaction, "satisfaction"}}};

std::pair<std::int64_t, std::int64_t> days_of(const Period& period) {
  return {day_key(period.from), day_key(period.to)};
}

Segment overdue(const std::optional<Period>& period, Instant now, Offset offset) {
  const auto before = period ? std::min(now, start_of(period->to, offset)) : now;
  return {.ended = false, .to = to_ms(before)};
}

Segment closed_in(const std::optional<Period>& period, Offset offset) {
  Segment segment{.ended = true, .state = State::Closed};
  if (period) {
    segment.from = -to_ms(start_of(period->to, offset)) + 1;
    segment.to = -to_ms(start_of(period->from, offset)) + 1;
  }
  return segment;
}

std::vector<Segment> received_in(const std::optional<Period>& period, Offset offset) {
  Segment open{.ended = false};
  Segment ended{.ended = true};
  if (period) {
    open.received = ended.received = days_of(*period);
    // Nothing ends before it was received.
    ended.to = -to_ms(start_of(period->from, offset)) + 1;
  }
  return {open, ended};
}

std::vector<Segment> rated_in(const std::optional<Period>& period) {
  constexpr std::pair<std::int64_t, std::int64_t> kEver{0, 99'999'999};
  const auto rated = period ? days_of(*period) : kEver;
  return {{.ended = false, .rated = rated}, {.ended = true, .rated = rated}};
}

std::vector<Segment> segments_of_figure(Figure figure, const std::optional<Period>& period, Instant now, Offset offset,
                                        const FlowRules& rules) {
  switch (figure) {
    case Figure::Open:
      return {{.ended = false}};
    case Figure::DueSoon:
      return {{.ended = false, .from = to_ms(now), .to = to_ms(due_soon_until(now, rules)) + 1}};
    case Figure::Overdue:
      return {overdue(std::nullopt, now, offset)};
    case Figure::Received:
      return received_in(period, offset);
    case Figure::Closed:
      return {closed_in(period, offset)};
    case Figure::OnTimeRate:
      return {overdue(period, now, offset), closed_in(period, offset)};
    case Figure::Satisfaction:
      return rated_in(period);
  }
  std::unreachable();
}

}  // namespace

std::optional<ListKind> parse_list_kind(std::string_view text) {
  if (text == "mine") return ListKind::Mine;
  if (text == "open") return ListKind::Open;
  if (text == "all") return ListKind::All;
  return std::nullopt;
}

std::optional<Figure> parse_figure(std::string_view text) {
  const auto* found = std::ranges::find(kFigures, text, [](const auto& row) { return row.second; });
  return found == kFigures.end() ? std::nullopt : std::optional(found->first);
}

std::string_view to_string(Figure figure) { return kFigures[static_cast<std::size_t>(figure)].second; }

std::int64_t sort_of(const Case& entry) {
  if (entry.ended_at) return -to_ms(*entry.ended_at);
  return entry.due_at ? to_ms(*entry.due_at) : kNoDue;
}

std::vector<Segment> segments_of(const ListFilter& filter, Instant now, Offset offset, const FlowRules& rules) {
  std::vector<Segment> segments;
  if (filter.figure) {
    segments = segments_of_figure(*filter.figure, filter.period, now, offset, rules);
    // What is left out of figures is still open work.
    for (auto& segment : segments) segment.counted = *filter.figure != Figure::Open;
  } else if (filter.period) {
    segments = received_in(filter.period, offset);
  } else {
    segments = {{.ended = false}, {.ended = true}};
  }
  std::vector<Segment> kept;
  for (auto& segment : segments) {
    if (segment.ended && filter.kind != ListKind::All) continue;
    if (filter.state) {
      if (segment.ended != has_ended(*filter.state)) continue;
      if (segment.state && segment.state != filter.state) continue;
      segment.state = filter.state;
    }
    kept.push_back(segment);
  }
  return kept;
}

std::string write_mark(const ListMark& mark) {
  return fmt::format("{}.{}.{}", mark.segment, mark.sort_at, mark.case_id);
}

std::optional<ListMark> read_mark(std::string_view text) {
  std::array<std::int64_t, 3> parts{};
  const auto* at = text.data();
  const auto* const end = at + text.size();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto [next, error] = std::from_chars(at, end, parts[i]);
    if (error != std::errc{}) return std::nullopt;
    const bool last = i + 1 == parts.size();
    if (last ? next != end : next == end || *next != '.') return std::nullopt;
    at = next + 1;
  }
  if (parts[0] < 0) return std::nullopt;
  return ListMark{static_cast<std::size_t>(parts[0]), parts[1], parts[2]};
}

}  // namespace linli::cases
