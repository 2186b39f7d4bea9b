#include "modules/analysis/store.hpp"

#include <algorithm>

#include "modules/analysis/api.hpp"
#include "storage/sql_text.hpp"

namespace linli::analysis {

using storage::Cursor;
using storage::Snapshot;
using storage::SqlText;
using storage::Transaction;

namespace {

#define LINLI_TASK_COLUMNS                                                                                   \
  "t.id, t.title, t.area, t.matter, t.body, t.plan, t.state, t.opened_at, t.opened_by, t.due_on, t.result, " \
  "t.closed_at, t.closed_by, t.cases, t.notes, t.version"

Task task_of(const Cursor& row) {
  Task task;
  task.id = row.id<TaskId>(0);
  task.title = row.string(1);
  task.area = row.id<AreaId>(2);
  task.matter = row.id<MatterId>(3);
  task.body = row.id<BodyId>(4);
  task.plan = row.string(5);
  task.state = static_cast<TaskState>(row.integer(6));
  task.opened_at = row.instant(7);
  task.opened_by = row.id<AccountId>(8);
  task.due_on = parse_date(row.text(9)).value_or(Date{});
  task.result = row.string(10);
  task.closed_at = row.maybe_instant(11);
  task.closed_by = row.id<AccountId>(12);
  task.cases = static_cast<int>(row.integer(13));
  task.notes = static_cast<int>(row.integer(14));
  task.version = static_cast<int>(row.integer(15));
  return task;
}

std::vector<Task> tasks_of(Cursor rows) {
  std::vector<Task> tasks;
  while (rows.next()) tasks.push_back(task_of(rows));
  return tasks;
}

int whole(const Cursor& row, int column) { return static_cast<int>(row.integer(column)); }

Yardstick yardstick_of(const Cursor& row) {
  Yardstick one;
  one.version = whole(row, 0);
  one.from = parse_date(row.text(1)).value_or(Date{});
  one.name = {row.string(2), row.string(3)};
  one.source = row.string(4);
  one.response = whole(row, 5);
  one.resolution = whole(row, 6);
  one.satisfaction = whole(row, 7);
  one.satisfied_from = whole(row, 8);
  one.fairly_satisfied = whole(row, 9);
  one.fairly_satisfied_percent = whole(row, 10);
  one.first_answer_only = row.boolean(11);
  one.small_below = whole(row, 12);
  one.repeated_times = whole(row, 13);
  one.repeated_days = whole(row, 14);
  one.set_at = row.instant(15);
  one.set_by = row.id<AccountId>(16);
  return one;
}

}  // namespace

TaskMark mark_of(const Task& task) {
  if (task.closed_at) return {-to_ms(*task.closed_at), task.id.value};
  return {std::chrono::sys_days{task.due_on}.time_since_epoch().count(), task.id.value};
}

std::vector<Yardstick> own_yardsticks(Snapshot& snapshot, DistrictId district) {
  auto rows = snapshot.query(
      "SELECT version, from_day, name_zh, name_en, source, response, resolution, satisfaction, satisfied_from, "
      "fairly_satisfied, fairly_percent, first_only, small_below, repeated_times, repeated_days, set_at, set_by FROM "
      "analysis_yardsticks WHERE district = $1 ORDER BY version",
      district);
  std::vector<Yardstick> all;
  while (rows.next()) all.push_back(yardstick_of(rows));
  return all;
}

void insert_yardstick(Transaction& transaction, DistrictId district, const Yardstick& one) {
  transaction.execute(
      "INSERT INTO analysis_yardsticks (district, version, from_day, name_zh, name_en, source, response, resolution, "
      "satisfaction, satisfied_from, fairly_satisfied, fairly_percent, first_only, small_below, repeated_times, "
      "repeated_days, set_at, set_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, "
      "$17, $18)",
      district, one.version, format_date(one.from), one.name.zh, one.name.en, one.source, one.response, one.resolution,
      one.satisfaction, one.satisfied_from, one.fairly_satisfied, one.fairly_satisfied_percent, one.first_answer_only,
      one.small_below, one.repeated_times, one.repeated_days, one.set_at, one.set_by);
}

void insert_task(Transaction& transaction, DistrictId district, const Task& task,
                 std::span<const std::int64_t> scopes) {
  transaction.execute(
      "INSERT INTO governance_tasks (district, id, title, area, matter, body, plan, state, opened_at, opened_by, "
      "due_on, "
      "result, closed_at, closed_by, cases, notes, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, "
      "$13, $14, $15, $16, $17)",
      district, task.id, task.title, task.area, task.matter, task.body, task.plan, static_cast<int>(task.state),
      task.opened_at, task.opened_by, format_date(task.due_on), task.result, task.closed_at, task.closed_by, task.cases,
      task.notes, task.version);
  for (const auto scope : scopes)
    transaction.execute(
        "INSERT INTO governance_scopes (district, scope, state, sort_at, task) VALUES ($1, $2, $3, $4, $5)", district,
        scope, static_cast<int>(task.state), mark_of(task).sort_at, task.id);
}

void update_task(Transaction& transaction, DistrictId district, const Task& before, const Task& after) {
  transaction.execute(
      "UPDATE governance_tasks SET title = $1, plan = $2, state = $3, due_on = $4, result = $5, closed_at = $6, "
      "closed_by = $7, cases = $8, notes = $9, version = $10 WHERE district = $11 AND id = $12",
      after.title, after.plan, static_cast<int>(after.state), format_date(after.due_on), after.result, after.closed_at,
      after.closed_by, after.cases, after.notes, after.version, district, after.id);
  if (before.state == after.state && mark_of(before).sort_at == mark_of(after).sort_at) return;
  transaction.execute("UPDATE governance_scopes SET state = $1, sort_at = $2 WHERE district = $3 AND task = $4",
                      static_cast<int>(after.state), mark_of(after).sort_at, district, after.id);
}

std::optional<Task> load_task(Snapshot& snapshot, DistrictId district, TaskId task) {
  auto rows = snapshot.query(
      "SELECT " LINLI_TASK_COLUMNS " FROM governance_tasks t WHERE t.district = $1 AND t.id = $2", district, task);
  if (!rows.next()) return std::nullopt;
  return task_of(rows);
}

std::optional<Task> load_visible_task(Snapshot& snapshot, DistrictId district, TaskId task,
                                      std::span<const std::int64_t> scopes) {
  SqlText sql;
  sql.text("SELECT " LINLI_TASK_COLUMNS " FROM governance_tasks t WHERE t.district = ").value(district.value);
  sql.text(" AND t.id = ").value(task.value);
  sql.text(
      " AND EXISTS (SELECT 1 FROM governance_scopes s WHERE s.district = t.district AND s.task = t.id AND s.scope "
      "IN ");
  sql.list(scopes).text(")");
  auto found = tasks_of(snapshot.query_values(sql.sql(), sql.values()));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Task> list_tasks(Snapshot& snapshot, DistrictId district, std::span<const std::int64_t> scopes,
                             TaskState state, const std::optional<TaskMark>& after, int limit) {
  std::vector<Task> all;
  // One index scan a scope; a person has few.
  for (const auto scope : scopes) {
    SqlText sql;
    sql.text("SELECT " LINLI_TASK_COLUMNS
             " FROM governance_scopes s JOIN governance_tasks t ON t.district = s.district AND t.id = s.task WHERE "
             "s.district = ");
    sql.value(district.value).text(" AND s.scope = ").value(scope);
    sql.text(" AND s.state = ").value(std::int64_t{static_cast<int>(state)});
    if (after) {
      sql.text(" AND (s.sort_at, s.task) > (").value(after->sort_at).text(", ").value(after->task).text(")");
    }
    sql.text(" ORDER BY s.sort_at, s.task LIMIT ").value(std::int64_t{limit});
    auto part = tasks_of(snapshot.query_values(sql.sql(), sql.values()));
    all.insert(all.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
  }
  const auto order = [](const Task& task) { return std::pair(mark_of(task).sort_at, task.id.value); };
  std::ranges::sort(all, {}, order);
  const auto doubles = std::ranges::unique(all, {}, &Task::id);
  all.erase(doubles.begin(), doubles.end());
  if (all.size() > static_cast<std::size_t>(limit)) all.resize(static_cast<std::size_t>(limit));
  return all;
}

std::optional<Task> open_task_of(Snapshot& snapshot, DistrictId district, AreaId area, MatterId matter) {
  auto rows = snapshot.query("SELECT " LINLI_TASK_COLUMNS
                             " FROM governance_tasks t WHERE t.district = $1 AND t.area = $2 AND t.matter = $3 AND "
                             "t.state = 1",
                             district, area, matter);
  if (!rows.next()) return std::nullopt;
  return task_of(rows);
}

std::vector<Task> open_tasks_of_areas(Snapshot& snapshot, DistrictId district, std::span<const std::int64_t> areas) {
  constexpr std::size_t kAtOnce = 400;
  std::vector<Task> all;
  for (std::size_t at = 0; at < areas.size(); at += kAtOnce) {
    SqlText sql;
    sql.text("SELECT " LINLI_TASK_COLUMNS " FROM governance_tasks t WHERE t.district = ").value(district.value);
    sql.text(" AND t.state = 1 AND t.area IN ").list(areas.subspan(at, std::min(kAtOnce, areas.size() - at)));
    auto part = tasks_of(snapshot.query_values(sql.sql(), sql.values()));
    all.insert(all.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
  }
  return all;
}

std::optional<std::string> task_title(Snapshot& snapshot, DistrictId district, std::int64_t id) {
  const auto task = load_task(snapshot, district, TaskId{id});
  if (!task) return std::nullopt;
  return task->title;
}

bool link_case(Transaction& transaction, DistrictId district, TaskId task, CaseId entry, Instant at,
               AccountId account) {
  return transaction.execute(
             "INSERT INTO governance_cases (district, task, case_id, linked_at, linked_by) VALUES ($1, $2, $3, $4, $5) "
             "ON CONFLICT DO NOTHING",
             district, task, entry, at, account) > 0;
}

std::vector<CaseId> cases_of_task(Snapshot& snapshot, DistrictId district, TaskId task) {
  auto rows = snapshot.query(
      "SELECT case_id FROM governance_cases WHERE district = $1 AND task = $2 ORDER BY case_id DESC", district, task);
  std::vector<CaseId> ids;
  while (rows.next()) ids.push_back(rows.id<CaseId>(0));
  return ids;
}

std::vector<Task> tasks_of_case(Snapshot& snapshot, DistrictId district, CaseId entry) {
  return tasks_of(
      snapshot.query("SELECT " LINLI_TASK_COLUMNS
                     " FROM governance_cases g JOIN governance_tasks t ON t.district = g.district AND t.id = g.task "
                     "WHERE g.district = $1 AND g.case_id = $2 ORDER BY t.id DESC",
                     district, entry));
}

void insert_note(Transaction& transaction, DistrictId district, TaskId task, const TaskNote& note) {
  transaction.execute(
      "INSERT INTO governance_notes (district, task, seq, at, account, text) VALUES ($1, $2, $3, $4, $5, $6)", district,
      task, note.seq, note.at, note.account, note.text);
}

std::vector<TaskNote> notes_of(Snapshot& snapshot, DistrictId district, TaskId task) {
  auto rows = snapshot.query(
      "SELECT seq, at, account, text FROM governance_notes WHERE district = $1 AND task = $2 ORDER BY seq DESC",
      district, task);
  std::vector<TaskNote> notes;
  while (rows.next()) notes.push_back({whole(rows, 0), rows.instant(1), rows.id<AccountId>(2), rows.string(3)});
  return notes;
}

}  // namespace linli::analysis
