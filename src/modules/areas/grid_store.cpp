#include "modules/areas/grid_store.hpp"

#include <algorithm>

#include "modules/areas/rules.hpp"
#include "modules/areas/schema.hpp"

namespace linli::areas {

std::optional<StoredGrid> load_grid(Snapshot& snapshot, DistrictId district, GridId grid) {
  auto row = snapshot.query("SELECT layer, slug FROM grids WHERE district = $1 AND id = $2", district, grid);
  if (!row.next()) return std::nullopt;
  StoredGrid stored{grid, static_cast<Layer>(row.integer(0)), row.string(1), {}};
  auto versions = snapshot.query(
      "SELECT seq, community, name, code, phone, supervision_phone, valid_from, valid_to, superseded_at "
      "FROM grid_versions WHERE district = $1 AND id = $2 ORDER BY valid_from, seq",
      district, grid);
  while (versions.next()) {
    stored.known.last_sequence = std::max(stored.known.last_sequence, versions.integer(0));
    if (!versions.is_null(8)) continue;
    stored.known.sequences.push_back(versions.integer(0));
    stored.known.timeline.push_back(
        {{versions.id<AreaId>(1), versions.string(2), versions.string(3), versions.string(4), versions.string(5)},
         date_at(versions, 6),
         maybe_date(versions, 7)});
  }
  return stored;
}

bool insert_grid(Transaction& transaction, DistrictId district, GridId grid, Layer layer, std::string_view slug) {
  return transaction.execute(
             "INSERT INTO grids (district, id, layer, slug, recorded_at) VALUES ($1, $2, $3, $4, $5) "
             "ON CONFLICT (slug) DO NOTHING",
             district, grid, static_cast<int>(layer), slug, transaction.now()) == 1;
}

std::vector<RowRef> write_grid(Transaction& transaction, DistrictId district, AccountId actor, const StoredGrid& grid,
                               const Timeline<GridFacts>& now) {
  std::vector<RowRef> touched;
  const auto diff = difference(grid.known.timeline, now);
  for (const auto index : diff.gone) {
    const auto sequence = grid.known.sequences[index];
    transaction.execute("UPDATE grid_versions SET superseded_at = $1 WHERE district = $2 AND id = $3 AND seq = $4",
                        transaction.now(), district, grid.id, sequence);
    touched.push_back({&kGridVersions, {grid.id.value, sequence}});
  }
  auto sequence = grid.known.last_sequence;
  for (const auto& [facts, from, to] : diff.added) {
    transaction.execute(
        "INSERT INTO grid_versions (district, id, seq, community, name, sort_name, code, phone, supervision_phone, "
        "valid_from, valid_to, recorded_at, recorded_by) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        district, grid.id, ++sequence, facts.community, facts.name, sort_name(facts.name), null_if_empty(facts.code),
        facts.phone, facts.supervision_phone, format_date(from), date_text(to), transaction.now(), actor);
    touched.push_back({&kGridVersions, {grid.id.value, sequence}});
  }
  return touched;
}

KnownMembers load_members(Snapshot& snapshot, DistrictId district, GridId grid) {
  KnownMembers members;
  auto rows = snapshot.query(
      "SELECT area, seq, courtyard, valid_from, valid_to, superseded_at FROM grid_members "
      "WHERE district = $1 AND grid = $2 ORDER BY area, valid_from, seq",
      district, grid);
  while (rows.next()) {
    auto& known = members[rows.id<AreaId>(0)];
    known.last_sequence = std::max(known.last_sequence, rows.integer(1));
    if (!rows.is_null(5)) continue;
    known.sequences.push_back(rows.integer(1));
    known.timeline.push_back({{rows.id<AreaId>(2)}, date_at(rows, 3), maybe_date(rows, 4)});
  }
  return members;
}

std::vector<RowRef> write_member(Transaction& transaction, DistrictId district, AccountId actor, const StoredGrid& grid,
                                 AreaId area, const Known<MemberFacts>& known, const Timeline<MemberFacts>& now) {
  std::vector<RowRef> touched;
  const auto diff = difference(known.timeline, now);
  for (const auto index : diff.gone) {
    const auto sequence = known.sequences[index];
    transaction.execute(
        "UPDATE grid_members SET superseded_at = $1 WHERE district = $2 AND grid = $3 AND area = $4 AND seq = $5",
        transaction.now(), district, grid.id, area, sequence);
    touched.push_back({&kGridMembers, {grid.id.value, area.value, sequence}});
  }
  auto sequence = known.last_sequence;
  for (const auto& [facts, from, to] : diff.added) {
    transaction.execute(
        "INSERT INTO grid_members (district, grid, area, seq, layer, courtyard, valid_from, valid_to, recorded_at, "
        "recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        district, grid.id, area, ++sequence, static_cast<int>(grid.layer), facts.courtyard, format_date(from),
        date_text(to), transaction.now(), actor);
    touched.push_back({&kGridMembers, {grid.id.value, area.value, sequence}});
  }
  return touched;
}

std::vector<DatedMembership> memberships_of_courtyard(Snapshot& snapshot, DistrictId district, AreaId courtyard,
                                                      Date from) {
  std::vector<DatedMembership> found;
  auto rows = snapshot.query(
      "SELECT grid, area, layer, valid_from, valid_to FROM grid_members "
      "WHERE district = $1 AND courtyard = $2 AND superseded_at IS NULL AND (valid_to IS NULL OR valid_to > $3) "
      "ORDER BY grid, area",
      district, courtyard, format_date(from));
  while (rows.next()) {
    found.push_back({{rows.id<GridId>(0), rows.id<AreaId>(1), courtyard},
                     static_cast<Layer>(rows.integer(2)),
                     date_at(rows, 3),
                     maybe_date(rows, 4)});
  }
  return found;
}

Known<GridDuty> load_duty(Snapshot& snapshot, DistrictId district, GridId grid) {
  Known<GridDuty> known;
  auto rows = snapshot.query(
      "SELECT seq, steward, deputy, valid_from, valid_to, superseded_at FROM grid_duties "
      "WHERE district = $1 AND grid = $2 ORDER BY valid_from, seq",
      district, grid);
  while (rows.next()) {
    known.last_sequence = std::max(known.last_sequence, rows.integer(0));
    if (!rows.is_null(5)) continue;
    known.sequences.push_back(rows.integer(0));
    known.timeline.push_back({{rows.id<AccountId>(1), rows.id<AccountId>(2)}, date_at(rows, 3), maybe_date(rows, 4)});
  }
  return known;
}

std::vector<RowRef> write_duty(Transaction& transaction, DistrictId district, AccountId actor, GridId grid,
                               const Known<GridDuty>& known, const Timeline<GridDuty>& now) {
  std::vector<RowRef> touched;
  const auto diff = difference(known.timeline, now);
  for (const auto index : diff.gone) {
    const auto sequence = known.sequences[index];
    transaction.execute("UPDATE grid_duties SET superseded_at = $1 WHERE district = $2 AND grid = $3 AND seq = $4",
                        transaction.now(), district, grid, sequence);
    touched.push_back({&kGridDuties, {grid.value, sequence}});
  }
  auto sequence = known.last_sequence;
  for (const auto& [duty, from, to] : diff.added) {
    transaction.execute(
        "INSERT INTO grid_duties (district, grid, seq, steward, deputy, valid_from, valid_to, recorded_at, "
        "recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        district, grid, ++sequence, duty.steward, duty.deputy, format_date(from), date_text(to), transaction.now(),
        actor);
    touched.push_back({&kGridDuties, {grid.value, sequence}});
  }
  return touched;
}

std::vector<GridId> standing_grids(Snapshot& snapshot, DistrictId district, AreaId community, Date on) {
  std::vector<GridId> grids;
  auto rows = snapshot.query(
      "SELECT DISTINCT sort_name, id FROM grid_versions WHERE district = $1 AND community = $2 "
      "AND superseded_at IS NULL AND (valid_to IS NULL OR valid_to > $3) ORDER BY sort_name, id",
      district, community, format_date(on));
  while (rows.next()) grids.push_back(rows.id<GridId>(1));
  return grids;
}

RowRef insert_grid_link(Transaction& transaction, DistrictId district, GridId predecessor, GridId successor,
                        Date from) {
  transaction.execute(
      "INSERT INTO grid_links (district, successor, predecessor, valid_from, recorded_at) VALUES ($1, $2, $3, $4, $5)",
      district, successor, predecessor, format_date(from), transaction.now());
  return {&kGridLinks, {successor.value, predecessor.value}};
}

std::vector<std::int64_t> linked_grids(Snapshot& snapshot, DistrictId district, GridId grid, bool predecessors) {
  std::vector<std::int64_t> linked;
  auto rows =
      predecessors
          ? snapshot.query("SELECT predecessor FROM grid_links WHERE district = $1 AND successor = $2", district, grid)
          : snapshot.query("SELECT successor FROM grid_links WHERE district = $1 AND predecessor = $2", district, grid);
  while (rows.next()) linked.push_back(rows.integer(0));
  return linked;
}

}  // namespace linli::areas
