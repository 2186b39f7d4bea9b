#pragma once
// What a report is written from.

#include "modules/funds/service.hpp"

namespace linli::funds {

struct Funds::Looked {
  AreaId area;
  int year = 0;
  Date as_of{};
  Instant known_at{};
  Date basis{};  // the day its norms were computed for
  std::vector<AreaId> communities;
  Reach reach;
  Model model;
  Ledger ledger;
};

}  // namespace linli::funds
