#pragma once
// A plan in memory: the territory it was made from, the engine's instance and rules, and the division with all that
// follows from it. Immutable once made; read from any thread.

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gridding/assess.hpp"
#include "gridding/instance.hpp"
#include "gridding/planner.hpp"
#include "gridding/rules.hpp"
#include "modules/grid_plans/input.hpp"
#include "modules/grid_plans/store.hpp"
#include "modules/grid_plans/types.hpp"

namespace linli::grid_plans {

// What was decided by the time of a run, site by site: a pair that counts as neighbours or does not.
struct Override {
  AreaId low;
  AreaId high;
  bool neighbours = false;
  bool operator==(const Override&) const = default;
};

// What the engine made of an input.
struct RunResult {
  std::vector<std::uint32_t> labels;  // by unit: keys of grids
  std::vector<gridding::CommunityReport> communities;
  gridding::Score value;
  gridding::Score bound;
  gridding::Proof proof = gridding::Proof::None;
  double seconds = 0;
  bool stopped = false;
  std::vector<Override> overrides;
};
[[nodiscard]] std::string run_json(const RunResult& run);
[[nodiscard]] RunResult stored_run_result(std::string_view json);

// Pairs of sites that count as neighbours, proposals and decisions taken together.
struct EffectivePair {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::string barrier;
  bool neighbours = false;
  std::ptrdiff_t proposal = -1;  // index into Input::pairs; -1: a person joined them
  bool decided = false;
};
[[nodiscard]] std::vector<EffectivePair> effective_pairs(const Input& input, std::span<const Override> overrides);

class Model {
 public:
  // Faults when the rules name what the territory does not have (or contradict each other).
  [[nodiscard]] static Result<std::shared_ptr<const Model>> make(Input input, PlanRules rules,
                                                                 std::vector<Override> overrides);

  [[nodiscard]] const Input& input() const { return input_; }
  [[nodiscard]] const PlanRules& rules() const { return rules_; }
  [[nodiscard]] const std::vector<Override>& overrides() const { return overrides_; }
  [[nodiscard]] const gridding::Instance& instance() const { return *instance_; }
  [[nodiscard]] const gridding::GridRules& grid_rules() const { return grid_rules_; }
  [[nodiscard]] std::uint32_t community_of(std::uint32_t unit) const {
    return input_.sites[input_.units[unit].site].community;
  }
  [[nodiscard]] std::optional<std::uint32_t> find_unit(AreaId unit) const;
  // Neighbouring units with nothing between them that grids may not cross; each pair once, the lower first.
  [[nodiscard]] const std::vector<std::pair<std::uint32_t, std::uint32_t>>& edges() const { return edges_; }

 private:
  Model(Input input, PlanRules rules, std::vector<Override> overrides);
  [[nodiscard]] Result<void> build();
  void name_units();
  [[nodiscard]] gridding::Point origin() const;
  void add_courtyards(gridding::InstanceBuilder& builder, gridding::SplitRule& split) const;
  void add_buildings(gridding::InstanceBuilder& builder) const;
  [[nodiscard]] Result<void> translate_rules();
  void find_edges();
  [[nodiscard]] bool separates(std::uint32_t barrier) const;

  Input input_;
  PlanRules rules_;
  std::vector<Override> overrides_;
  // The engine's ids, each unique; of buildings inside their courtyard.
  std::vector<std::string> site_names_;
  std::vector<std::string> building_names_;  // by unit; empty for whole courtyards
  std::vector<std::string> community_names_;
  std::vector<std::string> grid_names_;
  std::optional<gridding::Instance> instance_;
  gridding::GridRules grid_rules_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges_;  // units
};

}  // namespace linli::grid_plans
