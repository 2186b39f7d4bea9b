#pragma once
// `linli plan` on a database: makes a scenario or the yearly review, works it out on this thread and prints it.
// Approval and adoption stay with two persons, in the pages.

#include <ostream>
#include <string>
#include <vector>

#include "modules/accounts/api.hpp"
#include "modules/grid_plans/service.hpp"

namespace CLI {
class App;
}

namespace linli::grid_plans {

struct PlanOptions {
  std::string name;
  std::string show;                // an existing plan: print it, make nothing
  std::vector<std::string> areas;  // codes or names of subdistricts and communities
  std::string on;
  std::int64_t threshold = 0;  // 0: the default
  std::int64_t upper = 0;
  std::int64_t split_above = -1;
  std::vector<std::string> standing_alone;
  int seconds = 0;
  std::int64_t seed = 0;
  bool review = false;
  bool from_scratch = false;
  bool join_by_type = false;
  bool list = false;
  bool json = false;
  bool english = false;
  std::string geojson;
  std::string xlsx;
};

void add_plan_options(CLI::App& command, PlanOptions& options);

// Exit codes as everywhere: 0 done, 1 faults in what was asked for, 3 a file could not be written.
int run_plan_command(const PlanOptions& options, storage::Store& store, GridPlans& plans,
                     const accounts::District& district, std::ostream& out, std::ostream& err);

}  // namespace linli::grid_plans
