// The thread that does what was ordered.
#include <spdlog/spdlog.h>

#include <boost/json/parse.hpp>
#include <utility>

#include "base/json_writer.hpp"
#include "modules/desk/jobs.hpp"
#include "modules/desk/store.hpp"

namespace linli::desk {

using storage::Snapshot;
using storage::Transaction;

namespace {

// So many cases a transaction: others write in between.
constexpr int kCasesAtOnce = 20;
constexpr std::chrono::hours kFileLife{24 * 7};
constexpr std::chrono::seconds kAfterTrouble{5};

}  // namespace

Jobs::Jobs(DeskParts parts) : parts_(std::move(parts)) {
  worker_ = std::jthread([this](const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (woken_.wait(lock, stop, [this] { return waiting_; })) {
      waiting_ = false;
      lock.unlock();
      try {
        while (!stop.stop_requested() && run_next()) continue;
        lock.lock();
      } catch (const std::exception& trouble) {
        // A stopped database, a full disk: the job is still there, and is tried again.
        spdlog::error("a job of the desk stopped: {}", trouble.what());
        lock.lock();
        woken_.wait_for(lock, stop, kAfterTrouble, [] { return false; });
        waiting_ = true;
      }
    }
  });
}

Jobs::~Jobs() {
  worker_.request_stop();
  woken_.notify_all();
}

void Jobs::wake() {
  {
    const std::scoped_lock lock(mutex_);
    waiting_ = true;
  }
  woken_.notify_one();
}

bool Jobs::run_next() {
  const auto job = parts_.store.read_now([](Snapshot& snapshot) { return next_job(snapshot); });
  if (!job) return false;
  run(job->district, job->id);
  return true;
}

void Jobs::run(DistrictId district, JobId id) {
  const auto job = parts_.store.read_now([&](Snapshot& snapshot) { return load_job(snapshot, district, id); });
  if (!job) return;
  job->kind == JobKind::Bulk ? run_bulk(district, id) : run_export(district, id);
}

void Jobs::run_bulk(DistrictId district, JobId id) {
  const auto stop = worker_.get_stop_token();
  while (!stop.stop_requested()) {
    const auto worked =
        parts_.store.write_now([&](Transaction& transaction) { return run_portion(transaction, district, id); });
    if (worked == 0) return;
  }
}

int Jobs::run_portion(Transaction& transaction, DistrictId district, JobId id) {
  auto job = load_job(transaction, district, id);
  if (!job || job->state > JobState::Running) return 0;
  const auto rows = waiting_rows(transaction, district, id, kCasesAtOnce);
  const auto caller = parts_.caller_of(transaction, district, job->owner);
  job->state = rows.empty() ? JobState::Finished : JobState::Running;
  if (!caller) job->state = JobState::Failed;
  if (caller) {
    auto command = cases::command_of(boost::json::parse(job->order));
    for (auto row : rows) {
      command.version = row.version;
      const auto written = parts_.work.take_step(transaction, *caller, row.entry, command);
      row.state = written ? RowState::Done : RowState::Refused;
      if (!written) {
        const auto& error = written.error();
        row.reason = error.faults.empty() ? error.message : error.faults.front().reason;
      }
      update_row(transaction, district, id, row);
      ++(written ? job->done : job->refused);
    }
  }
  if (job->state != JobState::Running) job->ended_at = transaction.now();
  update_job(transaction, district, *job);
  tell(transaction, *job);
  return job->state == JobState::Running ? static_cast<int>(rows.size()) : 0;
}

bool Jobs::note_progress(DistrictId district, JobId id, std::int64_t done, std::optional<JobState> state) {
  return parts_.store.write_now([&](Transaction& transaction) {
    auto job = load_job(transaction, district, id);
    if (!job || job->state > JobState::Running) return false;
    job->state = state.value_or(JobState::Running);
    job->done = done;
    if (state) {
      job->total = done;
      job->ended_at = transaction.now();
    }
    update_job(transaction, district, *job);
    tell(transaction, *job);
    return true;
  });
}

void Jobs::run_export(DistrictId district, JobId id) {
  const auto stop = worker_.get_stop_token();
  const auto [job, caller] = parts_.store.read_now([&](Snapshot& snapshot) {
    auto found = load_job(snapshot, district, id);
    auto who = found ? parts_.caller_of(snapshot, district, found->owner) : std::nullopt;
    return std::pair{std::move(found), std::move(who)};
  });
  if (!job || !caller || !caller->may(accounts::Right::BoardRead)) {
    note_progress(district, id, 0, JobState::Failed);
    return;
  }
  drop_old_files();
  std::filesystem::create_directories(parts_.folder);
  const auto body = boost::json::parse(job->order);
  const auto* const figure = body.as_object().if_contains("figure");  // not in orders of earlier versions
  const ExportOrder wanted{std::string(body.at("query").as_string()), body.at("english").as_bool(),
                           figure != nullptr && figure->as_bool()};
  auto part = file_of(id);
  part += ".part";
  const auto go_on = [&](std::int64_t done) {
    return !stop.stop_requested() && note_progress(district, id, done, std::nullopt);
  };
  const auto written = export_cases(parts_.store, parts_.work, pages_of(wanted), *caller, wanted, part.string(), go_on);
  if (stop.stop_requested()) {
    std::filesystem::remove(part);
    return;
  }
  if (written) std::filesystem::rename(part, file_of(id));
  if (!note_progress(district, id, written.value_or(0), written ? JobState::Finished : JobState::Failed)) {
    std::error_code ignored;
    std::filesystem::remove(file_of(id), ignored);
  }
}

void Jobs::tell(Transaction& transaction, const DeskJob& job) {
  JsonWriter w;
  w.begin_object().field("id", job.id).field("state", to_string(job.state)).field("done", job.done);
  w.field("refused", job.refused).field("total", job.total);
  http::LiveMessage message{"job", w.end_object().take(), {job.owner.value}};
  transaction.after_commit([hub = &parts_.hub, message = std::move(message)] { hub->publish(message); });
}

void Jobs::drop_old_files() {
  std::error_code ignored;
  const auto now = std::filesystem::file_time_type::clock::now();
  for (const auto& entry : std::filesystem::directory_iterator(parts_.folder, ignored))
    if (now - entry.last_write_time(ignored) > kFileLife) std::filesystem::remove(entry.path(), ignored);
}

std::filesystem::path Jobs::file_of(JobId job) const { return parts_.folder / (to_string(job) + ".xlsx"); }

}  // namespace linli::desk
