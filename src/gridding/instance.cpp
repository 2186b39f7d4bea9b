#include "gridding/instance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "gridding/instance_builder.hpp"

namespace linli::gridding {
namespace {

// The number of a name, given in order of first appearance.
std::uint32_t intern(NameIndex& index, std::vector<std::string>& names, std::string_view name) {
  if (auto found = index.find(name); found != index.end()) return found->second;
  const auto number = static_cast<std::uint32_t>(names.size());
  names.emplace_back(name);
  index.emplace(std::string(name), number);
  return number;
}

}  // namespace

InstanceBuilder::InstanceBuilder() : state_(std::make_unique<State>()) {}
InstanceBuilder::~InstanceBuilder() = default;
InstanceBuilder::InstanceBuilder(InstanceBuilder&&) noexcept = default;
InstanceBuilder& InstanceBuilder::operator=(InstanceBuilder&&) noexcept = default;

void InstanceBuilder::reserve(std::size_t courtyards, std::size_t edges) {
  state_->ids.reserve(courtyards);
  state_->instance.ids_.reserve(courtyards);
  state_->edges.reserve(edges);
}

Households InstanceBuilder::State::checked_households(Fault::Table table, std::string_view id, std::size_t line,
                                                      std::optional<Households> households) {
  if (!households) {
    notice(table, line,
           {fmt::format("“{}”没有填户数，按 0 户计算；请补填。", id),
            fmt::format("“{}” has no households; counted as 0. Please fill it in.", id)});
    return 0;
  }
  if (*households < 0 || *households > kMostHouseholds) {
    error(table, line,
          {fmt::format("“{}”的户数 {} 不在 0 到 1000000000 之间，请改正。", id, *households),
           fmt::format("“{}” has {} households, which is not between 0 and 1000000000. Please correct it.", id,
                       *households)});
    return 0;
  }
  return *households;
}

std::optional<Point> InstanceBuilder::State::checked_position(Fault::Table table, std::string_view id, std::size_t line,
                                                              std::optional<double> x, std::optional<double> y) {
  if (!x || !y) return std::nullopt;
  if (std::isfinite(*x) && std::isfinite(*y)) return Point{*x, *y};
  error(table, line,
        {fmt::format("“{}”的坐标不是有限的数，请改正或留空。", id),
         fmt::format("The position of “{}” is not a finite number. Correct it or leave it empty.", id)});
  return std::nullopt;
}

void InstanceBuilder::add(const CourtyardRow& row) {
  State& state = *state_;
  Instance& instance = state.instance;
  if (row.id.empty()) {
    state.error(Fault::Table::Nodes, row.line,
                {"这一行没有编号，请填写小区编号。", "This row has no id. Please fill in the courtyard's id."});
    return;
  }
  const auto number = static_cast<NodeIndex>(instance.ids_.size());
  if (!state.ids.emplace(std::string(row.id), number).second) {
    state.error(Fault::Table::Nodes, row.line,
                {fmt::format("小区编号“{}”出现了两次，请只保留一行。", row.id),
                 fmt::format("The id “{}” is used twice. Please keep one row.", row.id)});
    return;
  }
  instance.ids_.emplace_back(row.id);
  instance.households_.push_back(state.checked_households(Fault::Table::Nodes, row.id, row.line, row.households));
  instance.type_.push_back(intern(state.types, instance.types_, row.type));
  instance.community_.push_back(intern(state.communities, instance.communities_, row.community));
  instance.present_grid_.push_back(
      row.present_grid.empty() ? kNone : intern(state.present_grids, instance.present_grids_, row.present_grid));
  instance.attribute_.push_back(row.attribute);
  state.positions.push_back(state.checked_position(Fault::Table::Nodes, row.id, row.line, row.x, row.y));
}

void InstanceBuilder::add_building(const BuildingRow& row) {
  State& state = *state_;
  const auto error = [&](std::string zh, std::string en) {
    state.error(Fault::Table::Buildings, row.line, {std::move(zh), std::move(en)});
  };
  if (row.id.empty())
    return error("这一行没有楼栋编号，请填写。", "This row has no id of a building. Please fill it in.");
  const auto courtyard = state.ids.find(row.courtyard);
  if (courtyard == state.ids.end()) {
    return error(fmt::format("楼栋“{}”所在的小区“{}”不在小区表里，请核对。", row.id, row.courtyard),
                 fmt::format("Building “{}” lies in “{}”, which is not among the courtyards. Please check it.", row.id,
                             row.courtyard));
  }
  const std::string name = fmt::format("{}/{}", row.courtyard, row.id);
  if (!state.building_ids.emplace(name).second || state.ids.contains(name)) {
    return error(fmt::format("楼栋“{}”出现了两次，请只保留一行。", name),
                 fmt::format("Building “{}” is listed twice. Please keep one row.", name));
  }
  state.buildings.push_back(
      {.courtyard = courtyard->second,
       .id = name,
       .households = state.checked_households(Fault::Table::Buildings, name, row.line, row.households),
       .present_grid = row.present_grid.empty()
                           ? state.instance.present_grid_[courtyard->second]
                           : intern(state.present_grids, state.instance.present_grids_, row.present_grid),
       .position = state.checked_position(Fault::Table::Buildings, name, row.line, row.x, row.y),
       .line = row.line});
}

std::optional<NodeIndex> InstanceBuilder::State::known(std::string_view id, std::size_t line) {
  if (auto found = ids.find(id); found != ids.end()) return found->second;
  error(Fault::Table::Edges, line,
        {fmt::format("相邻表中的编号“{}”不在小区表里，请核对。", id),
         fmt::format("The list of neighbours names “{}”, which is not among the courtyards. Please check it.", id)});
  return std::nullopt;
}

void InstanceBuilder::join(const EdgeRow& row) {
  State& state = *state_;
  const auto from = state.known(row.from, row.line);
  const auto to = state.known(row.to, row.line);
  if (!from || !to) return;
  if (*from == *to) {
    state.notice(Fault::Table::Edges, row.line,
                 {fmt::format("小区“{}”与自己相邻，这一行已忽略。", row.from),
                  fmt::format("Courtyard “{}” is listed as its own neighbour; the row was ignored.", row.from)});
    return;
  }
  const std::uint32_t barrier =
      row.barrier.empty() ? kNone : intern(state.barriers, state.instance.barriers_, row.barrier);
  state.edges.push_back({*from, *to, barrier});
}

// Compactness over part of the courtyards would pull grids apart at random; it counts for all of them or for none.
void InstanceBuilder::State::place() {
  instance.has_positions_ = std::ranges::all_of(positions, &std::optional<Point>::has_value);
  for (const auto& position : positions) {
    const bool used = instance.has_positions_;
    instance.x_.push_back(used ? position->x : 0.0);
    instance.y_.push_back(used ? position->y : 0.0);
  }
}

// Counting sort into CSR, then sort and unite each row: O(E log degree), no allocation per node.
void InstanceBuilder::State::link_neighbours() {
  const std::size_t n = instance.households_.size();
  std::vector<std::uint32_t> begin(n + 1, 0);
  for (const Edge& edge : edges) ++begin[edge.from + 1], ++begin[edge.to + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<Neighbour> all(begin[n]);
  std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
  for (const Edge& edge : edges) {
    all[next[edge.from]++] = {edge.to, edge.barrier};
    all[next[edge.to]++] = {edge.from, edge.barrier};
  }
  instance.begin_.assign(n + 1, 0);
  std::uint32_t kept = 0;
  for (NodeIndex node = 0; node < n; ++node) {
    // A named barrier sorts before kNone and wins, so that a pair listed again without it stays separated.
    std::sort(all.begin() + begin[node], all.begin() + begin[node + 1], [](const Neighbour& a, const Neighbour& b) {
      return a.node != b.node ? a.node < b.node : a.barrier < b.barrier;
    });
    for (std::uint32_t i = begin[node]; i < begin[node + 1]; ++i) {
      if (kept == instance.begin_[node] || all[kept - 1].node != all[i].node) all[kept++] = all[i];
    }
    instance.begin_[node + 1] = kept;
  }
  all.resize(kept);
  instance.neighbours_ = std::move(all);
}

void InstanceBuilder::State::group_by_community() {
  const std::size_t n = instance.households_.size();
  auto& begin = instance.member_begin_;
  begin.assign(instance.communities_.size() + 1, 0);
  for (NodeIndex node = 0; node < n; ++node) ++begin[instance.community_[node] + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  instance.members_.resize(n);
  std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
  for (NodeIndex node = 0; node < n; ++node) instance.members_[next[instance.community_[node]]++] = node;
}

std::expected<Instance, std::vector<Fault>> InstanceBuilder::build(const SplitRule& split) && {
  State& state = *state_;
  if (!state.errors.empty()) return std::unexpected(std::move(state.errors));
  Instance& instance = state.instance;
  if (split.above > 0 || !split.always.empty()) state.split(split);
  state.place();
  state.link_neighbours();
  state.group_by_community();
  instance.by_id_.resize(instance.size());
  std::iota(instance.by_id_.begin(), instance.by_id_.end(), 0);
  std::ranges::sort(instance.by_id_, {}, [&](NodeIndex node) -> const std::string& { return instance.ids_[node]; });
  return std::move(instance);
}

std::optional<NodeIndex> Instance::find(std::string_view id) const {
  const auto found =
      std::ranges::lower_bound(by_id_, id, {}, [&](NodeIndex node) { return std::string_view(ids_[node]); });
  if (found == by_id_.end() || ids_[*found] != id) return std::nullopt;
  return *found;
}

}  // namespace linli::gridding
