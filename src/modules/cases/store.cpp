#include "modules/cases/store.hpp"

#include <algorithm>

#include "modules/cases/api.hpp"
#include "modules/cases/case_row.hpp"
#include "modules/cases/part_store.hpp"
#include "modules/cases/sql_text.hpp"
#include "modules/cases/trail.hpp"

namespace linli::cases {

using storage::Cursor;
using storage::Digest;
using storage::Snapshot;
using storage::Transaction;

namespace {

std::optional<std::int64_t> flag_of(const std::optional<bool>& flag) {
  return flag ? std::optional<std::int64_t>(*flag ? 1 : 0) : std::nullopt;
}

std::optional<std::int64_t> id_of(const Lead& lead) { return lead ? std::optional(lead.id) : std::nullopt; }

std::optional<std::int64_t> watch_of(const Case& c) { return c.watch != 0 ? std::optional(c.watch) : std::nullopt; }

std::optional<storage::BytesView> bytes_of(const std::optional<Digest>& digest) {
  return digest ? std::optional(storage::BytesView(*digest)) : std::nullopt;
}

std::optional<storage::BytesView> trail_of(const Case& entry) {
  if (entry.trail.empty()) return std::nullopt;
  return std::as_bytes(std::span(entry.trail));
}

Hop hop_of(const Cursor& row) {
  Hop hop;
  hop.seq = static_cast<int>(row.integer(0));
  hop.at = row.instant(1);
  hop.step = static_cast<Step>(row.integer(2));
  if (!row.is_null(3)) hop.from = static_cast<State>(row.integer(3));
  hop.to_state = static_cast<State>(row.integer(4));
  hop.by = static_cast<storage::ActorKind>(row.integer(5));
  hop.account = row.id<AccountId>(6);
  hop.to = {static_cast<LeadKind>(row.integer(7)), row.integer(8)};
  hop.reason = row.string(9);
  hop.note = row.string(10);
  hop.clock_seconds = row.integer(11);
  return hop;
}

std::optional<CaseId> first_id(Cursor rows) {
  if (!rows.next()) return std::nullopt;
  return rows.id<CaseId>(0);
}

// With what only a single case needs.
std::optional<Case> single_case(Snapshot& snapshot, Cursor rows, DistrictId district) {
  if (!rows.next()) return std::nullopt;
  auto entry = case_with_trail_of(rows, district);
  if (entry.part_count > 0) entry.parts = load_parts(snapshot, district, entry.id);
  if (entry.request_count > 0) entry.requests = load_requests(snapshot, district, entry.id);
  return entry;
}

}  // namespace

bool insert_case(Transaction& transaction, DistrictId district, const Case& c, const CaseSecrets& secrets) {
  return transaction.execute(
             "INSERT INTO cases (district, id, number, secret_digest, request_digest, matter, state, channel, text, "
             "place, subdistrict, community, courtyard, building, grid, lon, lat, lead_kind, lead, handler, done_by, "
             "received_at, respond_due_at, due_at, done_at, verified_at, ended_at, result, rating, rated_at, solved, "
             "reopened, photos, has_name, has_phone, hops, version, scopes, trail, responded_at, settle_limit, ladder, "
             "first_kind, first_unit, designated, returns, rung, watch, told, next_at, paused_until, supervised, "
             "urges, urged_at, outcome, confidential, recused, tries, excluded, parent, children, parts, requests) "
             "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, "
             "$22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, "
             "$43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63) "
             "ON CONFLICT (district, number) DO NOTHING",
             district, c.id, c.number, storage::BytesView(secrets.secret), bytes_of(secrets.request), c.matter,
             static_cast<int>(c.state), static_cast<int>(c.channel), c.text, c.place, c.where.subdistrict,
             c.where.community, c.where.courtyard, c.where.building, c.where.grid, c.lon, c.lat,
             static_cast<int>(c.lead.kind), id_of(c.lead), c.handler, c.done_by, c.received_at, c.respond_due_at,
             c.due_at, c.done_at, c.verified_at, c.ended_at, c.result, c.rating, c.rated_at, flag_of(c.solved),
             c.reopened, c.photos, c.has_name, c.has_phone, c.hops, c.version, join_scopes(c.scopes), trail_of(c),
             c.responded_at, c.settle_limit, c.ladder, static_cast<int>(c.first.kind), id_of(c.first), c.designated,
             c.returns, c.level, watch_of(c), c.told, c.next_at, c.paused_until, c.supervised, c.urges, c.urged_at,
             c.outcome, c.confidential, join_scopes(c.recused), c.tries, c.excluded, c.parent, c.children, c.part_count,
             c.request_count) == 1;
}

bool update_case(Transaction& transaction, DistrictId district, const Case& c, int version) {
  return transaction.execute(
             "UPDATE cases SET state = $1, lead_kind = $2, lead = $3, handler = $4, done_by = $5, done_at = $6, "
             "verified_at = $7, ended_at = $8, result = $9, rating = $10, rated_at = $11, solved = $12, reopened = "
             "$13, photos = $14, hops = $15, version = $16, scopes = $17, due_at = $18, responded_at = $19, first_kind "
             "= $20, first_unit = $21, designated = $22, returns = $23, rung = $24, watch = $25, told = $26, next_at = "
             "$27, paused_until = $28, supervised = $29, urges = $30, urged_at = $31, outcome = $32, confidential = "
             "$33, recused = $34, tries = $35, excluded = $36, children = $37, parts = $38, requests = $39, text = "
             "$40, trail = $41 WHERE district = $42 AND id = $43 AND version = $44",
             static_cast<int>(c.state), static_cast<int>(c.lead.kind), id_of(c.lead), c.handler, c.done_by, c.done_at,
             c.verified_at, c.ended_at, c.result, c.rating, c.rated_at, flag_of(c.solved), c.reopened, c.photos, c.hops,
             c.version, join_scopes(c.scopes), c.due_at, c.responded_at, static_cast<int>(c.first.kind), id_of(c.first),
             c.designated, c.returns, c.level, watch_of(c), c.told, c.next_at, c.paused_until, c.supervised, c.urges,
             c.urged_at, c.outcome, c.confidential, join_scopes(c.recused), c.tries, c.excluded, c.children,
             c.part_count, c.request_count, c.text, trail_of(c), district, c.id, version) == 1;
}

void set_case_grid(Transaction& transaction, DistrictId district, CaseId entry, GridId grid) {
  transaction.execute("UPDATE cases SET grid = $1 WHERE district = $2 AND id = $3", grid, district, entry);
}

void insert_hop(Transaction& transaction, DistrictId district, CaseId entry, const Hop& hop) {
  const auto from = hop.from ? std::optional<std::int64_t>(static_cast<int>(*hop.from)) : std::nullopt;
  transaction.execute(
      "INSERT INTO case_hops (district, case_id, seq, at, step, from_state, to_state, actor_kind, account, to_kind, "
      "to_id, reason, note, clock_seconds) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
      district, entry, hop.seq, hop.at, static_cast<int>(hop.step), from, static_cast<int>(hop.to_state),
      static_cast<int>(hop.by), hop.account, static_cast<int>(hop.to.kind), id_of(hop.to), hop.reason, hop.note,
      hop.clock_seconds);
}

std::optional<Case> load_case(Snapshot& snapshot, DistrictId district, CaseId entry) {
  auto rows = snapshot.query(
      "SELECT " LINLI_CASE_COLUMNS_WITH_TRAIL " FROM cases c WHERE c.district = $1 AND c.id = $2", district, entry);
  return single_case(snapshot, std::move(rows), district);
}

std::optional<Case> load_visible_case(Snapshot& snapshot, DistrictId district, CaseId entry,
                                      std::span<const std::int64_t> scopes) {
  auto found = load_case(snapshot, district, entry);
  // The case's own list of scopes is what its scope rows are written from (check.cpp compares them): one row read less.
  if (found && std::ranges::find_first_of(found->scopes, scopes) == found->scopes.end()) return std::nullopt;
  return found;
}

std::vector<Case> load_cases(Snapshot& snapshot, DistrictId district, std::span<const CaseId> ids) {
  if (ids.empty()) return {};
  std::vector<std::int64_t> wanted;
  wanted.reserve(ids.size());
  for (const auto id : ids) wanted.push_back(id.value);
  SqlText sql;
  sql.text("SELECT " LINLI_CASE_COLUMNS " FROM cases c WHERE c.district = ").value(district.value);
  sql.text(" AND c.id IN ").list(wanted);
  auto rows = snapshot.query_values(sql.sql(), sql.values());
  std::vector<Case> found;
  found.reserve(ids.size());
  while (rows.next()) found.push_back(case_of(rows, district));
  std::ranges::sort(found, {}, [](const Case& c) { return c.id; });
  std::vector<Case> ordered;
  ordered.reserve(found.size());
  for (const auto id : ids) {
    const auto at = std::ranges::lower_bound(found, id, {}, [](const Case& c) { return c.id; });
    if (at != found.end() && at->id == id) ordered.push_back(*at);
  }
  return ordered;
}

std::optional<CaseId> find_number(Snapshot& snapshot, DistrictId district, std::string_view number) {
  return first_id(snapshot.query("SELECT id FROM cases WHERE district = $1 AND number = $2", district, number));
}

std::optional<CaseId> find_request(Snapshot& snapshot, DistrictId district, const Digest& request) {
  return first_id(snapshot.query("SELECT id FROM cases WHERE district = $1 AND request_digest = $2", district,
                                 storage::BytesView(request)));
}

std::optional<Digest> secret_of(Snapshot& snapshot, DistrictId district, CaseId entry) {
  auto rows = snapshot.query("SELECT secret_digest FROM cases WHERE district = $1 AND id = $2", district, entry);
  if (!rows.next() || rows.bytes(0).size() != Digest{}.size()) return std::nullopt;
  Digest digest{};
  std::ranges::copy(rows.bytes(0), digest.begin());
  return digest;
}

std::vector<Hop> load_hops(Snapshot& snapshot, DistrictId district, CaseId entry) {
  auto rows = snapshot.query(
      "SELECT seq, at, step, from_state, to_state, actor_kind, account, to_kind, to_id, reason, note, clock_seconds "
      "FROM case_hops WHERE district = $1 AND case_id = $2 ORDER BY seq",
      district, entry);
  std::vector<Hop> hops;
  while (rows.next()) hops.push_back(hop_of(rows));
  return hops;
}

std::vector<Hop> hops_of(Snapshot& snapshot, DistrictId district, const Case& entry) {
  if (auto packed = unpack_trail(entry.trail)) return std::move(*packed);
  return load_hops(snapshot, district, entry.id);
}

std::vector<CaseId> verified_before(Snapshot& snapshot, DistrictId district, Instant before, int limit) {
  auto rows = snapshot.query(
      "SELECT id FROM cases WHERE district = $1 AND state = 6 AND verified_at < $2 ORDER BY verified_at, id LIMIT $3",
      district, before, limit);
  std::vector<CaseId> ids;
  while (rows.next()) ids.push_back(rows.id<CaseId>(0));
  return ids;
}

void each_case(Snapshot& snapshot, DistrictId district, const std::function<bool(const Case&)>& visit) {
  // In portions: PostgreSQL would bring a whole result into memory.
  constexpr int kPortion = 1000;
  CaseId last;
  for (;;) {
    auto rows = snapshot.query("SELECT " LINLI_CASE_COLUMNS_WITH_TRAIL
                               " FROM cases c WHERE c.district = $1 AND c.id > $2 ORDER BY c.id LIMIT $3",
                               district, last.value, kPortion);
    int read = 0;
    for (; rows.next(); ++read) {
      const auto entry = case_with_trail_of(rows, district);
      last = entry.id;
      if (!visit(entry)) return;
    }
    if (read < kPortion) return;
  }
}

std::vector<DistrictId> districts_with_cases(Snapshot& snapshot) {
  auto rows = snapshot.query("SELECT DISTINCT district FROM cases ORDER BY district");
  std::vector<DistrictId> districts;
  while (rows.next()) districts.push_back(rows.id<DistrictId>(0));
  return districts;
}

std::optional<std::string> case_number(Snapshot& snapshot, DistrictId district, CaseId entry) {
  auto rows = snapshot.query("SELECT number FROM cases WHERE district = $1 AND id = $2", district, entry);
  if (!rows.next()) return std::nullopt;
  return rows.string(0);
}

}  // namespace linli::cases
