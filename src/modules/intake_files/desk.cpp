#include "modules/intake_files/desk.hpp"

#include <fmt/core.h>
#include <spdlog/spdlog.h>

#include <fstream>

#include "base/json_writer.hpp"
#include "modules/intake_files/errors.hpp"
#include "modules/intake_files/fault_file.hpp"
#include "modules/intake_files/report.hpp"

namespace linli::intake_files {
namespace {

namespace fs = std::filesystem;

// Ids of imports must not meet those of the store's own node.
constexpr int kIdNode = 1023;
constexpr std::size_t kMaxFiles = 40;
constexpr auto kFaultFile = "faults.xlsx";

bool is_running(JobState state) {
  return state == JobState::Reading || state == JobState::Checking || state == JobState::Committing;
}

}  // namespace

ImportDesk::ImportDesk(storage::Store& store, http::LiveHub& hub, const Clock& clock, DeskOptions options)
    : store_(store), hub_(hub), clock_(clock), options_(std::move(options)), ids_(clock, kIdNode) {
  fs::create_directories(options_.folder);
  remove_old_folders();
  worker_ = std::thread([this] { run(); });
}

ImportDesk::~ImportDesk() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (auto& [id, job] : jobs_) job->cancel = true;
  }
  wake_.notify_all();
  worker_.join();
}

void ImportDesk::remove_old_folders() const {
  std::error_code ignored;
  const auto limit = fs::file_time_type::clock::now() - options_.keep;
  for (const auto& entry : fs::directory_iterator(options_.folder, ignored)) {
    if (entry.last_write_time(ignored) < limit) fs::remove_all(entry.path(), ignored);
  }
}

void ImportDesk::forget_ended() {
  const auto limit = clock_.now() - std::chrono::hours(1);
  const std::lock_guard lock(mutex_);
  std::erase_if(jobs_, [&](const auto& entry) {
    const std::lock_guard job_lock(entry.second->mutex);
    return !is_running(entry.second->state) && entry.second->changed < limit &&
           (entry.second->state != JobState::Checked && entry.second->state != JobState::Mapping);
  });
}

void ImportDesk::queue(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(work));
  }
  wake_.notify_one();
}

void ImportDesk::run() {
  for (;;) {
    std::function<void()> work;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (stopping_) return;
      work = std::move(queue_.front());
      queue_.pop_front();
    }
    work();
  }
}

void ImportDesk::guarded(Job& job, const std::function<void()>& step) {
  try {
    step();
  } catch (const std::exception& error) {
    spdlog::error("import {}: {}", job.id, error.what());
    const std::lock_guard lock(job.mutex);
    job.state = JobState::Failed;
    job.error = make_error(kCouldNot);
  }
  publish(job);
}

void ImportDesk::publish(Job& job) {
  std::string line;
  {
    const std::lock_guard lock(job.mutex);
    job.changed = clock_.now();
    line = job_line(job);
  }
  hub_.publish({"import", std::move(line), {job.account.value}});
}

// A message for every fiftieth of the way at most.
Progress ImportDesk::progress_of(Job& job) {
  return [this, &job](std::int64_t done, std::int64_t total) {
    job.total = total;
    const auto before = job.done.exchange(done);
    if (total > 2'000 && before * 50 / total != done * 50 / total) publish(job);
  };
}

ImportDesk::JobPointer ImportDesk::find(const Asker& asker, std::int64_t id) {
  const std::lock_guard lock(mutex_);
  const auto found = jobs_.find(id);
  if (found == jobs_.end()) return nullptr;
  const auto& job = found->second;
  const bool mine = job->work.district == asker.district && (asker.whole_district || job->account == asker.account);
  return mine ? job : nullptr;
}

void ImportDesk::save(Job& job, std::string name, std::string bytes) {
  const auto path = job.folder / fmt::format("file{}", job.files.size());
  fs::create_directories(job.folder);
  std::ofstream out(path, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
  const std::lock_guard lock(job.mutex);
  job.work.files += (job.files.empty() ? "" : "\n") + name;
  job.files.push_back({path, std::move(name)});
}

Result<std::int64_t> ImportDesk::begin(const Asker& asker, Target target, std::string name, std::string bytes) {
  if (bytes.size() > kMaxFileBytes) return fail(kTooLarge);
  forget_ended();
  auto job = std::make_shared<Job>();
  job->id = ids_.next();
  job->account = asker.account;
  job->target = target;
  job->folder = options_.folder / std::to_string(job->id);
  job->work.district = asker.district;
  job->work.projections = options_.projections;
  job->work.pen = options_.pen;
  job->work.settings.target = target;
  job->work.settings.as_of = date_of(clock_.now(), asker.offset);
  job->changed = clock_.now();
  job->uploads_waiting = 1;
  {
    const std::lock_guard lock(mutex_);
    jobs_[job->id] = job;
  }
  queue_upload(job, std::move(name), std::move(bytes));
  return job->id;
}

Result<void> ImportDesk::add_file(const Asker& asker, std::int64_t id, std::string name, std::string bytes) {
  if (bytes.size() > kMaxFileBytes) return fail(kTooLarge);
  const auto job = find(asker, id);
  if (!job) return fail(kNoImport);
  {
    const std::lock_guard lock(job->mutex);
    const bool open = job->state == JobState::Reading || job->state == JobState::Mapping ||
                      job->state == JobState::Failed || job->state == JobState::Checked;
    if (!open || job->files.size() >= kMaxFiles) return fail(kWrongState);
    job->state = JobState::Reading;
    job->error = {};
    ++job->uploads_waiting;
  }
  queue_upload(job, std::move(name), std::move(bytes));
  return {};
}

void ImportDesk::queue_upload(const JobPointer& job, std::string name, std::string bytes) {
  queue([this, job, name = std::move(name), bytes = std::move(bytes)] {
    guarded(*job, [&] {
      save(*job, name, bytes);
      const bool last = [&] {
        const std::lock_guard lock(job->mutex);
        return --job->uploads_waiting == 0;
      }();
      if (last) read(*job);
    });
  });
}

void ImportDesk::read(Job& job) {
  auto sheets =
      read_files(job.files, {.work_dir = job.folder / "work", .limits = {}, .cancel = &job.cancel, .progress = {}});
  const std::lock_guard lock(job.mutex);
  if (job.cancel) {
    job.state = JobState::Cancelled;
  } else if (!sheets) {
    job.state = JobState::Failed;
    job.error = std::move(sheets.error());
  } else {
    job.work.sheets = std::move(*sheets);
    job.work.uses = propose_all(job.work.sheets, job.target);
    job.plan = {};
    job.has_plan = false;
    job.state = JobState::Mapping;
  }
}

Result<void> ImportDesk::map(const Asker& asker, std::int64_t id, const MappingRequest& request) {
  const auto job = find(asker, id);
  if (!job) return fail(kNoImport);
  {
    const std::lock_guard lock(job->mutex);
    if (job->state != JobState::Mapping && job->state != JobState::Checked) return fail(kWrongState);
    auto uses = job->work.uses;
    for (const auto& choice : request.sheets) {
      for (std::size_t i = 0; i < uses.size(); ++i) {
        if (job->work.sheets[i].name() != choice.name) continue;
        if (auto done = apply_choice(job->work.sheets[i], uses[i], job->target, choice); !done) return done;
      }
    }
    job->work.uses = std::move(uses);
    job->work.settings = {job->target, request.mode, request.as_of, request.answers};
    job->state = JobState::Checking;
    job->done = 0;
  }
  queue([this, job] { guarded(*job, [&] { check(*job); }); });
  return {};
}

void ImportDesk::check(Job& job) {
  publish(job);
  auto plan = dry_run(store_, job.work, &job.cancel, progress_of(job));
  if (plan && plan->faults.total() > 0)
    write_fault_file(job.folder / kFaultFile, job.work.sheets, job.work.uses, *plan, job.target);
  const std::lock_guard lock(job.mutex);
  if (job.cancel) {
    job.state = JobState::Cancelled;
  } else if (!plan) {
    // What the mapping lacks is mended in the mapping.
    job.state = JobState::Mapping;
    job.error = std::move(plan.error());
  } else {
    job.plan = std::move(*plan);
    job.has_plan = true;
    job.error = {};
    job.state = JobState::Checked;
  }
}

Result<void> ImportDesk::commit(const Asker& asker, std::int64_t id, bool only_good) {
  const auto job = find(asker, id);
  if (!job) return fail(kNoImport);
  {
    const std::lock_guard lock(job->mutex);
    if (job->state != JobState::Checked) return fail(kWrongState);
    if (!only_good && job->plan.summary.refused > 0) return fail(kHasFaults);
    job->state = JobState::Committing;
    job->done = 0;
  }
  queue([this, job, only_good] { guarded(*job, [&] { commit_job(*job, only_good); }); });
  return {};
}

namespace {

// Lists of residents hold ID numbers in clear: they stay no longer than it takes to read them.
void drop_residents_files(const Job& job) {
  if (job.target != Target::Persons && job.target != Target::Households) return;
  std::error_code ignored;
  for (const auto& file : job.files) fs::remove(file.path, ignored);
}

}  // namespace

void ImportDesk::commit_job(Job& job, bool only_good) {
  publish(job);
  auto committed =
      intake_files::commit(store_, job.work, job.account, only_good, &job.cancel, progress_of(job), job.id);
  if (committed.done && options_.territory_changed) options_.territory_changed();
  if (committed.plan.faults.total() > 0)
    write_fault_file(job.folder / kFaultFile, job.work.sheets, job.work.uses, committed.plan, job.target);
  const std::lock_guard lock(job.mutex);
  if (committed.done) {
    job.state = JobState::Done;
    job.error = {};
    drop_residents_files(job);
  } else if (committed.done.error().code == kCancelled.code) {
    job.state = JobState::Cancelled;
    return;
  } else {
    job.state = committed.done.error().code == kHasFaults.code ? JobState::Checked : JobState::Failed;
    job.error = std::move(committed.done.error());
  }
  job.plan = std::move(committed.plan);
}

Result<void> ImportDesk::cancel(const Asker& asker, std::int64_t id) {
  const auto job = find(asker, id);
  if (!job) return fail(kNoImport);
  {
    const std::lock_guard lock(job->mutex);
    if (job->state == JobState::Done || job->state == JobState::Cancelled) return fail(kWrongState);
    job->cancel = true;
    if (!is_running(job->state)) job->state = JobState::Cancelled;
  }
  publish(*job);
  return {};
}

}  // namespace linli::intake_files
