#pragma once
// Funds, built once by app: what is due and spent, budgets and entries that two persons decide.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "base/json_writer.hpp"
#include "modules/accounts/api.hpp"
#include "modules/areas/api.hpp"
#include "modules/compliance/api.hpp"
#include "modules/funds/books.hpp"
#include "modules/rules/api.hpp"

namespace linli::funds {

// References must outlive the service.
struct FundParts {
  storage::Store& store;
  const areas::Atlas& atlas;
  compliance::Compliance& compliance;
  rules::ModelShelf& shelf;
  std::filesystem::path folder;  // where files lie while they are written
};

struct OverviewAsked {
  AreaId area;                      // none: the widest that the caller answers for
  std::optional<int> year;          // none: this one
  std::optional<Date> as_of;        // none: today, or the last day of a past year
  std::optional<Instant> known_at;  // none: all that is known now
};
struct EntriesAsked {
  AreaId area;
  EntryFilter filter;
  std::int64_t before = 0;
  int limit = 50;
};
struct NewFundAccount {
  AreaId community;
  BodyId body;  // with books of its own; then `community` is left out
  std::string number;
};
struct NewBudget {
  FundAccountId account;
  int year = 0;
  std::string reason;
  std::vector<std::pair<std::string, Fen>> lines;
};
struct ExportFile {
  std::string content_type;
  std::string name;
  std::string bytes;
};

// Answers are JSON. What is outside the caller's communities reads as not found. Thread-safe.
class Funds {
 public:
  explicit Funds(FundParts parts) : parts_(std::move(parts)) {}

  boost::asio::awaitable<Result<std::string>> overview(const accounts::Caller& caller, OverviewAsked asked);
  boost::asio::awaitable<Result<std::string>> account(const accounts::Caller& caller, FundAccountId account,
                                                      std::optional<int> year);
  boost::asio::awaitable<Result<std::string>> entries(const accounts::Caller& caller, EntriesAsked asked);
  // Each holder's lines, or the entries, as Excel or CSV.
  boost::asio::awaitable<Result<ExportFile>> export_books(const accounts::Caller& caller, OverviewAsked asked,
                                                          bool xlsx, bool english);

  boost::asio::awaitable<Result<std::string>> open_account(const accounts::Caller& caller, NewFundAccount wanted);
  // For every community of the area that has none; how many.
  boost::asio::awaitable<Result<std::string>> open_all(const accounts::Caller& caller, AreaId area);
  boost::asio::awaitable<Result<std::string>> propose_budget(const accounts::Caller& caller, NewBudget wanted);
  boost::asio::awaitable<Result<std::string>> decide_budget(const accounts::Caller& caller, BudgetId budget,
                                                            Verdict verdict);
  boost::asio::awaitable<Result<std::string>> propose_entry(const accounts::Caller& caller, FundEntry wanted);
  // Booking what is found wanting takes a reason; the concerns stay with the entry.
  boost::asio::awaitable<Result<std::string>> decide_entry(const accounts::Caller& caller, FundEntryId entry,
                                                           Verdict verdict);
  // A counter-entry, which waits for the second person like any other.
  boost::asio::awaitable<Result<std::string>> reverse(const accounts::Caller& caller, FundEntryId entry,
                                                      std::string reason);

 private:
  using Model = std::shared_ptr<const rules::Model>;
  [[nodiscard]] Result<AreaId> area_of(const accounts::Caller& caller, AreaId asked) const;
  // From the district down, as far as the caller may see.
  [[nodiscard]] std::vector<AreaId> above_of(const accounts::Caller& caller, AreaId area) const;
  // Communities of what the caller answers for.
  [[nodiscard]] Reach reach_of(const accounts::Caller& caller) const;
  [[nodiscard]] Reach reach_of(const accounts::Caller& caller, AreaId area) const;
  [[nodiscard]] Model model_of(storage::Snapshot& snapshot, DistrictId district, Date on) const;
  struct Looked;  // at an area, on a day
  [[nodiscard]] Looked look(storage::Snapshot& snapshot, const accounts::Caller& caller, AreaId area,
                            const OverviewAsked& asked);
  [[nodiscard]] std::string render(storage::Snapshot& snapshot, const accounts::Caller& caller, const Looked& looked);
  void write_children(JsonWriter& w, DistrictId district, const Looked& looked) const;
  void write_holders(JsonWriter& w, storage::Snapshot& snapshot, DistrictId district, const Looked& looked) const;
  void write_years(JsonWriter& w, storage::Snapshot& snapshot, const accounts::Caller& caller, const Looked& looked);
  [[nodiscard]] std::string render_account(storage::Snapshot& snapshot, const accounts::Caller& caller,
                                           const FundAccount& account, int year);
  void write_entry(JsonWriter& w, storage::Snapshot& snapshot, const accounts::Caller& caller, const FundEntry& entry,
                   const rules::Model& model);
  void write_budget(JsonWriter& w, storage::Snapshot& snapshot, const accounts::Caller& caller, const Budget& budget,
                    const rules::Model& model);
  [[nodiscard]] std::string entry_json(storage::Snapshot& snapshot, const accounts::Caller& caller,
                                       const FundEntry& entry);
  [[nodiscard]] std::string holder_name(storage::Snapshot& snapshot, DistrictId district, const Holder& holder) const;
  [[nodiscard]] std::vector<Concern> concerns_of(storage::Snapshot& snapshot, DistrictId district,
                                                 const FundEntry& entry, const rules::Model& model) const;
  [[nodiscard]] std::vector<Concern> concerns_of(storage::Snapshot& snapshot, DistrictId district, const Budget& budget,
                                                 const BudgetLine& line, const rules::Model& model) const;
  [[nodiscard]] std::map<std::string, Due> dues_for(const accounts::Caller& caller, const FundAccount& account,
                                                    int year);
  Result<FundAccount> opened(storage::Transaction& transaction, const accounts::Caller& caller, const Holder& holder,
                             std::string number);

  const FundParts parts_;
  // What every rule says of a district takes longer than a thread of the server should be held.
  boost::asio::thread_pool worker_{1};
};

}  // namespace linli::funds
