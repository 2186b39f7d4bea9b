#include "gridding_files/read_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace linli::gridding_files {
namespace {

using gridding::Instance;
using gridding::NodeIndex;
using Column = TableReader::Column;

// The courtyard of this id, or all buildings of it where it is split.
std::vector<NodeIndex> nodes_named(const Instance& instance, std::string_view id) {
  if (const auto node = instance.find(id)) return {*node};
  const auto split = instance.split_courtyards();
  const auto number = static_cast<std::uint32_t>(std::ranges::find(split, id) - split.begin());
  std::vector<NodeIndex> buildings;
  for (NodeIndex node = 0; number < split.size() && node < instance.size(); ++node) {
    if (instance.split_courtyard(node) == number) buildings.push_back(node);
  }
  return buildings;
}

FileFault unknown_name(const std::string& file, std::size_t line, const std::string& id) {
  return {file,
          line,
          {fmt::format("编号“{}”不在小区表里，请核对。", id),
           fmt::format("“{}” is not among the courtyards. Please check it.", id)}};
}

}  // namespace

NamedRules::NamedRules(const RuleFiles& files, ReadFailure& failure) : files_(files) {
  if (!files.together.empty()) {
    TableReader table(files.together, failure);
    const Column group = table.need({"group", "组", "分组"}), id = table.need({"id", "编号", "小区编号"});
    while (group && id && table.next())
      members_.push_back({std::string(table.text(group)), std::string(table.text(id)), table.line()});
  }
  if (!files.apart.empty()) {
    TableReader table(files.apart, failure);
    const Column first = table.need({"u", "from", "小区"}), second = table.need({"v", "to", "另一小区"});
    while (first && second && table.next())
      pairs_.push_back({std::string(table.text(first)), std::string(table.text(second)), table.line()});
  }
}

std::vector<std::string> NamedRules::bound_together() const {
  std::vector<std::string> ids;
  for (const Member& member : members_) ids.push_back(member.id);
  return ids;
}

void NamedRules::resolve(const Instance& instance, gridding::GridRules& rules, ReadFailure& failure) const {
  resolve_together(instance, rules, failure);
  resolve_apart(instance, rules, failure);
}

void NamedRules::resolve_together(const Instance& instance, gridding::GridRules& rules, ReadFailure& failure) const {
  std::map<std::string_view, std::vector<NodeIndex>> groups;
  for (const Member& member : members_) {
    const auto node = instance.find(member.id);
    if (!node) {
      failure.faults.push_back(unknown_name(files_.together, member.line, member.id));
      continue;
    }
    auto& group = groups[member.group];
    if (!group.empty() && instance.community(group.front()) != instance.community(*node)) {
      failure.faults.push_back(
          {files_.together,
           member.line,
           {fmt::format("“{}”与“{}”要求划在同一网格，但不在同一社区。", instance.id(group.front()), member.id),
            fmt::format("“{}” and “{}” must share a grid but lie in different communities.", instance.id(group.front()),
                        member.id)}});
    }
    if (std::ranges::find(group, *node) == group.end()) group.push_back(*node);
  }
  for (auto& [name, group] : groups) rules.together.push_back(std::move(group));
}

void NamedRules::resolve_apart(const Instance& instance, gridding::GridRules& rules, ReadFailure& failure) const {
  const auto grouped = [&](NodeIndex a, NodeIndex b) {
    return std::ranges::any_of(rules.together, [&](const auto& group) {
      return std::ranges::find(group, a) != group.end() && std::ranges::find(group, b) != group.end();
    });
  };
  for (const Pair& pair : pairs_) {
    const auto first = nodes_named(instance, pair.first), second = nodes_named(instance, pair.second);
    if (first.empty()) failure.faults.push_back(unknown_name(files_.apart, pair.line, pair.first));
    if (second.empty()) failure.faults.push_back(unknown_name(files_.apart, pair.line, pair.second));
    bool contradicted = pair.first == pair.second && !first.empty();
    for (const NodeIndex a : first) {
      for (const NodeIndex b : second) {
        contradicted |= grouped(a, b);
        if (a != b) rules.apart.emplace_back(a, b);
      }
    }
    if (!contradicted) continue;
    failure.faults.push_back(
        {files_.apart,
         pair.line,
         {fmt::format("“{}”与“{}”既要求同网格，又要求分开。", pair.first, pair.second),
          fmt::format("“{}” and “{}” must be both together and apart.", pair.first, pair.second)}});
  }
}

}  // namespace linli::gridding_files
