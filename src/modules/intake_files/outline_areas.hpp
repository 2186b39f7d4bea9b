#pragma once
// Which area an outline belongs to.

#include <string>

#include "modules/intake_files/planner.hpp"

namespace linli::intake_files {

class OutlineAreas {
 public:
  explicit OutlineAreas(Planner& planner) : planner_(planner), communities_(planner, areas::Level::Community) {}
  // By code, or by name within the community; null: the row has been refused.
  [[nodiscard]] const KnownArea* find(RowPlace place);

 private:
  const KnownArea* find_courtyard(RowPlace place, const std::string& key);

  Planner& planner_;
  Parents communities_;
};

}  // namespace linli::intake_files
