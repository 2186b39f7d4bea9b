#include "modules/intake_files/mapping.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "modules/intake_files/errors.hpp"
#include "modules/intake_files/fields.hpp"
#include "modules/intake_files/headings.hpp"
#include "modules/intake_files/names.hpp"

namespace linli::intake_files {
namespace {

std::unexpected<Error> no_field(Target target, std::string_view field) {
  std::string all;
  for (const auto& spec : fields_of(target)) all += fmt::format("{}{}", all.empty() ? "" : ", ", spec.id);
  return fail(kBadMapping,
              {Fault{std::string(field),
                     {},
                     std::string(field),
                     {fmt::format("没有叫“{}”的字段。", field), fmt::format("There is no field “{}”.", field)},
                     {"可用的字段:" + all, "Fields: " + all}}});
}

bool is_headed(const ColumnUse& column, std::string_view heading) {
  const auto key = name_key(heading);
  const auto slash = column.heading.rfind('/');
  return name_key(column.heading) == key || column_letter(column.column) == heading ||
         (slash != std::string::npos && name_key(std::string_view(column.heading).substr(slash + 1)) == key);
}

void give(SheetUse& use, ColumnUse& column, std::string_view field) {
  for (auto& other : use.columns) {
    if (!field.empty() && other.field == field) other.field.clear();
  }
  column.field = field;
}

// A sheet is of use once the user has said where its name stands.
void reconsider(SheetUse& use, Target target) {
  const bool named = std::ranges::any_of(use.columns, [](const ColumnUse& column) { return column.field == "name"; });
  if (named && target != Target::Boundaries) use.use = true;
}

}  // namespace

Result<void> map_heading(const std::vector<Sheet>& sheets, std::vector<SheetUse>& uses, Target target,
                         std::string_view heading, std::string_view field) {
  if (!field.empty() && find_field(target, field) == nullptr) return no_field(target, field);
  bool found = false;
  for (auto& use : uses) {
    for (auto& column : use.columns) {
      if (!is_headed(column, heading)) continue;
      give(use, column, field);
      reconsider(use, target);
      found = true;
      break;
    }
  }
  if (found) return {};
  std::string all;
  for (const auto& column : uses.empty() ? std::vector<ColumnUse>{} : uses.front().columns)
    all += (all.empty() ? "" : "、") + column.heading;
  return fail(kBadMapping, {Fault{std::string(heading),
                                  {},
                                  std::string(heading),
                                  {fmt::format("没有叫“{}”的列({} 张工作表)。", heading, sheets.size()),
                                   fmt::format("No column is headed “{}”.", heading)},
                                  {"现有的列:" + all, "Columns: " + all}}});
}

Result<void> apply_choice(const Sheet& sheet, SheetUse& use, Target target, const SheetChoice& choice) {
  std::vector<int> rows;
  for (const auto row : choice.header_rows) {
    const auto index = row - static_cast<int>(sheet.number(0));
    if (index < 0 || index >= sheet.rows()) {
      return fail(kBadMapping, {Fault{"header_rows",
                                      {},
                                      std::to_string(row),
                                      {"表头的行号不在工作表内。", "A heading row is not in the sheet."},
                                      {"行号从 1 起。", "Rows are counted from 1."}}});
    }
    rows.push_back(index);
  }
  std::ranges::sort(rows);
  if (rows != use.header_rows) use = propose_with_headings(sheet, target, rows);
  use.use = choice.use;
  if (choice.fields.empty()) return {};
  for (auto& column : use.columns) column.field.clear();
  for (const auto& [index, field] : choice.fields) {
    if (!field.empty() && find_field(target, field) == nullptr) return no_field(target, field);
    const auto column = std::ranges::find(use.columns, index, &ColumnUse::column);
    if (column != use.columns.end()) give(use, *column, field);
  }
  return {};
}

}  // namespace linli::intake_files
