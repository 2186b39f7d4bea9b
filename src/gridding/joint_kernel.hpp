#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "gridding/exact_kernel.hpp"
#include "gridding/mask_component.hpp"
#include "gridding/search.hpp"
#include "gridding/types.hpp"

namespace linli::gridding {

// The households of one unit that are in one grid in force. Labels number the grids in force of a community, 0 to 63.
struct Presence {
  std::uint32_t label;
  Households households;
};

// Divides up to 64 units when grids cannot be judged one by one: in re-planning, each grid in force may be carried on
// by one new grid only, whichever component that lies in; and courtyards to be kept apart may leave grids below the
// threshold that a cover would avoid. Branch and bound over (units left, labels used): the part of one pivot after the
// other, best first, cut by a bound on what is left and by dominance (the same state reached before with a prefix no
// worse). Exact unless the budget ends.
class JointKernel {
 public:
  struct Value {
    std::int64_t valid = 0;
    std::int64_t undersize = 0;
    Cost cost;
    // Is this better than the other?
    bool operator<(const Value& other) const {
      if (valid != other.valid) return valid > other.valid;
      if (undersize != other.undersize) return undersize < other.undersize;
      return cost < other.cost;
    }
  };
  struct Result {
    bool found = false;
    bool complete = false;
    Value value;
    std::int64_t most_valid = 0;
    double least_moved = 0;
    std::vector<Mask> sets;
  };

  // presence[i] lists the labels of unit i; empty when not re-planning.
  Result solve(const MaskComponent& component, std::span<const std::vector<Presence>> presence, Budget& budget);

 private:
  struct Candidate {
    Mask set;
    Households weight;
    Value value;  // of this part alone
    Mask label;   // the bit of the grid in force that it carries on, or 0
  };
  struct State {
    Mask units;
    Mask used;
    bool operator==(const State&) const = default;
  };
  struct StateHash {
    std::size_t operator()(const State& state) const {
      std::uint64_t h =
          state.units * 0x9E3779B97F4A7C15ULL ^ (state.used + 0x165667B19E3779F9ULL) * 0xC2B2AE3D27D4EB4FULL;
      return h ^ (h >> 31);
    }
  };
  struct Growth;

  void load_presence(std::span<const std::vector<Presence>> presence);
  void search(Mask left, Mask used, const Value& prefix);
  Value bound(Mask left, Mask used, const Value& prefix);
  double least_moved(Mask left, Mask used, std::int64_t parts) const;
  bool reaches_better(const State& state, const Value& prefix);
  void find_candidates(Mask left, Mask used);
  void grow(Growth& growth, Mask part, Households weight, Mask open, Mask banned, Mask barred);
  void consider(const Growth& growth, Mask part, Households weight);
  void offer(Mask part, Households weight, Mask left, Mask used);
  void offer_labels(Candidate candidate, double labelled, Mask left, Mask used);
  std::uint32_t pivot(Mask left) const;
  double kept(Mask part, std::uint32_t label) const;

  const MaskComponent* component_ = nullptr;
  Budget* budget_ = nullptr;
  ExactKernel counter_;
  std::size_t moved_slot_ = 4, excess_slot_ = 4;
  std::uint32_t labels_ = 0;
  std::vector<std::vector<Presence>> presence_;  // by unit
  std::vector<Mask> holders_;                    // by label: units that have it
  std::vector<double> labelled_;                 // by unit: households in any grid in force
  std::vector<Candidate> candidates_;            // a stack: each depth adds its own and takes them away
  std::vector<Mask> parts_, best_parts_;
  Value best_;
  bool found_ = false;
  std::unordered_map<State, Value, StateHash> reached_;
};

}  // namespace linli::gridding
