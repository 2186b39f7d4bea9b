#pragma once
// Our own reader of comma separated text: plain text needs no foreign parser. RFC 4180 with what offices send: comma,
// semicolon, tab or full-width comma is told apart by the text itself; line ends of every kind.

#include <functional>
#include <string_view>

#include "base/error.hpp"
#include "modules/intake_files/sheet.hpp"

namespace linli::intake_files {

struct CsvLimits {
  std::size_t rows = 1'100'000;  // a spreadsheet ends at 1,048,576
  int columns = 2'000;
  std::size_t cell_bytes = 32 << 20;  // an outline may be long
};

// Fails when a quote is left open, something stands after a closing quote, or a limit is passed; the fault names the
// row.
[[nodiscard]] Result<void> read_csv(std::string_view text, char delimiter, Sheet& sheet, const CsvLimits& limits = {});
// The delimiter that cuts the first rows most evenly.
[[nodiscard]] char find_delimiter(std::string_view text);
// Appends one cell, quoted when it must be. Cells that a spreadsheet would run as a formula get a leading apostrophe
// when `guard` is set.
void append_csv_cell(std::string& out, std::string_view cell, bool guard);

}  // namespace linli::intake_files
