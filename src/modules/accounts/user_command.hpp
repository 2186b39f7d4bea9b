#pragma once
// `linli user`: accounts and roles from the operator's console, also while the server runs (it notices within seconds).

#include <functional>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>

#include "modules/accounts/api.hpp"
#include "storage/store.hpp"

namespace linli::accounts {

// Where a command reads and writes.
struct Console {
  std::istream& in;   // --password-stdin reads one line of it
  std::ostream& out;  // results
  std::ostream& err;  // what went wrong, and questions
  // Asks without showing what is typed; nothing when there is no terminal or the two entries differ.
  std::function<std::optional<std::string>(std::ostream& questions)> ask_password;
};

// Asks twice on /dev/tty with echo off.
[[nodiscard]] std::optional<std::string> ask_password_on_terminal(std::ostream& questions);

// Opens the store once it is clear what is wanted of it. A new one is made only for what writes the first account: a
// slip of the folder's name must not leave an empty database behind.
using StoreOpener = std::function<storage::Store&(bool may_be_new)>;

// Arguments after `linli user`, without those that choose the store. A password never stands among them: other users
// of the machine can read arguments. Exit codes: 0 done, 1 refused (said why), 2 wrong use, 3 could not.
int run_user_command(std::span<const std::string> arguments, const StoreOpener& open, const Lookups& lookups,
                     const Console& console);

}  // namespace linli::accounts
