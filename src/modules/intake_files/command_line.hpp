#pragma once

#include <iosfwd>
#include <optional>
#include <span>
#include <string>

namespace CLI {
class App;
}

namespace linli::intake_files {

// The exit code to stop with (--help, wrong use), or nothing when the arguments have been read.
[[nodiscard]] std::optional<int> parse_arguments(CLI::App& app, std::span<const std::string> arguments,
                                                 std::ostream& out, std::ostream& err);

}  // namespace linli::intake_files
