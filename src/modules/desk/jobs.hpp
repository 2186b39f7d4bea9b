#pragma once
// Steps on many cases and exports: ordered by a request, done on a thread of their own, seen by whoever ordered them. A
// job that a stopped process left behind goes on with the next start; a case that it has done already is not touched.

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>

#include "modules/desk/api.hpp"

namespace linli::desk {

// References must outlive the service.
struct DeskParts {
  storage::Store& store;
  catalogue::Catalogue& catalogue;
  cases::CaseWork& work;
  http::LiveHub& hub;
  CallerOf caller_of;
  std::filesystem::path folder;  // of exported files; kept for a week
  CasePages figure_cases;        // behind a figure of the analyses
};

struct BulkCase {
  CaseId entry;
  int version = 0;
};
struct BulkOrder {
  std::vector<BulkCase> cases;
  std::string step;  // JSON, as cases::command_of reads it
  std::string key;   // idempotency key
};

class Jobs {
 public:
  explicit Jobs(DeskParts parts);
  ~Jobs();
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

  // What the step would do to each case, named one by one or by filters. At most kMostBulk.
  boost::asio::awaitable<Result<std::string>> preview(const accounts::Caller& caller, std::vector<CaseId> cases,
                                                      std::string query, std::string step);
  boost::asio::awaitable<Result<std::string>> order_bulk(const accounts::Caller& caller, BulkOrder order);
  boost::asio::awaitable<Result<std::string>> order_export(const accounts::Caller& caller, ExportOrder order,
                                                           std::string key);
  // Only their own.
  boost::asio::awaitable<std::string> list(const accounts::Caller& caller);
  boost::asio::awaitable<Result<std::string>> show(const accounts::Caller& caller, JobId job);
  boost::asio::awaitable<Result<std::string>> rows(const accounts::Caller& caller, JobId job, int after,
                                                   bool refused_only);
  boost::asio::awaitable<Result<std::string>> cancel(const accounts::Caller& caller, JobId job);
  boost::asio::awaitable<Result<std::filesystem::path>> file(const accounts::Caller& caller, JobId job);

  // Does one waiting job on this thread; false when there is none. The service's own thread calls it.
  bool run_next();

 private:
  [[nodiscard]] Result<std::string> order(storage::Transaction& transaction, const accounts::Caller& caller,
                                          DeskJob job, const std::string& key, const std::vector<BulkCase>& cases);
  [[nodiscard]] Result<DeskJob> own_job(storage::Snapshot& snapshot, const accounts::Caller& caller, JobId job);
  void run(DistrictId district, JobId job);
  void run_bulk(DistrictId district, JobId job);
  // How many rows it worked off; none when the job has ended.
  int run_portion(storage::Transaction& transaction, DistrictId district, JobId job);
  void run_export(DistrictId district, JobId job);
  [[nodiscard]] CasePages pages_of(const ExportOrder& order) const;
  // Writes how far it is; false when it was cancelled.
  bool note_progress(DistrictId district, JobId job, std::int64_t done, std::optional<JobState> state);
  void tell(storage::Transaction& transaction, const DeskJob& job);
  void wake();
  void drop_old_files();
  [[nodiscard]] std::filesystem::path file_of(JobId job) const;

  DeskParts parts_;
  std::mutex mutex_;
  std::condition_variable_any woken_;
  bool waiting_ = true;  // guarded by mutex_
  std::jthread worker_;
};

}  // namespace linli::desk
