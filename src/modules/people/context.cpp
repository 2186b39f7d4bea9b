#include "modules/people/context.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace linli::people {

using accounts::Caller;
using storage::Snapshot;
using storage::SqlText;

namespace {

// Those of `areas` that lie below (or are) one of `above`; `deeper`: below, but not the same.
std::vector<std::int64_t> below(Snapshot& snapshot, DistrictId district, std::span<const std::int64_t> above,
                                std::span<const std::int64_t> areas, bool deeper) {
  SqlText sql;
  sql.text("SELECT DISTINCT n.area FROM area_ancestors n WHERE n.district = ").value(district.value);
  sql.text(" AND n.ancestor IN ").list(above).text(" AND n.area IN ").list(areas);
  if (deeper) sql.text(" AND n.area <> n.ancestor");
  auto rows = snapshot.query_values(sql.sql(), sql.values());
  std::vector<std::int64_t> found;
  while (rows.next()) found.push_back(rows.integer(0));
  return found;
}

void keep_outermost(Snapshot& snapshot, DistrictId district, std::vector<std::int64_t>& roots) {
  std::ranges::sort(roots);
  const auto twice = std::ranges::unique(roots);
  roots.erase(twice.begin(), twice.end());
  if (roots.size() < 2) return;
  const auto inner = below(snapshot, district, roots, roots, true);
  std::erase_if(roots, [&](std::int64_t root) { return std::ranges::find(inner, root) != inner.end(); });
}

}  // namespace

Reach reach_of(const Context& context, Snapshot& snapshot, const Caller& caller) {
  Reach reach;
  if (caller.whole_district) {
    reach.roots = {caller.district.value};
    reach.whole_district = true;
    return reach;
  }
  const areas::AsOf today{date_of(snapshot.now(), caller.offset), {}};
  for (const auto scope : caller.scopes) {
    if (context.atlas.level(scope)) {
      reach.roots.push_back(scope);
      continue;
    }
    for (const auto member : areas::members_of(snapshot, caller.district, GridId{scope}, today))
      reach.roots.push_back(member.value);
  }
  keep_outermost(snapshot, caller.district, reach.roots);
  return reach;
}

Reach reach_within(const Context& context, Snapshot& snapshot, const Caller& caller, AreaId area) {
  auto reach = reach_of(context, snapshot, caller);
  if (!area) return reach;
  const std::array wanted{area.value};
  if (sees(snapshot, caller.district, reach, area))
    return {{area.value}, reach.whole_district && area.value == caller.district.value};
  if (reach.roots.empty()) return reach;
  return {below(snapshot, caller.district, wanted, reach.roots, false), false};
}

bool sees(Snapshot& snapshot, DistrictId district, const Reach& reach, AreaId place) {
  if (reach.roots.empty()) return false;
  const std::array wanted{place.value};
  return !below(snapshot, district, reach.roots, wanted, false).empty();
}

storage::Event event_of(const Caller& caller, std::string_view kind, std::string_view subject_kind,
                        std::int64_t subject, std::vector<storage::RowRef> rows) {
  return {.district = caller.district,
          .kind = kind,
          .actor_kind = storage::ActorKind::Staff,
          .actor = caller.account,
          .subject_kind = subject_kind,
          .subject_id = subject,
          .before = {},
          .after = {},
          .rows = std::move(rows)};
}

std::string door_key(std::string_view door) {
  constexpr std::size_t kWidth = 6;
  std::string key;
  const auto text = normalise_width(trim(door));
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      key += text[at++];
      continue;
    }
    auto end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    const auto digits = end - at;
    if (digits < kWidth) key.append(kWidth - digits, '0');
    key.append(text, at, digits);
    at = end;
  }
  return key;
}

}  // namespace linli::people
