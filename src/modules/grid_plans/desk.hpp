#pragma once
// Working plans out: a look at the territory, then the engine, one plan after another on a thread of its own, never on
// those that answer requests.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

#include "http/events.hpp"
#include "modules/grid_plans/model.hpp"
#include "modules/grid_plans/types.hpp"
#include "storage/store.hpp"

namespace linli::grid_plans {

enum class JobKind { Prepare, Run };
enum class Stage { Queued, Preparing, Solving, Saving };
[[nodiscard]] std::string_view to_string(Stage stage);

// What pages show of a running job.
struct JobView {
  JobKind kind{};
  Stage stage{};
  Instant started_at{};
  std::size_t done = 0;
  std::size_t of = 0;
};

struct JobRequest {
  DistrictId district;
  PlanId plan;
  AccountId account;
  JobKind kind{};
};

// Thread-safe. Destroying it stops what runs and waits for it. Jobs live as long as the process: what had not ended
// leaves the plan as it was.
class PlanDesk {
 public:
  PlanDesk(storage::Store& store, http::LiveHub& hub, const Clock& clock);
  ~PlanDesk();
  PlanDesk(const PlanDesk&) = delete;
  PlanDesk& operator=(const PlanDesk&) = delete;

  // A run asked for while the plan is being prepared follows it. Fails: kBusy (this plan is being run), kTooManyJobs.
  Result<void> start(const JobRequest& request);
  // A run keeps the best it has. Fails: kNotRunning.
  Result<void> cancel(DistrictId district, PlanId plan);
  [[nodiscard]] std::optional<JobView> job_of(PlanId plan) const;
  // Why the last job of a plan failed, in this process.
  [[nodiscard]] std::optional<Error> error_of(PlanId plan) const;
  // Blocks until no job is left: for commands and tests.
  void wait_idle();

  // Prepares (and runs) on the calling thread.
  Result<void> work_out(const JobRequest& request, const std::function<void(std::size_t, std::size_t)>& progress = {});

 private:
  struct Job {
    JobRequest request;
    std::atomic<Stage> stage = Stage::Queued;
    Instant started_at{};
    std::atomic<std::size_t> done = 0;
    std::atomic<std::size_t> of = 0;
    std::stop_source stop;
    std::optional<JobRequest> next;  // guarded by mutex_: a run asked for while this prepared
  };
  using JobPointer = std::shared_ptr<Job>;

  void run();
  void enqueue(const JobRequest& request);  // with mutex_ held
  void finish(Job& job, Result<void> outcome);
  void publish(const Job& job, bool ended);
  Result<void> work(Job& job);
  Result<RunResult> solve(Job& job, const Model& model);

  storage::Store& store_;
  http::LiveHub& hub_;
  const Clock& clock_;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  // Guarded by mutex_.
  std::map<PlanId, JobPointer> jobs_;
  std::map<PlanId, Error> errors_;
  std::deque<JobPointer> queue_;
  bool stopping_ = false;

  std::thread worker_;
};

}  // namespace linli::grid_plans
