#pragma once
// What the city is told of a case. Pure.

#include <span>
#include <string>
#include <vector>

#include "modules/cases/api.hpp"
#include "modules/hotline/types.hpp"

namespace linli::hotline {

// Headings of the file that goes back, as the hotline's own forms call them.
[[nodiscard]] std::vector<std::string> report_headings();

struct Settled {
  std::string number;  // the city's
  cases::Foreign foreign;
  const cases::Case& entry;  // where it was settled; the main case of a merged one
  std::span<const cases::Hop> hops;
  std::string lead;  // names
  std::string handler;
};
[[nodiscard]] ReportRow report_row(const Settled& settled, Offset offset);

}  // namespace linli::hotline
