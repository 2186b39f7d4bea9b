// Adding, changing and closing areas.

#include <fmt/format.h>

#include <map>

#include "base/json_writer.hpp"
#include "modules/accounts/api.hpp"
#include "modules/areas/api.hpp"
#include "modules/areas/errors.hpp"
#include "modules/areas/schema.hpp"
#include "modules/areas/service.hpp"

namespace linli::areas {
namespace {

constexpr std::size_t kEventRows = 1000;  // rows a journal event of a bulk call speaks for

Dated<AreaFacts> first_version(const NewArea& area) { return {facts_of(area), area.from, std::nullopt}; }

std::vector<Fault> check_new(const NewArea& area, const Parent* parent) {
  auto faults = check_area(area, parent ? parent->code : "");
  for (auto& fault : check_parent(area.level, area.from, parent)) faults.push_back(std::move(fault));
  return faults;
}

AreaId insert_new(Transaction& transaction, DistrictId district, AccountId actor, const NewArea& area,
                  std::span<const AreaId> chain) {
  const auto id = area.level == Level::District ? district_area(district) : transaction.new_id_as<AreaId>();
  insert_area_version(transaction, district, actor, id, area.level, 1, first_version(area));
  insert_ancestors(transaction, district, id, chain);
  return id;
}

Fault sibling_fault(const NewArea& area) {
  return make_fault(
      "name", area.name, {"同一上级下已有同名区域", "there is an area of this name beside it"},
      {"核对是否重复录入，或改用能区分的名称", "check whether it was entered twice, or use a distinct name"});
}

// Parents of a bulk call, each looked up once.
class ParentCache {
 public:
  ParentCache(Snapshot& snapshot, DistrictId district) : snapshot_(snapshot), district_(district) {}
  const Parent* find(AreaId area) {
    if (!area) return nullptr;
    auto [at, fresh] = parents_.try_emplace(area);
    if (fresh) at->second = load_parent(snapshot_, district_, area);
    return at->second ? &*at->second : nullptr;
  }

 private:
  Snapshot& snapshot_;
  DistrictId district_;
  std::map<AreaId, std::optional<Parent>> parents_;
};

std::vector<Fault> check_all(ParentCache& parents, std::span<const NewArea> areas) {
  std::vector<Fault> faults;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    for (auto& fault : check_new(areas[i], parents.find(areas[i].parent))) {
      fault.row = static_cast<std::int64_t>(i) + 1;
      faults.push_back(std::move(fault));
    }
  }
  return faults;
}

void record_batch(Transaction& transaction, DistrictId district, AccountId actor, std::span<const AreaId> ids) {
  JsonWriter json;
  json.begin_object().field("count", static_cast<std::int64_t>(ids.size()));
  json.field("first", ids.front()).field("last", ids.back()).end_object();
  std::vector<RowRef> rows;
  rows.reserve(ids.size());
  for (const auto id : ids) rows.push_back({&kAreaVersions, {id.value, 1}});
  record_change(transaction, district, actor,
                {"areas.added", "area", ids.front().value, "", json.take(), std::move(rows)});
}

std::vector<Fault> check_change_date(const StoredArea& area, Date from) {
  const auto& known = area.known.timeline;
  if (from >= known.front().from && (!known.back().to || from < *known.back().to)) return {};
  return {date_fault(
      "from", from,
      {fmt::format("区域存续期为 {} 至 {}", format_date(known.front().from), date_text(known.back().to).value_or("今")),
       fmt::format("the area stands from {} to {}", format_date(known.front().from),
                   date_text(known.back().to).value_or("now"))},
      {"改用这段时间内的日期", "use a date within that time"})};
}

Timeline<AreaFacts> changed(const StoredArea& area, const AreaChange& change) {
  using Facts = AreaFacts;
  std::optional<std::optional<double>> lon;
  std::optional<std::optional<double>> lat;
  if (change.position) {
    lon = change.position->first;
    lat = change.position->second;
  }
  return change_from(area.known.timeline, change.from, FieldChange{&Facts::parent, change.parent},
                     FieldChange{&Facts::name, change.name}, FieldChange{&Facts::code, change.code},
                     FieldChange{&Facts::households, change.households}, FieldChange{&Facts::kind, change.kind},
                     FieldChange{&Facts::address, change.address}, FieldChange{&Facts::built_year, change.built_year},
                     FieldChange{&Facts::lon, lon}, FieldChange{&Facts::lat, lat});
}

// A courtyard that changes its community, or a building its courtyard, must not take a grid along.
std::optional<Fault> check_move(Snapshot& snapshot, DistrictId district, const StoredArea& area,
                                const AreaChange& change) {
  if (!change.parent || (area.level != Level::Courtyard && area.level != Level::Building)) return std::nullopt;
  const auto courtyard = area.level == Level::Courtyard ? area.id : newest(area.known).facts.parent;
  for (const auto& [membership, layer, from, to] :
       memberships_of_courtyard(snapshot, district, courtyard, change.from)) {
    if (layer != Layer::Base || (area.level == Level::Building && membership.area != area.id)) continue;
    const auto grid = grid_name(snapshot, district, membership.grid);
    return make_fault("parent_id", grid,
                      {fmt::format("它属于网格“{}”，基础网格不跨社区", grid),
                       fmt::format("it is in the grid “{}”, and base grids do not cross communities", grid)},
                      {"先从该网格移出，再调整上级", "take it out of that grid first"});
  }
  return std::nullopt;
}

std::vector<Fault> check_changed(Transaction& transaction, DistrictId district, const StoredArea& area,
                                 const AreaChange& change, const Parent* parent, const Timeline<AreaFacts>& now) {
  std::vector<Fault> faults;
  for (const auto& dated : now) {
    if (dated.from < change.from) continue;
    faults = check_facts(dated.facts);
    for (auto& fault : check_code(area.level, dated.facts.code, parent ? parent->code : "")) faults.push_back(fault);
    if (!faults.empty()) return faults;
  }
  if (change.parent) faults = check_parent(area.level, change.from, parent);
  if (faults.empty()) {
    if (auto bad = check_move(transaction, district, area, change)) faults.push_back(std::move(*bad));
  }
  if (faults.empty() && change.code) {
    if (auto bad = claim_or_fault(transaction, district, *change.code, area.id.value)) faults.push_back(*bad);
  }
  return faults;
}

// Accounts shows the district's name before there is any territory: the two must not differ.
Result<void> tell_accounts(Transaction& transaction, DistrictId district, AccountId actor, Level level,
                           const AreaFacts& facts) {
  if (level != Level::District) return {};
  const auto known = accounts::find_district(transaction, district);
  if (!known) return {};
  // A list of areas without codes says nothing against the code that was given when the district was set up.
  const auto& code = facts.code.empty() ? known->code : facts.code;
  if (known->name == facts.name && known->code == code) return {};
  return accounts::rename_district(transaction, district, actor, facts.name, code);
}

}  // namespace

Result<AreaId> add_area(Transaction& transaction, DistrictId district, AccountId actor, const NewArea& area) {
  const auto parent = area.parent ? load_parent(transaction, district, area.parent) : std::nullopt;
  auto faults = check_new(area, parent ? &*parent : nullptr);
  if (!faults.empty()) return fail(kInvalid, std::move(faults));
  if (area.level == Level::District && load_area(transaction, district, district_area(district))) {
    return fail(kDuplicate, {sibling_fault(area)});
  }
  if (parent && has_sibling_named(transaction, district, area.parent, area.name, area.from)) {
    return fail(kDuplicate, {sibling_fault(area)});
  }
  const auto id = insert_new(transaction, district, actor, area, parent ? parent->chain : std::vector<AreaId>{});
  if (auto taken = claim_or_fault(transaction, district, area.code, id.value)) return fail(kDuplicate, {*taken});
  record_change(
      transaction, district, actor,
      {"areas.added", "area", id.value, "", facts_json(first_version(area)), {{&kAreaVersions, {id.value, 1}}}});
  if (auto told = tell_accounts(transaction, district, actor, area.level, facts_of(area)); !told) {
    return std::unexpected(told.error());
  }
  return id;
}

Result<std::vector<AreaId>> add_areas(Transaction& transaction, DistrictId district, AccountId actor,
                                      std::span<const NewArea> areas) {
  ParentCache parents(transaction, district);
  auto faults = check_all(parents, areas);
  if (!faults.empty()) return fail(kInvalid, std::move(faults));
  std::vector<AreaId> ids;
  ids.reserve(areas.size());
  for (const auto& area : areas) {
    const auto* parent = parents.find(area.parent);
    ids.push_back(insert_new(transaction, district, actor, area, parent ? parent->chain : std::vector<AreaId>{}));
    if (auto taken = claim_or_fault(transaction, district, area.code, ids.back().value)) {
      taken->row = static_cast<std::int64_t>(ids.size());
      faults.push_back(std::move(*taken));
    }
  }
  if (!faults.empty()) return fail(kDuplicate, std::move(faults));
  for (std::size_t i = 0; i < ids.size(); i += kEventRows) {
    record_batch(transaction, district, actor, std::span(ids).subspan(i, std::min(kEventRows, ids.size() - i)));
  }
  return ids;
}

Result<void> change_area(Transaction& transaction, DistrictId district, AccountId actor, AreaId area,
                         const AreaChange& change) {
  const auto stored = load_area(transaction, district, area);
  if (!stored) return fail(kNotFound);
  if (auto faults = check_change_date(*stored, change.from); !faults.empty()) return fail(kInvalid, std::move(faults));
  const auto now = changed(*stored, change);
  if (now == stored->known.timeline) return {};
  const auto above = change.parent.value_or(newest(stored->known).facts.parent);
  const auto parent = above ? load_parent(transaction, district, above) : std::nullopt;
  auto faults = check_changed(transaction, district, *stored, change, parent ? &*parent : nullptr, now);
  if (!faults.empty()) return fail(kInvalid, std::move(faults));
  auto rows = write_area(transaction, district, actor, *stored, now);
  if (change.parent && parent) move_descendants(transaction, district, area, parent->chain);
  const auto* was = version_on(stored->known.timeline, change.from);
  const auto* is = version_on(now, change.from);
  record_change(
      transaction, district, actor,
      {"areas.changed", "area", area.value, was ? facts_json(*was) : "", is ? facts_json(*is) : "", std::move(rows)});
  return tell_accounts(transaction, district, actor, stored->level, now.back().facts);
}

}  // namespace linli::areas
