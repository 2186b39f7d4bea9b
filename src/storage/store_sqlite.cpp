// SQLite: one thread writes; whatever waits is committed together, each transaction in its own savepoint. Reads run on
// the calling thread's own connection.

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "storage/context.hpp"
#include "storage/id_mark.hpp"
#include "storage/job_queue.hpp"
#include "storage/sqlite_connection.hpp"
#include "storage/sqlite_readers.hpp"
#include "storage/store_common.hpp"

namespace linli::storage {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;

constexpr int kWriterCacheKib = 64 * 1024;

// Several processes may open one file (a command beside the server): each takes the first number nobody holds, so that
// their ids never meet.
class NodeNumber {
 public:
  NodeNumber(const fs::path& folder, int wanted) : number_(wanted) {
    for (int n = 0; wanted == 0 && n < 64; ++n) {
      fd_ = ::open((folder / fmt::format("node-{}.lock", n)).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
      if (fd_ < 0) throw StorageError(fmt::format("cannot write in {}", folder.string()));
      if (::flock(fd_, LOCK_EX | LOCK_NB) == 0) {
        number_ = n;
        return;
      }
      ::close(fd_);
      fd_ = -1;
    }
    if (wanted == 0) throw StorageError("too many processes use this data folder");
  }
  ~NodeNumber() {
    if (fd_ >= 0) ::close(fd_);
  }
  NodeNumber(const NodeNumber&) = delete;
  NodeNumber& operator=(const NodeNumber&) = delete;
  [[nodiscard]] int get() const { return number_; }

 private:
  int number_;
  int fd_ = -1;
};

class SqliteStore final : public Store {
 public:
  SqliteStore(const StoreOptions& options, std::span<const Schema> schemas, const Clock& clock, bool migrate)
      : options_(options),
        clock_(clock),
        node_(options.data_dir, options.node),
        mark_(clock),
        ids_(mark_, node_.get()),
        writer_({file(options), options.sqlite_vfs, SqliteRole::Writer, kWriterCacheKib, options.sync}),
        keys_(prepare_database(writer_, options, schemas, clock, migrate)),
        context_(*keys_, ids_, 0),
        readers_(file(options), options.sqlite_vfs),
        queue_(static_cast<std::size_t>(options.max_waiting)) {
    mark_.read(writer_, node_.get());
    if (!options.read_only) thread_ = std::thread([this] { write_until_closed(); });
  }

  ~SqliteStore() override {
    queue_.close();
    if (thread_.joinable()) thread_.join();
  }

  static fs::path file(const StoreOptions& options) { return options.data_dir / "linli.db"; }

  [[nodiscard]] Engine engine() const override { return Engine::Sqlite; }
  [[nodiscard]] const KeyRing& keys() const override { return *keys_; }
  [[nodiscard]] KeyRing& key_ring() override { return *keys_; }
  [[nodiscard]] const Clock& clock() const override { return clock_; }
  [[nodiscard]] std::int64_t new_id() override { return ids_.next(); }
  [[nodiscard]] StoreStats stats() const override {
    return {commits_, works_, static_cast<std::int64_t>(queue_.size()), anchor_failures_};
  }
  [[nodiscard]] int crowded() const override { return queue_.crowded(); }
  int link_journal() override { return 0; }
  [[nodiscard]] JournalLag journal_lag() override { return {}; }

 protected:
  asio::awaitable<void> submit(WriteTask task) override {
    refuse_when_read_only();
    return run_queued(queue_, std::move(task));
  }
  void submit_and_wait(WriteTask task) override {
    refuse_when_read_only();
    LINLI_ASSERT(std::this_thread::get_id() != thread_.get_id());  // would wait for itself
    run_blocking(queue_, std::move(task));
  }
  bool run_inline(void (*call)(void*, Snapshot&), void* task) override {
    readers_.read(clock_.now(), [&](Snapshot& snapshot) { call(task, snapshot); });
    return true;
  }
  asio::awaitable<void> read_on_pool(ReadTask task) override {
    read_and_wait(std::move(task));
    co_return;
  }
  void read_and_wait(ReadTask task) override { readers_.read(clock_.now(), task); }

 private:
  using WriteJob = Job<WriteTask>;

  void refuse_when_read_only() const {
    if (options_.read_only) throw StorageError("the database was opened for reading only");
  }

  void write_until_closed() {
    std::vector<WriteJob*> group;
    for (;;) {
      queue_.take(group, static_cast<std::size_t>(options_.max_group));
      if (group.empty()) return;
      run_group(group);
      for (auto* job : group) job->finish();
    }
  }

  void run_group(std::span<WriteJob* const> group) {
    works_ += static_cast<std::int64_t>(group.size());
    try {
      writer_.run("BEGIN IMMEDIATE");
      notice_other_writers();
      for (auto* job : group) run_one(*job);
      context_.write(writer_);
      mark_.write_if_due(writer_, node_.get());
      writer_.run("COMMIT");
    } catch (...) {
      abandon(group, std::current_exception());
      return;
    }
    ++commits_;
    readers_.committed();
    context_.committed();
    anchor();
  }

  // Another process's commit moved the chain's head under us.
  void notice_other_writers() {
    auto rows = writer_.query("PRAGMA data_version", {});
    const auto version = rows.next() ? rows.integer(0) : 0;
    if (version != data_version_) context_.journal.forget_heads();
    data_version_ = version;
  }

  // Throws only when the whole group is lost.
  void run_one(WriteJob& job) {
    const auto mark = context_.mark();
    writer_.run("SAVEPOINT work");
    try {
      Transaction transaction(writer_, clock_.now(), context_);
      job.kept = job.task(transaction);
    } catch (...) {
      job.error = std::current_exception();
    }
    // Disk full and I/O errors end the transaction behind our back.
    if (!writer_.in_transaction()) {
      if (job.error) std::rethrow_exception(job.error);
      throw StorageError("SQLite gave up the transaction");
    }
    if (!job.kept) {
      context_.rollback_to(mark);
      writer_.run("ROLLBACK TO work");
    }
    writer_.run("RELEASE work");
  }

  void abandon(std::span<WriteJob* const> group, const std::exception_ptr& cause) {
    context_.aborted();
    mark_.forget();
    if (writer_.in_transaction()) {
      try {
        writer_.run("ROLLBACK");
      } catch (const StorageError&) {  // rolled back by itself
      }
    }
    std::string why = "unknown";
    std::string code;
    try {
      std::rethrow_exception(cause);
    } catch (const StorageError& error) {
      why = error.what();
      code = error.code();
    } catch (const std::exception& error) {
      why = error.what();
    }
    for (auto* job : group)
      if (!job->error) job->error = std::make_exception_ptr(StorageError("nothing was committed: " + why, code));
  }

  void anchor() {
    try {
      for (const auto& [district, head] : context_.journal.moved()) keys_->anchor(district, head.sequence, head.link);
      if (const auto today = date_of(clock_.now()); !context_.journal.moved().empty() && today != logged_) {
        keys_->log_anchors(today, "daily");
        logged_ = today;
      }
    } catch (const std::exception&) {
      ++anchor_failures_;
    }
    context_.journal.clear_moved();
  }

  const StoreOptions options_;
  const Clock& clock_;
  const NodeNumber node_;

  // Synchronised by themselves.
  IdMark mark_;
  IdSource ids_;
  std::atomic<std::int64_t> commits_{0}, works_{0}, anchor_failures_{0};

  // The writer thread's own once it runs.
  SqliteConnection writer_;
  std::unique_ptr<KeyRing> keys_;
  Transaction::Context context_;
  std::int64_t data_version_ = -1;
  Date logged_{};

  SqliteReaders readers_;
  JobQueue<WriteTask> queue_;
  std::thread thread_;
};

}  // namespace

std::unique_ptr<Store> open_sqlite_store(const StoreOptions& options, std::span<const Schema> schemas,
                                         const Clock& clock, bool migrate) {
  if (options.data_dir.empty()) throw StorageError("no data folder was given");
  if (!options.read_only && migrate && fs::create_directories(options.data_dir))
    fs::permissions(options.data_dir, fs::perms::owner_all);  // residents' data: for the owner only
  if (!fs::exists(options.data_dir)) throw StorageError(fmt::format("there is no {}", options.data_dir.string()));
  return std::make_unique<SqliteStore>(options, schemas, clock, migrate);
}

}  // namespace linli::storage
