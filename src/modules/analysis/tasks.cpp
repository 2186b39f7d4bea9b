// Tasks of active governance: opened on repeated matters, worked on, closed with a result.
#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.hpp"
#include "modules/analysis/errors.hpp"
#include "modules/analysis/pages.hpp"
#include "modules/analysis/rules.hpp"
#include "modules/analysis/store.hpp"
#include "modules/bodies/api.hpp"

namespace linli::analysis {

using accounts::Right;
using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr int kTasksOfPage = 50;
constexpr std::size_t kMostLinked = 200;
constexpr std::size_t kLongestText = 2000;

std::vector<std::int64_t> scopes_of(const accounts::Caller& caller) {
  auto scopes = caller.scopes;
  // The district's own row stands for all of them.
  if (caller.whole_district) return {caller.district.value};
  return scopes;
}

bool answers_for(const accounts::Caller& caller, BodyId body) {
  return caller.may(Right::CasesHandle) && std::ranges::find(caller.scopes, body.value) != caller.scopes.end();
}

bool dispatches_for(const accounts::Caller& caller, const areas::Atlas& atlas, AreaId area) {
  if (!caller.may(Right::CasesDispatch)) return false;
  if (caller.whole_district) return atlas.place_of(caller.district, area).has_value();
  return atlas.within(caller.district, area.value, caller.scopes);
}

std::vector<std::int64_t> scopes_of_task(const areas::Place& place, BodyId body) {
  std::vector<std::int64_t> scopes;
  for (const auto id : {place.district.value, place.subdistrict.value, place.community.value, place.courtyard.value,
                        place.building.value, place.grid.value, body.value})
    if (id != 0 && std::ranges::find(scopes, id) == scopes.end()) scopes.push_back(id);
  return scopes;
}

Fault task_fault(std::string_view field, std::string value, Text reason, Text remedy) {
  return {std::string(field), std::nullopt, std::move(value), std::move(reason), std::move(remedy)};
}

struct View {
  Snapshot& snapshot;
  const accounts::Caller& caller;
  const AnalysisParts& parts;
  const catalogue::Book& book;

  [[nodiscard]] std::string name(AccountId account) const {
    return account ? accounts::account_name(snapshot, caller.district, account).value_or("") : std::string();
  }
};

// The members of a task, into an object that is open.
void write_task(JsonWriter& w, const View& view, const Task& task) {
  const auto& caller = view.caller;
  const auto& atlas = view.parts.atlas;
  const auto place = atlas.place_of(caller.district, task.area);
  const auto today = date_of(view.snapshot.now(), caller.offset);
  const bool open = task.state == TaskState::Open;
  w.field("id", task.id).field("title", task.title).field("state", open ? "open" : "closed");
  w.key("area").begin_object().field("id", task.area).field("name", atlas.name(task.area.value));
  w.field("path", place ? atlas.path_text(*place) : std::string()).end_object();
  write_matter(w, view.book, task.matter);
  w.key("body").begin_object().field("id", task.body);
  w.field("name", bodies::body_name(view.snapshot, caller.district, task.body).value_or("")).end_object();
  w.field("plan", task.plan).field("opened_at", format_instant(task.opened_at, caller.offset));
  w.field("opened_by", view.name(task.opened_by)).field("due_on", format_date(task.due_on));
  w.field("overdue", open && task.due_on < today).field("result", task.result).key("closed_at");
  task.closed_at ? w.value(format_instant(*task.closed_at, caller.offset)) : w.value(nullptr);
  w.field("closed_by", view.name(task.closed_by)).field("cases", task.cases).field("notes", task.notes);
  w.field("version", task.version);
}

void write_linked(JsonWriter& w, const View& view, TaskId task) {
  int ended = 0;
  w.key("linked").begin_array();
  for (const auto id : cases_of_task(view.snapshot, view.caller.district, task)) {
    const auto entry = cases::find_case(view.snapshot, view.caller.district, id);
    if (!entry) continue;
    ended += has_ended(entry->state) ? 1 : 0;
    write_case(w, *entry, view.parts.work.line_of(view.snapshot, view.caller, *entry), view.caller.offset);
  }
  w.end_array().field("ended", ended);
}

std::string task_json(const View& view, const Task& task) {
  JsonWriter w(4096);
  w.begin_object();
  write_task(w, view, task);
  write_linked(w, view, task.id);
  w.key("progress").begin_array();
  for (const auto& note : notes_of(view.snapshot, view.caller.district, task.id)) {
    w.begin_object().field("at", format_instant(note.at, view.caller.offset)).field("by", view.name(note.account));
    w.field("text", note.text).end_object();
  }
  const bool open = task.state == TaskState::Open;
  const bool desk = dispatches_for(view.caller, view.parts.atlas, task.area);
  w.end_array().key("may").begin_object().field("work", open && (desk || answers_for(view.caller, task.body)));
  w.field("link", open && desk).end_object();
  return w.end_object().take();
}

void record(Transaction& transaction, const accounts::Caller& caller, std::string_view kind, const Task& task,
            std::vector<storage::RowRef> rows, std::string after) {
  storage::Event event;
  event.district = caller.district;
  event.kind = kind;
  event.actor_kind = storage::ActorKind::Staff;
  event.actor = caller.account;
  event.subject_kind = "governance_task";
  event.subject_id = task.id.value;
  event.after = std::move(after);
  event.rows = std::move(rows);
  event.rows.push_back({&kTasks, {task.id.value}});
  transaction.record(event);
}

// Links what is not linked yet; the rows that came.
std::vector<storage::RowRef> link_all(Transaction& transaction, const accounts::Caller& caller, Task& task,
                                      std::span<const CaseId> entries) {
  std::vector<storage::RowRef> rows;
  for (const auto entry : entries) {
    if (!link_case(transaction, caller.district, task.id, entry, transaction.now(), caller.account)) continue;
    ++task.cases;
    rows.push_back({&kTaskCases, {task.id.value, entry.value}});
  }
  return rows;
}

// The cases that were named, or those that make the matter a repeated one of the place.
Result<std::vector<CaseId>> cases_to_link(Transaction& transaction, const accounts::Caller& caller,
                                          const AnalysisParts& parts, const NewTask& wanted) {
  std::vector<CaseId> ids;
  if (!wanted.cases.empty()) {
    auto seen = parts.work.pick(transaction, caller, wanted.cases, "", static_cast<int>(kMostLinked));
    if (!seen) return fail(seen.error());
    for (const auto& entry : *seen) ids.push_back(entry.id);
    return ids;
  }
  using std::chrono::days;
  using std::chrono::sys_days;
  const auto today = date_of(transaction.now(), caller.offset);
  const auto yardstick = yardstick_on(yardsticks(transaction, caller.district), today);
  const cases::ReceivedScan scan{.scope = wanted.area.value,
                                 .from = sys_days{today} - days{yardstick.repeated_days - 1},
                                 .to = sys_days{today} + days{1},
                                 .matter = wanted.matter,
                                 .distinct = true,
                                 .most = static_cast<int>(kMostLinked)};
  cases::scan_received(transaction, caller.district, caller.offset, scan, [&](const cases::Case& entry) {
    ids.push_back(entry.id);
    return true;
  });
  return ids;
}

std::vector<Fault> faults_of(Transaction& transaction, const accounts::Caller& caller, const View& view,
                             const NewTask& wanted) {
  auto faults = check_task(wanted, date_of(transaction.now(), caller.offset));
  if (view.book.find(wanted.matter) == nullptr)
    faults.push_back(task_fault("matter_id", to_string(wanted.matter), {"没有这个事项", "There is no such matter"},
                                {"请重新选择", "Choose it again"}));
  if (!bodies::get_body(transaction, caller.district, wanted.body))
    faults.push_back(task_fault("body_id", to_string(wanted.body), {"没有这个单位", "There is no such body"},
                                {"请选择责任单位", "Choose the body that answers for it"}));
  return faults;
}

Result<Task> task_for(Snapshot& snapshot, const accounts::Caller& caller, TaskId id) {
  auto task = load_visible_task(snapshot, caller.district, id, scopes_of(caller));
  if (!task) return fail(kNoTask);
  return std::move(*task);
}

Result<Task> open_task_for(Snapshot& snapshot, const accounts::Caller& caller, const areas::Atlas& atlas, TaskId id,
                           bool body_too) {
  auto task = task_for(snapshot, caller, id);
  if (!task) return task;
  if (task->state != TaskState::Open) return fail(kTaskClosed);
  if (!dispatches_for(caller, atlas, task->area) && !(body_too && answers_for(caller, task->body)))
    return fail(kNotYours);
  return task;
}

std::vector<Fault> check_words(std::string_view field, std::string_view text, Text remedy) {
  if (trim(text).empty()) return {task_fault(field, "", {"没有填写", "Nothing was entered"}, std::move(remedy))};
  if (length_utf8(text) > kLongestText)
    return {
        task_fault(field, "", {"超过2000字", "Longer than 2,000 characters"}, {"请写要点", "Write the main points"})};
  return {};
}

std::string words_json(std::string_view name, std::string_view text) {
  JsonWriter w;
  return w.begin_object().field(name, text).end_object().take();
}

}  // namespace

Tasks::Answer Tasks::list(const accounts::Caller& caller, TaskState state, std::string cursor) {
  const auto mark = read_scan_mark(cursor);
  if (!mark) co_return fail(mark.error());
  std::optional<TaskMark> after;
  if (*mark) after = TaskMark{(*mark)->sort_at, (*mark)->case_id};
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto book = parts_.catalogue.book(snapshot, caller.district, caller.offset);
    const View view{snapshot, caller, parts_, *book};
    const auto tasks = list_tasks(snapshot, caller.district, scopes_of(caller), state, after, kTasksOfPage);
    JsonWriter w(4096);
    w.begin_object().key("items").begin_array();
    for (const auto& task : tasks) {
      w.begin_object();
      write_task(w, view, task);
      w.end_object();
    }
    w.end_array().key("next");
    if (tasks.size() < kTasksOfPage) {
      w.value(nullptr);
    } else {
      w.value(write_scan_mark({mark_of(tasks.back()).sort_at, tasks.back().id.value}));
    }
    return w.end_object().take();
  };
  co_return co_await parts_.store.read(work);
}

Tasks::Answer Tasks::show(const accounts::Caller& caller, TaskId id) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto task = task_for(snapshot, caller, id);
    if (!task) return fail(task.error());
    const auto book = parts_.catalogue.book(snapshot, caller.district, caller.offset);
    return task_json({snapshot, caller, parts_, *book}, *task);
  };
  co_return co_await parts_.store.read(work);
}

Tasks::Answer Tasks::of_case(const accounts::Caller& caller, CaseId entry) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const std::array named{entry};
    const auto seen = parts_.work.pick(snapshot, caller, named, "", 1);
    if (!seen) return fail(seen.error());
    if (seen->empty()) return fail(kNoTask);
    const auto book = parts_.catalogue.book(snapshot, caller.district, caller.offset);
    const View view{snapshot, caller, parts_, *book};
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (const auto& task : tasks_of_case(snapshot, caller.district, entry)) {
      w.begin_object();
      write_task(w, view, task);
      // Whoever sees only the case may read of the task, but has no page of it.
      w.field("visible", load_visible_task(snapshot, caller.district, task.id, scopes_of(caller)).has_value());
      w.end_object();
    }
    return w.end_array().field("next", nullptr).end_object().take();
  };
  co_return co_await parts_.store.read(work);
}

Tasks::Answer Tasks::open(const accounts::Caller& caller, NewTask wanted) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto place = parts_.atlas.place_of(caller.district, wanted.area);
    if (!place || !dispatches_for(caller, parts_.atlas, wanted.area)) return fail(kNoPlace);
    const auto book = parts_.catalogue.book(transaction, caller.district, caller.offset);
    const View view{transaction, caller, parts_, *book};
    if (auto faults = faults_of(transaction, caller, view, wanted); !faults.empty())
      return fail(kBadTask, std::move(faults));
    const auto entries = cases_to_link(transaction, caller, parts_, wanted);
    if (!entries) return fail(entries.error());
    if (entries->empty())
      return fail(kBadTask, {task_fault("case_ids", "", {"没有可以并入的诉求", "There is no case to join"},
                                        {"请选择至少一件", "Choose at least one"})});
    if (auto known = open_task_of(transaction, caller.district, wanted.area, wanted.matter)) {
      auto after = *known;
      auto rows = link_all(transaction, caller, after, *entries);
      if (!rows.empty()) {
        ++after.version;
        update_task(transaction, caller.district, *known, after);
        record(transaction, caller, "governance.linked", after, std::move(rows), {});
      }
      return task_json(view, after);
    }
    Task task{.id = transaction.new_id_as<TaskId>(),
              .title = std::string(trim(wanted.title)),
              .area = wanted.area,
              .matter = wanted.matter,
              .body = wanted.body,
              .plan = std::string(trim(wanted.plan)),
              .opened_at = transaction.now(),
              .opened_by = caller.account,
              .due_on = *wanted.due_on};
    auto rows = link_all(transaction, caller, task, *entries);
    insert_task(transaction, caller.district, task, scopes_of_task(*place, task.body));
    JsonWriter w;
    w.begin_object();
    write_task(w, view, task);
    record(transaction, caller, "governance.opened", task, std::move(rows), w.end_object().take());
    return task_json(view, task);
  };
  co_return co_await parts_.store.write(work);
}

Tasks::Answer Tasks::note(const accounts::Caller& caller, TaskId id, std::string text) {
  if (auto faults = check_words("text", text, {"请写进展", "Say how it stands"}); !faults.empty())
    co_return fail(kBadTask, std::move(faults));
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto task = open_task_for(transaction, caller, parts_.atlas, id, true);
    if (!task) return fail(task.error());
    auto after = *task;
    const TaskNote note{++after.notes, transaction.now(), caller.account, std::string(trim(text))};
    ++after.version;
    insert_note(transaction, caller.district, id, note);
    update_task(transaction, caller.district, *task, after);
    record(transaction, caller, "governance.noted", after, {{&kTaskNotes, {id.value, note.seq}}},
           words_json("text", note.text));
    const auto book = parts_.catalogue.book(transaction, caller.district, caller.offset);
    return task_json({transaction, caller, parts_, *book}, after);
  };
  co_return co_await parts_.store.write(work);
}

Tasks::Answer Tasks::link(const accounts::Caller& caller, TaskId id, std::vector<CaseId> entries) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto task = open_task_for(transaction, caller, parts_.atlas, id, false);
    if (!task) return fail(task.error());
    const auto ids = cases_to_link(transaction, caller, parts_,
                                   {.area = task->area, .matter = task->matter, .due_on = {}, .cases = entries});
    if (!ids) return fail(ids.error());
    auto after = *task;
    auto rows = link_all(transaction, caller, after, *ids);
    if (!rows.empty()) {
      ++after.version;
      update_task(transaction, caller.district, *task, after);
      record(transaction, caller, "governance.linked", after, std::move(rows), {});
    }
    const auto book = parts_.catalogue.book(transaction, caller.district, caller.offset);
    return task_json({transaction, caller, parts_, *book}, after);
  };
  co_return co_await parts_.store.write(work);
}

Tasks::Answer Tasks::close(const accounts::Caller& caller, TaskId id, int version, std::string result) {
  if (auto faults = check_words("result", result, {"请写治理结果", "Say what came of it"}); !faults.empty())
    co_return fail(kBadTask, std::move(faults));
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto task = open_task_for(transaction, caller, parts_.atlas, id, true);
    if (!task) return fail(task.error());
    if (version != 0 && version != task->version) return fail(kStale);
    auto after = *task;
    after.state = TaskState::Closed;
    after.result = std::string(trim(result));
    after.closed_at = transaction.now();
    after.closed_by = caller.account;
    ++after.version;
    update_task(transaction, caller.district, *task, after);
    record(transaction, caller, "governance.closed", after, {}, words_json("result", after.result));
    const auto book = parts_.catalogue.book(transaction, caller.district, caller.offset);
    return task_json({transaction, caller, parts_, *book}, after);
  };
  co_return co_await parts_.store.write(work);
}

}  // namespace linli::analysis
