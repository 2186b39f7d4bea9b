#pragma once
// The compliance board: what every rule says of an area, rolled up, each figure opening to its records. It only reads.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "modules/accounts/api.hpp"
#include "modules/areas/api.hpp"
#include "modules/compliance/facts.hpp"
#include "modules/compliance/types.hpp"
#include "modules/rules/api.hpp"

namespace linli::compliance {

struct BoardRequest {
  AreaId area;                // none: the widest that the caller answers for
  std::optional<Date> as_of;  // none: today
};

struct RecordsRequest {
  BoardRequest board;
  std::string rule;     // code
  std::string outcome;  // `met`, `short`, `not_enough_data`; empty: all
  std::int64_t after = 0;
  int limit = 50;
};

// References must outlive the service.
struct ComplianceParts {
  storage::Store& store;
  const areas::Atlas& atlas;
  rules::ModelShelf& shelf;
  DeclaredSource declared;
};

class Compliance {
 public:
  explicit Compliance(ComplianceParts parts) : parts_(std::move(parts)) {}

  // As JSON. Fails with kNoArea for what is not the caller's.
  boost::asio::awaitable<Result<std::string>> board(const accounts::Caller& caller, BoardRequest request);
  boost::asio::awaitable<Result<std::string>> records(const accounts::Caller& caller, RecordsRequest request);

  // All rules about all records of the district, as of that day; at most a few seconds old.
  [[nodiscard]] std::shared_ptr<const Findings> findings(storage::Snapshot& snapshot, DistrictId district, Date on);

 private:
  [[nodiscard]] Result<AreaId> scope_of(const accounts::Caller& caller, AreaId asked) const;
  [[nodiscard]] std::string render(const Findings& findings, DistrictId district, AreaId area) const;

  struct Kept {
    std::shared_ptr<const Findings> findings;
    Instant until{};
  };

  const ComplianceParts parts_;
  boost::asio::thread_pool worker_{1};
  std::mutex mutex_;
  std::map<std::tuple<DistrictId, Date, std::int64_t>, Kept> kept_;  // guarded by mutex_
};

}  // namespace linli::compliance
