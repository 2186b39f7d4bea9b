// Which grids in force left the band: what a review has to mend.
#include <fmt/format.h>

#include "modules/grid_plans/views.hpp"

namespace linli::grid_plans {
namespace {

using gridding::GridKind;

constexpr std::size_t kMostDrift = 500;

class DriftWriter {
 public:
  DriftWriter(JsonWriter& w, const Division& present, const Visible& visible)
      : w_(w), present_(present), input_(present.model().input()), visible_(visible) {}

  void run() {
    for (const auto& grid : present_.grids())
      if (visible_[grid.community] != 0) judge_grid(grid);
    for (const auto& unit : input_.units) {
      const auto community = input_.sites[unit.site].community;
      if (unit.present != gridding::kNone || visible_[community] == 0) continue;
      row({}, unit.name, community, unit.households.value_or(0), "none", {"不在任何网格里", "it stands in no grid"});
    }
  }

 private:
  void judge_grid(const PlanGrid& grid) {
    const auto& rules = present_.model().rules();
    const auto& now = input_.grids[grid.key];
    const auto say = [&](std::string_view reason, const Text& text) {
      row(now.id, now.name, grid.community, grid.households, reason, text);
    };
    if (grid.kind == GridKind::Undersize) {
      say("undersize", {fmt::format("{} 户，不足 {} 户", grid.households, rules.threshold),
                        fmt::format("{} households, fewer than {}", grid.households, rules.threshold)});
    } else if (grid.units.size() > 1 && grid.households > rules.upper) {
      say("over", {fmt::format("{} 户，超过 {} 户", grid.households, rules.upper),
                   fmt::format("{} households, more than {}", grid.households, rules.upper)});
    }
    if (!grid.warnings.empty()) say("apart", grid.warnings.front());
  }

  void row(GridId grid, std::string_view name, std::uint32_t community, std::int64_t households,
           std::string_view reason, const Text& text) {
    if (rows_++ >= kMostDrift) return;
    w_.begin_object().field("grid_id", grid).field("name", name).key("community");
    write_reference(w_, input_.communities[community].id.value, input_.communities[community].name);
    w_.field("households", households).field("reason", reason).field("text", text).end_object();
  }

  JsonWriter& w_;
  const Division& present_;
  const Input& input_;
  const Visible& visible_;
  std::size_t rows_ = 0;
};

}  // namespace

void write_drift(JsonWriter& w, const Division& present, const Visible& visible) {
  DriftWriter(w, present, visible).run();
}

}  // namespace linli::grid_plans
