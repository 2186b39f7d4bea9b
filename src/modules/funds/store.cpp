#include "modules/funds/store.hpp"

#include "modules/funds/statement.hpp"

namespace linli::funds {

using storage::Cursor;
using storage::Snapshot;
using storage::Transaction;

namespace {

#define LINLI_FUND_ACCOUNT_COLUMNS "a.id, a.holder_kind, a.holder, a.place, a.number, a.opened_on"
#define LINLI_FUND_BUDGET_COLUMNS                                                                                   \
  "b.id, b.account, b.year, b.as_of, b.state, b.proposed_by, b.proposed_at, b.reason, b.decided_by, b.decided_at, " \
  "b.decision, b.version"

Date day_in(const Cursor& row, int column) { return parse_date(row.text(column)).value_or(Date{}); }

FundAccount account_of(const Cursor& row) {
  return {row.id<FundAccountId>(0),
          {static_cast<HolderKind>(row.integer(1)), row.integer(2), row.id<AreaId>(3)},
          row.string(4),
          day_in(row, 5)};
}

std::vector<FundAccount> accounts_of(Cursor rows) {
  std::vector<FundAccount> accounts;
  while (rows.next()) accounts.push_back(account_of(rows));
  return accounts;
}

SqlText select_accounts(DistrictId district, const Reach& reach) {
  SqlText sql;
  sql.text("SELECT " LINLI_FUND_ACCOUNT_COLUMNS " FROM fund_accounts a WHERE a.district = ").value(district.value);
  add_reach(sql, reach);
  return sql;
}

Budget budget_of(const Cursor& row) {
  Budget budget{
      row.id<BudgetId>(0), row.id<FundAccountId>(1), static_cast<int>(row.integer(2)), day_in(row, 3), {}, 1, {}};
  budget.asked = {static_cast<Decision>(row.integer(4)),
                  row.id<AccountId>(5),
                  row.instant(6),
                  row.string(7),
                  row.id<AccountId>(8),
                  row.maybe_instant(9),
                  row.string(10)};
  budget.version = static_cast<int>(row.integer(11));
  return budget;
}

void load_lines(Snapshot& snapshot, DistrictId district, Budget& budget) {
  auto rows = snapshot.query(
      "SELECT line, amount, norm, most, formula, inputs, source FROM fund_budget_lines WHERE district = $1 AND budget "
      "= $2 "
      "ORDER BY seq",
      district, budget.id);
  while (rows.next()) {
    const auto fen = [&](int column) {
      const auto amount = rows.maybe_integer(column);
      return amount ? std::optional(Fen{*amount}) : std::nullopt;
    };
    budget.lines.push_back(
        {rows.string(0), Fen{rows.integer(1)}, fen(2), fen(3), rows.string(4), rows.string(5), rows.string(6)});
  }
}

}  // namespace

bool insert_account(Transaction& transaction, DistrictId district, const FundAccount& account) {
  return transaction.execute(
             "INSERT INTO fund_accounts (district, id, holder_kind, holder, place, number, opened_on) VALUES ($1, $2, "
             "$3, $4, $5, $6, $7) ON CONFLICT (district, holder_kind, holder) DO NOTHING",
             district, account.id, static_cast<int>(account.holder.kind), account.holder.id, account.holder.place,
             account.number, format_date(account.opened_on)) > 0;
}

std::optional<FundAccount> load_account(Snapshot& snapshot, DistrictId district, const Reach& reach,
                                        FundAccountId account) {
  auto sql = select_accounts(district, reach);
  sql.text(" AND a.id = ").value(account.value);
  const auto found = accounts_of(ask(snapshot, sql));
  if (found.empty()) return std::nullopt;
  return found.front();
}

std::vector<FundAccount> load_accounts(Snapshot& snapshot, DistrictId district, const Reach& reach) {
  auto sql = select_accounts(district, reach);
  sql.text(" ORDER BY a.id");
  return accounts_of(ask(snapshot, sql));
}

void insert_budget(Transaction& transaction, DistrictId district, const Budget& budget) {
  transaction.execute(
      "INSERT INTO fund_budgets (district, id, account, year, as_of, state, proposed_by, proposed_at, reason, "
      "decided_by, decided_at, decision, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL, NULL, '', $10)",
      district, budget.id, budget.account, budget.year, format_date(budget.as_of), static_cast<int>(budget.asked.state),
      budget.asked.proposed_by, budget.asked.proposed_at, budget.asked.reason, budget.version);
  int seq = 0;
  for (const auto& line : budget.lines)
    transaction.execute(
        "INSERT INTO fund_budget_lines (district, budget, seq, line, amount, norm, most, formula, inputs, source) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        district, budget.id, ++seq, line.line, line.amount.value,
        line.norm ? std::optional(line.norm->value) : std::nullopt,
        line.most ? std::optional(line.most->value) : std::nullopt, line.formula, line.inputs, line.source);
}

void update_budget(Transaction& transaction, DistrictId district, const Budget& budget) {
  transaction.execute(
      "UPDATE fund_budgets SET state = $1, decided_by = $2, decided_at = $3, decision = $4, version = $5 WHERE "
      "district "
      "= $6 AND id = $7",
      static_cast<int>(budget.asked.state), budget.asked.decided_by, budget.asked.decided_at, budget.asked.decision,
      budget.version, district, budget.id);
}

std::optional<Budget> load_budget(Snapshot& snapshot, DistrictId district, const Reach& reach, BudgetId budget) {
  SqlText sql;
  sql.text("SELECT " LINLI_FUND_BUDGET_COLUMNS
           " FROM fund_budgets b JOIN fund_accounts a ON a.district = b.district AND a.id = b.account WHERE "
           "b.district = ")
      .value(district.value);
  sql.text(" AND b.id = ").value(budget.value);
  add_reach(sql, reach);
  std::optional<Budget> found;
  {
    auto rows = ask(snapshot, sql);
    if (rows.next()) found = budget_of(rows);
  }
  if (found) load_lines(snapshot, district, *found);
  return found;
}

std::vector<Budget> load_budgets(Snapshot& snapshot, DistrictId district, FundAccountId account, int year) {
  std::vector<Budget> budgets;
  {
    auto rows = snapshot.query("SELECT " LINLI_FUND_BUDGET_COLUMNS
                               " FROM fund_budgets b WHERE b.district = $1 AND b.account = $2 AND b.year = $3 ORDER BY "
                               "b.id DESC",
                               district, account, year);
    while (rows.next()) budgets.push_back(budget_of(rows));
  }
  for (auto& budget : budgets) load_lines(snapshot, district, budget);
  return budgets;
}

std::vector<Budget> waiting_budgets(Snapshot& snapshot, DistrictId district, const Reach& reach) {
  SqlText sql;
  sql.text("SELECT " LINLI_FUND_BUDGET_COLUMNS
           " FROM fund_budgets b JOIN fund_accounts a ON a.district = b.district AND a.id = b.account WHERE "
           "b.district = ")
      .value(district.value);
  sql.text(" AND b.state = 1");
  add_reach(sql, reach);
  sql.text(" ORDER BY b.id");
  auto rows = ask(snapshot, sql);
  std::vector<Budget> budgets;
  while (rows.next()) budgets.push_back(budget_of(rows));
  return budgets;
}

// The one approved last holds; ids rise with time.
std::map<LineKey, Fen> budgets_of_year(Snapshot& snapshot, DistrictId district, const Reach& reach, int year,
                                       Instant known_at) {
  SqlText sql;
  sql.text(
         "SELECT b.account, b.id, l.line, l.amount FROM fund_budgets b JOIN fund_accounts a ON a.district = b.district "
         "AND "
         "a.id = b.account JOIN fund_budget_lines l ON l.district = b.district AND l.budget = b.id WHERE b.district = ")
      .value(district.value);
  sql.text(" AND b.year = ").value(std::int64_t{year});
  sql.text(" AND b.state = 2 AND b.decided_at <= ").value(to_ms(known_at));
  add_reach(sql, reach);
  sql.text(" ORDER BY b.account, b.decided_at DESC, b.id DESC, l.seq");
  auto rows = ask(snapshot, sql);
  std::map<LineKey, Fen> sums;
  std::int64_t account = 0;
  std::int64_t in_force = 0;
  while (rows.next()) {
    if (rows.integer(0) != account) {
      account = rows.integer(0);
      in_force = rows.integer(1);
    }
    if (rows.integer(1) == in_force) sums[{account, rows.string(2)}] = Fen{rows.integer(3)};
  }
  return sums;
}

}  // namespace linli::funds
