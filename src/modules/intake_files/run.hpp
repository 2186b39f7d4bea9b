#pragma once
// One import from sheets to the commit, for the command and for the service alike.

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "modules/intake_files/plan.hpp"
#include "modules/intake_files/reader.hpp"
#include "storage/store.hpp"

namespace linli::intake_files {

struct ImportWork {
  DistrictId district;
  std::vector<Sheet> sheets;
  std::vector<SheetUse> uses;
  Settings settings;
  std::string files;  // names, separated by line breaks
  std::vector<cases::Projection> projections;
  // For work that begins here and now (the hotline's orders): the district's own flow, and those who hear of it. Empty:
  // the shipped flow, and nobody hears.
  std::function<cases::Pen(storage::Snapshot&, DistrictId)> pen = {};
};

using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

// Reads nothing but the plan; writes nothing.
[[nodiscard]] Result<Plan> dry_run(storage::Store& store, const ImportWork& work, const std::atomic<bool>* cancel,
                                   const Progress& progress);

struct Committed {
  std::int64_t id = 0;
  Result<void> done;
  Plan plan;  // also when nothing was done: its faults say why
};

// Checks and writes in one transaction, so that nothing can change in between. All or nothing; with `only_good` the
// rows that are refused are left out. Fails: kHasFaults, kCancelled and what make_plan fails with. `id`: of the record;
// 0 takes a new one.
[[nodiscard]] Committed commit(storage::Store& store, const ImportWork& work, AccountId actor, bool only_good,
                               const std::atomic<bool>* cancel, const Progress& progress, std::int64_t id = 0);

// The sheets' proposed uses for a target.
[[nodiscard]] std::vector<SheetUse> propose_all(const std::vector<Sheet>& sheets, Target target);

}  // namespace linli::intake_files
