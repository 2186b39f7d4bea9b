#include "modules/organisation/store.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "base/json_writer.hpp"
#include "modules/organisation/api.hpp"

namespace linli::organisation {

using storage::Cursor;
using storage::Snapshot;
using storage::Transaction;

namespace {

std::optional<std::string> optional_day(const std::optional<Date>& day) {
  if (!day) return std::nullopt;
  return format_date(*day);
}

std::optional<Date> optional_date(const Cursor& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return parse_date(row.text(column));
}

// In the order of the columns that every query of relations names.
BodyRelation relation_of(const Cursor& row) {
  return {.id = row.id<RelationId>(0),
          .kind = static_cast<RelationKind>(row.integer(1)),
          .over = row.id<BodyId>(2),
          .under = row.id<BodyId>(3),
          .document = row.string(4),
          .from = parse_date(row.text(5)).value_or(Date{}),
          .to = optional_date(row, 6)};
}

Appointment appointment_of(const Cursor& row) {
  Appointment appointment{.id = row.id<AppointmentId>(0),
                          .body = row.id<BodyId>(1),
                          .post = row.string(2),
                          .holder = row.string(3),
                          .is_member = {},
                          .origin = {},
                          .document = row.string(6),
                          .from = parse_date(row.text(7)).value_or(Date{}),
                          .term_ends = optional_date(row, 8),
                          .to = optional_date(row, 9)};
  if (!row.is_null(4)) appointment.is_member = row.integer(4) != 0;
  if (!row.is_null(5)) appointment.origin = static_cast<Origin>(row.integer(5));
  return appointment;
}

std::string seats_text(const std::vector<std::string>& order) {
  JsonWriter json;
  json.begin_array();
  for (const auto& seat : order) json.value(seat);
  return json.end_array().take();
}

std::vector<std::string> seats_of(std::string_view text) {
  std::vector<std::string> order;
  for (const auto& seat : boost::json::parse(text).as_array()) order.emplace_back(seat.as_string());
  return order;
}

template <class Row, class Of>
std::vector<Row> all_of(Cursor rows, Of of) {
  std::vector<Row> all;
  while (rows.next()) all.push_back(of(rows));
  return all;
}

}  // namespace

namespace store {

bool insert_relation(Transaction& transaction, DistrictId district, AccountId actor, const BodyRelation& relation) {
  return transaction.execute(
             "INSERT INTO body_relations (district, id, kind, over_body, under_body, document, valid_from, "
             "recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
             "ON CONFLICT (district, under_body, over_body, kind) WHERE valid_to IS NULL DO NOTHING",
             district, relation.id, static_cast<int>(relation.kind), relation.over, relation.under, relation.document,
             format_date(relation.from), transaction.now(), actor) != 0;
}

void close_relation(Transaction& transaction, DistrictId district, RelationId relation, Date on) {
  transaction.execute("UPDATE body_relations SET valid_to = $1 WHERE district = $2 AND id = $3", format_date(on),
                      district, relation);
}

std::optional<BodyRelation> find_relation(Snapshot& snapshot, DistrictId district, RelationId relation) {
  auto rows = snapshot.query(
      "SELECT id, kind, over_body, under_body, document, valid_from, valid_to FROM body_relations "
      "WHERE district = $1 AND id = $2",
      district, relation);
  if (!rows.next()) return std::nullopt;
  return relation_of(rows);
}

std::vector<BodyRelation> relations_of_kind(Snapshot& snapshot, DistrictId district, RelationKind kind, Date on) {
  return all_of<BodyRelation>(
      snapshot.query("SELECT id, kind, over_body, under_body, document, valid_from, valid_to FROM body_relations "
                     "WHERE district = $1 AND kind = $2 AND (valid_to IS NULL OR valid_to > $3) ORDER BY id",
                     district, static_cast<int>(kind), format_date(on)),
      relation_of);
}

bool insert_appointment(Transaction& transaction, DistrictId district, AccountId actor,
                        const Appointment& appointment) {
  const auto is_member = appointment.is_member ? std::optional(*appointment.is_member ? 1 : 0) : std::nullopt;
  const auto origin = appointment.origin ? std::optional(static_cast<int>(*appointment.origin)) : std::nullopt;
  return transaction.execute(
             "INSERT INTO appointments (district, id, body, post, holder, is_member, origin, document, valid_from, "
             "term_ends, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) "
             "ON CONFLICT (district, body, post, holder) WHERE valid_to IS NULL DO NOTHING",
             district, appointment.id, appointment.body, appointment.post, appointment.holder, is_member, origin,
             appointment.document, format_date(appointment.from), optional_day(appointment.term_ends),
             transaction.now(), actor) != 0;
}

void close_appointment(Transaction& transaction, DistrictId district, AppointmentId appointment, Date on) {
  transaction.execute("UPDATE appointments SET valid_to = $1 WHERE district = $2 AND id = $3", format_date(on),
                      district, appointment);
}

std::optional<Appointment> find_appointment(Snapshot& snapshot, DistrictId district, AppointmentId appointment) {
  auto rows = snapshot.query(
      "SELECT id, body, post, holder, is_member, origin, document, valid_from, term_ends, valid_to FROM appointments "
      "WHERE district = $1 AND id = $2",
      district, appointment);
  if (!rows.next()) return std::nullopt;
  return appointment_of(rows);
}

int open_rotation(Snapshot& snapshot, DistrictId district, BodyId body) {
  auto rows = snapshot.query(
      "SELECT version FROM chair_rotations WHERE district = $1 AND body = $2 AND valid_to IS NULL", district, body);
  return rows.next() ? static_cast<int>(rows.integer(0)) : 0;
}

int last_rotation(Snapshot& snapshot, DistrictId district, BodyId body) {
  auto rows = snapshot.query(
      "SELECT version FROM chair_rotations WHERE district = $1 AND body = $2 ORDER BY version DESC LIMIT 1", district,
      body);
  return rows.next() ? static_cast<int>(rows.integer(0)) : 0;
}

void close_rotation(Transaction& transaction, DistrictId district, BodyId body, int version, Date on) {
  transaction.execute("UPDATE chair_rotations SET valid_to = $1 WHERE district = $2 AND body = $3 AND version = $4",
                      format_date(on), district, body, version);
}

void insert_rotation(Transaction& transaction, DistrictId district, AccountId actor, const Rotation& rotation,
                     int version) {
  transaction.execute(
      "INSERT INTO chair_rotations (district, body, version, months, seats, valid_from, recorded_at, recorded_by) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      district, rotation.body, version, rotation.months, seats_text(rotation.order), format_date(rotation.from),
      transaction.now(), actor);
}

}  // namespace store

std::vector<BodyRelation> relations_of(Snapshot& snapshot, DistrictId district, std::span<const BodyId> bodies,
                                       Date on) {
  const auto day = format_date(on);
  std::vector<BodyRelation> found;
  for (const auto body : bodies) {
    auto rows = snapshot.query(
        "SELECT id, kind, over_body, under_body, document, valid_from, valid_to FROM body_relations "
        "WHERE district = $1 AND (under_body = $2 OR over_body = $2) AND valid_from <= $3 "
        "AND (valid_to IS NULL OR valid_to > $3)",
        district, body, day);
    while (rows.next()) found.push_back(relation_of(rows));
  }
  // One between two of them comes twice.
  std::ranges::sort(found, {}, &BodyRelation::id);
  const auto [first, last] = std::ranges::unique(found, {}, &BodyRelation::id);
  found.erase(first, last);
  return found;
}

std::vector<Appointment> appointments_of(Snapshot& snapshot, DistrictId district, std::span<const BodyId> bodies,
                                         Date on) {
  const auto day = format_date(on);
  std::vector<Appointment> found;
  for (const auto body : bodies) {
    auto rows = snapshot.query(
        "SELECT id, body, post, holder, is_member, origin, document, valid_from, term_ends, valid_to "
        "FROM appointments WHERE district = $1 AND body = $2 AND valid_from <= $3 "
        "AND (valid_to IS NULL OR valid_to > $3) ORDER BY post, valid_from, id",
        district, body, day);
    while (rows.next()) found.push_back(appointment_of(rows));
  }
  return found;
}

std::map<std::pair<BodyId, std::string>, int> posts_filled(Snapshot& snapshot, DistrictId district, Date on) {
  std::map<std::pair<BodyId, std::string>, int> filled;
  auto rows = snapshot.query(
      "SELECT body, post, CAST(COUNT(*) AS BIGINT) FROM appointments WHERE district = $1 AND valid_from <= $2 "
      "AND (valid_to IS NULL OR valid_to > $2) GROUP BY body, post",
      district, format_date(on));
  while (rows.next()) filled[{rows.id<BodyId>(0), rows.string(1)}] = static_cast<int>(rows.integer(2));
  return filled;
}

std::vector<BodyRelation> relation_history(Snapshot& snapshot, DistrictId district, BodyId body) {
  return all_of<BodyRelation>(
      snapshot.query("SELECT id, kind, over_body, under_body, document, valid_from, valid_to FROM body_relations "
                     "WHERE district = $1 AND (under_body = $2 OR over_body = $2) ORDER BY valid_from DESC, id DESC",
                     district, body),
      relation_of);
}

std::vector<Appointment> appointment_history(Snapshot& snapshot, DistrictId district, BodyId body) {
  return all_of<Appointment>(
      snapshot.query("SELECT id, body, post, holder, is_member, origin, document, valid_from, term_ends, valid_to "
                     "FROM appointments WHERE district = $1 AND body = $2 ORDER BY valid_from DESC, id DESC",
                     district, body),
      appointment_of);
}

std::vector<Rotation> rotations_of(Snapshot& snapshot, DistrictId district, BodyId body) {
  return all_of<Rotation>(snapshot.query("SELECT months, seats, valid_from, valid_to FROM chair_rotations "
                                         "WHERE district = $1 AND body = $2 ORDER BY version DESC",
                                         district, body),
                          [body](const Cursor& row) {
                            return Rotation{.body = body,
                                            .months = static_cast<int>(row.integer(0)),
                                            .order = seats_of(row.text(1)),
                                            .from = parse_date(row.text(2)).value_or(Date{}),
                                            .to = optional_date(row, 3)};
                          });
}

}  // namespace linli::organisation
