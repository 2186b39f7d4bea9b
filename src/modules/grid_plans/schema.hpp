#pragma once

#include "modules/grid_plans/api.hpp"
#include "storage/journal.hpp"

namespace linli::grid_plans {

extern const storage::TableSpec kPlans;
extern const storage::TableSpec kInputs;
extern const storage::TableSpec kRuns;
extern const storage::TableSpec kMoves;
extern const storage::TableSpec kComments;
extern const storage::TableSpec kApprovals;
extern const storage::TableSpec kDecisions;
extern const storage::TableSpec kReservedGrids;
extern const storage::TableSpec kBarriers;
extern const storage::TableSpec kReviews;

}  // namespace linli::grid_plans
