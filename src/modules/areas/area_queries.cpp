// Reading the tree as of a day and as known at a time.

#include <fmt/format.h>

#include <string>
#include <vector>

#include "modules/areas/api.hpp"
#include "modules/areas/area_store.hpp"
#include "modules/areas/rules.hpp"

namespace linli::areas {
namespace {

// $1 is what was known (milliseconds), $2 the day. Both databases number parameters by first use, so these two always
// come first. An area's own first and last day are those of its whole timeline, not of the version shown.
constexpr std::string_view kSelectArea = R"(
SELECT a.id, a.level, a.parent, a.name, a.code, a.households, a.kind, a.address, a.built_year, a.lon, a.lat,
  (SELECT MIN(f.valid_from) FROM area_versions f
   WHERE f.district = a.district AND f.id = a.id
     AND f.recorded_at <= $1 AND (f.superseded_at IS NULL OR f.superseded_at > $1)),
  (SELECT t.valid_to FROM area_versions t
   WHERE t.district = a.district AND t.id = a.id
     AND t.recorded_at <= $1 AND (t.superseded_at IS NULL OR t.superseded_at > $1)
   ORDER BY t.valid_from DESC LIMIT 1),
  (SELECT p.name FROM area_versions p
   WHERE p.district = a.district AND p.id = a.parent
     AND p.recorded_at <= $1 AND (p.superseded_at IS NULL OR p.superseded_at > $1)
     AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)),
  (SELECT COUNT(*) FROM area_outlines o
   WHERE o.district = a.district AND o.area = a.id
     AND o.recorded_at <= $1 AND (o.superseded_at IS NULL OR o.superseded_at > $1)
     AND o.valid_from <= $2 AND (o.valid_to IS NULL OR o.valid_to > $2))
FROM area_versions a
WHERE a.recorded_at <= $1 AND (a.superseded_at IS NULL OR a.superseded_at > $1)
  AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2)
  AND a.district = $3)";

Area read_area(const storage::Cursor& row) {
  Area area;
  area.id = row.id<AreaId>(0);
  area.level = static_cast<Level>(row.integer(1));
  auto& facts = area.facts;
  facts.parent = row.id<AreaId>(2);
  facts.name = row.string(3);
  facts.code = row.string(4);
  facts.households = row.maybe_integer(5);
  facts.kind = row.string(6);
  facts.address = row.string(7);
  if (const auto year = row.maybe_integer(8)) facts.built_year = static_cast<int>(*year);
  facts.lon = row.maybe_real(9);
  facts.lat = row.maybe_real(10);
  area.from = date_at(row, 11);
  area.to = maybe_date(row, 12);
  area.parent_name = row.string(13);
  area.has_outline = row.integer(14) > 0;
  return area;
}

std::vector<Area> read_areas(Snapshot& snapshot, std::string_view sql, std::span<const storage::Value> values) {
  std::vector<Area> areas;
  auto rows = snapshot.query_values(sql, values);
  while (rows.next()) areas.push_back(read_area(rows));
  return areas;
}

std::string sort_name_of(Snapshot& snapshot, DistrictId district, AreaId area, const AsOf& as_of) {
  const auto last = find_area(snapshot, district, area, as_of);
  return last ? sort_name(last->facts.name) : std::string{};
}

}  // namespace

std::optional<Area> find_area(Snapshot& snapshot, DistrictId district, AreaId area, const AsOf& as_of) {
  static const std::string kSql = std::string(kSelectArea) + " AND a.id = $4";
  auto row = snapshot.query(kSql, known_ms(as_of), format_date(as_of.on), district, area);
  if (!row.next()) return std::nullopt;
  return read_area(row);
}

std::optional<AreaId> find_area_by_code(Snapshot& snapshot, DistrictId district, std::string_view code) {
  const auto owner = owner_of_code(snapshot, district, code);
  if (!owner) return std::nullopt;
  auto row = snapshot.query("SELECT 1 FROM area_versions WHERE district = $1 AND id = $2 LIMIT 1", district, *owner);
  if (!row.next()) return std::nullopt;  // a grid's
  return AreaId{*owner};
}

std::vector<Area> areas_of_level(Snapshot& snapshot, DistrictId district, Level level, const AsOf& as_of) {
  static const std::string kSql = std::string(kSelectArea) + " AND a.level = $4 ORDER BY a.id";
  const auto day = format_date(as_of.on);
  const std::array values{storage::to_value(known_ms(as_of)), storage::to_value(day), storage::to_value(district),
                          storage::to_value(static_cast<int>(level))};
  return read_areas(snapshot, kSql, values);
}

std::vector<Area> children_of(Snapshot& snapshot, DistrictId district, AreaId parent, const AsOf& as_of) {
  static const std::string kSql = std::string(kSelectArea) + " AND a.parent = $4 ORDER BY a.sort_name, a.id";
  const auto day = format_date(as_of.on);
  const std::array values{storage::to_value(known_ms(as_of)), storage::to_value(day), storage::to_value(district),
                          storage::to_value(parent)};
  return read_areas(snapshot, kSql, values);
}

std::vector<Area> list_areas(Snapshot& snapshot, DistrictId district, const AreaFilter& filter, const AsOf& as_of) {
  const auto day = format_date(as_of.on);
  std::vector<storage::Value> values{storage::to_value(known_ms(as_of)), storage::to_value(day),
                                     storage::to_value(district)};
  std::string sql(kSelectArea);
  const auto add = [&](std::string_view condition, storage::Value value) {
    values.push_back(value);
    sql += fmt::format(fmt::runtime(condition), fmt::arg("n", values.size()));
  };
  const auto pattern = like_pattern(filter.text);
  const auto after_name = filter.after ? sort_name_of(snapshot, district, filter.after, as_of) : std::string{};
  if (filter.parent) add(" AND a.parent = ${n}", storage::to_value(*filter.parent));
  if (filter.level) add(" AND a.level = ${n}", storage::to_value(static_cast<int>(*filter.level)));
  if (filter.without_buildings) sql += " AND a.level IN (0, 1, 2, 3)";
  if (filter.below) {
    add(" AND EXISTS (SELECT 1 FROM area_ancestors n WHERE n.district = a.district AND n.ancestor = ${n} "
        "AND n.area = a.id AND n.depth > 0)",
        storage::to_value(*filter.below));
  }
  if (!filter.text.empty()) {
    add(" AND (a.name LIKE ${n} ESCAPE '\\' OR a.code LIKE ${n} ESCAPE '\\')", storage::to_value(pattern));
  }
  if (filter.after) {
    add(" AND (a.sort_name, a.id) > (${n},", storage::to_value(after_name));
    add(" ${n})", storage::to_value(filter.after));
  }
  add(" ORDER BY a.sort_name, a.id LIMIT ${n}", storage::to_value(static_cast<std::int64_t>(filter.limit)));
  return read_areas(snapshot, sql, values);
}

std::int64_t count_children(Snapshot& snapshot, DistrictId district, AreaId parent, const AsOf& as_of) {
  auto row = snapshot.query(
      "SELECT COUNT(*) FROM area_versions WHERE district = $1 AND parent = $2 AND recorded_at <= $3 "
      "AND (superseded_at IS NULL OR superseded_at > $3) AND valid_from <= $4 AND (valid_to IS NULL OR valid_to > $4)",
      district, parent, known_ms(as_of), format_date(as_of.on));
  row.next();
  return row.integer(0);
}

std::vector<AreaId> standing_children(Snapshot& snapshot, DistrictId district, AreaId parent, Date on) {
  std::vector<AreaId> children;
  auto rows = snapshot.query(
      "SELECT DISTINCT sort_name, id FROM area_versions WHERE district = $1 AND parent = $2 AND superseded_at IS NULL "
      "AND (valid_to IS NULL OR valid_to > $3) ORDER BY sort_name, id",
      district, parent, format_date(on));
  while (rows.next()) children.push_back(rows.id<AreaId>(1));
  return children;
}

bool has_sibling_named(Snapshot& snapshot, DistrictId district, AreaId parent, std::string_view name, Date on) {
  auto row = snapshot.query(
      "SELECT 1 FROM area_versions WHERE district = $1 AND parent = $2 AND sort_name = $3 AND name = $4 "
      "AND superseded_at IS NULL AND (valid_to IS NULL OR valid_to > $5) LIMIT 1",
      district, parent, sort_name(name), name, format_date(on));
  return row.next();
}

std::optional<Label> last_label(Snapshot& snapshot, DistrictId district, std::int64_t area_or_grid) {
  auto area = snapshot.query(
      "SELECT name, level FROM area_versions WHERE district = $1 AND id = $2 AND superseded_at IS NULL "
      "ORDER BY valid_from DESC LIMIT 1",
      district, area_or_grid);
  if (area.next()) return Label{area.string(0), static_cast<Level>(area.integer(1))};
  // A grid that was replaced on its first day has no version left, but a name on what it was given that day.
  auto grid = snapshot.query(
      "SELECT name FROM grid_versions WHERE district = $1 AND id = $2 "
      "ORDER BY CASE WHEN superseded_at IS NULL THEN 0 ELSE 1 END, valid_from DESC, seq DESC LIMIT 1",
      district, area_or_grid);
  if (grid.next()) return Label{grid.string(0), std::nullopt};
  return std::nullopt;
}

std::vector<AreaId> predecessors_of(Snapshot& snapshot, DistrictId district, AreaId area) {
  std::vector<AreaId> found;
  std::vector<AreaId> open{area};
  while (!open.empty()) {
    const auto next = open.back();
    open.pop_back();
    for (const auto id : linked_areas(snapshot, district, next, true)) {
      found.push_back({id});
      open.push_back({id});
    }
  }
  return found;
}

}  // namespace linli::areas
