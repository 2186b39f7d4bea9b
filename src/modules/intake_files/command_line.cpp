#include "modules/intake_files/command_line.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <ostream>
#include <vector>

namespace linli::intake_files {

std::optional<int> parse_arguments(CLI::App& app, std::span<const std::string> arguments, std::ostream& out,
                                   std::ostream& err) {
  // CLI11 wants them last first.
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(reversed);
    return std::nullopt;
  } catch (const CLI::CallForHelp&) {
    out << app.help();
    return 0;
  } catch (const CLI::ParseError& error) {
    err << error.what() << '\n' << app.help();
    return 2;
  }
}

}  // namespace linli::intake_files
