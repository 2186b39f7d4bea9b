#include "modules/intake_files/run.hpp"

#include "modules/intake_files/apply.hpp"
#include "modules/intake_files/errors.hpp"
#include "modules/intake_files/headings.hpp"
#include "modules/intake_files/record.hpp"

namespace linli::intake_files {
namespace {

Check check_of(const ImportWork& work, const std::atomic<bool>* cancel, const Progress& progress) {
  return {work.sheets, work.uses, work.settings, work.district, work.projections, cancel, progress};
}

// Refusals that only showed when the rows were written join the faults of the check.
void add_late_faults(Plan& plan, const Error& error) {
  for (const auto& fault : error.faults) {
    plan.faults.add(
        {Severity::Refuse, -1, fault.row.value_or(0), -1, fault.field, fault.value, fault.reason, fault.remedy});
  }
  plan.summary.refused = std::max<std::int64_t>(plan.summary.refused, static_cast<std::int64_t>(error.faults.size()));
}

}  // namespace

Result<Plan> dry_run(storage::Store& store, const ImportWork& work, const std::atomic<bool>* cancel,
                     const Progress& progress) {
  const auto check = check_of(work, cancel, progress);
  return store.read_now([&](storage::Snapshot& snapshot) { return make_plan(snapshot, check); });
}

Committed commit(storage::Store& store, const ImportWork& work, AccountId actor, bool only_good,
                 const std::atomic<bool>* cancel, const Progress& progress, std::int64_t id) {
  const auto check = check_of(work, cancel, progress);
  Committed out;
  out.done = store.write_now([&](storage::Transaction& transaction) -> Result<void> {
    auto plan = make_plan(transaction, check);
    if (!plan) return std::unexpected(plan.error());
    out.plan = std::move(*plan);
    if (!only_good && out.plan.summary.refused > 0) return fail(kHasFaults);
    if (auto done = apply_plan(transaction, work.district, actor, out.plan, check); !done) return done;
    if (cancel != nullptr && cancel->load()) return fail(kCancelled);
    out.id = id != 0 ? id : transaction.new_id();
    record_import(transaction, work.district,
                  {out.id, work.settings.target, work.settings.mode, work.settings.as_of, only_good, work.files,
                   out.plan.summary, transaction.now(), actor});
    return {};
  });
  if (!out.done) out.id = 0;
  if (!out.done && out.done.error().code == kHasFaults.code) add_late_faults(out.plan, out.done.error());
  return out;
}

std::vector<SheetUse> propose_all(const std::vector<Sheet>& sheets, Target target) {
  std::vector<SheetUse> uses;
  for (const auto& sheet : sheets) uses.push_back(propose(sheet, target));
  return uses;
}

}  // namespace linli::intake_files
