#pragma once
// How alike two reports are: by distance, matter and text. Pure; about reports, never about who made them.

#include <optional>
#include <string>
#include <vector>

#include "modules/cases/types.hpp"

namespace linli::cases {

// What is known of a report before it is sent.
struct Draft {
  MatterId matter;
  MatterId parent;  // of the matter
  std::vector<std::string> tokens;
  areas::Place where;
  std::optional<double> lon;
  std::optional<double> lat;
};

struct Likeness {
  double score = 0;  // 0 … 1
  std::optional<double> metres;
};

inline constexpr double kAlike = 0.6;  // worth showing to whoever is about to report
inline constexpr double kReach = 300;  // metres; farther apart it is another thing
inline constexpr int kMostShown = 3;

// `parent`: of the other case's matter. Nothing when the two lie too far apart or in different courtyards.
[[nodiscard]] std::optional<Likeness> likeness(const Draft& draft, const Case& other, MatterId parent);
// Metres between two points of a district (equirectangular; good to a metre over a few kilometres).
[[nodiscard]] double metres_between(double lon, double lat, double other_lon, double other_lat);

}  // namespace linli::cases
