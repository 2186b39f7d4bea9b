#pragma once
// Files in and out: templates, exports, and imports with a dry run. The work runs on a thread of its own; what was
// uploaded lies in a folder of its own until it is committed or an hour has passed.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "modules/registers/desk.hpp"
#include "modules/registers/import_plan.hpp"

namespace linli::registers {

struct ColumnChoice {
  std::string sheet;
  int column = 0;
  std::string field;  // empty: not taken
};

class Files {
 public:
  Files(const Context& context, Desk& desk, std::filesystem::path folder)
      : context_(context), desk_(desk), folder_(std::move(folder)) {}
  ~Files();
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;

  // Bytes of an Excel file.
  boost::asio::awaitable<Result<std::string>> template_file(const accounts::Caller& caller, KindPointer kind);
  enum class Format { Xlsx, Csv };
  boost::asio::awaitable<Result<std::string>> export_file(const accounts::Caller& caller, KindPointer kind, Query query,
                                                          Format format);

  // Reads the file, proposes its columns and runs dry. Fails: kNotYours, kTooManyRows and what reading fails with.
  boost::asio::awaitable<Result<std::string>> begin(const accounts::Caller& caller, KindPointer kind, std::string name,
                                                    std::string bytes);
  // Runs dry again with other columns. Fails: kNoImport, kBadMapping.
  boost::asio::awaitable<Result<std::string>> map(const accounts::Caller& caller, std::int64_t id,
                                                  std::vector<ColumnChoice> choices);
  // Checks and writes in one transaction: all or nothing, or the good rows only. Fails: kNoImport, kHasFaults.
  boost::asio::awaitable<Result<std::string>> commit(const accounts::Caller& caller, std::int64_t id, bool only_good);
  boost::asio::awaitable<Result<std::string>> show(const accounts::Caller& caller, std::int64_t id);
  // The faulty rows to mend and send in again.
  boost::asio::awaitable<Result<std::string>> fault_file(const accounts::Caller& caller, std::int64_t id);

 private:
  struct Import {
    std::int64_t id = 0;
    DistrictId district;
    AccountId account;
    std::string file;
    Instant at;
    ImportSource source;
    intake_files::Summary summary;
    intake_files::FaultList faults;
    bool done = false;
  };
  using ImportPointer = std::shared_ptr<Import>;

  [[nodiscard]] Result<ImportPointer> find(const accounts::Caller& caller, std::int64_t id);
  void keep(const ImportPointer& import);
  [[nodiscard]] Result<std::string> read_and_check(const accounts::Caller& caller, const KindPointer& kind,
                                                   const std::string& name, const std::string& bytes);
  [[nodiscard]] Result<std::string> dry_run(const accounts::Caller& caller, Import& import);
  [[nodiscard]] Result<std::string> commit_now(const accounts::Caller& caller, Import& import, bool only_good);
  [[nodiscard]] std::filesystem::path fresh_folder();

  const Context& context_;
  Desk& desk_;
  const std::filesystem::path folder_;
  std::mutex mutex_;
  std::map<std::int64_t, ImportPointer> imports_;  // guarded by mutex_
  // One after another: an import may hold a few hundred megabytes. What an import holds is touched on it alone.
  boost::asio::thread_pool worker_{1};
};

}  // namespace linli::registers
