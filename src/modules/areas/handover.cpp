#include "modules/areas/handover.hpp"

#include <algorithm>

#include "base/json_writer.hpp"
#include "modules/areas/api.hpp"
#include "modules/areas/errors.hpp"
#include "modules/areas/schema.hpp"

namespace linli::areas {

Result<AreaId> make_successor(Work& work, Level level, const AreaFacts& facts) {
  const auto parent = load_parent(work.transaction, work.district, facts.parent);
  auto faults = check_facts(facts);
  append(faults, check_code(level, facts.code, parent ? parent->code : ""));
  append(faults, check_parent(level, work.on, parent ? &*parent : nullptr));
  if (!faults.empty()) return fail(kInvalid, std::move(faults));
  const auto id = work.transaction.new_id_as<AreaId>();
  insert_area_version(work.transaction, work.district, work.actor, id, level, 1, {facts, work.on, std::nullopt});
  insert_ancestors(work.transaction, work.district, id, parent->chain);
  work.rows.push_back({&kAreaVersions, {id.value, 1}});
  if (auto taken = claim_or_fault(work.transaction, work.district, facts.code, id.value)) {
    return fail(kDuplicate, {std::move(*taken)});
  }
  return id;
}

void move_child(Work& work, AreaId child, AreaId to) {
  const auto stored = load_area(work.transaction, work.district, child);
  if (!stored) return;
  const auto from = std::max(work.on, stored->known.timeline.front().from);
  const auto now = change_from(stored->known.timeline, from, FieldChange{&AreaFacts::parent, std::optional(to)});
  append(work.rows, write_area(work.transaction, work.district, work.actor, *stored, now));
  move_descendants(work.transaction, work.district, child, ancestors_of(work.transaction, work.district, to));
  if (stored->level != Level::Building) return;
  const auto courtyard = newest(stored->known).facts.parent;
  for (const auto& held : memberships_of_courtyard(work.transaction, work.district, courtyard, from)) {
    if (held.membership.area != child) continue;
    const auto grid = load_grid(work.transaction, work.district, held.membership.grid);
    const auto members = load_members(work.transaction, work.district, held.membership.grid);
    const auto& known = members.at(child);
    append(work.rows, write_member(work.transaction, work.district, work.actor, *grid, child, known,
                                   replace_from(known.timeline, MemberFacts{to}, from, held.to)));
  }
}

void move_grid(Work& work, GridId grid, AreaId community) {
  const auto stored = load_grid(work.transaction, work.district, grid);
  if (!stored || stored->known.timeline.empty()) return;
  const auto from = std::max(work.on, stored->known.timeline.front().from);
  const auto now =
      change_from(stored->known.timeline, from, FieldChange{&GridFacts::community, std::optional(community)});
  append(work.rows, write_grid(work.transaction, work.district, work.actor, *stored, now));
}

LayeredGrids grids_of_courtyard(Work& work, AreaId courtyard) {
  LayeredGrids grids;
  for (const auto& held : memberships_of_courtyard(work.transaction, work.district, courtyard, work.on)) {
    if (held.membership.area == courtyard) grids.emplace(held.layer, held.membership.grid);
  }
  return grids;
}

void join_grid(Work& work, GridId grid, AreaId courtyard) {
  const auto stored = load_grid(work.transaction, work.district, grid);
  if (!stored || stored->known.timeline.empty()) return;
  append(work.rows, write_member(work.transaction, work.district, work.actor, *stored, courtyard, {},
                                 {{MemberFacts{courtyard}, work.on, newest(stored->known).to}}));
}

std::string ids_json(std::string_view name, const std::vector<AreaId>& ids, Date on) {
  JsonWriter json;
  json.begin_object().field("on", format_date(on)).key(name).begin_array();
  for (const auto id : ids) json.value(id);
  json.end_array().end_object();
  return json.take();
}

}  // namespace linli::areas
