#include "storage/testing/lossy_vfs.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <random>
#include <vector>

namespace linli::storage::testing {
namespace {

using Bytes = std::vector<char>;

// One write or truncation since the last sync, with what stood there before.
struct Change {
  std::int64_t offset = 0;
  Bytes before, after;  // a truncation has no `after`
  bool truncation = false;
};

struct FileLog {
  std::int64_t synced_size = -1;  // -1: nothing changed since the last sync
  std::vector<Change> changes;
};

}  // namespace

struct LossyVfs::State {
  sqlite3_vfs vfs{};
  sqlite3_io_methods methods{};
  sqlite3_vfs* real = nullptr;
  std::string name;
  std::atomic<bool> dead{false}, full{false}, lying{false};
  std::atomic<std::int64_t> syncs{0};
  std::mutex mutex;
  std::map<std::string, FileLog> files;  // guarded by mutex
};

namespace {

using State = LossyVfs::State;

// The real file's own structure follows this one in memory.
struct File {
  sqlite3_file base;
  State* state;
  FileLog* log;  // null for files that need not survive
  sqlite3_file* real;
};

File& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
State& of(sqlite3_vfs* vfs) { return *static_cast<State*>(vfs->pAppData); }

std::int64_t size_of(File& file) {
  sqlite3_int64 size = 0;
  file.real->pMethods->xFileSize(file.real, &size);
  return size;
}

void remember(File& file, std::int64_t offset, const void* data, int amount, bool truncation) {
  if (file.log == nullptr) return;
  const std::scoped_lock lock(file.state->mutex);
  const auto size = size_of(file);
  if (file.log->synced_size < 0) file.log->synced_size = size;
  const auto end = truncation ? size : std::min(size, offset + amount);
  Change change{offset, Bytes(static_cast<std::size_t>(std::max<std::int64_t>(end - offset, 0))), {}, truncation};
  if (!change.before.empty())
    file.real->pMethods->xRead(file.real, change.before.data(), static_cast<int>(change.before.size()), offset);
  if (!truncation) change.after.assign(static_cast<const char*>(data), static_cast<const char*>(data) + amount);
  file.log->changes.push_back(std::move(change));
}

int close(sqlite3_file* f) { return of(f).real->pMethods->xClose(of(f).real); }
int read(sqlite3_file* f, void* data, int amount, sqlite3_int64 offset) {
  if (of(f).state->dead) return SQLITE_IOERR_READ;
  return of(f).real->pMethods->xRead(of(f).real, data, amount, offset);
}
int write(sqlite3_file* f, const void* data, int amount, sqlite3_int64 offset) {
  auto& file = of(f);
  if (file.state->dead) return SQLITE_IOERR_WRITE;
  if (file.state->full) return SQLITE_FULL;
  remember(file, offset, data, amount, false);
  return file.real->pMethods->xWrite(file.real, data, amount, offset);
}
int truncate(sqlite3_file* f, sqlite3_int64 size) {
  auto& file = of(f);
  if (file.state->dead) return SQLITE_IOERR_TRUNCATE;
  remember(file, size, nullptr, 0, true);
  return file.real->pMethods->xTruncate(file.real, size);
}
int sync(sqlite3_file* f, int) {
  auto& file = of(f);
  if (file.state->dead) return SQLITE_IOERR_FSYNC;
  ++file.state->syncs;
  if (file.state->lying || file.log == nullptr) return SQLITE_OK;
  const std::scoped_lock lock(file.state->mutex);
  *file.log = {};
  return SQLITE_OK;  // the log says what is safe; the real disk need not be bothered
}
int file_size(sqlite3_file* f, sqlite3_int64* size) { return of(f).real->pMethods->xFileSize(of(f).real, size); }
int lock(sqlite3_file* f, int level) { return of(f).real->pMethods->xLock(of(f).real, level); }
int unlock(sqlite3_file* f, int level) { return of(f).real->pMethods->xUnlock(of(f).real, level); }
int check_lock(sqlite3_file* f, int* held) { return of(f).real->pMethods->xCheckReservedLock(of(f).real, held); }
int control(sqlite3_file* f, int what, void* argument) {
  return of(f).real->pMethods->xFileControl(of(f).real, what, argument);
}
int sector_size(sqlite3_file* f) { return of(f).real->pMethods->xSectorSize(of(f).real); }
int device(sqlite3_file*) { return 0; }  // promises nothing: no atomic, no ordered writes
int shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
  return of(f).real->pMethods->xShmMap(of(f).real, page, size, extend, out);
}
int shm_lock(sqlite3_file* f, int offset, int count, int flags) {
  return of(f).real->pMethods->xShmLock(of(f).real, offset, count, flags);
}
void shm_barrier(sqlite3_file* f) { of(f).real->pMethods->xShmBarrier(of(f).real); }
int shm_unmap(sqlite3_file* f, int remove) { return of(f).real->pMethods->xShmUnmap(of(f).real, remove); }

int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* f, int flags, int* out_flags) {
  auto& state = of(vfs);
  auto& file = of(f);
  file = {};
  if (state.dead) return SQLITE_CANTOPEN;
  file.state = &state;
  file.real = reinterpret_cast<sqlite3_file*>(&file + 1);
  const int code = state.real->xOpen(state.real, path, file.real, flags, out_flags);
  if (file.real->pMethods == nullptr) return code;
  file.base.pMethods = &state.methods;
  if (path != nullptr && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0) {
    const std::scoped_lock lock(state.mutex);
    file.log = &state.files[path];
  }
  return code;
}

int remove(sqlite3_vfs* vfs, const char* path, int sync_folder) {
  auto& state = of(vfs);
  if (state.dead) return SQLITE_IOERR_DELETE;
  {
    const std::scoped_lock lock(state.mutex);
    if (const auto found = state.files.find(path); found != state.files.end()) found->second = {};
  }
  return state.real->xDelete(state.real, path, sync_folder);
}

// As after a crash: the file as it was synced, then what the disk happened to have taken.
void settle(const std::string& path, FileLog& log, std::minstd_rand& lot) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  const auto put = [fd](std::int64_t offset, const Bytes& bytes) {
    if (::pwrite(fd, bytes.data(), bytes.size(), offset) < 0) std::abort();
  };
  for (auto change = log.changes.rbegin(); change != log.changes.rend(); ++change) put(change->offset, change->before);
  if (log.synced_size >= 0 && ::ftruncate(fd, log.synced_size) != 0) std::abort();
  for (const auto& change : log.changes) {
    if (lot() % 2 == 0) continue;
    if (!change.truncation) {
      put(change.offset, change.after);
    } else if (::ftruncate(fd, change.offset) != 0) {
      std::abort();
    }
  }
  ::close(fd);
  log = {};
}

}  // namespace

LossyVfs::LossyVfs() : state_(std::make_unique<State>()) {
  static std::atomic<int> count{0};
  auto& state = *state_;
  state.name = "lossy-" + std::to_string(++count);
  state.real = sqlite3_vfs_find(nullptr);
  state.methods = {2,       close,       read,   write,   truncate, sync,        file_size, lock,    unlock, check_lock,
                   control, sector_size, device, shm_map, shm_lock, shm_barrier, shm_unmap, nullptr, nullptr};
  state.vfs = *state.real;  // what is not replaced below never looks at its own structure
  state.vfs.zName = state.name.c_str();
  state.vfs.pAppData = &state;
  state.vfs.szOsFile = static_cast<int>(sizeof(File)) + state.real->szOsFile;
  state.vfs.pNext = nullptr;
  state.vfs.xOpen = open;
  state.vfs.xDelete = remove;
  sqlite3_vfs_register(&state.vfs, 0);
}

LossyVfs::~LossyVfs() { sqlite3_vfs_unregister(&state_->vfs); }

const std::string& LossyVfs::name() const { return state_->name; }
void LossyVfs::cut_power() { state_->dead = true; }
void LossyVfs::set_full(bool full) { state_->full = full; }
void LossyVfs::set_lying(bool lying) { state_->lying = lying; }
std::int64_t LossyVfs::syncs() const { return state_->syncs; }

void LossyVfs::restore_power(unsigned seed) {
  std::minstd_rand lot(seed);
  const std::scoped_lock lock(state_->mutex);
  for (auto& [path, log] : state_->files) {
    settle(path, log, lot);
    std::error_code none;
    std::filesystem::remove(path + "-shm", none);  // memory
  }
  state_->dead = false;
}

}  // namespace linli::storage::testing
