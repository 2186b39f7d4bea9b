#pragma once
// What a model says its demo district has beside territory: the model itself, its bodies, its history.

#include "app/demo/settle.hpp"
#include "modules/rules/api.hpp"
#include "storage/store.hpp"

namespace linli::app::demo {

[[nodiscard]] TerritoryPlan plan_of(const rules::Demo& demo);

// Adopts the model from `from` on and sets up its bodies: one for each area or grid of their level, or as many as the
// model counts, spread evenly. Throws StorageError when anything is refused: the demo is ours.
void settle_model(storage::Store& store, const Settled& settled, const rules::NewModel& files,
                  const rules::Model& model, Date from);

}  // namespace linli::app::demo
