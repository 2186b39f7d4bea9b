// Adding, changing and closing grids; members and duties.

#include <fmt/format.h>

#include <set>

#include "base/json_writer.hpp"
#include "modules/areas/api.hpp"
#include "modules/areas/closing.hpp"
#include "modules/areas/errors.hpp"
#include "modules/areas/schema.hpp"
#include "modules/areas/service.hpp"

namespace linli::areas {
namespace {

Fault taken_fault(const std::string& area, const std::string& grid) {
  return make_fault("member_ids", area,
                    {fmt::format("“{}”已属于基础网格“{}”", area, grid),
                     fmt::format("“{}” is in the base grid “{}” already", area, grid)},
                    {"先从那个网格移出，或不要选它", "take it out of that grid first, or leave it out here"});
}

// A courtyard or building stands in one base grid at a time, on this day and after.
std::optional<Fault> check_free(Snapshot& snapshot, DistrictId district, GridId grid, const MemberArea& member,
                                Date from) {
  const Membership wanted{grid, member.area, member.courtyard};
  for (const auto& held : memberships_of_courtyard(snapshot, district, member.courtyard, from)) {
    if (held.layer != Layer::Base || !clashes(wanted, held.membership)) continue;
    return taken_fault(area_name(snapshot, district, member.area), grid_name(snapshot, district, held.membership.grid));
  }
  return std::nullopt;
}

// A whole courtyard and one of its buildings in the same list would count the building twice.
std::optional<Fault> check_doubled(Snapshot& snapshot, DistrictId district, const MemberArea& member,
                                   const std::set<AreaId>& chosen) {
  if (member.area == member.courtyard || !chosen.contains(member.courtyard)) return std::nullopt;
  return make_fault("member_ids", area_name(snapshot, district, member.area),
                    {"它所在的小区已经整个选入", "the courtyard it stands in is chosen as a whole"},
                    {"去掉这个楼栋，或去掉整个小区", "leave out the building, or the courtyard"});
}

Result<std::vector<MemberArea>> check_members(Snapshot& snapshot, DistrictId district, const StoredGrid& grid,
                                              AreaId community, std::span<const AreaId> members, Date from) {
  std::vector<MemberArea> checked;
  std::vector<Fault> faults;
  std::vector<Fault> taken;
  const std::set<AreaId> chosen(members.begin(), members.end());
  for (const auto area : chosen) {
    const auto member = member_area(snapshot, district, area, from);
    if (!member) {
      append(faults, member.error().faults);
      continue;
    }
    if (grid.layer == Layer::Base && member->community != community) {
      const auto name = area_name(snapshot, district, area);
      faults.push_back(make_fault("member_ids", name,
                                  {fmt::format("“{}”不在本社区，基础网格不跨社区", name),
                                   fmt::format("“{}” lies in another community; base grids do not cross", name)},
                                  {"去掉它，或先调整它的社区", "leave it out, or move it to this community first"}));
    }
    if (auto twice = check_doubled(snapshot, district, *member, chosen)) faults.push_back(std::move(*twice));
    if (grid.layer == Layer::Base) {
      if (auto held = check_free(snapshot, district, grid.id, *member, from)) taken.push_back(std::move(*held));
    }
    checked.push_back(*member);
  }
  if (!faults.empty()) return fail(kInvalid, std::move(faults));
  if (!taken.empty()) return fail(kMemberTaken, std::move(taken));
  return checked;
}

std::vector<RowRef> write_members(Transaction& transaction, DistrictId district, AccountId actor,
                                  const StoredGrid& grid, const std::vector<MemberArea>& members, Date from) {
  std::vector<RowRef> rows;
  const auto until = newest(grid.known).to;
  auto known = load_members(transaction, district, grid.id);
  for (const auto& member : members) {
    const auto was = known[member.area];
    append(rows, write_member(transaction, district, actor, grid, member.area, was,
                              replace_from(was.timeline, MemberFacts{member.courtyard}, from, until)));
    known.erase(member.area);
  }
  for (const auto& [area, was] : known) {
    append(rows, write_member(transaction, district, actor, grid, area, was, close_on(was.timeline, from)));
  }
  return rows;
}

std::string members_json(const std::vector<MemberArea>& members, Date from) {
  JsonWriter json;
  json.begin_object().field("from", format_date(from)).key("members").begin_array();
  for (const auto& member : members) json.value(member.area);
  json.end_array().end_object();
  return json.take();
}

std::vector<Fault> check_facts(const GridFacts& facts) {
  std::vector<Fault> faults;
  const auto keep = [&](std::optional<Fault> fault) {
    if (fault) faults.push_back(std::move(*fault));
  };
  keep(check_name(facts.name));
  keep(check_grid_code(facts.code));
  keep(check_phone("phone", facts.phone));
  keep(check_phone("supervision_phone", facts.supervision_phone));
  return faults;
}

std::vector<Fault> check_community(Snapshot& snapshot, DistrictId district, AreaId community, Date from) {
  const auto parent = load_parent(snapshot, district, community);
  auto faults = check_parent(Level::Courtyard, from, parent ? &*parent : nullptr);  // a grid lies where courtyards do
  for (auto& fault : faults) {
    if (fault.field == "parent_id") fault.field = "community_id";
  }
  return faults;
}

StoredGrid insert_new(Transaction& transaction, DistrictId district, const NewGrid& grid) {
  StoredGrid stored{grid.reserved ? grid.reserved : transaction.new_id_as<GridId>(), grid.layer, {}, {}};
  for (int attempt = 0; stored.slug.empty(); ++attempt) {
    const auto slug = slug_of(stored.id, attempt);
    if (insert_grid(transaction, district, stored.id, grid.layer, slug)) stored.slug = slug;
  }
  return stored;
}

std::vector<RowRef> link_predecessors(Transaction& transaction, DistrictId district, const NewGrid& grid, GridId id) {
  std::vector<RowRef> rows;
  const std::set<GridId> predecessors(grid.predecessors.begin(), grid.predecessors.end());
  for (const auto predecessor : predecessors) {
    if (!load_grid(transaction, district, predecessor)) continue;
    rows.push_back(insert_grid_link(transaction, district, predecessor, id, grid.from));
  }
  return rows;
}

}  // namespace

ReservedSlug reserve_grid(Transaction& transaction) {
  // An id whose first slug is free: add_grid() tries that one first.
  for (;;) {
    const auto id = transaction.new_id_as<GridId>();
    auto slug = slug_of(id, 0);
    auto taken = transaction.query("SELECT 1 FROM grids WHERE slug = $1", slug);
    if (!taken.next()) return {id, std::move(slug)};
  }
}

bool code_is_taken(Snapshot& snapshot, DistrictId district, std::string_view code) {
  return owner_of_code(snapshot, district, code).has_value();
}

Result<GridId> add_grid(Transaction& transaction, DistrictId district, AccountId actor, const NewGrid& grid) {
  const Dated<GridFacts> first{
      {grid.community, grid.name, grid.code, grid.phone, grid.supervision_phone}, grid.from, std::nullopt};
  auto faults = check_facts(first.facts);
  for (auto& fault : check_community(transaction, district, grid.community, grid.from)) faults.push_back(fault);
  if (!faults.empty()) return fail(kInvalid, std::move(faults));
  auto stored = insert_new(transaction, district, grid);
  if (auto taken = claim_or_fault(transaction, district, grid.code, stored.id.value)) {
    return fail(kDuplicate, {std::move(*taken)});
  }
  const auto members = check_members(transaction, district, stored, grid.community, grid.members, grid.from);
  if (!members) return std::unexpected(members.error());
  std::vector<RowRef> rows{{&kGrids, {stored.id.value}}};
  append(rows, write_grid(transaction, district, actor, stored, {first}));
  stored.known.timeline = {first};
  append(rows, write_members(transaction, district, actor, stored, *members, grid.from));
  append(rows, link_predecessors(transaction, district, grid, stored.id));
  record_change(transaction, district, actor,
                {"grids.added", "grid", stored.id.value, "", facts_json(first), std::move(rows)});
  return stored.id;
}

Result<void> change_grid(Transaction& transaction, DistrictId district, AccountId actor, GridId grid,
                         const GridChange& change) {
  const auto stored = standing_grid(transaction, district, grid, change.from);
  if (!stored) return std::unexpected(stored.error());
  using Facts = GridFacts;
  const auto now = change_from(stored->known.timeline, change.from, FieldChange{&Facts::name, change.name},
                               FieldChange{&Facts::code, change.code}, FieldChange{&Facts::community, change.community},
                               FieldChange{&Facts::phone, change.phone},
                               FieldChange{&Facts::supervision_phone, change.supervision_phone});
  if (now == stored->known.timeline) return {};
  const auto* is = version_on(now, change.from);
  auto faults = check_facts(is->facts);
  if (change.community) {
    append(faults, check_community(transaction, district, *change.community, change.from));
  }
  if (change.code) {
    if (auto taken = claim_or_fault(transaction, district, *change.code, grid.value)) faults.push_back(*taken);
  }
  if (!faults.empty()) return fail(kInvalid, std::move(faults));
  if (change.community) {
    const auto members = members_of(transaction, district, grid, {change.from, std::nullopt});
    const auto fit = check_members(transaction, district, *stored, *change.community, members, change.from);
    if (!fit) return std::unexpected(fit.error());
  }
  auto rows = write_grid(transaction, district, actor, *stored, now);
  record_change(transaction, district, actor,
                {"grids.changed", "grid", grid.value, facts_json(*version_on(stored->known.timeline, change.from)),
                 facts_json(*is), std::move(rows)});
  return {};
}

Result<void> set_grid_members(Transaction& transaction, DistrictId district, AccountId actor, GridId grid,
                              std::span<const AreaId> members, Date from) {
  const auto stored = standing_grid(transaction, district, grid, from);
  if (!stored) return std::unexpected(stored.error());
  const auto* version = version_on(stored->known.timeline, from);
  const auto checked = check_members(transaction, district, *stored, version->facts.community, members, from);
  if (!checked) return std::unexpected(checked.error());
  auto rows = write_members(transaction, district, actor, *stored, *checked, from);
  if (rows.empty()) return {};
  record_change(transaction, district, actor,
                {"grids.members_set", "grid", grid.value, "", members_json(*checked, from), std::move(rows)});
  return {};
}

}  // namespace linli::areas
