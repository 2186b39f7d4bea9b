#pragma once
// Where a sheet's headings stand and what its columns hold: title rows above, merged and two-level headings, remark and
// total rows below. A proposal, which the user corrects.

#include <string>

#include "modules/intake_files/fields.hpp"
#include "modules/intake_files/sheet.hpp"
#include "modules/intake_files/types.hpp"

namespace linli::intake_files {

// Never fails: a sheet without headings is proposed unused, its columns named A, B, C …
[[nodiscard]] SheetUse propose(const Sheet& sheet, Target target);

// The proposal when the heading rows are known (the user named them).
[[nodiscard]] SheetUse propose_with_headings(const Sheet& sheet, Target target, std::vector<int> header_rows);

enum class RowKind { Data, Blank, Remark, Total, Heading };
[[nodiscard]] RowKind classify_row(const Sheet& sheet, const SheetUse& use, int row);

// The texts above the headings: title and `填报单位:…`, which may say which subdistrict the sheet is about.
[[nodiscard]] std::string text_above(const Sheet& sheet, const SheetUse& use);

}  // namespace linli::intake_files
