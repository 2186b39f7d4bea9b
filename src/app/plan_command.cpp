#include "gridding_files/plan_command.hpp"

#include <iostream>

#include "app/commands.hpp"

namespace linli::app {

int plan_command(Arguments arguments) { return gridding_files::run_plan_command(arguments, std::cout, std::cerr); }

}  // namespace linli::app
