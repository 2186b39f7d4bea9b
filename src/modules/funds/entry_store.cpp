// SQL of entries and of what they add up to.
#include "modules/funds/statement.hpp"
#include "modules/funds/store.hpp"

namespace linli::funds {

using storage::Cursor;
using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr std::string_view kSelectEntries =
    "SELECT e.id, e.account, e.year, e.seq, e.kind, e.line, e.purpose, e.amount, e.on_day, e.payee, e.document, "
    "e.task, "
    "e.note, e.reverses, e.state, e.proposed_by, e.proposed_at, e.reason, e.decided_by, e.decided_at, e.decision, "
    "e.concerns, e.version FROM fund_entries e JOIN fund_accounts a ON a.district = e.district AND a.id = e.account "
    "WHERE e.district = ";

FundEntry entry_of(const Cursor& row) {
  FundEntry entry;
  entry.id = row.id<FundEntryId>(0);
  entry.account = row.id<FundAccountId>(1);
  entry.year = static_cast<int>(row.integer(2));
  entry.seq = static_cast<int>(row.integer(3));
  entry.kind = static_cast<EntryKind>(row.integer(4));
  entry.line = row.string(5);
  entry.purpose = row.string(6);
  entry.amount = Fen{row.integer(7)};
  entry.on = parse_date(row.text(8)).value_or(Date{});
  entry.payee = row.string(9);
  entry.document = row.string(10);
  entry.task = row.string(11);
  entry.note = row.string(12);
  entry.reverses = row.id<FundEntryId>(13);
  entry.asked = {static_cast<Decision>(row.integer(14)),
                 row.id<AccountId>(15),
                 row.instant(16),
                 row.string(17),
                 row.id<AccountId>(18),
                 row.maybe_instant(19),
                 row.string(20)};
  entry.concerns = row.string(21);
  entry.version = static_cast<int>(row.integer(22));
  return entry;
}

int next_voucher(Snapshot& snapshot, DistrictId district, const FundEntry& entry) {
  auto rows = snapshot.query("SELECT MAX(seq) FROM fund_entries WHERE district = $1 AND account = $2 AND year = $3",
                             district, entry.account, entry.year);
  return rows.next() ? static_cast<int>(rows.integer(0)) + 1 : 1;
}

// Approved, known by then, of money that moved by that day.
SqlText booked_sums(std::string_view columns, DistrictId district, const Reach& reach, std::string_view until,
                    Instant known_at) {
  SqlText sql;
  sql.text("SELECT ")
      .text(columns)
      .text(
          ", CAST(SUM(CASE WHEN e.kind = 1 THEN e.amount ELSE 0 END) AS BIGINT), CAST(SUM(CASE WHEN e.kind = 2 "
          "THEN e.amount ELSE 0 END) AS BIGINT) FROM fund_entries e JOIN fund_accounts a ON a.district = "
          "e.district AND a.id = e.account WHERE "
          "e.district = ")
      .value(district.value);
  sql.text(" AND e.state = 2 AND e.on_day <= ").value(until);
  sql.text(" AND e.decided_at <= ").value(to_ms(known_at));
  add_reach(sql, reach);
  return sql;
}

}  // namespace

bool insert_entry(Transaction& transaction, DistrictId district, FundEntry& entry) {
  entry.seq = next_voucher(transaction, district, entry);
  const auto on = format_date(entry.on);
  return transaction.execute(
             "INSERT INTO fund_entries (district, id, account, year, seq, kind, line, purpose, amount, on_day, payee, "
             "document, task, note, reverses, state, proposed_by, proposed_at, reason, decided_by, decided_at, "
             "decision, concerns, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, "
             "$16, $17, $18, $19, NULL, NULL, '', '', $20) ON CONFLICT (district, reverses) WHERE reverses IS NOT NULL "
             "AND state <> 3 DO NOTHING",
             district, entry.id, entry.account, entry.year, entry.seq, static_cast<int>(entry.kind), entry.line,
             entry.purpose, entry.amount.value, on, entry.payee, entry.document, entry.task, entry.note, entry.reverses,
             static_cast<int>(entry.asked.state), entry.asked.proposed_by, entry.asked.proposed_at, entry.asked.reason,
             entry.version) > 0;
}

void update_entry(Transaction& transaction, DistrictId district, const FundEntry& entry) {
  transaction.execute(
      "UPDATE fund_entries SET state = $1, decided_by = $2, decided_at = $3, decision = $4, concerns = $5, version = "
      "$6 "
      "WHERE district = $7 AND id = $8",
      static_cast<int>(entry.asked.state), entry.asked.decided_by, entry.asked.decided_at, entry.asked.decision,
      entry.concerns, entry.version, district, entry.id);
}

std::optional<FundEntry> load_entry(Snapshot& snapshot, DistrictId district, const Reach& reach, FundEntryId entry) {
  SqlText sql;
  sql.text(kSelectEntries).value(district.value);
  sql.text(" AND e.id = ").value(entry.value);
  add_reach(sql, reach);
  auto rows = ask(snapshot, sql);
  if (!rows.next()) return std::nullopt;
  return entry_of(rows);
}

FundEntryId counter_entry(Snapshot& snapshot, DistrictId district, FundEntryId entry) {
  auto rows = snapshot.query("SELECT id FROM fund_entries WHERE district = $1 AND reverses = $2 AND state <> 3",
                             district, entry);
  return rows.next() ? rows.id<FundEntryId>(0) : FundEntryId{};
}

std::int64_t count_waiting(Snapshot& snapshot, DistrictId district, const Reach& reach) {
  SqlText sql;
  sql.text(
         "SELECT COUNT(*) FROM fund_entries e JOIN fund_accounts a ON a.district = e.district AND a.id = e.account "
         "WHERE "
         "e.district = ")
      .value(district.value);
  sql.text(" AND e.state = 1");
  add_reach(sql, reach);
  auto rows = ask(snapshot, sql);
  return rows.next() ? rows.integer(0) : 0;
}

std::vector<FundEntry> list_entries(Snapshot& snapshot, DistrictId district, const Reach& reach,
                                    const EntryFilter& filter, std::int64_t before, int limit) {
  const auto until = filter.until ? format_date(*filter.until) : std::string();
  SqlText sql;
  sql.text(kSelectEntries).value(district.value);
  add_reach(sql, reach);
  const auto also = [&](std::string_view condition, storage::Value value) { sql.text(condition).value(value); };
  if (filter.account) also(" AND e.account = ", filter.account.value);
  if (filter.year) also(" AND e.year = ", std::int64_t{*filter.year});
  if (filter.kind) also(" AND e.kind = ", std::int64_t{static_cast<int>(*filter.kind)});
  if (filter.state) also(" AND e.state = ", std::int64_t{static_cast<int>(*filter.state)});
  if (!filter.line.empty()) also(" AND e.line = ", std::string_view(filter.line));
  if (filter.until) also(" AND e.on_day <= ", std::string_view(until));
  if (filter.known_at) also(" AND e.decided_at <= ", to_ms(*filter.known_at));
  if (before > 0) also(" AND e.id < ", before);
  also(" ORDER BY e.id DESC LIMIT ", std::int64_t{limit});
  auto rows = ask(snapshot, sql);
  std::vector<FundEntry> entries;
  while (rows.next()) entries.push_back(entry_of(rows));
  return entries;
}

std::map<LineKey, Sums> sums_of_year(Snapshot& snapshot, DistrictId district, const Reach& reach, int year,
                                     const Moment& moment) {
  const auto until = format_date(moment.until);
  auto sql = booked_sums("e.account, e.line", district, reach, until, moment.known_at);
  sql.text(" AND e.year = ").value(std::int64_t{year});
  sql.text(" GROUP BY e.account, e.line");
  auto rows = ask(snapshot, sql);
  std::map<LineKey, Sums> sums;
  while (rows.next()) sums[{rows.integer(0), rows.string(1)}] = {Fen{rows.integer(2)}, Fen{rows.integer(3)}};
  return sums;
}

std::map<std::int64_t, Fen> balances(Snapshot& snapshot, DistrictId district, const Reach& reach,
                                     const Moment& moment) {
  const auto until = format_date(moment.until);
  auto sql = booked_sums("e.account", district, reach, until, moment.known_at);
  sql.text(" GROUP BY e.account");
  auto rows = ask(snapshot, sql);
  std::map<std::int64_t, Fen> held;
  while (rows.next()) held[rows.integer(0)] = Fen{rows.integer(1)} - Fen{rows.integer(2)};
  return held;
}

Fen task_left(Snapshot& snapshot, DistrictId district, FundAccountId account, std::string_view line,
              std::string_view task) {
  auto rows = snapshot.query(
      "SELECT CAST(SUM(CASE WHEN kind = 1 THEN amount ELSE -amount END) AS BIGINT) FROM fund_entries WHERE district = "
      "$1 AND account = "
      "$2 AND state = 2 AND line = $3 AND task = $4",
      district, account, line, task);
  return rows.next() ? Fen{rows.integer(0)} : Fen{};
}

}  // namespace linli::funds
