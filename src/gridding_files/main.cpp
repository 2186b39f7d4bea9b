#include <iostream>
#include <string>
#include <vector>

#include "gridding_files/plan_command.hpp"

// `linli_plan`: the planning command alone, for measuring and for machines without a database.
int main(int argc, char** argv) {
  const std::vector<std::string> args(argv + 1, argv + argc);
  return linli::gridding_files::run_plan_command(args, std::cout, std::cerr);
}
