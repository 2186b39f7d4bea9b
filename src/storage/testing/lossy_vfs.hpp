#pragma once
// A file system under SQLite that forgets at a power cut what was not synced: because a killed process loses nothing
// that the kernel holds, killing alone does not show whether commits reach the disk.

#include <cstdint>
#include <memory>
#include <string>

namespace linli::storage::testing {

class LossyVfs {
 public:
  LossyVfs();
  ~LossyVfs();
  LossyVfs(const LossyVfs&) = delete;
  LossyVfs& operator=(const LossyVfs&) = delete;

  // For StoreOptions::sqlite_vfs.
  [[nodiscard]] const std::string& name() const;
  // From now on every write, sync and read fails: the machine is dead.
  void cut_power();
  // Puts the files as a disk may have them: what was synced, and of each later write, by the seed's lot, all or
  // nothing. All connections must be closed.
  void restore_power(unsigned seed);
  // Writes fail with "disk full".
  void set_full(bool full);
  // fsync does nothing though it says it did: shows that the test can fail.
  void set_lying(bool lying);
  [[nodiscard]] std::int64_t syncs() const;

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace linli::storage::testing
