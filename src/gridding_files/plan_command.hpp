#pragma once

#include <ostream>
#include <span>
#include <string>

namespace linli::gridding_files {

// `linli plan` on files: reads courtyards and neighbours, plans, writes labels and, when asked, GeoJSON, Excel and
// JSON.
// `--generate N --out DIR` writes a synthetic district instead. `args` follow the command's name.
// Returns 0 done, 1 faults in the files or no feasible plan, 2 wrong use, 3 a file could not be read or written.
int run_plan_command(std::span<const std::string> args, std::ostream& out, std::ostream& err);

}  // namespace linli::gridding_files
