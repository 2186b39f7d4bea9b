#pragma once
// SQL of plans, on this module's tables only. What writes rows gives back their references for the journal.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "modules/grid_plans/types.hpp"
#include "storage/store.hpp"

namespace linli::grid_plans {

using storage::RowRef;
using storage::Snapshot;
using storage::Transaction;

void insert_plan(Transaction& transaction, DistrictId district, const Plan& plan);
// Writes everything that may change and raises the version; false when the row is no longer at plan.version.
[[nodiscard]] bool update_plan(Transaction& transaction, DistrictId district, Plan& plan);
[[nodiscard]] std::optional<Plan> load_plan(Snapshot& snapshot, DistrictId district, PlanId plan);
// Newest first, with ids below `before` (0: all).
[[nodiscard]] std::vector<Plan> list_plans(Snapshot& snapshot, DistrictId district, std::optional<State> state,
                                           PlanId before, int limit);
[[nodiscard]] std::vector<PlanId> plans_due(Snapshot& snapshot, DistrictId district, Date today);

struct StoredInput {
  PlanId plan;
  Instant made_at{};
  std::string content;
};
RowRef insert_input(Transaction& transaction, DistrictId district, std::int64_t id, const StoredInput& input);
[[nodiscard]] std::optional<StoredInput> load_input(Snapshot& snapshot, DistrictId district, std::int64_t id);

struct StoredRun {
  PlanId plan;
  std::int64_t input = 0;
  Instant made_at{};
  AccountId made_by;
  std::string rules;
  std::string content;
};
RowRef insert_run(Transaction& transaction, DistrictId district, std::int64_t id, const StoredRun& run);
[[nodiscard]] std::optional<StoredRun> load_run(Snapshot& snapshot, DistrictId district, std::int64_t id);

RowRef insert_move(Transaction& transaction, DistrictId district, std::int64_t run, const Move& move);
RowRef mark_undone(Transaction& transaction, DistrictId district, std::int64_t run, int seq);
// In the order they were made, undone ones included.
[[nodiscard]] std::vector<Move> load_moves(Snapshot& snapshot, DistrictId district, std::int64_t run);

RowRef insert_comment(Transaction& transaction, DistrictId district, PlanId plan, const Comment& comment);
[[nodiscard]] std::vector<Comment> load_comments(Snapshot& snapshot, DistrictId district, PlanId plan);

RowRef insert_approval(Transaction& transaction, DistrictId district, PlanId plan, const Approval& approval);
std::vector<RowRef> withdraw_approvals(Transaction& transaction, DistrictId district, PlanId plan, AccountId by,
                                       std::string_view reason);
// Those that count.
[[nodiscard]] std::vector<Approval> load_approvals(Snapshot& snapshot, DistrictId district, PlanId plan);

// `neighbours` empty takes the decision back.
RowRef insert_decision(Transaction& transaction, DistrictId district, const NeighbourDecision& decision,
                       std::optional<bool> neighbours);
using Decisions = std::map<std::pair<AreaId, AreaId>, NeighbourDecision>;
[[nodiscard]] Decisions load_decisions(Snapshot& snapshot, DistrictId district);

RowRef insert_reserved(Transaction& transaction, DistrictId district, PlanId plan, const ReservedGrid& grid);
std::vector<RowRef> drop_reserved(Transaction& transaction, DistrictId district, PlanId plan);
// By their keys, dropped ones left out.
[[nodiscard]] std::vector<ReservedGrid> load_reserved(Snapshot& snapshot, DistrictId district, PlanId plan);
// Also by plans that were rolled back: what stood on a notice once is never given to another grid.
[[nodiscard]] bool code_was_reserved(Snapshot& snapshot, DistrictId district, std::string_view code);

RowRef insert_barrier(Transaction& transaction, DistrictId district, const DistrictBarrier& barrier);
RowRef end_barrier(Transaction& transaction, DistrictId district, std::int64_t id, Date on, AccountId by);
[[nodiscard]] std::optional<DistrictBarrier> load_barrier(Snapshot& snapshot, DistrictId district, std::int64_t id);
// Those that stand on that day or later, in the order in which they were drawn.
[[nodiscard]] std::vector<DistrictBarrier> load_barriers(Snapshot& snapshot, DistrictId district, Date from);
// Those that separate on that day.
[[nodiscard]] std::vector<Barrier> barriers_on(Snapshot& snapshot, DistrictId district, Date day);
// Was one that concerns that day added or ended after `since`?
[[nodiscard]] bool barriers_changed(Snapshot& snapshot, DistrictId district, Date day, Instant since);

// The day from which the newest adopted plan is in force.
[[nodiscard]] std::optional<Date> last_adoption(Snapshot& snapshot, DistrictId district);
// The newest review that somebody works on; 0: none.
[[nodiscard]] std::int64_t open_review(Snapshot& snapshot, DistrictId district);
[[nodiscard]] bool review_told(Snapshot& snapshot, DistrictId district, Date due);
RowRef insert_review(Transaction& transaction, DistrictId district, Date due);

}  // namespace linli::grid_plans
