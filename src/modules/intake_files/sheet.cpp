#include "modules/intake_files/sheet.hpp"

#include <algorithm>

namespace linli::intake_files {

void Sheet::drop_first_row() {
  if (starts_.empty()) return;
  // The cells stay in the text; only the row is forgotten.
  starts_.erase(starts_.begin());
  widest_ = 0;
  for (int row = 0; row < rows(); ++row) widest_ = std::max(widest_, cells_in(row));
}

std::string column_letter(int column) {
  std::string out;
  for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    out.insert(out.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return out;
}

}  // namespace linli::intake_files
