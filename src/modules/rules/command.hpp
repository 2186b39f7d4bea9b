#pragma once
// `linli model check | diff | coverage`: what needs files alone and no database.

#include <ostream>
#include <span>
#include <string>

namespace linli::rules {

// 0 done, 1 found faults (or differences), 2 wrong use, 3 could not.
int run_model_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace linli::rules
