#pragma once
// The board of one area, grid or body as JSON.

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>

#include "modules/accounts/api.hpp"
#include "modules/cases/api.hpp"
#include "modules/catalogue/api.hpp"

namespace linli::indicators {

struct BoardRequest {
  AreaId area;
  GridId grid;
  BodyId body;
  std::string period;  // empty: this month
};

// References must outlive the service.
struct BoardParts {
  storage::Store& store;
  const areas::Atlas& atlas;
  catalogue::Catalogue& catalogue;
  cases::FlowRules rules;
};

class Boards {
 public:
  explicit Boards(const BoardParts& parts) : parts_(parts) {}
  // Without area, grid or body: the widest that the caller answers for.
  boost::asio::awaitable<Result<std::string>> show(const accounts::Caller& caller, BoardRequest request);

 private:
  [[nodiscard]] std::string render(storage::Snapshot& snapshot, const accounts::Caller& caller, std::int64_t scope,
                                   const cases::Period& period);

  BoardParts parts_;
};

}  // namespace linli::indicators
