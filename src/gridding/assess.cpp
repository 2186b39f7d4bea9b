#include "gridding/assess.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <tuple>

#include "gridding/prepared_rules.hpp"
#include "gridding/present_grids.hpp"
#include "gridding/score.hpp"

namespace linli::gridding {
namespace {

class Assessing {
 public:
  Assessing(const Instance& instance, const GridRules& rules, std::span<const std::uint32_t> grid_of)
      : instance_(instance), rules_(rules), prepared_(instance, rules), scorer_(instance), matcher_(prepared_) {
    number(grid_of);
  }

  Assessment run() {
    std::size_t grid = 0;
    for (std::uint32_t community = 0; community < instance_.communities().size(); ++community) {
      CommunityReport report{
          .community = community, .value = {}, .bound = {}, .proof = Proof::None, .method = Method::Given};
      const std::size_t first = grid;
      while (grid < members_.size() && instance_.community(members_[grid].front()) == community) add(grid++, report);
      if (prepared_.has_present_grids()) match(first, grid, community, report);
      report.bound = report.value;
      result_.plan.value += report.value;
      result_.plan.communities.push_back(report);
    }
    result_.plan.bound = result_.plan.value;
    result_.plan.proof = Proof::None;
    result_.plan.method = Method::Given;
    return std::move(result_);
  }

 private:
  // Grids by the community and number of their first courtyard; a courtyard of no grid is one by itself.
  void number(std::span<const std::uint32_t> grid_of) {
    std::vector<std::tuple<std::uint32_t, NodeIndex>> keyed;  // (given grid, courtyard)
    std::vector<std::vector<NodeIndex>> found;
    for (NodeIndex node = 0; node < instance_.size(); ++node) {
      grid_of[node] == kNone ? found.push_back({node}) : keyed.push_back({grid_of[node], node});
    }
    std::ranges::sort(keyed);
    for (std::size_t i = 0; i < keyed.size(); ++i) {
      if (i == 0 || std::get<0>(keyed[i]) != std::get<0>(keyed[i - 1])) found.emplace_back();
      found.back().push_back(std::get<1>(keyed[i]));
    }
    std::ranges::sort(found, {},
                      [&](const auto& grid) { return std::pair(instance_.community(grid.front()), grid.front()); });
    members_ = std::move(found);
    result_.plan.grid_of.resize(instance_.size());
    for (std::uint32_t grid = 0; grid < members_.size(); ++grid) {
      for (const NodeIndex node : members_[grid]) result_.plan.grid_of[node] = grid;
    }
  }

  void add(std::size_t grid, CommunityReport& report) {
    const auto& members = members_[grid];
    Households households = 0;
    for (const NodeIndex node : members) households += instance_.households(node);
    const GridKind kind = prepared_.kind_of(members, households);
    result_.plan.grids.push_back({report.community, kind, households, kNone});
    report.value += scorer_.score(members, kind, rules_.threshold, rules_.upper);
    if (auto fault = fault_of(members)) result_.faults.push_back({static_cast<std::uint32_t>(grid), std::move(*fault)});
  }

  std::optional<Text> fault_of(std::span<const NodeIndex> members) const {
    const auto in_grid = [&](NodeIndex node) {
      return result_.plan.grid_of[node] == result_.plan.grid_of[members.front()];
    };
    for (const NodeIndex node : members) {
      const auto id = instance_.id(node);
      if (instance_.community(node) != instance_.community(members.front())) {
        return Text{fmt::format("“{}”属于别的社区", id), fmt::format("“{}” belongs to another community", id)};
      }
      if (auto fault = mixed(node, members)) return fault;
      for (const NodeIndex other : prepared_.apart_from(node)) {
        if (!in_grid(other)) continue;
        return Text{fmt::format("“{}”与“{}”不能同网格", id, instance_.id(other)),
                    fmt::format("“{}” and “{}” must be kept apart", id, instance_.id(other))};
      }
    }
    for (const auto& group : rules_.together) {
      const auto here = std::ranges::count_if(group, in_grid);
      if (here == 0 || here == static_cast<std::ptrdiff_t>(group.size())) continue;
      return Text{fmt::format("“{}”与同组的小区被拆开", instance_.id(group.front())),
                  fmt::format("“{}” is torn from those it must stay with", instance_.id(group.front()))};
    }
    if (auto lonely = lonely_one(members)) {
      return Text{fmt::format("“{}”应当单独成网格", instance_.id(*lonely)),
                  fmt::format("“{}” must be a grid by itself", instance_.id(*lonely))};
    }
    if (connected(members)) return std::nullopt;
    return Text{"各小区没有连成一片", "its courtyards do not hang together"};
  }

  // Buildings of a courtyard that is split share a grid with nobody but each other, and leftovers where rules let them.
  std::optional<Text> mixed(NodeIndex node, std::span<const NodeIndex> members) const {
    if (!instance_.is_building(node)) return std::nullopt;
    Households guests = 0;
    for (const NodeIndex other : members) {
      if (instance_.split_courtyard(other) == instance_.split_courtyard(node)) continue;
      guests += instance_.households(other);
      const bool open = rules_.leftovers == Leftovers::JoinLarge && !instance_.is_building(other) &&
                        !prepared_.stands_alone(other) && guests < rules_.threshold;
      if (open) continue;
      return Text{fmt::format("“{}”是按楼栋拆分的小区，不能与“{}”同网格", instance_.id(node), instance_.id(other)),
                  fmt::format("“{}” is of a courtyard split by buildings and cannot share a grid with “{}”",
                              instance_.id(node), instance_.id(other))};
    }
    return std::nullopt;
  }

  // A courtyard that must stand alone and does not, as far as the rules do not let leftovers join it.
  std::optional<NodeIndex> lonely_one(std::span<const NodeIndex> members) const {
    for (const NodeIndex node : members) {
      if (!prepared_.stands_alone(node)) continue;
      const bool open = rules_.leftovers == Leftovers::JoinLarge && !prepared_.alone_by_rule(node);
      const bool company = std::ranges::any_of(members, [&](NodeIndex other) {
        const bool grouped = prepared_.group(node) != kNone && prepared_.group(node) == prepared_.group(other);
        return other != node && !grouped && (!open || prepared_.stands_alone(other));
      });
      if (company) return node;
    }
    return std::nullopt;
  }

  bool connected(std::span<const NodeIndex> members) const {
    std::vector<NodeIndex> open{members.front()};
    std::vector<bool> reached(members.size(), false);
    reached[0] = true;
    for (std::size_t head = 0; head < open.size(); ++head) {
      for (std::size_t i = 0; i < members.size(); ++i) {
        if (reached[i] || !touch(open[head], members[i])) continue;
        reached[i] = true;
        open.push_back(members[i]);
      }
    }
    return open.size() == members.size();
  }

  bool touch(NodeIndex a, NodeIndex b) const {
    if (prepared_.group(a) != kNone && prepared_.group(a) == prepared_.group(b)) return true;
    const bool buildings = instance_.is_building(a) || instance_.is_building(b);
    if (rules_.join_by_type && !buildings && instance_.type(a) == instance_.type(b)) return true;
    return std::ranges::any_of(instance_.neighbours(a),
                               [&](const Neighbour& next) { return next.node == b && prepared_.passable(a, next); });
  }

  void match(std::size_t first, std::size_t last, std::uint32_t community, CommunityReport& report) {
    std::vector<std::uint32_t> begin{0};
    std::vector<NodeIndex> courtyards;
    for (std::size_t grid = first; grid < last; ++grid) {
      courtyards.insert(courtyards.end(), members_[grid].begin(), members_[grid].end());
      begin.push_back(static_cast<std::uint32_t>(courtyards.size()));
    }
    const auto match = matcher_.match(community, begin, courtyards);
    for (std::size_t grid = first; grid < last; ++grid)
      result_.plan.grids[grid].present_grid = match.carries_on[grid - first];
    report.value.moved = match.moved;
  }

  const Instance& instance_;
  const GridRules& rules_;
  PreparedRules prepared_;
  GridScorer scorer_;
  PresentGridMatcher matcher_;
  std::vector<std::vector<NodeIndex>> members_;
  Assessment result_;
};

}  // namespace

Assessment assess(const Instance& instance, const GridRules& rules, std::span<const std::uint32_t> grid_of) {
  return Assessing(instance, rules, grid_of).run();
}

}  // namespace linli::gridding
