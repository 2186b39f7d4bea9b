#include "gridding_files/write_plan.hpp"

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "gridding_files/csv.hpp"

namespace linli::gridding_files {
namespace {

using gridding::CommunityReport;
using gridding::NodeIndex;
using gridding::Score;

void add_score(JsonWriter& json, const Score& score, bool grid_mode) {
  json.begin_object().field("valid", score.valid).field("undersize", score.undersize);
  if (grid_mode) {
    json.field("exempt", score.exempt)
        .field("in_band", score.in_band)
        .field("moved", score.moved)
        .field("excess", score.excess);
    json.field("mixing", score.mixing).field("compactness", score.compactness);
  } else {
    json.field("heterogeneity", score.heterogeneity);
  }
  json.end_object();
}

// Value, bound, proven or gap, method and seconds: the same for a community and for all.
template <typename Report>
void add_judgement(JsonWriter& json, const Report& report, bool grid_mode) {
  json.key("value");
  add_score(json, report.value, grid_mode);
  json.key("bound");
  add_score(json, report.bound, grid_mode);
  json.field("proof", name(report.proof));
  json.field("gap", report.bound.valid - report.value.valid);
  json.field("method", name(report.method)).field("seconds", report.seconds);
}

}  // namespace

void write_labels(const PlanView& view, std::ostream& out) {
  out << "id,region\n";
  for (NodeIndex node = 0; node < view.instance.size(); ++node) {
    out << csv_field(view.instance.id(node)) << ',' << view.plan.grid_of[node] << '\n';
  }
}

void write_geojson(const PlanView& view, std::ostream& out) {
  const auto& instance = view.instance;
  out << R"({"type":"FeatureCollection","features":[)" << '\n';
  for (NodeIndex node = 0; node < instance.size(); ++node) {
    JsonWriter json;
    json.begin_object().field("type", "Feature").key("geometry").begin_object().field("type", "Point");
    json.key("coordinates").begin_array().value(instance.x(node)).value(instance.y(node)).end_array().end_object();
    json.key("properties").begin_object().field("id", instance.id(node));
    json.field("grid", static_cast<std::int64_t>(view.plan.grid_of[node]));
    json.field("households", instance.households(node)).field("type", instance.types()[instance.type(node)]);
    json.field("community", instance.communities()[instance.community(node)]).end_object().end_object();
    out << json.take() << (node + 1 < instance.size() ? ",\n" : "\n");
  }
  out << "]}\n";
}

std::string json_report(const PlanView& view) {
  JsonWriter json;
  json.begin_object().field("mode", view.grid_mode ? "grid" : "maxp");
  json.field("courtyards", static_cast<std::int64_t>(view.instance.size()));
  json.field("grids", static_cast<std::int64_t>(view.plan.grids.size()));
  add_judgement(json, view.plan, view.grid_mode);
  json.key("communities").begin_array();
  for (const CommunityReport& report : view.plan.communities) {
    json.begin_object();
    if (view.grid_mode) json.field("community", view.instance.communities()[report.community]);
    add_judgement(json, report, view.grid_mode);
    json.end_object();
  }
  return json.end_array().end_object().take();
}

}  // namespace linli::gridding_files
