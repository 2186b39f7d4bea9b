#pragma once
// One line for the tests of other modules: `TestStore world({{my_schema()}});` then `world->write_now(…)`.

#include <memory>
#include <span>
#include <vector>

#include "base/time.hpp"
#include "storage/store.hpp"
#include "storage/testing/temp_folder.hpp"

namespace linli::storage::testing {

// A store of its own with fresh keys and a clock that stands still at 2026-03-02 09:00 (a Monday) in China.
class TestStore {
 public:
  explicit TestStore(std::vector<Schema> schemas, Engine engine = Engine::Sqlite, StoreOptions options = {});
  ~TestStore();
  TestStore(const TestStore&) = delete;
  TestStore& operator=(const TestStore&) = delete;

  Store* operator->() { return store_.get(); }
  Store& operator*() { return *store_; }

  ManualClock clock;

  // Closes and opens again, as a restart does; with other schemas when given.
  void reopen();
  void reopen(std::vector<Schema> schemas);
  void close() { store_.reset(); }

  [[nodiscard]] const StoreOptions& options() const { return options_; }
  [[nodiscard]] const std::vector<Schema>& schemas() const { return schemas_; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }
  // Runs SQL past the store, as an intruder would.
  void tamper(std::string_view sql);

 private:
  TempFolder folder_;
  StoreOptions options_;
  std::vector<Schema> schemas_;
  std::unique_ptr<Store> store_;
};

}  // namespace linli::storage::testing
