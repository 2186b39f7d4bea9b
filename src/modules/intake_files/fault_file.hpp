#pragma once
// The faulty rows as an Excel file to correct and send in again.

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/intake_files/plan.hpp"

namespace linli::intake_files {

// Every sheet that has rows refused or taken with a field unknown: what stood above its rows, its headings, those rows
// with their original cells, and 错误 / 怎么改 / 原行号 beside them. A last sheet lists every fault. Throws when the
// file cannot be written.
void write_fault_file(const std::filesystem::path& path, const std::vector<Sheet>& sheets,
                      const std::vector<SheetUse>& uses, const Plan& plan, Target target);

// The same for lists of other modules; `label` names a field as its pages do.
using FieldLabel = std::function<std::string(std::string_view field)>;
void write_fault_file(const std::filesystem::path& path, const std::vector<Sheet>& sheets,
                      const std::vector<SheetUse>& uses, const FaultList& faults, const FieldLabel& label);

}  // namespace linli::intake_files
