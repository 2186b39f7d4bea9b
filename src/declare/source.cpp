#include "declare/source.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <tuple>

namespace linli::declare {

std::vector<SourceFault> SourceFaults::sorted() const {
  auto sorted = faults_;
  std::ranges::sort(sorted, {}, [](const SourceFault& fault) {
    return std::tie(fault.at.file, fault.at.line, fault.at.column, fault.reason.zh);
  });
  return sorted;
}

std::string to_line(const SourceFault& fault) {
  std::string where = fault.at.file;
  if (fault.at.line > 0) where += fmt::format(":{}", fault.at.line);
  if (fault.at.line > 0 && fault.at.column > 0) where += fmt::format(":{}", fault.at.column);
  return fmt::format("{}: {} / {}\n    → {} / {}", where, fault.reason.zh, fault.reason.en, fault.remedy.zh,
                     fault.remedy.en);
}

}  // namespace linli::declare
