#include "gridding/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace linli::gridding {
namespace {

Fault fault(Text text) { return {Fault::Severity::Error, Fault::Table::Rules, 0, std::move(text)}; }

void check_threshold(Households threshold, std::vector<Fault>& faults) {
  if (threshold >= 1) return;
  faults.push_back(fault({fmt::format("户数下限是 {}，应当至少为 1。", threshold),
                          fmt::format("The threshold is {}; it must be at least 1.", threshold)}));
}

void check_order(const GridRules& rules, std::vector<Fault>& faults) {
  auto sorted = rules.order;
  std::ranges::sort(sorted);
  if (std::ranges::adjacent_find(sorted) == sorted.end()) return;
  faults.push_back(fault({"目标的先后次序里有重复，请每个目标只列一次。",
                          "The order of objectives names one of them twice. Please list each once."}));
}

bool known(NodeIndex node, const Instance& instance, std::vector<Fault>& faults) {
  if (node < instance.size()) return true;
  faults.push_back(
      fault({fmt::format("规则里提到第 {} 个小区，但一共只有 {} 个。", node, instance.size()),
             fmt::format("A rule names courtyard number {}, but there are only {}.", node, instance.size())}));
  return false;
}

void check_together(const GridRules& rules, const Instance& instance, std::vector<Fault>& faults) {
  for (const auto& group : rules.together) {
    for (const NodeIndex node : group) {
      if (!known(node, instance, faults)) return;
      if (instance.split_courtyard(node) != instance.split_courtyard(group.front())) {
        faults.push_back(
            fault({fmt::format("“{}”与“{}”要求划在同一网格，但其中有已按楼栋拆分的小区。", instance.id(group.front()),
                               instance.id(node)),
                   fmt::format("“{}” and “{}” must share a grid, but a courtyard among them is split by buildings.",
                               instance.id(group.front()), instance.id(node))}));
        continue;
      }
      if (instance.community(node) == instance.community(group.front())) continue;
      faults.push_back(fault(
          {fmt::format("“{}”与“{}”要求划在同一网格，但不在同一社区。", instance.id(group.front()), instance.id(node)),
           fmt::format("“{}” and “{}” must share a grid but lie in different communities.", instance.id(group.front()),
                       instance.id(node))}));
    }
  }
}

void check_apart(const GridRules& rules, const Instance& instance, std::vector<Fault>& faults) {
  const std::vector<std::uint32_t> group_of = groups_of(instance, rules);
  for (const auto& [first, second] : rules.apart) {
    if (!known(first, instance, faults) || !known(second, instance, faults)) return;
    const bool grouped = !group_of.empty() && group_of[first] != kNone && group_of[first] == group_of[second];
    const bool contradicted = first == second || grouped;
    if (!contradicted) continue;
    faults.push_back(fault(
        {fmt::format("“{}”与“{}”既要求同网格，又要求分开。", instance.id(first), instance.id(second)),
         fmt::format("“{}” and “{}” must be both together and apart.", instance.id(first), instance.id(second))}));
  }
}

}  // namespace

std::vector<std::uint32_t> groups_of(const Instance& instance, const GridRules& rules) {
  if (rules.together.empty()) return {};
  std::vector<std::uint32_t> root(instance.size());
  std::iota(root.begin(), root.end(), 0);
  const auto find = [&](std::uint32_t node) {
    while (root[node] != node) node = root[node] = root[root[node]];
    return node;
  };
  std::vector<bool> grouped(instance.size(), false);
  for (const auto& group : rules.together) {
    for (const NodeIndex node : group) {
      grouped[node] = true;
      root[find(node)] = find(group.front());
    }
  }
  std::vector<std::uint32_t> result(instance.size(), kNone);
  for (NodeIndex node = 0; node < instance.size(); ++node) {
    if (grouped[node]) result[node] = find(node);
  }
  return result;
}

std::vector<Fault> check(const GridRules& rules, const Instance& instance) {
  std::vector<Fault> faults;
  check_threshold(rules.threshold, faults);
  if (rules.upper < rules.threshold) {
    faults.push_back(fault({fmt::format("户数上限 {} 小于下限 {}。", rules.upper, rules.threshold),
                            fmt::format("The upper end {} is below the threshold {}.", rules.upper, rules.threshold)}));
  }
  check_order(rules, faults);
  check_together(rules, instance, faults);
  if (faults.empty()) check_apart(rules, instance, faults);
  return faults;
}

std::vector<Fault> check(const RegionRules& rules, const Instance& instance) {
  std::vector<Fault> faults;
  check_threshold(rules.threshold, faults);
  if (rules.regions > instance.size()) {
    faults.push_back(
        fault({fmt::format("要求 {} 个区域，但只有 {} 个单元。", rules.regions, instance.size()),
               fmt::format("{} regions are asked for, but there are only {} units.", rules.regions, instance.size())}));
  }
  return faults;
}

}  // namespace linli::gridding
