// Any bytes: decoded or refused, read or refused; what was read is written and read again to the same cells.

#include <cstdint>
#include <string>

#include "modules/intake_files/csv.hpp"
#include "modules/intake_files/encoding.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace linli::intake_files;
  const auto decoded = decode_text(std::string(reinterpret_cast<const char*>(data), size));
  if (!decoded) return 0;
  Sheet first;
  const CsvLimits limits{.rows = 10'000, .columns = 200, .cell_bytes = 1 << 20};
  if (!read_csv(decoded->text, find_delimiter(decoded->text), first, limits)) return 0;
  std::string written;
  for (int row = 0; row < first.rows(); ++row) {
    for (int column = 0; column < first.cells_in(row); ++column) {
      if (column > 0) written.push_back(',');
      append_csv_cell(written, first.cell(row, column), false);
    }
    written += "\r\n";
  }
  Sheet second;
  LINLI_ASSERT(read_csv(written, ',', second).has_value());
  LINLI_ASSERT(second.rows() == first.rows());
  for (int row = 0; row < first.rows(); ++row) {
    LINLI_ASSERT(second.cells_in(row) == first.cells_in(row));
    for (int column = 0; column < first.cells_in(row); ++column)
      LINLI_ASSERT(second.cell(row, column) == first.cell(row, column));
  }
  return 0;
}
