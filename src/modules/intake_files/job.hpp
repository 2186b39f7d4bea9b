#pragma once
// One import of the pages, from the first upload to its end.

#include <atomic>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "modules/intake_files/reader.hpp"
#include "modules/intake_files/run.hpp"

namespace linli::intake_files {

enum class JobState { Reading, Mapping, Checking, Checked, Committing, Done, Failed, Cancelled };
[[nodiscard]] std::string_view to_string(JobState state);

struct Job {
  // Fixed after construction.
  std::int64_t id = 0;
  AccountId account;
  Target target{};
  std::filesystem::path folder;

  // Read and written by any thread.
  std::atomic<bool> cancel{false};
  std::atomic<std::int64_t> done{0};
  std::atomic<std::int64_t> total{0};

  // Guarded by mutex. While the state is Reading, Checking or Committing the worker reads `work` without it, and nobody
  // else may change it then.
  mutable std::mutex mutex;
  JobState state = JobState::Reading;
  ImportWork work;
  std::vector<InputFile> files;
  int uploads_waiting = 0;  // a Shapefile comes in parts; it is read when the last has come
  Plan plan;
  bool has_plan = false;
  Error error;  // of a failed one
  Instant changed{};
};

enum class JobDetail { Whole, Listed };
// `{"id","into","state","progress","sheets","fields","questions","summary","faults_total", …}`; in a list without
// sheets, fields and questions.
[[nodiscard]] std::string job_json(const Job& job, Offset offset, JobDetail detail);
// One line for lists and live pages.
[[nodiscard]] std::string job_line(const Job& job);

}  // namespace linli::intake_files
