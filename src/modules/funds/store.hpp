#pragma once
// SQL of accounts, budgets and entries.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "modules/funds/types.hpp"
#include "storage/journal.hpp"
#include "storage/migrations.hpp"
#include "storage/store.hpp"

namespace linli::funds {

extern const storage::Schema kFundsSchema;
extern const storage::TableSpec kFundAccounts;
extern const storage::TableSpec kFundBudgets;
extern const storage::TableSpec kFundBudgetLines;
extern const storage::TableSpec kFundEntries;

// Which communities a caller sees; `all` for the whole district.
struct Reach {
  bool all = false;
  std::vector<std::int64_t> places;
};

// False when the holder has one already.
[[nodiscard]] bool insert_account(storage::Transaction& transaction, DistrictId district, const FundAccount& account);
[[nodiscard]] std::optional<FundAccount> load_account(storage::Snapshot& snapshot, DistrictId district,
                                                      const Reach& reach, FundAccountId account);
// In the order of their ids.
[[nodiscard]] std::vector<FundAccount> load_accounts(storage::Snapshot& snapshot, DistrictId district,
                                                     const Reach& reach);

void insert_budget(storage::Transaction& transaction, DistrictId district, const Budget& budget);
// State, decision and version; the lines never change.
void update_budget(storage::Transaction& transaction, DistrictId district, const Budget& budget);
[[nodiscard]] std::optional<Budget> load_budget(storage::Snapshot& snapshot, DistrictId district, const Reach& reach,
                                                BudgetId budget);
// Of one account and year, newest first, with their lines.
[[nodiscard]] std::vector<Budget> load_budgets(storage::Snapshot& snapshot, DistrictId district, FundAccountId account,
                                               int year);
// Those that wait for a decision, oldest first, without their lines.
[[nodiscard]] std::vector<Budget> waiting_budgets(storage::Snapshot& snapshot, DistrictId district, const Reach& reach);

// Gives the entry its voucher number. False when it takes back what is taken back already.
[[nodiscard]] bool insert_entry(storage::Transaction& transaction, DistrictId district, FundEntry& entry);
void update_entry(storage::Transaction& transaction, DistrictId district, const FundEntry& entry);
// The entry that takes this one back, refused ones apart.
[[nodiscard]] FundEntryId counter_entry(storage::Snapshot& snapshot, DistrictId district, FundEntryId entry);
[[nodiscard]] std::int64_t count_waiting(storage::Snapshot& snapshot, DistrictId district, const Reach& reach);
[[nodiscard]] std::optional<FundEntry> load_entry(storage::Snapshot& snapshot, DistrictId district, const Reach& reach,
                                                  FundEntryId entry);
struct EntryFilter {
  FundAccountId account;  // none: all in reach
  std::optional<int> year;
  std::optional<EntryKind> kind;
  std::optional<Decision> state;
  std::string line;
  std::optional<Date> until;        // of the money's day, itself included
  std::optional<Instant> known_at;  // decided before then; only of approved ones
};
// Newest first; `before`: ids below.
[[nodiscard]] std::vector<FundEntry> list_entries(storage::Snapshot& snapshot, DistrictId district, const Reach& reach,
                                                  const EntryFilter& filter, std::int64_t before, int limit);

// What was booked up to a day, as it was known at a moment.
struct Moment {
  Date until{};
  Instant known_at{};
};
struct Sums {
  Fen income;
  Fen spent;
};
using LineKey = std::pair<std::int64_t, std::string>;  // account, line
[[nodiscard]] std::map<LineKey, Sums> sums_of_year(storage::Snapshot& snapshot, DistrictId district, const Reach& reach,
                                                   int year, const Moment& moment);
// Income less expense of all years.
[[nodiscard]] std::map<std::int64_t, Fen> balances(storage::Snapshot& snapshot, DistrictId district, const Reach& reach,
                                                   const Moment& moment);
// What came with a task in that account, less what was spent on it.
[[nodiscard]] Fen task_left(storage::Snapshot& snapshot, DistrictId district, FundAccountId account,
                            std::string_view line, std::string_view task);
// Sums of the budgets in force then.
[[nodiscard]] std::map<LineKey, Fen> budgets_of_year(storage::Snapshot& snapshot, DistrictId district,
                                                     const Reach& reach, int year, Instant known_at);

}  // namespace linli::funds
