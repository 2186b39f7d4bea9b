#pragma once
// Coordinates copied from Chinese map services. GCJ-02 (Amap, Tencent) shifts WGS 84 by 300–700 m with a secret
// polynomial that has been public in code since 2010 (eviltransform); BD-09 (Baidu) shifts GCJ-02 once more. CGCS2000
// and WGS 84 differ by centimetres here and are taken as one.

#include <optional>
#include <string_view>

namespace linli::intake_files {

struct LonLat {
  double lon = 0;
  double lat = 0;
};

enum class Datum { Wgs84, Gcj02, Bd09 };
[[nodiscard]] std::string_view to_string(Datum datum);  // `wgs84`
[[nodiscard]] std::optional<Datum> parse_datum(std::string_view text);

[[nodiscard]] LonLat wgs84_to_gcj02(LonLat point);
[[nodiscard]] LonLat gcj02_to_bd09(LonLat point);
// The inverses are found by iteration to within a centimetre.
[[nodiscard]] LonLat gcj02_to_wgs84(LonLat point);
[[nodiscard]] LonLat bd09_to_gcj02(LonLat point);
// Whatever `datum` says → WGS 84.
[[nodiscard]] LonLat to_wgs84(LonLat point, Datum datum);

// Where the formulas hold and the district can lie.
[[nodiscard]] bool in_china(LonLat point);
// Longitude and latitude stand in each other's place: as written it cannot be in China, the other way round it is.
[[nodiscard]] bool looks_swapped(LonLat point);

// Metres on the sphere.
[[nodiscard]] double distance_m(LonLat a, LonLat b);

}  // namespace linli::intake_files
