// What a run keeps in its row.
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "base/json_writer.hpp"
#include "modules/grid_plans/model.hpp"

namespace linli::grid_plans {
namespace {

namespace json = boost::json;
using gridding::Score;

void write_run_score(JsonWriter& w, const Score& score) {
  w.begin_array().value(score.valid).value(score.undersize).value(score.exempt).value(score.in_band);
  w.value(score.moved).value(score.excess).value(score.mixing).value(score.compactness).end_array();
}

Score read_run_score(const json::value& value) {
  const auto& items = value.as_array();
  const auto number = [&](std::size_t i) { return items.at(i).to_number<std::int64_t>(); };
  Score score;
  score.valid = number(0);
  score.undersize = number(1);
  score.exempt = number(2);
  score.in_band = number(3);
  score.moved = number(4);
  score.excess = number(5);
  score.mixing = number(6);
  score.compactness = items.at(7).is_null() ? 0 : items.at(7).to_number<double>();
  return score;
}

gridding::CommunityReport read_report(const json::value& value) {
  const auto& items = value.as_array();
  gridding::CommunityReport report{};
  report.community = items.at(0).to_number<std::uint32_t>();
  report.value = read_run_score(items.at(1));
  report.bound = read_run_score(items.at(2));
  report.proof = static_cast<gridding::Proof>(items.at(3).to_number<int>());
  report.method = static_cast<gridding::Method>(items.at(4).to_number<int>());
  report.seconds = items.at(5).to_number<double>();
  return report;
}

}  // namespace

std::string run_json(const RunResult& run) {
  JsonWriter w;
  w.begin_object().key("labels").begin_array();
  for (const auto label : run.labels) w.value(std::int64_t{label});
  w.end_array().key("communities").begin_array();
  for (const auto& report : run.communities) {
    w.begin_array().value(std::int64_t{report.community});
    write_run_score(w, report.value);
    write_run_score(w, report.bound);
    w.value(static_cast<int>(report.proof)).value(static_cast<int>(report.method)).value(report.seconds).end_array();
  }
  w.end_array().key("value");
  write_run_score(w, run.value);
  w.key("bound");
  write_run_score(w, run.bound);
  w.field("proof", static_cast<int>(run.proof)).field("seconds", run.seconds).field("stopped", run.stopped);
  w.key("overrides").begin_array();
  for (const auto& override : run.overrides) {
    w.begin_array().value(to_string(override.low)).value(to_string(override.high)).value(override.neighbours);
    w.end_array();
  }
  w.end_array().end_object();
  return w.take();
}

RunResult stored_run_result(std::string_view text) {
  const auto value = json::parse(json::string_view(text.data(), text.size()));
  const auto& object = value.as_object();
  RunResult run;
  for (const auto& label : object.at("labels").as_array()) run.labels.push_back(label.to_number<std::uint32_t>());
  for (const auto& report : object.at("communities").as_array()) run.communities.push_back(read_report(report));
  run.value = read_run_score(object.at("value"));
  run.bound = read_run_score(object.at("bound"));
  run.proof = static_cast<gridding::Proof>(object.at("proof").to_number<int>());
  run.seconds = object.at("seconds").to_number<double>();
  run.stopped = object.at("stopped").as_bool();
  for (const auto& row : object.at("overrides").as_array()) {
    const auto& items = row.as_array();
    run.overrides.push_back({{parse_id(items.at(0).as_string()).value_or(0)},
                             {parse_id(items.at(1).as_string()).value_or(0)},
                             items.at(2).as_bool()});
  }
  return run;
}

}  // namespace linli::grid_plans
