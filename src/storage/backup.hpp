#pragma once
// Backup while serving, and restore onto either engine (which is also the way from SQLite to PostgreSQL). The file is
// the tables of one snapshot as a neutral stream of rows, then the attachments; compressed, and always encrypted: under
// a passphrase, or else under the key ring's backup key. Keys are never in it: without them (linli key export)
// protected fields stay closed and the journal cannot be verified.

#include <filesystem>
#include <functional>
#include <span>
#include <string>

#include "storage/store.hpp"

namespace linli::storage {

struct BackupSummary {
  Instant taken_at;
  std::int64_t tables = 0;
  std::int64_t rows = 0;
  std::int64_t files = 0;  // attachments
};

// stage (a table, or `attachments`), rows or files done
using BackupProgress = std::function<void(std::string_view stage, std::int64_t done)>;

struct BackupOptions {
  std::string passphrase;             // empty: the key ring's backup key
  std::filesystem::path attachments;  // a folder; empty: none
  BackupProgress progress;
};

// Writes the file whole or not at all. Throws StorageError.
BackupSummary backup(Store& store, const std::filesystem::path& file, const BackupOptions& options = {});

struct RestoreOptions {
  std::string passphrase;
  std::filesystem::path attachments;  // where they go; empty: they are left out
  BackupProgress progress;
};

// Into a database that does not exist yet (SQLite) or is empty (PostgreSQL); the keys folder must hold the keys
// already. A backup of an older schema is brought up to date. Messages that were waiting in the outbox are held as
// dead: the original has most likely sent them. The keys folder's anchors start anew from the restored chains. All or
// nothing; throws StorageError.
BackupSummary restore(const std::filesystem::path& file, const StoreOptions& target, std::span<const Schema> schemas,
                      const Clock& clock, const RestoreOptions& options = {});

}  // namespace linli::storage
