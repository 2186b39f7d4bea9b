#pragma once
// A district on one day, as expressions see it: areas, grids and bodies held in memory while the rules are asked.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "declare/shape.hpp"
#include "modules/areas/api.hpp"
#include "modules/bodies/api.hpp"
#include "modules/compliance/types.hpp"
#include "storage/store.hpp"

namespace linli::compliance {

// A record of a declared kind, with its values in the order of its fields.
struct DeclaredRow {
  std::int64_t id = 0;
  std::string name;
  std::int64_t scope = 0;  // an area, grid or body
  std::vector<declare::Value> values;
};
// Where declared records come from; app fills it in. Unset: nobody keeps such records, and rules about them say so.
using DeclaredSource =
    std::function<std::vector<DeclaredRow>(storage::Snapshot&, DistrictId, const declare::KindDeclaration&, Date)>;

// A record that rules can be asked about.
struct Subject {
  std::int64_t id = 0;
  std::string name;
  std::vector<AreaId> places;  // from the district down
  const declare::Record* record = nullptr;
};

class DistrictFacts {
 public:
  virtual ~DistrictFacts() = default;
  // In the order of ids. Of a kind that nobody keeps: none.
  virtual void each(std::string_view kind, const std::function<void(const Subject&)>& use) const = 0;
};

[[nodiscard]] std::unique_ptr<DistrictFacts> read_facts(storage::Snapshot& snapshot, DistrictId district, Date on,
                                                        std::shared_ptr<const rules::Model> model,
                                                        const DeclaredSource& declared);

}  // namespace linli::compliance
