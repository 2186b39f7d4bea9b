#include "modules/grid_plans/desk.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "base/json_writer.hpp"
#include "modules/grid_plans/errors.hpp"
#include "modules/grid_plans/gather.hpp"
#include "modules/grid_plans/records.hpp"
#include "modules/grid_plans/rules_json.hpp"
#include "modules/grid_plans/shelf.hpp"

namespace linli::grid_plans {
namespace {

constexpr std::size_t kMostJobs = 20;
constexpr unsigned kSolverThreads = 2;

constexpr ErrorSpec kCouldNot{
    ErrorKind::Unavailable, "plans.could_not", "计算没有完成，请稍后再试；仍不行请找系统管理员查看日志。",
    "The plan could not be worked out; try again, or ask the administrator to look at the log."};

}  // namespace

std::string_view to_string(Stage stage) {
  switch (stage) {
    case Stage::Queued:
      return "queued";
    case Stage::Preparing:
      return "preparing";
    case Stage::Solving:
      return "solving";
    case Stage::Saving:
      return "saving";
  }
  std::unreachable();
}

PlanDesk::PlanDesk(storage::Store& store, http::LiveHub& hub, const Clock& clock)
    : store_(store), hub_(hub), clock_(clock), worker_([this] { run(); }) {}

PlanDesk::~PlanDesk() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (auto& [plan, job] : jobs_) job->stop.request_stop();
  }
  wake_.notify_all();
  worker_.join();
}

Result<void> PlanDesk::start(const JobRequest& request) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = jobs_.find(request.plan); found != jobs_.end()) {
      auto& running = *found->second;
      if (running.request.kind == JobKind::Run || request.kind != JobKind::Run) return fail(kBusy);
      running.next = request;
      return {};
    }
    if (jobs_.size() >= kMostJobs) return fail(kTooManyJobs);
    enqueue(request);
  }
  wake_.notify_all();
  return {};
}

void PlanDesk::enqueue(const JobRequest& request) {
  auto job = std::make_shared<Job>();
  job->request = request;
  job->started_at = clock_.now();
  errors_.erase(request.plan);
  jobs_[request.plan] = job;
  queue_.push_back(job);
  publish(*job, false);
}

Result<void> PlanDesk::cancel(DistrictId district, PlanId plan) {
  const std::lock_guard lock(mutex_);
  const auto found = jobs_.find(plan);
  if (found == jobs_.end() || found->second->request.district != district) return fail(kNotRunning);
  found->second->stop.request_stop();
  return {};
}

std::optional<JobView> PlanDesk::job_of(PlanId plan) const {
  const std::lock_guard lock(mutex_);
  const auto found = jobs_.find(plan);
  if (found == jobs_.end()) return std::nullopt;
  const auto& job = *found->second;
  return JobView{job.request.kind, job.stage, job.started_at, job.done, job.of};
}

std::optional<Error> PlanDesk::error_of(PlanId plan) const {
  const std::lock_guard lock(mutex_);
  const auto found = errors_.find(plan);
  return found == errors_.end() ? std::nullopt : std::optional(found->second);
}

void PlanDesk::wait_idle() {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return jobs_.empty(); });
}

void PlanDesk::run() {
  for (;;) {
    JobPointer job;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (stopping_) return;
      job = std::move(queue_.front());
      queue_.pop_front();
    }
    try {
      finish(*job, work(*job));
    } catch (const std::exception& error) {
      spdlog::error("plan {}: {}", job->request.plan.value, error.what());
      finish(*job, fail(kCouldNot));
    }
  }
}

void PlanDesk::finish(Job& job, Result<void> outcome) {
  bool followed = false;
  {
    const std::lock_guard lock(mutex_);
    if (!outcome) errors_[job.request.plan] = std::move(outcome.error());
    jobs_.erase(job.request.plan);
    // At once, so that nobody sees the plan at rest in between.
    followed = job.next && !job.stop.stop_requested();
    if (followed) enqueue(*job.next);
  }
  if (!followed) publish(job, true);
  wake_.notify_all();
}

void PlanDesk::publish(const Job& job, bool ended) {
  JsonWriter w;
  w.begin_object().field("id", job.request.plan).key("job");
  if (ended) {
    w.value(nullptr);
  } else {
    w.begin_object().field("stage", to_string(job.stage)).field("done", static_cast<std::int64_t>(job.done));
    w.field("of", static_cast<std::int64_t>(job.of)).end_object();
  }
  w.end_object();
  hub_.publish({"plan", w.take(), {job.request.account.value, job.request.district.value}});
}

Result<void> PlanDesk::work_out(const JobRequest& request,
                                const std::function<void(std::size_t, std::size_t)>& progress) {
  Job job;
  job.request = request;
  auto outcome = work(job);
  if (progress) progress(job.done, job.of);
  return outcome;
}

Result<void> PlanDesk::work(Job& job) {
  const auto& request = job.request;
  job.stage = Stage::Preparing;
  publish(job, false);
  Decisions decisions;
  std::vector<Barrier> barriers;
  auto looked = store_.read_now([&](storage::Snapshot& snapshot) -> Result<std::pair<Plan, Gathered>> {
    auto plan = load_plan(snapshot, request.district, request.plan);
    if (!plan) return fail(kNotFound);
    if (plan->state != State::Draft) return fail(kWrongState);
    decisions = load_decisions(snapshot, request.district);
    barriers = barriers_on(snapshot, request.district, plan->as_of);
    auto gathered = gather(snapshot, {request.district, plan->as_of, plan->areas, plan->rules.split_above,
                                      plan->rules.threshold, std::nullopt});
    return std::pair(std::move(*plan), std::move(gathered));
  });
  if (!looked) return fail(looked.error());
  auto& [plan, gathered] = *looked;
  find_neighbours(gathered, plan.rules, barriers);
  if (job.stop.stop_requested()) return {};
  const auto content = input_json(gathered.input);
  if (request.kind == JobKind::Prepare) return save_input(store_, request, plan, content);
  auto model = Model::make(std::move(gathered.input), plan.rules, overrides_of(decisions));
  if (!model) return fail(model.error());
  auto result = solve(job, **model);
  if (!result) return fail(result.error());
  job.stage = Stage::Saving;
  return save_run(store_, request, plan, content, *result);
}

Result<RunResult> PlanDesk::solve(Job& job, const Model& model) {
  job.stage = Stage::Solving;
  publish(job, false);
  gridding::SearchOptions options{.seed = model.rules().seed, .stop = job.stop.get_token(), .threads = kSolverThreads};
  options.deadline = gridding::SearchOptions::Clock::now() + std::chrono::seconds(model.rules().seconds);
  options.progress = [&job](std::size_t done, std::size_t total) {
    job.done = done;
    job.of = total;
  };
  auto plan = gridding::plan_grids(model.instance(), model.grid_rules(), options);
  if (!plan) {
    std::vector<Fault> faults;
    for (const auto& fault : plan.error()) faults.push_back({"rules", std::nullopt, {}, fault.text, {}});
    return fail(kInvalid, std::move(faults));
  }
  return RunResult{.labels = std::move(plan->grid_of),
                   .communities = std::move(plan->communities),
                   .value = plan->value,
                   .bound = plan->bound,
                   .proof = plan->proof,
                   .seconds = plan->seconds,
                   .stopped = plan->stopped,
                   .overrides = model.overrides()};
}

}  // namespace linli::grid_plans
