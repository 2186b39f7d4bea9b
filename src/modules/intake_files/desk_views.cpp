// What the desk shows.

#include "base/json_writer.hpp"
#include "modules/intake_files/desk.hpp"
#include "modules/intake_files/errors.hpp"
#include "modules/intake_files/report.hpp"

namespace linli::intake_files {
namespace {

void write_past(JsonWriter& w, const ImportRecord& record, Offset offset) {
  w.begin_object().field("id", std::to_string(record.id)).field("into", to_string(record.target));
  w.field("state", "done").key("progress").begin_object();
  w.field("done", record.summary.rows).field("total", record.summary.rows).end_object();
  w.field("at", format_instant(record.at, offset)).field("files", record.files);
  w.field("mode", to_string(record.mode)).field("as_of", format_date(record.as_of));
  w.key("sheets").begin_array().end_array().key("fields").begin_array().end_array();
  w.key("questions").begin_array().end_array().key("summary").raw(summary_json(record.summary));
  w.field("faults_total", record.summary.refused + record.summary.unknown_field + record.summary.warned).end_object();
}

}  // namespace

std::optional<ImportRecord> ImportDesk::find_past(const Asker& asker, std::int64_t id) {
  auto record = store_.read_now([&](storage::Snapshot& snapshot) { return past_import(snapshot, asker.district, id); });
  if (!record || (!asker.whole_district && record->by != asker.account)) return std::nullopt;
  return record;
}

Result<std::string> ImportDesk::show(const Asker& asker, std::int64_t id) {
  if (const auto job = find(asker, id)) {
    const std::lock_guard lock(job->mutex);
    return job_json(*job, asker.offset, JobDetail::Whole);
  }
  const auto record = find_past(asker, id);
  if (!record) return fail(kNoImport);
  JsonWriter w;
  write_past(w, *record, asker.offset);
  return w.take();
}

std::string ImportDesk::list(const Asker& asker, std::int64_t before_id, int limit) {
  std::map<std::int64_t, std::string, std::greater<>> items;
  for (const auto& record : store_.read_now(
           [&](storage::Snapshot& snapshot) { return past_imports(snapshot, asker.district, before_id, limit + 1); })) {
    if (!asker.whole_district && record.by != asker.account) continue;
    JsonWriter w;
    write_past(w, record, asker.offset);
    items[record.id] = w.take();
  }
  std::vector<JobPointer> live;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, job] : jobs_) {
      if (before_id == 0 || id < before_id) live.push_back(job);
    }
  }
  for (const auto& job : live) {
    if (job->work.district != asker.district || (!asker.whole_district && job->account != asker.account)) continue;
    const std::lock_guard lock(job->mutex);
    items[job->id] = job_json(*job, asker.offset, JobDetail::Listed);
  }
  JsonWriter w;
  w.begin_object().key("items").begin_array();
  int shown = 0;
  std::int64_t last = 0;
  for (const auto& [id, json] : items) {
    if (++shown > limit) break;
    w.raw(json);
    last = id;
  }
  w.end_array().field("next", shown > limit ? std::optional(std::to_string(last)) : std::nullopt).end_object();
  return w.take();
}

Result<FaultPage> ImportDesk::faults(const Asker& asker, std::int64_t id, std::size_t from, std::size_t limit) {
  const auto job = find(asker, id);
  // After a restart only the Excel file of faults is left.
  if (!job) return find_past(asker, id) ? Result<FaultPage>(FaultPage{}) : fail(kNoImport);
  const std::lock_guard lock(job->mutex);
  FaultPage page;
  const auto& all = job->plan.faults.kept();
  for (std::size_t i = from; i < all.size() && i < from + limit; ++i) {
    JsonWriter w;
    write_fault(w, job->work.sheets, all[i]);
    page.items.push_back(w.take());
  }
  if (from + limit < all.size()) page.next = from + limit;
  return page;
}

Result<std::filesystem::path> ImportDesk::fault_file(const Asker& asker, std::int64_t id) {
  if (!find(asker, id) && !find_past(asker, id)) return fail(kNoImport);
  auto path = options_.folder / std::to_string(id) / "faults.xlsx";
  if (!std::filesystem::exists(path)) return fail(kNoFaults);
  return path;
}

}  // namespace linli::intake_files
