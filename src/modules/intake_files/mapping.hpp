#pragma once
// The user's corrections of what was proposed.

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "modules/intake_files/sheet.hpp"
#include "modules/intake_files/types.hpp"

namespace linli::intake_files {

// `heading=field`: the column of that heading (or letter) holds the field in every sheet that has it; an empty field
// takes the column out. Fails (kBadMapping) when no sheet has the heading or the target has no such field.
[[nodiscard]] Result<void> map_heading(const std::vector<Sheet>& sheets, std::vector<SheetUse>& uses, Target target,
                                       std::string_view heading, std::string_view field);

// What a page sends back for one sheet.
struct SheetChoice {
  std::string name;
  bool use = true;
  std::vector<int> header_rows;  // one-based, as people count
  std::vector<std::pair<int, std::string>> fields;
};
[[nodiscard]] Result<void> apply_choice(const Sheet& sheet, SheetUse& use, Target target, const SheetChoice& choice);

}  // namespace linli::intake_files
