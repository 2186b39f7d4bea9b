#pragma once
// What the district has on the day of the import, to compare a file with.

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/time.hpp"
#include "modules/areas/api.hpp"
#include "modules/intake_files/geometry.hpp"
#include "storage/store.hpp"

namespace linli::intake_files {

struct KnownArea {
  areas::Area area;
  std::string key;  // name_key of its name
};

// Levels are loaded when asked for. Valid as long as the snapshot is.
class Known {
 public:
  Known(storage::Snapshot& snapshot, DistrictId district, Date on);

  [[nodiscard]] DistrictId district() const { return district_; }
  [[nodiscard]] Date on() const { return on_; }
  [[nodiscard]] storage::Snapshot& snapshot() { return snapshot_; }
  // The district's own area; null when nobody has set it up.
  [[nodiscard]] const KnownArea* root();

  [[nodiscard]] const std::vector<KnownArea>& level(areas::Level level);
  [[nodiscard]] const KnownArea* by_id(areas::Level level, AreaId id);
  [[nodiscard]] const KnownArea* by_code(areas::Level level, std::string_view code);
  // Below one parent; names are unique there.
  [[nodiscard]] const KnownArea* child(areas::Level level, AreaId parent, std::string_view key);
  // In the whole district.
  [[nodiscard]] std::vector<const KnownArea*> named(areas::Level level, std::string_view key);
  // Null when it has none.
  [[nodiscard]] const Geometry* outline(AreaId area);
  [[nodiscard]] const Geos& geos() const { return geos_; }

 private:
  struct Loaded {
    bool done = false;
    std::vector<KnownArea> areas;
    std::unordered_map<std::int64_t, std::size_t> by_id;
    std::unordered_map<std::string, std::size_t> by_code;
    std::unordered_map<std::string, std::vector<std::size_t>> by_key;
    std::unordered_map<std::string, std::size_t> by_parent_and_key;
  };
  Loaded& loaded(areas::Level level);

  storage::Snapshot& snapshot_;
  const DistrictId district_;
  const Date on_;
  Geos geos_;
  std::array<Loaded, areas::kLevels> levels_;
  std::map<std::int64_t, Geometry> outlines_;
};

// A key of a name below a parent.
[[nodiscard]] std::string child_key(std::int64_t parent, std::string_view key);

}  // namespace linli::intake_files
