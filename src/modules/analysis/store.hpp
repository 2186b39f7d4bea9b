#pragma once
// SQL of yardsticks and tasks.

#include <optional>
#include <span>
#include <vector>

#include "modules/analysis/types.hpp"
#include "storage/journal.hpp"
#include "storage/store.hpp"

namespace linli::analysis {

extern const storage::TableSpec kYardsticks;
extern const storage::TableSpec kTasks;
extern const storage::TableSpec kTaskCases;
extern const storage::TableSpec kTaskNotes;

[[nodiscard]] std::vector<Yardstick> shipped_yardsticks();
// In the order of their days.
[[nodiscard]] std::vector<Yardstick> own_yardsticks(storage::Snapshot& snapshot, DistrictId district);
// Shipped ones, then the district's: a version of its own always holds from a later day than the one before.
[[nodiscard]] std::vector<Yardstick> yardsticks(storage::Snapshot& snapshot, DistrictId district);
void insert_yardstick(storage::Transaction& transaction, DistrictId district, const Yardstick& yardstick);

// `scopes`: areas, grid and body whose lists it stands in.
void insert_task(storage::Transaction& transaction, DistrictId district, const Task& task,
                 std::span<const std::int64_t> scopes);
// Moves its rows in the lists too when it closes.
void update_task(storage::Transaction& transaction, DistrictId district, const Task& before, const Task& after);
[[nodiscard]] std::optional<Task> load_task(storage::Snapshot& snapshot, DistrictId district, TaskId task);
// Only if one of `scopes` sees it.
[[nodiscard]] std::optional<Task> load_visible_task(storage::Snapshot& snapshot, DistrictId district, TaskId task,
                                                    std::span<const std::int64_t> scopes);

// A task's place in a list: open ones by their last day, closed ones by when they closed, newest first.
struct TaskMark {
  std::int64_t sort_at = 0;
  std::int64_t task = 0;
};
[[nodiscard]] TaskMark mark_of(const Task& task);
[[nodiscard]] std::vector<Task> list_tasks(storage::Snapshot& snapshot, DistrictId district,
                                           std::span<const std::int64_t> scopes, TaskState state,
                                           const std::optional<TaskMark>& after, int limit);
// The open task of that matter in that place.
[[nodiscard]] std::optional<Task> open_task_of(storage::Snapshot& snapshot, DistrictId district, AreaId area,
                                               MatterId matter);
[[nodiscard]] std::vector<Task> open_tasks_of_areas(storage::Snapshot& snapshot, DistrictId district,
                                                    std::span<const std::int64_t> areas);

// False when it is linked already.
bool link_case(storage::Transaction& transaction, DistrictId district, TaskId task, CaseId entry, Instant at,
               AccountId account);
[[nodiscard]] std::vector<CaseId> cases_of_task(storage::Snapshot& snapshot, DistrictId district, TaskId task);
[[nodiscard]] std::vector<Task> tasks_of_case(storage::Snapshot& snapshot, DistrictId district, CaseId entry);

void insert_note(storage::Transaction& transaction, DistrictId district, TaskId task, const TaskNote& note);
[[nodiscard]] std::vector<TaskNote> notes_of(storage::Snapshot& snapshot, DistrictId district, TaskId task);

}  // namespace linli::analysis
