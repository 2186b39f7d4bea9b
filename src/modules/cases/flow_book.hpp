#pragma once
// The flow that a district uses: one of the shipped plans or its own, as versions.

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "modules/cases/flow_plan.hpp"
#include "modules/cases/plan_texts.hpp"
#include "storage/store.hpp"

namespace linli::cases {

struct FlowVersion {
  std::int64_t number = 0;  // 0: the base plan, never set
  Instant at{};
  AccountId account;
  std::string reason;
  std::string plan;          // TOML as it was given
  std::optional<Date> from;  // its first day, as the plan says; none: from when it was set
};

// The one in force today.
[[nodiscard]] FlowVersion current_flow(storage::Snapshot& snapshot, DistrictId district);
// All that were ever set, newest first, those of days to come included.
[[nodiscard]] std::vector<FlowVersion> flow_versions(storage::Snapshot& snapshot, DistrictId district);
// Records one journal event. A plan that says `from` holds from that day on, which must not have passed (kBadFlow).
// Fails with kBadFlow, or kStale when `known` is no longer the newest number.
Result<FlowVersion> set_flow(storage::Transaction& transaction, DistrictId district, AccountId actor, std::string plan,
                             std::string reason, std::int64_t known);

// A plan and how pages show it.
struct PlanInUse {
  std::shared_ptr<const FlowPlan> plan;
  std::shared_ptr<const PlanTexts> texts;
};

// Keeps the plans of the districts in memory. Thread-safe; a change by another process shows within five seconds.
class FlowBook {
 public:
  [[nodiscard]] PlanInUse of(storage::Snapshot& snapshot, DistrictId district);
  void forget(DistrictId district);

 private:
  struct Entry {
    PlanInUse plan;
    std::int64_t loaded_at = 0;
  };
  std::mutex mutex_;
  std::unordered_map<DistrictId, Entry> plans_;  // guarded by mutex_
  std::int64_t generation_ = 0;                  // guarded by mutex_
};

}  // namespace linli::cases
