#pragma once
// The books as a file: each holder's lines, and the entries behind them.

#include <map>
#include <string>
#include <vector>

#include "modules/funds/books.hpp"

namespace linli::funds {

inline constexpr int kMostExported = 100'000;

struct ExportSheet {
  bool english = false;
  const rules::Model& model;
  Date day{};
  const Ledger& ledger;
  std::vector<std::string> names;  // of the ledger's holders
  std::map<std::int64_t, std::string> name_of_account;
  std::vector<FundEntry> entries;
};

// Two sheets; sums are numbers in yuan. Throws when it cannot be written.
void write_xlsx(const ExportSheet& sheet, const std::string& path);
// The entries alone, with a mark by which Excel knows UTF-8.
[[nodiscard]] std::string write_csv(const ExportSheet& sheet);

}  // namespace linli::funds
