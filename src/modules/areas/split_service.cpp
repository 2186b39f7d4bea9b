// Splitting an area.

#include <fmt/format.h>

#include <map>
#include <set>

#include "modules/areas/api.hpp"
#include "modules/areas/closing.hpp"
#include "modules/areas/errors.hpp"
#include "modules/areas/handover.hpp"

namespace linli::areas {
namespace {

// Which part each standing child goes to; every child in exactly one.
std::vector<Fault> check_parts(Snapshot& snapshot, DistrictId district, const StoredArea& area,
                               std::span<const SplitPart> parts, Date on) {
  std::vector<Fault> faults;
  const auto standing = standing_children(snapshot, district, area.id, on);
  std::set<AreaId> left(standing.begin(), standing.end());
  for (const auto& part : parts) {
    for (const auto child : part.children) {
      if (left.erase(child) == 1) continue;
      const auto name = area_name(snapshot, district, child);
      faults.push_back(make_fault("parts", name,
                                  {fmt::format("“{}”不在此区域内，或分到了两处", name),
                                   fmt::format("“{}” is not in this area, or stands in two parts", name)},
                                  {"每个下级区域只分到一处", "put each one in exactly one part"}));
    }
  }
  for (const auto child : left) {
    const auto name = area_name(snapshot, district, child);
    faults.push_back(make_fault(
        "parts", name, {fmt::format("“{}”没有分到任何一处", name), fmt::format("“{}” stands in no part", name)},
        {"给它选择一处", "choose a part for it"}));
  }
  if (parts.size() < 2) {
    faults.push_back(
        make_fault("parts", "", {"至少分成两处", "there are at least two parts"}, {"再加一处", "add another one"}));
  }
  return faults;
}

// A grid goes to the part that all its members go to.
Result<std::map<GridId, std::size_t>> assign_grids(Work& work, const StoredArea& area,
                                                   std::span<const SplitPart> parts) {
  std::map<AreaId, std::size_t> part_of;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (const auto child : parts[i].children) part_of[child] = i;
  }
  std::map<GridId, std::size_t> assigned;
  std::vector<Fault> faults;
  for (const auto grid : standing_grids(work.transaction, work.district, area.id, work.on)) {
    std::set<std::size_t> touched;
    for (const auto member : members_of(work.transaction, work.district, grid, {work.on, std::nullopt})) {
      const auto place = member_area(work.transaction, work.district, member, work.on);
      if (place && part_of.contains(place->courtyard)) touched.insert(part_of.at(place->courtyard));
    }
    if (touched.size() == 1) {
      assigned[grid] = *touched.begin();
      continue;
    }
    const auto name = grid_name(work.transaction, work.district, grid);
    faults.push_back(make_fault("parts", name,
                                {fmt::format("网格“{}”跨两处或没有成员", name),
                                 fmt::format("the grid “{}” lies in two parts or has no members", name)},
                                {"先调整或撤销该网格", "change its members or close it first"}));
  }
  if (!faults.empty()) return fail(kSplitIncomplete, std::move(faults));
  return assigned;
}

AreaFacts part_facts(Snapshot& snapshot, DistrictId district, const StoredArea& area, const SplitPart& part) {
  const auto& whole = newest(area.known).facts;
  AreaFacts facts{.parent = whole.parent, .name = part.name, .code = part.code, .kind = whole.kind};
  for (const auto child : part.children) {
    const auto stored = load_area(snapshot, district, child);
    const auto households = stored ? newest(stored->known).facts.households : std::nullopt;
    if (!households) {
      facts.households.reset();
      break;
    }
    facts.households = facts.households.value_or(0) + *households;
  }
  return facts;
}

// A building that held no place of its own in a grid was there through its courtyard; the parts take that over.
void join_grids(Work& work, const LayeredGrids& grids, AreaId part) {
  for (const auto& [layer, grid] : grids) join_grid(work, grid, part);
}

}  // namespace

Result<std::vector<AreaId>> split_area(Transaction& transaction, DistrictId district, AccountId actor, AreaId area,
                                       std::span<const SplitPart> parts, Date on) {
  Work work{transaction, district, actor, on, {}};
  const auto stored = load_area(transaction, district, area);
  if (!stored || stored->level == Level::District) return fail(kNotFound);
  const auto& known = stored->known.timeline;
  if (auto bad = check_closing_day(known.front().from, known.back().to, on)) return fail(kInvalid, {*bad});
  auto faults = check_parts(transaction, district, *stored, parts, on);
  if (!faults.empty()) return fail(kSplitIncomplete, std::move(faults));
  std::map<GridId, std::size_t> moving;
  if (stored->level == Level::Community) {
    auto assigned = assign_grids(work, *stored, parts);
    if (!assigned) return std::unexpected(assigned.error());
    moving = std::move(*assigned);
  }
  const auto grids = grids_of_courtyard(work, area);
  std::vector<AreaId> made;
  for (const auto& part : parts) {
    const auto successor = make_successor(work, stored->level, part_facts(transaction, district, *stored, part));
    if (!successor) return std::unexpected(successor.error());
    for (const auto child : part.children) move_child(work, child, *successor);
    made.push_back(*successor);
  }
  for (const auto& [grid, part] : moving) move_grid(work, grid, made[part]);
  append(work.rows, close_one(transaction, district, actor, *stored, on));
  for (const auto successor : made) {
    join_grids(work, grids, successor);
    work.rows.push_back(insert_area_link(transaction, district, area, successor, on));
  }
  record_change(
      transaction, district, actor,
      {"areas.split", "area", area.value, facts_json(known.back()), ids_json("into", made, on), std::move(work.rows)});
  return made;
}

}  // namespace linli::areas
