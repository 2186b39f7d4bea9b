#pragma once
// Flags that several commands share, so that they are named alike everywhere.

#include <CLI/App.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "storage/store.hpp"

namespace linli::app {

struct StoreFlags {
  std::string data = "data";
  std::string database;  // libpq URL; empty is SQLite in data
  std::string keys;      // empty: `<data>.keys`

  void add_to(CLI::App& command);
  [[nodiscard]] storage::StoreOptions options() const;
  [[nodiscard]] std::filesystem::path keys_dir() const;
};

// Opens what is there; throws StorageError when nothing is, rather than making an empty database by a slip of the name.
[[nodiscard]] std::unique_ptr<storage::Store> open_existing(const StoreFlags& flags, const Clock& clock,
                                                            bool migrate = false);
// The same, of whatever age, and left so: for the backup before an upgrade.
[[nodiscard]] std::unique_ptr<storage::Store> open_as_found(const StoreFlags& flags, const Clock& clock);

// Parses as CLI11 does from a program's command line; `--help` prints and ends with kDone through the returned value.
[[nodiscard]] bool parse(CLI::App& command, Arguments arguments, int& exit_code);

// Takes --data, --database and --keys out of the arguments of a command that a module parses.
[[nodiscard]] StoreFlags take_store_flags(Arguments arguments, std::vector<std::string>& rest);

}  // namespace linli::app
