// Which field each column of a sheet holds: a proposal by its heading.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "modules/intake_files/fields.hpp"
#include "modules/registers/import_plan.hpp"
#include "modules/registers/workbook.hpp"

namespace linli::registers {

using accounts::Caller;
using intake_files::Sheet;
using intake_files::SheetUse;

namespace {

constexpr int kSearchedRows = 25;

using Headings = std::map<std::string, std::string>;

// Every word that may head a column, as it is compared.
std::map<std::string, std::string> headings_of(const Kind& kind, const Caller& caller) {
  std::map<std::string, std::string> headings;
  for (const auto& column : file_columns(kind, caller, true)) {
    headings.emplace(intake_files::heading_key(column.heading), column.name);
    headings.emplace(intake_files::heading_key(column.name), column.name);
    if (column.field == nullptr) continue;
    headings.emplace(intake_files::heading_key(column.field->declared.label.zh), column.name);
    headings.emplace(intake_files::heading_key(column.field->declared.label.en), column.name);
  }
  headings.erase("");
  return headings;
}

int known_headings(const Sheet& sheet, int row, const Headings& headings) {
  int known = 0;
  for (int column = 0; column < sheet.cells_in(row); ++column)
    known += headings.contains(intake_files::heading_key(sheet.cell(row, column))) ? 1 : 0;
  return known;
}

}  // namespace

SheetUse propose_columns(const Kind& kind, const Caller& caller, const Sheet& sheet) {
  const auto headings = headings_of(kind, caller);
  int best = 0;
  int most = 0;
  for (int row = 0; row < std::min(kSearchedRows, sheet.rows()); ++row) {
    const int known = known_headings(sheet, row, headings);
    if (known > most) {
      most = known;
      best = row;
    }
  }
  SheetUse use;
  // One word may stand by chance on a sheet of notes; the user can still choose it.
  use.use = most > 1;
  use.header_rows = {best};
  use.first_row = best + 1;
  std::set<std::string> taken;
  for (int column = 0; column < sheet.columns(); ++column) {
    intake_files::ColumnUse entry{column, intake_files::column_letter(column), ""};
    if (sheet.rows() > best) {
      const auto text = trim(sheet.cell(best, column));
      if (!text.empty()) entry.heading = std::string(text);
      const auto found = headings.find(intake_files::heading_key(text));
      if (found != headings.end() && taken.insert(found->second).second) entry.field = found->second;
    }
    use.columns.push_back(std::move(entry));
  }
  return use;
}

}  // namespace linli::registers
