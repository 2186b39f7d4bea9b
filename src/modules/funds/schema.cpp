#include <array>

#include "modules/funds/store.hpp"

namespace linli::funds {

using storage::Migration;

namespace {

// `place` is the community that the holder lies in: the scope of every query. A voucher's number is counted within its
// account and year; an entry is reversed once, unless the reversal was refused.
constexpr std::string_view kTables = R"(
CREATE TABLE fund_accounts (
  district BIGINT NOT NULL, id BIGINT NOT NULL, holder_kind BIGINT NOT NULL, holder BIGINT NOT NULL, place BIGINT NOT NULL,
  number TEXT NOT NULL, opened_on TEXT NOT NULL,
  PRIMARY KEY (district, id)
) {clustered};
CREATE UNIQUE INDEX fund_accounts_by_holder ON fund_accounts (district, holder_kind, holder);
CREATE INDEX fund_accounts_by_place ON fund_accounts (district, place);

CREATE TABLE fund_budgets (
  district BIGINT NOT NULL, id BIGINT NOT NULL, account BIGINT NOT NULL, year BIGINT NOT NULL, as_of TEXT NOT NULL,
  state BIGINT NOT NULL, proposed_by BIGINT NOT NULL, proposed_at BIGINT NOT NULL, reason TEXT NOT NULL,
  decided_by BIGINT, decided_at BIGINT, decision TEXT NOT NULL, version BIGINT NOT NULL,
  PRIMARY KEY (district, id)
) {clustered};
CREATE INDEX fund_budgets_by_account ON fund_budgets (district, account, year, id);
CREATE INDEX fund_budgets_by_year ON fund_budgets (district, year, state);

CREATE TABLE fund_budget_lines (
  district BIGINT NOT NULL, budget BIGINT NOT NULL, seq BIGINT NOT NULL, line TEXT NOT NULL, amount BIGINT NOT NULL,
  norm BIGINT, most BIGINT, formula TEXT NOT NULL, inputs TEXT NOT NULL, source TEXT NOT NULL,
  PRIMARY KEY (district, budget, seq)
) {clustered};

CREATE TABLE fund_entries (
  district BIGINT NOT NULL, id BIGINT NOT NULL, account BIGINT NOT NULL, year BIGINT NOT NULL, seq BIGINT NOT NULL,
  kind BIGINT NOT NULL, line TEXT NOT NULL, purpose TEXT NOT NULL, amount BIGINT NOT NULL, on_day TEXT NOT NULL,
  payee TEXT NOT NULL, document TEXT NOT NULL, task TEXT NOT NULL, note TEXT NOT NULL, reverses BIGINT,
  state BIGINT NOT NULL, proposed_by BIGINT NOT NULL, proposed_at BIGINT NOT NULL, reason TEXT NOT NULL,
  decided_by BIGINT, decided_at BIGINT, decision TEXT NOT NULL, concerns TEXT NOT NULL, version BIGINT NOT NULL,
  PRIMARY KEY (district, id)
) {clustered};
CREATE UNIQUE INDEX fund_entries_by_number ON fund_entries (district, account, year, seq);
CREATE UNIQUE INDEX fund_entries_reversed_once ON fund_entries (district, reverses) WHERE reverses IS NOT NULL AND state <> 3;
CREATE INDEX fund_entries_by_state ON fund_entries (district, state, id);
)";

constexpr std::array kMigrations{
    Migration{1, "sub-accounts, budgets and entries, each decided by two persons", kTables}};

}  // namespace

constexpr storage::TableSpec kFundAccounts{"fund_accounts", "id", "holder_kind, holder, place, number, opened_on"};
constexpr storage::TableSpec kFundBudgets{
    "fund_budgets", "id",
    "account, year, as_of, state, proposed_by, proposed_at, reason, decided_by, decided_at, decision, version"};
constexpr storage::TableSpec kFundBudgetLines{"fund_budget_lines", "budget, seq",
                                              "line, amount, norm, most, formula, inputs, source"};
constexpr storage::TableSpec kFundEntries{"fund_entries", "id",
                                          "account, year, seq, kind, line, purpose, amount, on_day, payee, document, "
                                          "task, note, reverses, state, proposed_by, "
                                          "proposed_at, reason, decided_by, decided_at, decision, concerns, version"};

namespace {
constexpr std::array kTableSpecs{kFundAccounts, kFundBudgets, kFundBudgetLines, kFundEntries};
}

const storage::Schema kFundsSchema{"funds", kMigrations, kTableSpecs};

}  // namespace linli::funds
