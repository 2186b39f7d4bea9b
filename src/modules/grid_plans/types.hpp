#pragma once
// Plain values of grid plans: a proposed division of courtyards into grids, compared before it is adopted.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "gridding/rules.hpp"
#include "gridding/types.hpp"

namespace linli::grid_plans {

struct PlanTag {};
using PlanId = Id<PlanTag>;

// Numbers stand in tables: only append.
enum class State { Draft = 1, Approving = 2, Approved = 3, Scheduled = 4, Adopted = 5, Discarded = 6 };
// A review re-plans the grids in force with the least change that mends them.
enum class Purpose { Scenario = 1, Review = 2 };
[[nodiscard]] std::string_view to_string(State state);  // `draft`
[[nodiscard]] std::optional<State> parse_state(std::string_view text);
[[nodiscard]] std::string_view to_string(Purpose purpose);

// A road, river or wall as somebody drew it on the map.
struct Barrier {
  std::string kind;
  std::string name;
  std::vector<std::pair<double, double>> line;  // lon, lat
  bool operator==(const Barrier&) const = default;
};

// How courtyards are to be divided, in the district's words: gridding::GridRules with names and ids instead of indices.
struct PlanRules {
  std::int64_t threshold = 0;
  std::int64_t upper = 0;
  std::int64_t split_above = 0;  // 0: no courtyard is split by buildings unless it is so today
  bool replan = true;            // prefer the grids in force
  bool join_by_type = false;
  std::array<gridding::Objective, 4> order{gridding::Objective::Moved, gridding::Objective::Excess,
                                           gridding::Objective::Mixing, gridding::Objective::Compactness};
  std::vector<std::string> standing_alone;  // kinds of courtyards
  gridding::Leftovers leftovers = gridding::Leftovers::StandUndersize;
  std::vector<std::vector<AreaId>> together;
  std::vector<std::vector<AreaId>> apart;  // of each list no two share a grid
  std::vector<Barrier> barriers;
  std::vector<std::string> crossable;  // kinds of barriers
  std::int64_t narrow_road = 0;        // metres: both sides of such a road are neighbours without a doubt
  std::int64_t widest_road = 0;        // metres: across a wider gap nobody is a neighbour
  int seconds = 0;
  std::uint64_t seed = 1;
  bool operator==(const PlanRules&) const = default;
};

// A barrier of the district, for all plans made of a day on which it stands. Facts are ended, never deleted.
struct DistrictBarrier {
  std::int64_t id = 0;
  Barrier line;
  Date from{};
  std::optional<Date> to;  // the first day on which it no longer separates; not after `from`: it never did
  std::string source;      // where the line is from: a drawing, a file, a decree
  Instant added_at{};
  AccountId added_by;
};

struct Plan {
  PlanId id;
  std::string name;
  std::string note;
  Purpose purpose = Purpose::Scenario;
  State state = State::Draft;
  int version = 1;
  Date as_of{};
  std::vector<AreaId> areas;  // subdistricts and communities; none: the whole district
  PlanRules rules;
  Instant created_at{};
  AccountId created_by;
  std::int64_t input = 0;  // the newest look at the territory
  std::int64_t run = 0;    // the division that counts; 0: none yet
  bool stale = false;      // something changed since the run
  std::optional<Date> adopt_on;
  std::optional<Instant> scheduled_at;
  AccountId scheduled_by;
  std::optional<Instant> adopted_at;
  std::int64_t cases_rerouted = 0;
  Text problem;  // why it could not be adopted on its day
};

// A courtyard (or building) that somebody put into another grid of the plan.
struct Move {
  int seq = 0;
  AreaId unit;
  std::uint32_t from = 0;  // keys of grids in the plan
  std::uint32_t to = 0;
  Instant at{};
  AccountId by;
  bool undone = false;
};

struct Comment {
  std::int64_t id = 0;
  std::string text;
  std::optional<std::uint32_t> grid;
  Instant at{};
  AccountId by;
};

struct Approval {
  std::int64_t id = 0;
  AccountId by;
  Instant at{};
  std::string note;
};

// What a person decided on two courtyards, for all plans to come.
struct NeighbourDecision {
  AreaId low;
  AreaId high;
  bool neighbours = false;
  std::string reason;
  Instant at{};
  AccountId by;
};

// When the district's grids are to be looked at again.
struct ReviewDue {
  Date last{};            // the last adoption, or the day the oldest grid in force began
  Date due{};             // the newest day that has come; the first one where none has
  bool come = false;      // that day has come
  bool told = false;      // and somebody was told of it
  std::int64_t open = 0;  // a review that is being worked on; 0: none
};

// A grid that is to come into force: name, code and the slug of its QR code stand fixed from the day it is scheduled.
struct ReservedGrid {
  GridId id;
  std::uint32_t key = 0;
  std::string name;
  std::string code;
  std::string slug;
};

}  // namespace linli::grid_plans
