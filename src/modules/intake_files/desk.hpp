#pragma once
// Imports of the pages: files come in, are read, mapped, checked and committed one after another on a thread of their
// own, never on those that answer requests.

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "http/events.hpp"
#include "modules/intake_files/job.hpp"
#include "modules/intake_files/mapping.hpp"
#include "modules/intake_files/record.hpp"
#include "storage/store.hpp"

namespace linli::intake_files {

struct DeskOptions {
  std::filesystem::path folder;                     // below the data folder; uploads and fault files
  std::function<void()> territory_changed;          // after a commit: the atlas is told
  std::chrono::hours keep{24 * 30};                 // folders older than this are removed at start
  std::vector<cases::Projection> projections = {};  // what is kept in step with cases that come in
  // What writes the hotline's orders as live cases; see ImportWork.
  std::function<cases::Pen(storage::Snapshot&, DistrictId)> pen = {};
};

// Who asks. A caller sees the imports of its district that it began; whoever answers for the whole district sees all.
struct Asker {
  DistrictId district;
  AccountId account;
  bool whole_district = false;
  Offset offset = kChinaOffset;
};

struct MappingRequest {
  std::vector<SheetChoice> sheets;
  Answers answers;
  Mode mode = Mode::Update;
  Date as_of{};
};

struct FaultPage {
  std::vector<std::string> items;  // JSON objects
  std::optional<std::size_t> next;
};

// Thread-safe. Destroying it cancels what runs and waits for it.
class ImportDesk {
 public:
  ImportDesk(storage::Store& store, http::LiveHub& hub, const Clock& clock, DeskOptions options);
  ~ImportDesk();
  ImportDesk(const ImportDesk&) = delete;
  ImportDesk& operator=(const ImportDesk&) = delete;

  // Begins an import with its first file and reads it. Fails: kTooLarge.
  Result<std::int64_t> begin(const Asker& asker, Target target, std::string name, std::string bytes);
  // Another file of the same import (parts of a Shapefile, more lists); all are read again. Fails: kNoImport,
  // kWrongState, kTooLarge.
  Result<void> add_file(const Asker& asker, std::int64_t id, std::string name, std::string bytes);
  // Takes the user's corrections and starts the dry run. Fails: kNoImport, kWrongState, kBadMapping.
  Result<void> map(const Asker& asker, std::int64_t id, const MappingRequest& request);
  // Fails: kNoImport, kWrongState.
  Result<void> commit(const Asker& asker, std::int64_t id, bool only_good);
  Result<void> cancel(const Asker& asker, std::int64_t id);

  // JSON as /imports/{id} shows it. Fails: kNoImport.
  [[nodiscard]] Result<std::string> show(const Asker& asker, std::int64_t id);
  // Of this run of the server and of all before it, newest first.
  [[nodiscard]] std::string list(const Asker& asker, std::int64_t before_id, int limit);
  [[nodiscard]] Result<FaultPage> faults(const Asker& asker, std::int64_t id, std::size_t from, std::size_t limit);
  [[nodiscard]] Result<std::filesystem::path> fault_file(const Asker& asker, std::int64_t id);

 private:
  using JobPointer = std::shared_ptr<Job>;
  [[nodiscard]] JobPointer find(const Asker& asker, std::int64_t id);
  [[nodiscard]] std::optional<ImportRecord> find_past(const Asker& asker, std::int64_t id);
  void queue(std::function<void()> work);
  void run();
  void publish(Job& job);
  void queue_upload(const JobPointer& job, std::string name, std::string bytes);
  void save(Job& job, std::string name, std::string bytes);
  void read(Job& job);
  void check(Job& job);
  void commit_job(Job& job, bool only_good);
  [[nodiscard]] Progress progress_of(Job& job);
  // Runs one step of a job; what the world does to it is shown in the job and logged.
  void guarded(Job& job, const std::function<void()>& step);
  void remove_old_folders() const;
  // Ended imports keep their sheets in memory for an hour.
  void forget_ended();

  storage::Store& store_;
  http::LiveHub& hub_;
  const Clock& clock_;
  const DeskOptions options_;
  IdSource ids_;

  std::mutex mutex_;
  std::condition_variable wake_;
  // Guarded by mutex_.
  std::map<std::int64_t, JobPointer> jobs_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;

  std::thread worker_;
};

}  // namespace linli::intake_files
