#pragma once
// Outlines as GeoJSON, simplified for the size they are looked at.

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>

#include "modules/areas/district_atlas.hpp"

namespace linli::areas {

// What a map is divided into.
enum class MapLevel { Subdistrict, Community, Grid, Courtyard };
[[nodiscard]] std::optional<MapLevel> parse_map_level(std::string_view text);

// A FeatureCollection of everything of that level within `area` that has an outline of its own or by its members (a
// grid's is the union of its courtyards); a courtyard without one is a point. Takes up to some ten milliseconds.
[[nodiscard]] std::string draw_map(const DistrictAtlas& atlas, AreaId area, MapLevel level);

// Maps already drawn, until the territory changes. Thread-safe.
class MapShelf {
 public:
  struct Map {
    std::shared_ptr<const DistrictAtlas> of;
    std::string json;
    std::string etag;
  };
  // Null when it has not been drawn of this very atlas.
  [[nodiscard]] std::shared_ptr<const Map> find(const std::shared_ptr<const DistrictAtlas>& atlas, AreaId area,
                                                MapLevel level) const;
  std::shared_ptr<const Map> draw(std::shared_ptr<const DistrictAtlas> atlas, AreaId area, MapLevel level);

 private:
  using Key = std::tuple<DistrictId, AreaId, MapLevel>;
  mutable std::mutex mutex_;
  std::map<Key, std::shared_ptr<const Map>> maps_;  // guarded by mutex_; as many as there are areas, times four
};

}  // namespace linli::areas
