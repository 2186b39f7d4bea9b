#pragma once
// The people of the fuller flow and what they do in tests: a subdistrict's desk and an inspecting office beside those
// of the world.

#include <boost/json/parse.hpp>
#include <string>
#include <vector>

#include "modules/cases/testing/world.hpp"
#include "storage/verify.hpp"

namespace linli::cases::testing {

class FlowOn : public ::testing::TestWithParam<storage::Engine> {
 protected:
  World world{GetParam()};
  accounts::Caller officer = made_officer();  // the subdistrict's desk
  accounts::Caller inspector = made_inspector();

  accounts::Caller made_officer() {
    auto caller = world.worker;
    caller.account = world.chief.account;
    caller.scopes = {world.subdistrict.value};
    return caller;
  }
  accounts::Caller made_inspector() {
    auto caller = world.fitter;
    caller.account = world.stranger.account;
    caller.scopes = {world.city_office.value};
    return caller;
  }
  CaseId received(std::string_view matter = "E1-01") {
    return world.receive(world.report(matter, world.yard_a, "楼道堆物")).entry.id;
  }
  void take(const accounts::Caller& caller, CaseId id, Command command) {
    const auto taken = world.take(caller, id, std::move(command));
    ASSERT_TRUE(taken) << taken.error().code
                       << (taken.error().faults.empty() ? "" : ": " + taken.error().faults.front().field);
  }
  std::string refused(const accounts::Caller& caller, CaseId id, Command command) {
    const auto taken = world.take(caller, id, std::move(command));
    return taken ? "taken" : taken.error().code;
  }
  int sweep() {
    int visits = 0;
    while (const int some = run(world.cases->clockwork.sweep(world.district, kChinaOffset))) visits += some;
    return visits;
  }
  boost::json::value page(const accounts::Caller& caller, CaseId id) {
    return boost::json::parse(run(world.cases->desk.show(caller, id)).value());
  }
  std::vector<std::string> offered(const accounts::Caller& caller, CaseId id) {
    std::vector<std::string> steps;
    for (const auto& step : page(caller, id).at("steps").as_array()) steps.emplace_back(step.at("step").as_string());
    return steps;
  }
  bool is_offered(const accounts::Caller& caller, CaseId id, std::string_view step) {
    const auto steps = offered(caller, id);
    return std::ranges::find(steps, step) != steps.end();
  }
  void expect_sound() {
    const auto report = storage::verify(*world.store, world.store.schemas(), {}, {});
    EXPECT_TRUE(report.good()) << (report.findings.empty() ? "" : report.findings.front().message.en);
    std::vector<std::string> complaints;
    world.read([&](storage::Snapshot& s) {
      return check_cases(s, kChinaOffset, [&](DistrictId, CaseId, std::string what) { complaints.push_back(what); });
    });
    EXPECT_TRUE(complaints.empty()) << complaints.front();
  }
};

}  // namespace linli::cases::testing
