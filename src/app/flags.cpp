#include "app/flags.hpp"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <array>
#include <cstdlib>
#include <iostream>
#include <utility>

#include "app/schemas.hpp"

namespace linli::app {

void StoreFlags::add_to(CLI::App& command) {
  command.add_option("--data", data, "数据目录 / folder of the data")->capture_default_str();
  command.add_option("--database", database, "PostgreSQL 地址 / PostgreSQL URL; without it SQLite in --data")
      ->envname("LINLI_DATABASE");
  command.add_option("--keys", keys, "密钥目录 / folder of the keys, outside --data [<data>.keys]");
}

storage::StoreOptions StoreFlags::options() const {
  storage::StoreOptions options;
  options.data_dir = data;
  options.database_url = database;
  options.keys_dir = keys_dir();
  return options;
}

std::filesystem::path StoreFlags::keys_dir() const { return keys.empty() ? data + ".keys" : keys; }

namespace {

void require_file(const StoreFlags& flags) {
  const auto file = std::filesystem::path(flags.data) / "linli.db";
  if (flags.database.empty() && !std::filesystem::exists(file)) {
    throw storage::StorageError(file.string() + ": 没有这个数据库 / there is no such database (--data DIR)");
  }
}

}  // namespace

std::unique_ptr<storage::Store> open_existing(const StoreFlags& flags, const Clock& clock, bool migrate) {
  require_file(flags);
  return storage::Store::open(flags.options(), schemas(), clock, migrate);
}

std::unique_ptr<storage::Store> open_as_found(const StoreFlags& flags, const Clock& clock) {
  require_file(flags);
  auto options = flags.options();
  options.as_found = true;
  return storage::Store::open(options, schemas(), clock, false);
}

bool parse(CLI::App& command, Arguments arguments, int& exit_code) {
  // CLI11 takes them last first.
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    command.parse(std::move(reversed));
    return true;
  } catch (const CLI::CallForHelp&) {
    std::cout << command.help();
    exit_code = kDone;
    return false;
  }
}

StoreFlags take_store_flags(Arguments arguments, std::vector<std::string>& rest) {
  StoreFlags flags;
  if (const char* database = std::getenv("LINLI_DATABASE")) flags.database = database;
  const std::array<std::pair<std::string, std::string*>, 3> known{
      {{"--data", &flags.data}, {"--database", &flags.database}, {"--keys", &flags.keys}}};
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    bool taken = false;
    for (const auto& [name, value] : known) {
      if (arguments[i] == name && i + 1 < arguments.size()) {
        *value = arguments[++i];
        taken = true;
      } else if (arguments[i].starts_with(name + "=")) {
        *value = arguments[i].substr(name.size() + 1);
        taken = true;
      }
    }
    if (!taken) rest.push_back(arguments[i]);
  }
  return flags;
}

}  // namespace linli::app
