#include "gridding_files/plan_command.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "app/commands.hpp"
#include "app/flags.hpp"
#include "modules/cases/api.hpp"
#include "modules/grid_plans/command.hpp"

namespace linli::app {
namespace {

// Files are named by --nodes; a database by --data or --database. Both forms share the command's name.
bool names_a_database(Arguments arguments) {
  return std::ranges::any_of(arguments, [](const std::string& text) {
    return text == "--data" || text == "--database" || text.starts_with("--data=") || text.starts_with("--database=");
  });
}

int plan_on_database(Arguments arguments) {
  CLI::App command("为库里的辖区划分网格 / divide the courtyards of a database into grids", "linli plan");
  StoreFlags flags;
  grid_plans::PlanOptions options;
  flags.add_to(command);
  grid_plans::add_plan_options(command, options);
  int code = kDone;
  if (!parse(command, arguments, code)) return code;
  const SystemClock clock;
  const auto store = open_existing(flags, clock, true);
  const auto home = store->read_now([](storage::Snapshot& snapshot) { return accounts::home_district(snapshot); });
  if (!home) throw storage::StorageError("还没有区县 / there is no district yet");
  http::LiveHub hub;
  // Nothing comes into force from here, so no case is written.
  const auto no_pen = [](storage::Snapshot&, DistrictId district, Offset offset) {
    return cases::Pen{.district = district, .offset = offset};
  };
  grid_plans::GridPlans plans({.store = *store, .hub = hub, .clock = clock, .pen = no_pen});
  return grid_plans::run_plan_command(options, *store, plans, *home, std::cout, std::cerr);
}

}  // namespace

int plan_command(Arguments arguments) {
  if (names_a_database(arguments)) return plan_on_database(arguments);
  return gridding_files::run_plan_command(arguments, std::cout, std::cerr);
}

}  // namespace linli::app
