#include "modules/cases/likeness.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>

#include "base/text_tokens.hpp"

namespace linli::cases {
namespace {

// Where it is says most, what it is next, the words least: one hole in the road has many descriptions.
constexpr double kPlaceWeight = 0.4;
constexpr double kMatterWeight = 0.35;
constexpr double kTextWeight = 0.25;
constexpr double kSameCourtyard = 0.7;
constexpr double kSameGrid = 0.35;
constexpr double kSiblingMatter = 0.5;

std::optional<double> nearness(const Draft& draft, const Case& other, std::optional<double>& metres) {
  if (draft.lon && draft.lat && other.lon && other.lat) {
    metres = metres_between(*draft.lon, *draft.lat, *other.lon, *other.lat);
    if (*metres > kReach) return std::nullopt;
    return 1 - *metres / kReach;
  }
  if (draft.where.courtyard && other.where.courtyard) {
    if (draft.where.courtyard != other.where.courtyard) return std::nullopt;
    return kSameCourtyard;
  }
  if (draft.where.grid && draft.where.grid == other.where.grid) return kSameGrid;
  return std::nullopt;
}

// The share of the shorter text's tokens that the longer one has too.
double overlap(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return 0;
  std::vector<std::string> both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  return static_cast<double>(both.size()) / static_cast<double>(std::min(a.size(), b.size()));
}

}  // namespace

double metres_between(double lon, double lat, double other_lon, double other_lat) {
  constexpr double kMetresPerDegree = 111'195;
  const auto middle = (lat + other_lat) / 2 * std::numbers::pi / 180;
  return std::hypot((other_lon - lon) * std::cos(middle), other_lat - lat) * kMetresPerDegree;
}

std::optional<Likeness> likeness(const Draft& draft, const Case& other, MatterId parent) {
  Likeness found;
  const auto near = nearness(draft, other, found.metres);
  if (!near) return std::nullopt;
  double matter = 0;
  if (other.matter == draft.matter) {
    matter = 1;
  } else if (parent && parent == draft.parent) {
    matter = kSiblingMatter;
  }
  const auto text = overlap(draft.tokens, index_tokens(other.text));
  found.score = kPlaceWeight * *near + kMatterWeight * matter + kTextWeight * text;
  return found;
}

}  // namespace linli::cases
