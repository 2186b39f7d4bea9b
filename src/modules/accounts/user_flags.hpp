#pragma once
// The subcommands and flags of `linli user`.

#include <CLI/App.hpp>
#include <cstdint>
#include <string>

namespace linli::accounts {

// What was typed; each subcommand uses its own part.
struct UserFlags {
  bool json = false;
  std::string login;
  std::string name;
  std::string role;
  std::int64_t area = 0;
  std::int64_t body = 0;
  std::string from;
  std::string to;
  std::int64_t end = 0;
  bool password_stdin = false;
  bool permanent = false;
};

// `flags` must live as long as `app`.
void declare_user_flags(CLI::App& app, UserFlags& flags);

}  // namespace linli::accounts
