// Merging areas.

#include <fmt/format.h>

#include <set>

#include "modules/areas/api.hpp"
#include "modules/areas/closing.hpp"
#include "modules/areas/errors.hpp"
#include "modules/areas/handover.hpp"
#include "modules/areas/outline_store.hpp"

namespace linli::areas {
namespace {

Fault apart(std::string_view name, Text reason, Text remedy) {
  return make_fault("ids", name, std::move(reason), std::move(remedy));
}

// The areas as they stand on that day; they must be of one level and have one parent.
Result<std::vector<StoredArea>> load_merging(Snapshot& snapshot, DistrictId district, const MergeAreas& merge) {
  std::vector<StoredArea> areas;
  const std::set<AreaId> distinct(merge.areas.begin(), merge.areas.end());
  if (distinct.size() < 2) {
    return fail(kInvalid,
                {apart("", {"至少选择两个区域", "choose at least two areas"}, {"再选一个", "choose another one"})});
  }
  for (const auto id : distinct) {
    auto stored = load_area(snapshot, district, id);
    if (!stored || stored->level == Level::District) return fail(kNotFound);
    const auto& known = stored->known.timeline;
    if (auto bad = check_closing_day(known.front().from, known.back().to, merge.on)) return fail(kInvalid, {*bad});
    areas.push_back(std::move(*stored));
  }
  const auto parent = newest(areas.front().known).facts.parent;
  for (const auto& area : areas) {
    if (area.level == areas.front().level && newest(area.known).facts.parent == parent) continue;
    return fail(
        kMergeApart,
        {apart(name_on(area, merge.on),
               {"它与其他区域不同级或不属于同一上级", "its level or the area above it differs from the others'"},
               {"先调整上级，再合并", "move it below the same area first"})});
  }
  return areas;
}

AreaFacts merged_facts(const std::vector<StoredArea>& areas, const MergeAreas& merge) {
  AreaFacts facts = newest(areas.front().known).facts;
  const auto kind = facts.kind;
  facts = {.parent = facts.parent, .name = merge.name, .code = merge.code, .households = 0, .kind = kind};
  for (const auto& area : areas) {
    const auto& part = newest(area.known).facts;
    // One unknown number makes the sum unknown.
    facts.households =
        facts.households && part.households ? std::optional(*facts.households + *part.households) : std::nullopt;
    if (part.kind != kind) facts.kind.clear();
  }
  return facts;
}

// Courtyards that become one must lie in one base grid, or the new one would stand in two.
Result<LayeredGrids> common_grids(Work& work, const std::vector<StoredArea>& areas) {
  LayeredGrids all;
  std::optional<std::set<GridId>> base;
  for (const auto& area : areas) {
    std::set<GridId> own;
    for (const auto& [layer, grid] : grids_of_courtyard(work, area.id)) {
      all.emplace(layer, grid);
      if (layer == Layer::Base) own.insert(grid);
    }
    if (!base) base = own;
    if (own == *base) continue;
    return fail(kMergeApart, {apart(name_on(area, work.on),
                                    {"这些小区不在同一个基础网格", "the courtyards lie in different base grids"},
                                    {"先调整网格成员，再合并", "bring them into one grid first"})});
  }
  return all;
}

std::optional<Outline> merged_outline(Work& work, const std::vector<StoredArea>& areas) {
  std::vector<storage::Bytes> parts;
  for (const auto& area : areas) {
    parts.push_back(outline_of(work.transaction, work.district, area.id, {work.on, std::nullopt}));
    if (parts.back().empty()) return std::nullopt;
  }
  return unite_outlines(parts);
}

void hand_over(Work& work, const StoredArea& area, AreaId to) {
  for (const auto child : standing_children(work.transaction, work.district, area.id, work.on)) {
    move_child(work, child, to);
  }
  if (area.level == Level::Community) {
    for (const auto grid : standing_grids(work.transaction, work.district, area.id, work.on)) move_grid(work, grid, to);
  }
  append(work.rows, close_one(work.transaction, work.district, work.actor, area, work.on));
  work.rows.push_back(insert_area_link(work.transaction, work.district, area.id, to, work.on));
}

}  // namespace

Result<AreaId> merge_areas(Transaction& transaction, DistrictId district, AccountId actor, const MergeAreas& merge) {
  Work work{transaction, district, actor, merge.on, {}};
  const auto areas = load_merging(transaction, district, merge);
  if (!areas) return std::unexpected(areas.error());
  const auto level = areas->front().level;
  LayeredGrids grids;
  if (level == Level::Courtyard) {
    auto common = common_grids(work, *areas);
    if (!common) return std::unexpected(common.error());
    grids = std::move(*common);
  }
  const auto outline = merged_outline(work, *areas);
  const auto successor = make_successor(work, level, merged_facts(*areas, merge));
  if (!successor) return successor;
  for (const auto& area : *areas) hand_over(work, area, *successor);
  for (const auto& [layer, grid] : grids) join_grid(work, grid, *successor);
  if (outline) {
    append(work.rows,
           write_outline(transaction, district, actor, *successor, {}, {{*outline, merge.on, std::nullopt}}));
  }
  record_change(transaction, district, actor,
                {"areas.merged", "area", successor->value, ids_json("areas", merge.areas, merge.on),
                 ids_json("into", {*successor}, merge.on), std::move(work.rows)});
  return successor;
}

}  // namespace linli::areas
