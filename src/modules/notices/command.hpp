#pragma once
// `linli notices`: channels, what could not be sent, and sending it again, from the operator's console.

#include <functional>
#include <iosfwd>
#include <span>
#include <string>

#include "storage/store.hpp"

namespace linli::notices {

struct Console {
  std::istream& in;   // --stdin reads addresses and secrets from it: arguments are visible to others on the machine
  std::ostream& out;  // results
  std::ostream& err;  // what went wrong
};

// Called when the arguments are understood: `--help` needs no data.
using OpenStore = std::function<storage::Store&()>;

// Arguments after `linli notices`, without those that choose the store. Exit codes: 0 done, 1 refused (said why), 2
// wrong use.
int run_notices_command(std::span<const std::string> arguments, const OpenStore& open, const Console& console);

}  // namespace linli::notices
