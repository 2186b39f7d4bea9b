// Reading the grids as of a day and as known at a time.

#include <fmt/format.h>

#include <array>
#include <string>
#include <vector>

#include "modules/areas/api.hpp"
#include "modules/areas/grid_store.hpp"

namespace linli::areas {
namespace {

// $1 is what was known, $2 the day, as in area_queries.cpp.
constexpr std::string_view kSelectGrid = R"(
SELECT v.id, g.layer, g.slug, v.community, v.name, v.code, v.phone, v.supervision_phone,
  (SELECT MIN(f.valid_from) FROM grid_versions f
   WHERE f.district = v.district AND f.id = v.id
     AND f.recorded_at <= $1 AND (f.superseded_at IS NULL OR f.superseded_at > $1)),
  (SELECT t.valid_to FROM grid_versions t
   WHERE t.district = v.district AND t.id = v.id
     AND t.recorded_at <= $1 AND (t.superseded_at IS NULL OR t.superseded_at > $1)
   ORDER BY t.valid_from DESC LIMIT 1),
  (SELECT c.name FROM area_versions c
   WHERE c.district = v.district AND c.id = v.community
     AND c.recorded_at <= $1 AND (c.superseded_at IS NULL OR c.superseded_at > $1)
     AND c.valid_from <= $2 AND (c.valid_to IS NULL OR c.valid_to > $2)),
  (SELECT COUNT(*) FROM grid_members m
   WHERE m.district = v.district AND m.grid = v.id
     AND m.recorded_at <= $1 AND (m.superseded_at IS NULL OR m.superseded_at > $1)
     AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2)),
  (SELECT CAST(COALESCE(SUM(h.households), 0) AS BIGINT) FROM grid_members m
   JOIN area_versions h ON h.district = m.district AND h.id = m.area
     AND h.recorded_at <= $1 AND (h.superseded_at IS NULL OR h.superseded_at > $1)
     AND h.valid_from <= $2 AND (h.valid_to IS NULL OR h.valid_to > $2)
   WHERE m.district = v.district AND m.grid = v.id
     AND m.recorded_at <= $1 AND (m.superseded_at IS NULL OR m.superseded_at > $1)
     AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2)),
  d.steward, d.deputy
FROM grid_versions v
JOIN grids g ON g.district = v.district AND g.id = v.id
LEFT JOIN grid_duties d ON d.district = v.district AND d.grid = v.id
  AND d.recorded_at <= $1 AND (d.superseded_at IS NULL OR d.superseded_at > $1)
  AND d.valid_from <= $2 AND (d.valid_to IS NULL OR d.valid_to > $2)
WHERE v.recorded_at <= $1 AND (v.superseded_at IS NULL OR v.superseded_at > $1)
  AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
  AND v.district = $3)";

Grid read_grid(const storage::Cursor& row) {
  Grid grid;
  grid.id = row.id<GridId>(0);
  grid.layer = static_cast<Layer>(row.integer(1));
  grid.slug = row.string(2);
  grid.facts = {row.id<AreaId>(3), row.string(4), row.string(5), row.string(6), row.string(7)};
  grid.from = date_at(row, 8);
  grid.to = maybe_date(row, 9);
  grid.community_name = row.string(10);
  grid.members = row.integer(11);
  grid.households = row.integer(12);
  grid.duty = {row.id<AccountId>(13), row.id<AccountId>(14)};
  return grid;
}

std::vector<Grid> read_grids(Snapshot& snapshot, std::string_view sql, std::span<const storage::Value> values) {
  std::vector<Grid> grids;
  auto rows = snapshot.query_values(sql, values);
  while (rows.next()) grids.push_back(read_grid(rows));
  return grids;
}

}  // namespace

std::optional<Grid> find_grid(Snapshot& snapshot, DistrictId district, GridId grid, const AsOf& as_of) {
  auto found = list_grids(snapshot, district, {.grid = grid, .limit = 1}, as_of);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Grid> list_grids(Snapshot& snapshot, DistrictId district, const GridFilter& filter, const AsOf& as_of) {
  const auto day = format_date(as_of.on);
  const auto pattern = like_pattern(filter.text);
  std::vector<storage::Value> values{storage::to_value(known_ms(as_of)), storage::to_value(day),
                                     storage::to_value(district)};
  std::string sql(kSelectGrid);
  const auto add = [&](std::string_view condition, storage::Value value) {
    values.push_back(value);
    sql += fmt::format(fmt::runtime(condition), fmt::arg("n", values.size()));
  };
  if (filter.grid) add(" AND v.id = ${n}", storage::to_value(*filter.grid));
  if (filter.area) {
    add(" AND (EXISTS (SELECT 1 FROM area_ancestors n WHERE n.district = v.district AND n.ancestor = ${n} "
        "AND n.area = v.community) "
        "OR EXISTS (SELECT 1 FROM grid_members m WHERE m.district = v.district AND m.grid = v.id AND m.area = ${n} "
        "AND m.recorded_at <= $1 AND (m.superseded_at IS NULL OR m.superseded_at > $1) "
        "AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2)))",
        storage::to_value(*filter.area));
  }
  if (filter.layer) add(" AND g.layer = ${n}", storage::to_value(static_cast<int>(*filter.layer)));
  if (!filter.text.empty())
    add(" AND (v.name LIKE ${n} ESCAPE '\\' OR v.code LIKE ${n} ESCAPE '\\')", storage::to_value(pattern));
  std::string after_name;
  if (filter.after) {
    const auto last = find_grid(snapshot, district, filter.after, as_of);
    after_name = last ? sort_name(last->facts.name) : std::string{};
    add(" AND (v.sort_name, v.id) > (${n},", storage::to_value(after_name));
    add(" ${n})", storage::to_value(filter.after));
  }
  add(" ORDER BY v.sort_name, v.id LIMIT ${n}", storage::to_value(static_cast<std::int64_t>(filter.limit)));
  return read_grids(snapshot, sql, values);
}

std::vector<Grid> grids_of(Snapshot& snapshot, DistrictId district, std::optional<AreaId> community,
                           const AsOf& as_of) {
  constexpr std::size_t kAll = 1'000'000;
  return list_grids(snapshot, district, {.area = community, .limit = kAll}, as_of);
}

std::vector<AreaId> members_of(Snapshot& snapshot, DistrictId district, GridId grid, const AsOf& as_of) {
  std::vector<AreaId> members;
  auto rows = snapshot.query(
      "SELECT area FROM grid_members WHERE district = $1 AND grid = $2 AND recorded_at <= $3 "
      "AND (superseded_at IS NULL OR superseded_at > $3) AND valid_from <= $4 AND (valid_to IS NULL OR valid_to > $4) "
      "ORDER BY area",
      district, grid, known_ms(as_of), format_date(as_of.on));
  while (rows.next()) members.push_back(rows.id<AreaId>(0));
  return members;
}

std::vector<GridId> grids_of_account(Snapshot& snapshot, DistrictId district, AccountId account) {
  std::vector<GridId> grids;
  auto rows = snapshot.query(
      "SELECT d.grid FROM grid_duties d WHERE d.district = $1 AND (d.steward = $2 OR d.deputy = $2) "
      "AND d.superseded_at IS NULL AND d.valid_from <= $3 AND (d.valid_to IS NULL OR d.valid_to > $3) ORDER BY d.grid",
      district, account, format_date(date_of(snapshot.now())));
  while (rows.next()) grids.push_back(rows.id<GridId>(0));
  return grids;
}

}  // namespace linli::areas
