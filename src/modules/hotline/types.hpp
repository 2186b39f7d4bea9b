#pragma once
// Plain values of the hotline.

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

namespace linli::hotline {

struct ReportTag {};
using ReportId = Id<ReportTag>;

// One handing-out of results.
struct Report {
  ReportId id;
  Instant at{};
  AccountId account;  // none: the operator at the shell
  std::int64_t rows = 0;
};

// What the city gets of one case, in the order of the file's columns.
using ReportRow = std::vector<std::string>;

}  // namespace linli::hotline
