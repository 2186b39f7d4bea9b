#include "modules/areas/service.hpp"

#include <fmt/format.h>

#include <ranges>

#include "base/json_writer.hpp"
#include "modules/areas/api.hpp"
#include "modules/areas/errors.hpp"
#include "modules/areas/schema.hpp"

namespace linli::areas {

Fault make_fault(std::string_view field, std::string_view value, Text reason, Text remedy) {
  return {std::string(field), std::nullopt, std::string(value), std::move(reason), std::move(remedy)};
}

Fault date_fault(std::string_view field, Date value, Text reason, Text remedy) {
  return make_fault(field, format_date(value), std::move(reason), std::move(remedy));
}

std::optional<Parent> load_parent(Snapshot& snapshot, DistrictId district, AreaId area) {
  auto stored = load_area(snapshot, district, area);
  if (!stored) return std::nullopt;
  Parent parent{std::move(*stored), ancestors_of(snapshot, district, area), {}};
  for (const auto above : parent.chain | std::views::reverse) {
    const auto next = load_area(snapshot, district, above);
    parent.code = next ? newest(next->known).facts.code : "";
    if (!parent.code.empty()) break;
  }
  return parent;
}

std::vector<Fault> check_parent(Level level, Date from, const Parent* parent) {
  const auto above = level_above(level);
  if (!above) {
    if (!parent) return {};
    return {make_fault("parent_id", "", {"区没有上级区域", "a district has no area above it"},
                       {"去掉上级区域", "leave it out"})};
  }
  if (!parent || parent->area.level != *above) {
    return {make_fault("parent_id", parent ? newest(parent->area.known).facts.name : "",
                       {fmt::format("{}的上级应是现有的{}", label(level).zh, label(*above).zh),
                        fmt::format("a {} lies in an existing {}", to_string(level), to_string(*above))},
                       {"选择正确的上级区域", "choose the right area above"})};
  }
  const auto& known = parent->area.known.timeline;
  if (from < known.front().from) {
    return {date_fault("from", from,
                       {fmt::format("上级区域自 {} 起才存在", format_date(known.front().from)),
                        fmt::format("the area above exists only since {}", format_date(known.front().from))},
                       {"改用这一天或更晚的日期", "use that day or a later one"})};
  }
  if (known.back().to) {
    return {make_fault("parent_id", known.back().facts.name,
                       {fmt::format("上级区域已于 {} 撤销", format_date(*known.back().to)),
                        fmt::format("the area above ends on {}", format_date(*known.back().to))},
                       {"选择仍然存在的上级区域", "choose an area that goes on"})};
  }
  return {};
}

std::string name_on(const StoredArea& area, Date day) {
  const auto* version = version_on(area.known.timeline, day);
  return version ? version->facts.name : newest(area.known).facts.name;
}

std::string area_name(Snapshot& snapshot, DistrictId district, AreaId area) {
  const auto stored = load_area(snapshot, district, area);
  return stored ? newest(stored->known).facts.name : to_string(area);
}

std::string grid_name(Snapshot& snapshot, DistrictId district, GridId grid) {
  const auto label = last_label(snapshot, district, grid.value);
  return label ? label->name : to_string(grid);
}

std::optional<Fault> claim_or_fault(Transaction& transaction, DistrictId district, std::string_view code,
                                    std::int64_t owner) {
  if (code.empty() || claim_code(transaction, district, code, owner)) return std::nullopt;
  const auto holder = owner_of_code(transaction, district, code).value_or(0);
  auto name = area_name(transaction, district, {holder});
  if (name == to_string(AreaId{holder})) name = grid_name(transaction, district, {holder});
  return make_fault("code", code,
                    {fmt::format("编码已由“{}”使用过，编码不重复使用", name),
                     fmt::format("“{}” has or had this code; codes are never reused", name)},
                    {"填写新编码，或留空", "give a new code, or leave it empty"});
}

std::string facts_json(const Dated<AreaFacts>& dated) {
  const auto& facts = dated.facts;
  JsonWriter json;
  json.begin_object().field("name", facts.name).field("parent", facts.parent);
  if (!facts.code.empty()) json.field("code", facts.code);
  if (facts.households) json.field("households", facts.households);
  if (!facts.kind.empty()) json.field("kind", facts.kind);
  if (!facts.address.empty()) json.field("address", facts.address);
  if (facts.built_year) json.field("built_year", facts.built_year);
  if (facts.lon && facts.lat) json.field("lon", facts.lon).field("lat", facts.lat);
  json.field("from", format_date(dated.from)).field("to", date_text(dated.to)).end_object();
  return json.take();
}

std::string facts_json(const Dated<GridFacts>& dated) {
  const auto& facts = dated.facts;
  JsonWriter json;
  json.begin_object().field("name", facts.name).field("community", facts.community);
  if (!facts.code.empty()) json.field("code", facts.code);
  if (!facts.phone.empty()) json.field("phone", facts.phone);
  if (!facts.supervision_phone.empty()) json.field("supervision_phone", facts.supervision_phone);
  json.field("from", format_date(dated.from)).field("to", date_text(dated.to)).end_object();
  return json.take();
}

void record_change(Transaction& transaction, DistrictId district, AccountId actor, Change change) {
  transaction.record({.district = district,
                      .kind = change.kind,
                      .actor_kind = actor ? storage::ActorKind::Staff : storage::ActorKind::System,
                      .actor = actor,
                      .subject_kind = change.subject_kind,
                      .subject_id = change.subject,
                      .before = std::move(change.before),
                      .after = std::move(change.after),
                      .rows = std::move(change.rows)});
  bump_revision(transaction, district);
}

std::vector<RowRef> end_memberships(Transaction& transaction, DistrictId district, AccountId actor, AreaId area,
                                    AreaId courtyard, Date on) {
  std::vector<RowRef> rows;
  for (const auto& [membership, layer, from, to] : memberships_of_courtyard(transaction, district, courtyard, on)) {
    if (area != courtyard && membership.area != area) continue;
    const auto grid = load_grid(transaction, district, membership.grid);
    const auto members = load_members(transaction, district, membership.grid);
    const auto found = members.find(membership.area);
    if (!grid || found == members.end()) continue;
    append(rows, write_member(transaction, district, actor, *grid, membership.area, found->second,
                              close_on(found->second.timeline, on)));
  }
  return rows;
}

Result<MemberArea> member_area(Snapshot& snapshot, DistrictId district, AreaId area, Date on) {
  const auto stored = load_area(snapshot, district, area);
  const auto* version = stored ? version_on(stored->known.timeline, on) : nullptr;
  if (!version || (stored->level != Level::Courtyard && stored->level != Level::Building)) {
    return fail(kInvalid,
                {make_fault("member_ids", stored ? name_on(*stored, on) : to_string(area),
                            {fmt::format("网格成员应是 {} 当天存在的小区或楼栋", format_date(on)),
                             fmt::format("members are courtyards or buildings that exist on {}", format_date(on))},
                            {"去掉它，或调整日期", "take it out, or change the date"})});
  }
  if (stored->level == Level::Courtyard) return MemberArea{area, area, version->facts.parent};
  const auto courtyard = load_area(snapshot, district, version->facts.parent);
  const auto* around = courtyard ? version_on(courtyard->known.timeline, on) : nullptr;
  return MemberArea{area, version->facts.parent, around ? around->facts.parent : AreaId{}};
}

std::vector<Fault> check_area(const NewArea& area, std::string_view parent_code) {
  auto faults = check_facts(facts_of(area));
  for (auto& fault : check_code(area.level, area.code, parent_code)) faults.push_back(std::move(fault));
  return faults;
}

std::vector<Warning> warnings_of(Level level, std::string_view code) { return code_warnings(level, code); }

}  // namespace linli::areas
