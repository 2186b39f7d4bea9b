#pragma once
// What a row says about an area that is there already.

#include <optional>
#include <string>

#include "modules/intake_files/coordinates.hpp"
#include "modules/intake_files/planner.hpp"

namespace linli::intake_files {

struct AreaDraft {
  RowPlace place;
  const KnownArea* parent = nullptr;
  std::string key;
  areas::NewArea area;
  std::optional<LonLat> position;  // as it stands in the file
};

[[nodiscard]] bool same_facts(const areas::NewArea& a, const areas::NewArea& b);

// Nothing when the row says nothing new: blank and unknown fields leave what is known as it is. Warns when code or
// parent change.
[[nodiscard]] std::optional<areas::AreaChange> change_of(Planner& planner, const AreaDraft& draft,
                                                         const KnownArea& existing);

}  // namespace linli::intake_files
