#include "modules/bodies/store.hpp"

#include <algorithm>
#include <map>

#include "modules/bodies/api.hpp"
#include "modules/bodies/rules.hpp"

namespace linli::bodies {

using storage::Cursor;
using storage::Snapshot;
using storage::Transaction;

namespace {

std::optional<std::string> day_text(const std::optional<Date>& day) {
  if (!day) return std::nullopt;
  return format_date(*day);
}

std::optional<int> count_at(const Cursor& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return static_cast<int>(row.integer(column));
}

std::optional<Date> day_at(const Cursor& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return parse_date(row.text(column));
}

// In the order of the columns that every query here names.
Body body_of(const Cursor& row) {
  Body body;
  body.id = row.id<BodyId>(0);
  body.version = static_cast<int>(row.integer(1));
  body.name = row.string(2);
  body.kind = static_cast<Kind>(row.integer(3));
  body.phone = row.string(4);
  body.from = parse_date(row.text(5)).value_or(Date{});
  body.to = day_at(row, 6);
  body.model = {.kind = row.string(7),
                .seats = count_at(row, 8),
                .members = count_at(row, 9),
                .full_members = count_at(row, 10),
                .party_members = count_at(row, 11),
                .founded_on = day_at(row, 12),
                .term_ends = day_at(row, 13)};
  return body;
}

}  // namespace

namespace store {

bool insert_version(Transaction& transaction, DistrictId district, AccountId actor, const Body& body) {
  const auto written = transaction.execute(
      "INSERT INTO bodies (district, id, version, name, kind, phone, valid_from, recorded_at, recorded_by, "
      "model_kind, seats, members, full_members, party_members, founded_on, term_ends) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT (district, name) "
      "WHERE valid_to IS NULL DO NOTHING",
      district, body.id, body.version, body.name, static_cast<int>(body.kind), body.phone, format_date(body.from),
      transaction.now(), actor, body.model.kind, body.model.seats, body.model.members, body.model.full_members,
      body.model.party_members, day_text(body.model.founded_on), day_text(body.model.term_ends));
  if (written == 0) return false;
  for (const auto area : body.areas) {
    transaction.execute(
        "INSERT INTO body_areas (district, body, version, area, recorded_at) VALUES ($1, $2, $3, $4, $5)", district,
        body.id, body.version, area, transaction.now());
  }
  return true;
}

void close_version(Transaction& transaction, DistrictId district, BodyId body, int version, Date on) {
  transaction.execute("UPDATE bodies SET valid_to = $1 WHERE district = $2 AND id = $3 AND version = $4",
                      format_date(on), district, body, version);
}

std::vector<Body> list(Snapshot& snapshot, DistrictId district, const Filter& filter) {
  const int kind = filter.kind ? static_cast<int>(*filter.kind) : 0;
  auto rows = snapshot.query(
      "SELECT id, version, name, kind, phone, valid_from, valid_to, model_kind, seats, members, full_members, "
      "party_members, founded_on, term_ends FROM bodies WHERE district = $1 AND valid_to IS NULL "
      "AND name > $2 AND (CAST($3 AS BIGINT) = 0 OR kind = CAST($3 AS BIGINT)) "
      "AND name LIKE '%' || CAST($4 AS TEXT) || '%' ORDER BY name LIMIT $5",
      district, filter.after, kind, filter.text, filter.limit);
  std::vector<Body> bodies;
  while (rows.next()) bodies.push_back(body_of(rows));
  return bodies;
}

std::vector<AreaId> areas_of(Snapshot& snapshot, DistrictId district, BodyId body, int version) {
  auto rows =
      snapshot.query("SELECT area FROM body_areas WHERE district = $1 AND body = $2 AND version = $3 ORDER BY area",
                     district, body, version);
  std::vector<AreaId> areas;
  while (rows.next()) areas.push_back(rows.id<AreaId>(0));
  return areas;
}

}  // namespace store

std::optional<Body> get_body(Snapshot& snapshot, DistrictId district, BodyId body) {
  std::optional<Body> found;
  {
    auto rows = snapshot.query(
        "SELECT id, version, name, kind, phone, valid_from, valid_to, model_kind, seats, members, full_members, "
        "party_members, founded_on, term_ends FROM bodies WHERE district = $1 AND id = $2 "
        "ORDER BY version DESC LIMIT 1",
        district, body);
    if (rows.next()) found = body_of(rows);
  }
  if (found) found->areas = store::areas_of(snapshot, district, body, found->version);
  return found;
}

std::optional<std::string> body_name(Snapshot& snapshot, DistrictId district, BodyId body) {
  auto rows = snapshot.query("SELECT name FROM bodies WHERE district = $1 AND id = $2 ORDER BY version DESC LIMIT 1",
                             district, body);
  if (!rows.next()) return std::nullopt;
  return rows.string(0);
}

std::optional<BodyId> body_serving(Snapshot& snapshot, DistrictId district, Kind kind,
                                   std::span<const AreaId> areas_smallest_first, Date on) {
  const auto day = format_date(on);
  for (const auto area : areas_smallest_first) {
    if (!area) continue;
    auto rows = snapshot.query(
        "SELECT b.id FROM body_areas a JOIN bodies b ON b.district = a.district AND b.id = a.body AND b.version = "
        "a.version WHERE a.district = $1 AND a.area = $2 AND b.kind = $3 AND b.valid_from <= $4 "
        "AND (b.valid_to IS NULL OR b.valid_to > $4) ORDER BY b.id LIMIT 1",
        district, area, static_cast<int>(kind), day);
    if (rows.next()) return rows.id<BodyId>(0);
  }
  return std::nullopt;
}

std::optional<BodyId> find_body(Snapshot& snapshot, DistrictId district, std::string_view name) {
  auto rows = snapshot.query("SELECT id FROM bodies WHERE district = $1 AND name = $2 AND valid_to IS NULL", district,
                             plain_name(name));
  if (!rows.next()) return std::nullopt;
  return rows.id<BodyId>(0);
}

std::vector<Body> bodies_at(Snapshot& snapshot, DistrictId district, std::span<const std::int64_t> areas_or_grids,
                            Date on) {
  const auto day = format_date(on);
  std::map<BodyId, Body> found;
  for (const auto area : areas_or_grids) {
    auto rows = snapshot.query(
        "SELECT b.id, b.version, b.name, b.kind, b.phone, b.valid_from, b.valid_to, b.model_kind, b.seats, b.members, "
        "b.full_members, b.party_members, b.founded_on, b.term_ends FROM body_areas a JOIN bodies b "
        "ON b.district = a.district AND b.id = a.body AND b.version = a.version "
        "WHERE a.district = $1 AND a.area = $2 AND b.valid_from <= $3 AND (b.valid_to IS NULL OR b.valid_to > $3)",
        district, area, day);
    while (rows.next()) found.insert_or_assign(rows.id<BodyId>(0), body_of(rows));
  }
  std::vector<Body> bodies;
  for (auto& [id, body] : found) {
    body.areas = store::areas_of(snapshot, district, id, body.version);
    bodies.push_back(std::move(body));
  }
  std::ranges::sort(bodies, {}, &Body::name);
  return bodies;
}

void each_body(Snapshot& snapshot, DistrictId district, Date on, const std::function<void(const Body&)>& use) {
  std::vector<Body> bodies;
  {
    const auto day = format_date(on);
    auto rows = snapshot.query(
        "SELECT id, version, name, kind, phone, valid_from, valid_to, model_kind, seats, members, full_members, "
        "party_members, founded_on, term_ends FROM bodies WHERE district = $1 "
        "AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2) ORDER BY name, id",
        district, day);
    while (rows.next()) bodies.push_back(body_of(rows));
  }
  for (auto& body : bodies) {
    body.areas = store::areas_of(snapshot, district, body.id, body.version);
    use(body);
  }
}

}  // namespace linli::bodies
