#include "gridding/explain.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace linli::gridding {
namespace {

constexpr std::size_t kNamed = 4;  // courtyards listed by name before “等” takes over

class Explanation {
 public:
  Explanation(const Instance& instance, const GridRules& rules, const Grid& grid, std::span<const NodeIndex> members)
      : instance_(instance), rules_(rules), grid_(grid), members_(members) {}

  Text text() const {
    Text result = reason();
    if (rules_.replan) {
      const Text origin = carried_on();
      result.zh += origin.zh;
      result.en += origin.en;
    }
    result.zh += "。";
    result.en += ".";
    return result;
  }

 private:
  Text reason() const {
    switch (grid_.kind) {
      case GridKind::Large:
        return large();
      case GridKind::ByRule:
        return {fmt::format("“{}”属于“{}”，按规则单独成网格（{} 户）", first(), type(), grid_.households),
                fmt::format("“{}” is of type “{}”, which stands alone by rule ({} households)", first(), type(),
                            grid_.households)};
      case GridKind::Joined:
        return joined();
      case GridKind::Part:
        return part();
      case GridKind::Undersize:
        return undersize();
      case GridKind::Extended:
        return {fmt::format("{} 并入单独成网格的大小区，共 {} 户", names("、", "等 {} 个小区"), grid_.households),
                fmt::format("{} share the grid of a large courtyard, {} households in all",
                            names(", ", " and others, {} in all,"), grid_.households)};
    }
    return {};
  }

  Text large() const {
    Text text{fmt::format("“{}”有 {} 户，超过 {} 户，单独成网格", first(), grid_.households, rules_.threshold),
              fmt::format("“{}” has {} households, more than {}, and is a grid by itself", first(), grid_.households,
                          rules_.threshold)};
    if (rules_.split_above == 0 || grid_.households <= rules_.split_above) return text;
    const Households parts = std::max<Households>(2, grid_.households / rules_.upper);
    text.zh += fmt::format("；高于 {} 户，登记楼栋户数后可按楼栋分为约 {} 个网格", rules_.split_above, parts);
    text.en += fmt::format("; above {}, it may be split into about {} grids once its buildings are known",
                           rules_.split_above, parts);
    return text;
  }

  Text joined() const {
    if (members_.size() == 1) {
      return {fmt::format("“{}”正好达到 {} 户，自成网格", first(), rules_.threshold),
              fmt::format("“{}” reaches {} households exactly and makes a grid", first(), rules_.threshold)};
    }
    const bool apart = rules_.join_by_type && !neighbourly();
    Text text{fmt::format("{} 各不超过 {} 户，{}，合为 {} 户的网格", names("、", "等 {} 个小区"), rules_.threshold,
                          apart ? "同类型联合" : "邻近连片", grid_.households),
              fmt::format("{} have at most {} households each and {}: {} households together",
                          names(", ", " and others, {} in all,"), rules_.threshold,
                          apart ? "join as one type" : "border each other", grid_.households)};
    add_excess(text);
    return text;
  }

  Text part() const {
    std::vector<NodeIndex> buildings, others;
    for (const NodeIndex node : members_) (instance_.is_building(node) ? buildings : others).push_back(node);
    const auto& courtyard = instance_.split_courtyards()[instance_.split_courtyard(buildings.front())];
    const Text why = why_split();
    Text text{fmt::format("“{}”按楼栋划分（{}），{} 成为 {} 户的网格", courtyard, why.zh,
                          names(buildings, "、", "等 {} 栋"), grid_.households),
              fmt::format("“{}” is split by buildings ({}): {} make a grid of {}", courtyard, why.en,
                          names(buildings, ", ", " and others, {} in all,"), grid_.households)};
    if (!others.empty()) {
      text.zh += fmt::format("，并入 {}", names(others, "、", "等 {} 个小区"));
      text.en += fmt::format(", with {} joined to them", names(others, ", ", " and others, {} in all,"));
    }
    add_excess(text);
    return text;
  }

  Text why_split() const {
    if (rules_.split_above == 0) return {"现行如此", "as it is today"};
    return {fmt::format("高于 {} 户", rules_.split_above), fmt::format("above {} households", rules_.split_above)};
  }

  void add_excess(Text& text) const {
    if (grid_.households <= rules_.upper) return;
    text.zh += fmt::format("；比上限 {} 户多 {} 户", rules_.upper, grid_.households - rules_.upper);
    text.en += fmt::format("; {} above the upper end of {}", grid_.households - rules_.upper, rules_.upper);
  }

  Text undersize() const {
    const Text why = why_nobody_joins();
    return {fmt::format("{} 共 {} 户，不足 {} 户：{}", names("、", "等 {} 个小区"), grid_.households, rules_.threshold,
                        why.zh),
            fmt::format("{} have {} households, fewer than {}: {}", names(", ", " and others, {} in all,"),
                        grid_.households, rules_.threshold, why.en)};
  }

  // The nearest reason, from the outside in: nobody there, another community, a barrier, neighbours that stand alone.
  Text why_nobody_joins() const {
    bool any = false, inside = false, open = false;
    for (const NodeIndex node : members_) {
      for (const Neighbour& next : instance_.neighbours(node)) {
        if (std::ranges::find(members_, next.node) != members_.end()) continue;
        any = true;
        if (instance_.community(next.node) != instance_.community(node)) continue;
        inside = true;
        open |= next.barrier == kNone || std::ranges::find(rules_.crossable, next.barrier) != rules_.crossable.end();
      }
    }
    if (!any) return {"没有相邻的小区", "it has no neighbours"};
    if (!inside) return {"相邻的小区都在别的社区", "its neighbours lie in other communities"};
    if (!open)
      return {"与本社区其他小区之间有不可跨越的道路、河流或围墙",
              "a road, river or wall separates it from its community"};
    return {"相邻的小区都单独成网格或不能与它同网格",
            "its neighbours are grids by themselves or must be kept apart from it"};
  }

  Text carried_on() const {
    if (grid_.present_grid == kNone) return {"；新网格", "; a new grid"};
    const auto& name = instance_.present_grids()[grid_.present_grid];
    Households came = 0;
    for (const NodeIndex node : members_) {
      if (instance_.present_grid(node) != grid_.present_grid) came += instance_.households(node);
    }
    if (came == 0) return {fmt::format("；沿用原网格“{}”", name), fmt::format("; carries on grid “{}”", name)};
    return {fmt::format("；沿用原网格“{}”，调入 {} 户", name, came),
            fmt::format("; carries on grid “{}” and takes in {} households", name, came)};
  }

  // Is every courtyard bordered by another of the grid?
  bool neighbourly() const {
    return std::ranges::all_of(members_, [&](NodeIndex node) {
      return std::ranges::any_of(instance_.neighbours(node), [&](const Neighbour& next) {
        return std::ranges::find(members_, next.node) != members_.end();
      });
    });
  }

  std::string_view first() const { return instance_.id(members_.front()); }
  std::string_view type() const { return instance_.types()[instance_.type(members_.front())]; }

  std::string names(std::string_view separator, std::string_view more) const {
    return names(members_, separator, more);
  }
  std::string names(std::span<const NodeIndex> nodes, std::string_view separator, std::string_view more) const {
    std::string list;
    for (std::size_t i = 0; i < std::min(nodes.size(), kNamed); ++i) {
      list += fmt::format("{}“{}”", i == 0 ? "" : separator, instance_.id(nodes[i]));
    }
    if (nodes.size() > kNamed) list += fmt::format(fmt::runtime(more), nodes.size());
    return list;
  }

  const Instance& instance_;
  const GridRules& rules_;
  const Grid& grid_;
  std::span<const NodeIndex> members_;
};

}  // namespace

Text explain(const Instance& instance, const GridRules& rules, const Grid& grid, std::span<const NodeIndex> members) {
  return Explanation(instance, rules, grid, members).text();
}

}  // namespace linli::gridding
