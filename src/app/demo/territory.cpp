#include "app/demo/territory.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

#include "app/demo/names.hpp"
#include "app/demo/shares.hpp"

namespace linli::app::demo {
namespace {

constexpr double kLongitude = 113.82;  // of the district's centre, where no real boundary is drawn
constexpr double kLatitude = 34.02;
constexpr double kMetresPerDegree = 111'320.0;
// Above this a courtyard is a grid by itself; smaller ones join neighbours until they reach it (R059, R060).
constexpr std::int64_t kGridThreshold = 300;
// Small ones are joined to somewhat more, so that a year of moves does not undo the plan.
constexpr std::int64_t kJoinedSize = 400;

Point to_degrees(Point metres) {
  const double scale = std::cos(kLatitude * std::numbers::pi / 180);
  return {kLongitude + metres.x / (kMetresPerDegree * scale), kLatitude + metres.y / kMetresPerDegree};
}

Polygon to_degrees(const Polygon& metres) {
  Polygon degrees;
  for (const Point p : metres) degrees.push_back(to_degrees(p));
  return degrees;
}

// An uneven twelve-sided outline of about 11 km across.
Polygon district_outline(Random& random) {
  Polygon outline;
  for (int i = 0; i < 12; ++i) {
    const double angle = 2 * std::numbers::pi * (i + 0.25 * random.unit()) / 12;
    outline.push_back({5'600 * std::cos(angle), 4'900 * std::sin(angle)});
  }
  return outline;
}

// Heavy-tailed, as in real districts: many small yards, some estates of thousands.
double raw_households(Random& random) {
  const double kind = random.unit();
  if (kind < 0.72) return random.lognormal(std::log(38), 0.85);
  if (kind < 0.92) return random.lognormal(std::log(150), 0.45);
  return std::min(3'000.0, random.lognormal(std::log(520), 0.65));
}

std::string kind_of(double households, Random& random) {
  constexpr std::array<const char*, 3> kSmall{"单位家属院", "老旧小区", "自建房院落"};
  constexpr std::array<const char*, 3> kLarge{"商品房小区", "商品房小区", "回迁安置小区"};
  return households < 90 ? random.pick(kSmall) : random.pick(kLarge);
}

Courtyard make_courtyard(int index, double households, Random& random) {
  Courtyard courtyard;
  courtyard.name = courtyard_name(index, random);
  courtyard.kind = kind_of(households, random);
  courtyard.address = fmt::format("{}{}号", street_name(random), random.between(1, 380));
  courtyard.built_year = courtyard.kind == "商品房小区" ? random.between(2000, 2022) : random.between(1974, 2004);
  return courtyard;
}

void assign_households(Territory& territory, const std::vector<double>& raw) {
  const double sum = std::accumulate(raw.begin(), raw.end(), 0.0);
  std::int64_t given = 0;
  std::size_t next = 0;
  Courtyard* last = nullptr;
  for (auto& subdistrict : territory.subdistricts) {
    for (auto& community : subdistrict.communities) {
      for (auto& courtyard : community.courtyards) {
        courtyard.households =
            std::max<std::int64_t>(4, std::llround(static_cast<double>(territory.households) * raw[next++] / sum));
        given += courtyard.households;
        if (last == nullptr || courtyard.households > last->households) last = &courtyard;
      }
    }
  }
  last->households += territory.households - given;  // rounding goes to the largest
}

// Joins the unassigned neighbour with the longest shared border until the grid has enough households.
std::vector<std::size_t> grow_grid(std::size_t seed, const Community& community, const std::vector<Polygon>& cells,
                                   std::vector<bool>& taken) {
  std::vector<std::size_t> members{seed};
  taken[seed] = true;
  auto households = community.courtyards[seed].households;
  while (households < kJoinedSize) {
    std::size_t best = cells.size();
    double best_border = 0;
    for (std::size_t candidate = 0; candidate < cells.size(); ++candidate) {
      if (taken[candidate]) continue;
      double border = 0;
      for (const auto member : members) border += shared_border(cells[member], cells[candidate]);
      if (border > best_border) {
        best = candidate;
        best_border = border;
      }
    }
    if (best == cells.size()) break;
    taken[best] = true;
    households += community.courtyards[best].households;
    members.push_back(best);
  }
  return members;
}

std::int64_t households_of(const std::vector<std::size_t>& group, const Community& community) {
  std::int64_t sum = 0;
  for (const auto member : group) sum += community.courtyards[member].households;
  return sum;
}

// What is left over and too small for a grid of its own goes to the smallest neighbour.
void attach_leftovers(std::vector<std::vector<std::size_t>>& groups, const Community& community,
                      const std::vector<Polygon>& cells) {
  const auto borders = [&](const auto& a, const auto& b) {
    return std::ranges::any_of(a, [&](auto i) {
      return std::ranges::any_of(b, [&](auto j) { return shared_border(cells[i], cells[j]) > 1; });
    });
  };
  for (std::size_t g = 0; g < groups.size();) {
    auto host = groups.size();
    for (std::size_t other = 0; other < groups.size(); ++other) {
      if (other == g || !borders(groups[g], groups[other])) continue;
      if (host == groups.size() || households_of(groups[other], community) < households_of(groups[host], community)) {
        host = other;
      }
    }
    if (households_of(groups[g], community) >= kGridThreshold || host == groups.size()) {
      ++g;
      continue;
    }
    groups[host].insert(groups[host].end(), groups[g].begin(), groups[g].end());
    groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(g));
    g = 0;
  }
}

// Merges the smallest into the smallest other, or takes the largest courtyard out of the fullest, until there are as
// many as are wanted: a published count of grids comes out exactly.
void fit_count(std::vector<std::vector<std::size_t>>& groups, const Community& community, std::size_t wanted) {
  // A large courtyard that is a grid by itself stays one as long as there is something else to join.
  const auto fewer = [&](const auto& a, const auto& b) {
    const auto weight = [&](const auto& group) {
      const auto households = households_of(group, community);
      return std::pair(group.size() == 1 && households > kGridThreshold, households);
    };
    return weight(a) < weight(b);
  };
  while (groups.size() > wanted) {
    std::ranges::sort(groups, fewer);
    groups[1].insert(groups[1].end(), groups[0].begin(), groups[0].end());
    groups.erase(groups.begin());
  }
  while (groups.size() < wanted) {
    auto& fullest = *std::ranges::max_element(groups, {}, [](const auto& group) { return group.size(); });
    if (fullest.size() < 2) return;
    const auto largest = std::ranges::max_element(
        fullest, {}, [&](std::size_t member) { return community.courtyards[member].households; });
    const std::vector<std::size_t> alone{*largest};
    fullest.erase(largest);
    groups.push_back(alone);
  }
}

// `wanted` 0: as many as the threshold gives.
void make_grids(Community& community, const std::vector<Polygon>& cells, std::size_t wanted, Random& random) {
  std::vector<bool> taken(cells.size(), false);
  std::vector<std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (community.courtyards[i].households <= kGridThreshold) continue;
    taken[i] = true;
    groups.push_back({i});
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!taken[i]) groups.push_back(grow_grid(i, community, cells, taken));
  }
  attach_leftovers(groups, community, cells);
  if (wanted > 0) fit_count(groups, community, wanted);
  for (auto& group : groups) {
    const auto number = community.grids.size() + 1;
    community.grids.push_back({fmt::format("{}第{}网格", community.name, number), std::move(group), person_name(random),
                               fmt::format("0374-{}", random.between(9'900'000, 9'999'999))});
  }
}

Community make_community(int index, std::string code, int courtyards, int& courtyard_index, Random& random,
                         std::vector<double>& raw) {
  Community community;
  community.name = community_name(index);
  community.code = std::move(code);
  community.secretary = person_name(random);
  for (int i = 0; i < courtyards; ++i) {
    raw.push_back(raw_households(random));
    community.courtyards.push_back(make_courtyard(courtyard_index++, raw.back(), random));
  }
  return community;
}

// Outlines and grids of one community whose cells are cut from its own outline.
void lay_out(Community& community, const Polygon& outline, std::size_t grids, Random& random) {
  std::vector<double> shares;
  for (const auto& courtyard : community.courtyards) {
    shares.push_back(std::sqrt(static_cast<double>(courtyard.households)) + 4);
  }
  const auto cells = divide(outline, shares, random);
  make_grids(community, cells, grids, random);
  community.outline = to_degrees(outline);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    community.courtyards[i].outline = to_degrees(inset(cells[i], 7));
  }
}

void lay_out(Territory& territory, const TerritoryPlan& plan, Random& random) {
  const auto grids = allot_grids(territory, plan);
  std::size_t next = 0;
  const auto outline = district_outline(random);
  territory.outline = to_degrees(outline);
  std::vector<double> shares;
  for (const auto& subdistrict : territory.subdistricts) {
    shares.push_back(static_cast<double>(subdistrict.communities.size()));
  }
  const auto parts = divide(outline, shares, random);
  for (std::size_t s = 0; s < parts.size(); ++s) {
    auto& subdistrict = territory.subdistricts[s];
    subdistrict.outline = to_degrees(parts[s]);
    std::vector<double> community_shares;
    for (const auto& community : subdistrict.communities) {
      community_shares.push_back(static_cast<double>(community.courtyards.size()));
    }
    const auto outlines = divide(parts[s], community_shares, random);
    for (std::size_t c = 0; c < outlines.size(); ++c)
      lay_out(subdistrict.communities[c], outlines[c], grids[next++], random);
  }
}

}  // namespace

Territory make_territory(std::uint64_t seed, const TerritoryPlan& plan) {
  Random random(seed);
  Territory territory;
  territory.name = plan.name;
  territory.code = plan.code;
  territory.households = plan.households;
  const auto community_counts = distribute(plan.communities, plan.subdistricts, random);
  const auto courtyard_counts = distribute(plan.courtyards, plan.communities, random);
  std::vector<double> raw;
  int community_index = 0;
  int courtyard_index = 0;
  for (int s = 0; s < plan.subdistricts; ++s) {
    Subdistrict subdistrict{subdistrict_name(s), fmt::format("{}{:03}", territory.code, s + 1), {}, {}, {}};
    for (int c = 0; c < community_counts[static_cast<std::size_t>(s)]; ++c) {
      auto code = fmt::format("{}{:03}", subdistrict.code, c + 1);
      const auto size = courtyard_counts[static_cast<std::size_t>(community_index)];
      subdistrict.communities.push_back(
          make_community(community_index++, std::move(code), size, courtyard_index, random, raw));
    }
    territory.subdistricts.push_back(std::move(subdistrict));
  }
  if (!plan.mergers.empty()) add_history(territory, plan, random);
  assign_households(territory, raw);
  lay_out(territory, plan, random);
  return territory;
}

}  // namespace linli::app::demo
