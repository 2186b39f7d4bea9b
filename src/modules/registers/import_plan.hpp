#pragma once
// What a file would do to a register, row by row, before anything is written. Reading, columns' proposal, severities,
// fault list and fault file are those of intake_files.

#include <map>
#include <string>
#include <vector>

#include "modules/intake_files/plan.hpp"
#include "modules/registers/drafts.hpp"

namespace linli::registers {

// The sheet's columns by the kind's labels (and names); `id` and `from` are the record's own.
[[nodiscard]] intake_files::SheetUse propose_columns(const Kind& kind, const accounts::Caller& caller,
                                                     const intake_files::Sheet& sheet);

struct ImportSource {
  KindPointer kind;
  std::vector<intake_files::Sheet> sheets;
  std::vector<intake_files::SheetUse> uses;  // as long as sheets
};

struct ImportPlan {
  intake_files::Summary summary;
  intake_files::FaultList faults;
  std::vector<Draft> drafts;
};

// Writes nothing; a Transaction is a Snapshot too. Fails: kTooManyRows, kNotYours.
[[nodiscard]] Result<ImportPlan> plan_import(const Context& context, storage::Snapshot& snapshot,
                                             const accounts::Caller& caller, const ImportSource& source);

}  // namespace linli::registers
