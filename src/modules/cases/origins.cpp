// Cases under somebody else's numbers: ledgers of offices, the city's 12345.
#include "modules/cases/api.hpp"
#include "modules/cases/clocks.hpp"
#include "modules/cases/errors.hpp"
#include "modules/cases/link_store.hpp"
#include "modules/cases/lists.hpp"
#include "modules/cases/records.hpp"
#include "modules/cases/sql_text.hpp"
#include "modules/cases/store.hpp"

namespace linli::cases {

using storage::Snapshot;
using storage::Transaction;
using storage::Value;

namespace {

constexpr int kMostMerges = 20;

Foreign foreign_in(const storage::Cursor& rows) {
  return {rows.id<CaseId>(1),    static_cast<int>(rows.integer(2)),
          rows.instant(3),       rows.maybe_instant(4),
          rows.maybe_instant(5), rows.maybe_instant(6)};
}

// Whether a case counts as settled stands in its own row: verified, closed or merged (6, 7, 20).
void add_list(SqlText& sql, ForeignList list) {
  switch (list) {
    case ForeignList::All:
      return;
    case ForeignList::Open:
      sql.text(" AND c.state NOT IN (6, 7, 8, 20)");
      return;
    case ForeignList::ToReport:
      sql.text(" AND c.state IN (6, 7, 20) AND o.answered_at IS NULL");
      return;
    case ForeignList::Reported:
      sql.text(" AND o.answered_at IS NOT NULL");
      return;
    case ForeignList::SentBack:
      sql.text(" AND o.times > 1");
      return;
  }
}

// By the key of the narrow rows, each of which is found at once; in the order of the lists (sort_of).
void add_scopes(SqlText& sql, const std::vector<std::int64_t>& scopes) {
  if (scopes.empty()) return;
  sql.text(" AND EXISTS (SELECT 1 FROM case_scopes s WHERE s.district = c.district AND s.scope IN ").list(scopes);
  sql.text(
      " AND s.ended = CASE WHEN c.ended_at IS NULL THEN 0 ELSE 1 END AND s.sort_at = CASE WHEN c.ended_at IS NULL ");
  sql.text("THEN COALESCE(c.due_at, ").value(Value{kNoDue}).text(") ELSE -c.ended_at END AND s.case_id = c.id)");
}

SqlText statement_of(std::string_view columns, const ForeignQuery& query) {
  SqlText sql;
  sql.text("SELECT ").text(columns);
  sql.text(" FROM case_origins o JOIN cases c ON c.district = o.district AND c.id = o.case_id WHERE o.district = ");
  sql.value(Value{query.district.value}).text(" AND o.origin = ");
  sql.value(Value{static_cast<std::int64_t>(query.origin)});
  add_list(sql, query.list);
  add_scopes(sql, query.scopes);
  return sql;
}

constexpr std::string_view kForeignColumns =
    "o.number, o.case_id, o.times, o.last_sent_at, o.answered_at, o.due_at, o.own_due_at";

std::vector<ForeignEntry> entries_of(storage::Cursor rows) {
  std::vector<ForeignEntry> found;
  while (rows.next()) found.push_back({rows.string(0), foreign_in(rows)});
  return found;
}

}  // namespace

std::optional<Foreign> find_foreign(Snapshot& snapshot, DistrictId district, Origin origin, std::string_view number) {
  auto rows = snapshot.query(
      "SELECT number, case_id, times, last_sent_at, answered_at, due_at, own_due_at FROM case_origins "
      "WHERE district = $1 AND origin = $2 AND number = $3",
      district, static_cast<int>(origin), number);
  if (!rows.next()) return std::nullopt;
  return foreign_in(rows);
}

void put_foreign(Transaction& transaction, DistrictId district, Origin origin, std::string_view number,
                 const Foreign& foreign) {
  transaction.execute(
      "INSERT INTO case_origins (district, origin, number, case_id, times, last_sent_at, answered_at, due_at, "
      "own_due_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (district, origin, number) DO UPDATE SET "
      "times = excluded.times, last_sent_at = excluded.last_sent_at, answered_at = excluded.answered_at, "
      "due_at = excluded.due_at, own_due_at = excluded.own_due_at",
      district, static_cast<int>(origin), number, foreign.entry, foreign.times, foreign.last_sent_at,
      foreign.answered_at, foreign.due_at, foreign.own_due_at);
}

std::vector<ForeignEntry> list_foreign(Snapshot& snapshot, const ForeignQuery& query, std::string_view after,
                                       int limit) {
  auto sql = statement_of(kForeignColumns, query);
  sql.text(" AND o.number > ").value(Value{after});
  sql.text(" ORDER BY o.number LIMIT ").value(Value{std::int64_t{limit}});
  return entries_of(snapshot.query_values(sql.sql(), sql.values()));
}

void each_foreign(Snapshot& snapshot, DistrictId district, Origin origin,
                  const std::function<void(std::string_view number, const Foreign&)>& visit) {
  // Collected first: whoever visits asks for the case, and a cursor must not stay open beside that.
  const auto sql = statement_of(kForeignColumns, {district, origin, ForeignList::All});
  for (const auto& [number, foreign] : entries_of(snapshot.query_values(sql.sql(), sql.values())))
    visit(number, foreign);
}

std::int64_t count_foreign(Snapshot& snapshot, const ForeignQuery& query) {
  const auto sql = statement_of("COUNT(*)", query);
  auto rows = snapshot.query_values(sql.sql(), sql.values());
  return rows.next() ? rows.integer(0) : 0;
}

std::vector<ForeignEntry> foreign_of(Snapshot& snapshot, DistrictId district, Origin origin, CaseId entry) {
  return entries_of(
      snapshot.query("SELECT number, case_id, times, last_sent_at, answered_at, due_at, own_due_at FROM case_origins "
                     "WHERE district = $1 AND case_id = $2 AND origin = $3 ORDER BY number",
                     district, entry, static_cast<int>(origin)));
}

std::optional<Case> find_case(Snapshot& snapshot, DistrictId district, CaseId entry) {
  return load_case(snapshot, district, entry);
}

std::optional<Case> main_case(Snapshot& snapshot, DistrictId district, CaseId entry) {
  auto found = load_case(snapshot, district, entry);
  for (int i = 0; i < kMostMerges && found && found->state == State::Merged; ++i) {
    const auto merge = merge_of(snapshot, district, found->id);
    if (!merge) break;
    found = load_case(snapshot, district, merge->merge.into);
  }
  return found;
}

Result<Case> send_back(Transaction& transaction, const Pen& pen, const SentBack& sent) {
  const auto current = main_case(transaction, pen.district, sent.entry);
  if (!current) return fail(kNotFound);
  const bool answered = current->state == State::Done || is_settled(*current);
  Command command{.step = answered ? Step::Reopen : Step::Note};
  (answered ? command.reason : command.note) = sent.reason;
  // The other office decides that; whose desk it is here is not asked.
  const Standing standing{.kind = storage::ActorKind::Machine, .account = sent.by, .dispatches = true};
  auto outcome = decide(*current, command, standing, transaction.now(), pen.rules);
  if (!outcome) return fail(std::move(outcome.error()));
  if (sent.due_at) {
    outcome->after.due_at = sent.due_at;
    outcome->after.settle_limit.clear();
    outcome->after.told &= ~kToldDueSoon;
  }
  return write_change(transaction, pen, *current, std::move(*outcome), {}, {standing.kind, sent.by});
}

std::optional<Instant> own_limit(const Pen& pen, const catalogue::Matter& matter, Instant received_at) {
  Case entry;
  entry.received_at = received_at;
  set_limits(entry, matter, pen.rules);
  return entry.due_at;
}

}  // namespace linli::cases
