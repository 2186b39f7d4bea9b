#include "modules/intake_files/run.hpp"

#include "modules/intake_files/apply.hpp"
#include "modules/intake_files/errors.hpp"
#include "modules/intake_files/headings.hpp"
#include "modules/intake_files/people_rows.hpp"
#include "modules/intake_files/record.hpp"

namespace linli::intake_files {
namespace {

Check check_of(storage::Store& store, const ImportWork& work, const std::atomic<bool>* cancel,
               const Progress& progress) {
  const auto pen = [&store, &work](storage::Snapshot& snapshot) {
    if (work.pen) return work.pen(snapshot, work.district);
    return cases::Pen{.district = work.district,
                      .rules = cases::shipped_flow_rules(),
                      .projections = work.projections,
                      .keys = &store.keys()};
  };
  return {work.sheets, work.uses, work.settings, work.district, &store.keys(), work.projections, pen, cancel, progress};
}

bool is_people(Target target) { return target == Target::Persons || target == Target::Households; }

void record_it(storage::Transaction& transaction, const ImportWork& work, const Committed& out, AccountId actor,
               bool only_good) {
  record_import(transaction, work.district,
                {out.id, work.settings.target, work.settings.mode, work.settings.as_of, only_good, work.files,
                 out.plan.summary, transaction.now(), actor});
}

// Residents go in portions (put_people); everything is checked before the first is written.
Committed commit_people(storage::Store& store, const ImportWork& work, const Check& check, AccountId actor,
                        bool only_good, std::int64_t id) {
  Committed out;
  auto plan = store.read_now([&](storage::Snapshot& snapshot) { return make_plan(snapshot, check); });
  if (!plan) {
    out.done = std::unexpected(plan.error());
    return out;
  }
  out.plan = std::move(*plan);
  if (!only_good && out.plan.summary.refused > 0) {
    out.done = fail(kHasFaults);
    return out;
  }
  out.done = put_people(store, check, out.plan, actor, [&](storage::Transaction& transaction) {
    out.id = id != 0 ? id : transaction.new_id();
    record_it(transaction, work, out, actor, only_good);
  });
  if (!out.done) out.id = 0;
  return out;
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
  const auto check = check_of(store, work, cancel, progress);
  return store.read_now([&](storage::Snapshot& snapshot) { return make_plan(snapshot, check); });
}

Committed commit(storage::Store& store, const ImportWork& work, AccountId actor, bool only_good,
                 const std::atomic<bool>* cancel, const Progress& progress, std::int64_t id) {
  const auto check = check_of(store, work, cancel, progress);
  if (is_people(work.settings.target)) return commit_people(store, work, check, actor, only_good, id);
  Committed out;
  out.done = store.write_now([&](storage::Transaction& transaction) -> Result<void> {
    auto plan = make_plan(transaction, check);
    if (!plan) return std::unexpected(plan.error());
    out.plan = std::move(*plan);
    if (!only_good && out.plan.summary.refused > 0) return fail(kHasFaults);
    if (auto done = apply_plan(transaction, work.district, actor, out.plan, check); !done) return done;
    if (cancel != nullptr && cancel->load()) return fail(kCancelled);
    out.id = id != 0 ? id : transaction.new_id();
    record_it(transaction, work, out, actor, only_good);
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
