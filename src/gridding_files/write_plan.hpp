#pragma once

#include <ostream>
#include <string>

#include "gridding/instance.hpp"
#include "gridding/plan.hpp"
#include "gridding/rules.hpp"

namespace linli::gridding_files {

// A plan and what it was made from.
struct PlanView {
  const gridding::Instance& instance;
  const gridding::GridRules& rules;  // in max-p mode only the threshold is meant
  const gridding::Plan& plan;
  bool grid_mode;
};

// id,region for every courtyard.
void write_labels(const PlanView& view, std::ostream& out);
// A point for each courtyard, with its grid; the instance must have positions.
void write_geojson(const PlanView& view, std::ostream& out);
// Figures of every community and in all: value, bound, proven or gap, method, seconds.
std::string json_report(const PlanView& view);
// Sheets 汇总, 网格 (with the sentence that explains each) and 小区. False when the file cannot be written.
bool write_xlsx(const PlanView& view, const std::string& path);

}  // namespace linli::gridding_files
