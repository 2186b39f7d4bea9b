// Any sheet: headings are proposed, rows told apart and values read without a fault of ours.

#include <cstdint>
#include <string>

#include "modules/intake_files/csv.hpp"
#include "modules/intake_files/encoding.hpp"
#include "modules/intake_files/file_kind.hpp"
#include "modules/intake_files/headings.hpp"
#include "modules/intake_files/names.hpp"
#include "modules/intake_files/values.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace linli::intake_files;
  if (size < 1) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  (void)sniff(bytes, "a.csv");
  const auto decoded = decode_text(bytes);
  Sheet sheet;
  if (!decoded || !read_csv(decoded->text, ',', sheet, {.rows = 300, .columns = 60, .cell_bytes = 4096})) return 0;
  const auto use = propose(sheet, static_cast<Target>(data[0] % kTargetCount));
  for (int row = use.first_row; row < sheet.rows(); ++row) {
    (void)classify_row(sheet, use, row);
    for (int column = 0; column < sheet.cells_in(row); ++column) {
      const auto cell = sheet.cell(row, column);
      (void)read_count(cell, 100'000);
      (void)read_year(cell, 2027);
      (void)read_phone(cell);
      (void)read_date(cell);
      (void)read_code(cell, 12);
      (void)read_degrees(cell);
      LINLI_ASSERT(clean_text(clean_text(cell)) == clean_text(cell) || cell.find('\'') != std::string_view::npos);
      (void)split_list(cell);
    }
  }
  return 0;
}
