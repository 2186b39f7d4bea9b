#pragma once
// A division of a model's units into grids: figures, why each grid is as it is, what it takes over from.

#include <span>
#include <string>
#include <vector>

#include "modules/grid_plans/model.hpp"

namespace linli::grid_plans {

// By community of the input: 1 where the caller may look. Empty: everywhere.
using Visible = std::vector<std::uint8_t>;

// What plans are compared by.
struct Figures {
  gridding::Score score;
  std::int64_t grids = 0;
  std::int64_t households = 0;
  std::int64_t stewards_needed = 0;
  std::int64_t stewards_carried = 0;

  Figures& operator+=(const Figures& other);
};

struct Predecessor {
  std::uint32_t grid = 0;  // index into Input::grids
  std::int64_t households = 0;
  std::int64_t units = 0;
};

struct PlanGrid {
  std::uint32_t key = 0;
  std::uint32_t community = 0;
  gridding::GridKind kind{};
  std::int64_t households = 0;
  std::vector<std::uint32_t> units;
  std::vector<Predecessor> predecessors;       // most households first
  std::uint32_t carries_on = gridding::kNone;  // of Input::grids: most of it stays here, and its steward comes along
  bool unchanged = false;                      // the same units as a grid in force
  std::string name;                            // as it is to be called
  Text why;
  std::vector<Text> warnings;
};

struct CommunityFigures {
  Figures figures;
  gridding::Score bound;
  gridding::Proof proof = gridding::Proof::None;
  gridding::Method method = gridding::Method::Given;
  bool given = false;  // changed by hand (or never planned)
};

class Division {
 public:
  // The grids of a plan: labels by unit, after moves. `run` gives what was proven; null for none.
  static Division of_plan(std::shared_ptr<const Model> model, std::vector<std::uint32_t> labels, const RunResult* run);
  // The grids in force; units in no grid are left out of them.
  static Division of_present(std::shared_ptr<const Model> model);

  [[nodiscard]] const Model& model() const { return *model_; }
  [[nodiscard]] const std::vector<std::uint32_t>& labels() const { return labels_; }
  [[nodiscard]] const std::vector<PlanGrid>& grids() const { return grids_; }
  [[nodiscard]] const PlanGrid* find(std::uint32_t key) const;
  // By the index of the community in the input.
  [[nodiscard]] const std::vector<CommunityFigures>& communities() const { return communities_; }
  [[nodiscard]] Figures total(const Visible& visible = {}) const;

 private:
  Division(std::shared_ptr<const Model> model, std::vector<std::uint32_t> labels, bool present);
  void assess_grids();
  void trace_predecessors();
  void trace(PlanGrid& grid, std::span<const Predecessor> wholes) const;
  void choose_names();
  void sum_up();
  void add_proofs(const RunResult* run);

  std::shared_ptr<const Model> model_;
  std::vector<std::uint32_t> labels_;
  bool present_;
  std::vector<PlanGrid> grids_;
  std::vector<CommunityFigures> communities_;
};

// Labels after moves that were not undone.
[[nodiscard]] std::vector<std::uint32_t> moved_labels(const Model& model, std::vector<std::uint32_t> labels,
                                                      std::span<const Move> moves);

}  // namespace linli::grid_plans
