// Closing areas, and outlines.

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "modules/areas/api.hpp"
#include "modules/areas/closing.hpp"
#include "modules/areas/errors.hpp"
#include "modules/areas/outline_store.hpp"
#include "modules/areas/service.hpp"

namespace linli::areas {
namespace {

constexpr std::size_t kNamed = 20;  // of what stands in the way; the rest is a number

// What still stands in an area, named, so that somebody can decide.
std::vector<Fault> standing_in(Snapshot& snapshot, DistrictId district, const StoredArea& area, Date on) {
  std::vector<std::string> names;
  for (const auto child : standing_children(snapshot, district, area.id, on)) {
    names.push_back(area_name(snapshot, district, child));
  }
  if (area.level == Level::Community) {
    for (const auto grid : standing_grids(snapshot, district, area.id, on)) {
      names.push_back(grid_name(snapshot, district, grid));
    }
  }
  std::vector<Fault> faults;
  for (std::size_t i = 0; i < names.size() && i < kNamed; ++i) {
    faults.push_back(make_fault(
        "children", names[i], {fmt::format("“{}”还未撤销", names[i]), fmt::format("“{}” still stands", names[i])},
        {"先合并、移走或撤销它，或选择一并撤销", "merge, move or close it first, or choose to close it too"}));
  }
  if (names.size() > kNamed) {
    faults.push_back(make_fault(
        "children", "",
        {fmt::format("另有 {} 个", names.size() - kNamed), fmt::format("and {} more", names.size() - kNamed)},
        {"", ""}));
  }
  return faults;
}

}  // namespace

std::optional<Fault> check_closing_day(Date first, std::optional<Date> last, Date on) {
  if (on > first && (!last || on < *last)) return std::nullopt;
  return date_fault("on", on,
                    {fmt::format("撤销日期应晚于 {}，且早于已定的撤销日期 {}", format_date(first),
                                 date_text(last).value_or("（无）")),
                     fmt::format("the day must be after {} and before the planned end {}", format_date(first),
                                 date_text(last).value_or("(none)"))},
                    {"改用这段时间内的日期", "use a date within that time"});
}

std::vector<RowRef> close_one(Transaction& transaction, DistrictId district, AccountId actor, const StoredArea& area,
                              Date on) {
  auto rows = write_area(transaction, district, actor, area, close_on(area.known.timeline, on));
  const auto outline = load_outline(transaction, district, area.id);
  append(rows, write_outline(transaction, district, actor, area.id, outline, close_on(outline.timeline, on)));
  if (area.level == Level::Courtyard || area.level == Level::Building) {
    const auto courtyard = area.level == Level::Courtyard ? area.id : newest(area.known).facts.parent;
    append(rows, end_memberships(transaction, district, actor, area.id, courtyard, on));
  }
  return rows;
}

std::vector<RowRef> close_tree(Transaction& transaction, DistrictId district, AccountId actor, const StoredArea& area,
                               Date on) {
  std::vector<RowRef> rows;
  for (const auto child : standing_children(transaction, district, area.id, on)) {
    const auto stored = load_area(transaction, district, child);
    if (stored) append(rows, close_tree(transaction, district, actor, *stored, on));
  }
  if (area.level == Level::Community) {
    for (const auto grid : standing_grids(transaction, district, area.id, on)) {
      append(rows, close_grid_rows(transaction, district, actor, grid, on));
    }
  }
  append(rows, close_one(transaction, district, actor, area, on));
  return rows;
}

Result<void> close_area(Transaction& transaction, DistrictId district, AccountId actor, AreaId area, Date on,
                        Children children) {
  const auto stored = load_area(transaction, district, area);
  if (!stored) return fail(kNotFound);
  const auto& known = stored->known.timeline;
  if (auto bad = check_closing_day(known.front().from, known.back().to, on)) return fail(kInvalid, {*bad});
  if (children == Children::Refuse) {
    auto faults = standing_in(transaction, district, *stored, on);
    if (!faults.empty()) return fail(kHasChildren, std::move(faults));
  }
  auto rows = close_tree(transaction, district, actor, *stored, on);
  JsonWriter json;
  json.begin_object().field("to", format_date(on)).field("with_children", children == Children::CloseToo).end_object();
  record_change(transaction, district, actor,
                {"areas.closed", "area", area.value, facts_json(known.back()), json.take(), std::move(rows)});
  return {};
}

Result<void> set_outline(Transaction& transaction, DistrictId district, AccountId actor, AreaId area,
                         storage::BytesView wkb, Date from) {
  const auto stored = load_area(transaction, district, area);
  if (!stored) return fail(kNotFound);
  auto outline = check_outline(wkb);
  if (!outline) return std::unexpected(outline.error());
  const auto& known = stored->known.timeline;
  if (from < known.front().from || (known.back().to && from >= *known.back().to)) {
    return fail(kInvalid, {date_fault("from", from, {"区域当时不存在", "the area does not stand then"},
                                      {"改用区域存续期内的日期", "use a date while it stands"})});
  }
  const auto before = load_outline(transaction, district, area);
  const auto now = replace_from(before.timeline, *outline, from, known.back().to);
  if (now == before.timeline) return {};
  auto rows = write_outline(transaction, district, actor, area, before, now);
  JsonWriter json;
  json.begin_object().field("from", format_date(from)).key("box").begin_array();
  json.value(outline->box.west).value(outline->box.south).value(outline->box.east).value(outline->box.north);
  json.end_array().end_object();
  record_change(transaction, district, actor, {"areas.outlined", "area", area.value, "", json.take(), std::move(rows)});
  return {};
}

}  // namespace linli::areas
