#pragma once
// Plans that somebody looks at, kept in memory: reading a run back costs more than judging it.

#include <list>
#include <memory>
#include <mutex>
#include <tuple>

#include "modules/grid_plans/division.hpp"
#include "modules/grid_plans/store.hpp"

namespace linli::grid_plans {

// An input with what was made of it. Immutable.
struct Loaded {
  std::int64_t input = 0;
  std::int64_t run = 0;  // 0: only prepared
  Instant prepared_at{};
  Instant run_at{};
  AccountId run_by;
  std::shared_ptr<const Model> model;
  std::optional<RunResult> result;
  std::optional<Division> present;
};

// The newest input of a plan and, if it has one, its run, which may stand on an older input.
struct PlanView {
  Plan plan;
  std::shared_ptr<const Loaded> prepared;  // null: not prepared yet, or the rules do not fit the territory
  std::shared_ptr<const Loaded> run;       // null: no result yet
  std::vector<Move> moves;
  std::optional<Division> division;  // of the run, after moves
  bool stale = false;                // rules, areas or decisions on neighbours changed since the run

  // What maps and lists show: the run's territory, or the newest.
  [[nodiscard]] const std::shared_ptr<const Loaded>& shown() const { return run ? run : prepared; }
};

// Thread-safe.
class Shelf {
 public:
  [[nodiscard]] PlanView view(storage::Snapshot& snapshot, DistrictId district, Plan plan);

 private:
  using Key = std::tuple<DistrictId, std::int64_t, std::int64_t, std::int64_t>;
  [[nodiscard]] std::shared_ptr<const Loaded> load(storage::Snapshot& snapshot, DistrictId district,
                                                   const PlanRules& rules, std::int64_t input, std::int64_t run);
  [[nodiscard]] std::shared_ptr<const Loaded> find(const Key& key);
  void keep(const Key& key, std::shared_ptr<const Loaded> loaded);

  std::mutex mutex_;
  std::list<std::pair<Key, std::shared_ptr<const Loaded>>> kept_;  // guarded by mutex_; newest first
};

[[nodiscard]] std::vector<Override> overrides_of(const Decisions& decisions);

}  // namespace linli::grid_plans
