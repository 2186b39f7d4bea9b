#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

#include "gridding/instance_builder.hpp"

namespace linli::gridding {
namespace {

constexpr double kFurthestBuilding = 2.5;  // times the median distance of neighbouring buildings

// Pairs of buildings that border each other: always enough of them to hold the courtyard together. Positions are used
// when every building has one; otherwise the order in which buildings are listed, which is the order of their numbers.
class BuildingNeighbours {
 public:
  explicit BuildingNeighbours(std::span<const std::optional<Point>> positions)
      : positions_(positions), root_(positions.size()) {
    std::iota(root_.begin(), root_.end(), 0);
  }

  std::vector<std::pair<std::uint32_t, std::uint32_t>> run() {
    if (std::ranges::all_of(positions_, &std::optional<Point>::has_value)) by_position();
    for (std::uint32_t i = 1; i < positions_.size(); ++i) unite(i - 1, i);
    return std::move(pairs_);
  }

 private:
  std::uint32_t find(std::uint32_t node) {
    while (root_[node] != node) node = root_[node] = root_[root_[node]];
    return node;
  }

  // Adds the pair if it joins what was separate; true when it did.
  bool unite(std::uint32_t a, std::uint32_t b) {
    if (find(a) == find(b)) return false;
    root_[find(a)] = find(b);
    pairs_.emplace_back(a, b);
    return true;
  }

  // Shortest first, as in Kruskal's tree, so that long edges come in only where nothing else holds two parts together.
  void by_position() {
    std::vector<Point> points;
    for (const auto& position : positions_) points.push_back(*position);
    auto pairs = neighbours_of_points(points, {}, {.furthest = std::numeric_limits<double>::infinity()}).pairs;
    if (pairs.empty()) return;
    std::ranges::sort(pairs, {}, [](const Adjacency& pair) { return std::tuple(pair.distance, pair.from, pair.to); });
    const double furthest = kFurthestBuilding * pairs[pairs.size() / 2].distance;
    for (const Adjacency& pair : pairs) {
      const bool plain = pair.distance <= furthest && pair.doubt != Doubt::Between;
      if (!unite(pair.from, pair.to) && plain) pairs_.emplace_back(pair.from, pair.to);
    }
  }

  std::span<const std::optional<Point>> positions_;
  std::vector<std::uint32_t> root_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs_;
};

}  // namespace

class InstanceBuilder::State::Splitting {
 public:
  Splitting(State& state, const SplitRule& rule) : state_(state), rule_(rule) {}

  void run() {
    group_buildings();
    choose();
    if (state_.instance.split_courtyards_.empty()) return;
    make_nodes();
    move_edges();
    state_.positions = std::move(positions_);
  }

 private:
  void group_buildings() {
    buildings_of_.resize(state_.instance.ids_.size());
    for (std::uint32_t i = 0; i < state_.buildings.size(); ++i)
      buildings_of_[state_.buildings[i].courtyard].push_back(i);
  }

  void choose() {
    split_.assign(state_.instance.ids_.size(), kNone);
    for (std::uint32_t row = 0; row < split_.size(); ++row) {
      if (buildings_of_[row].empty() || !wanted(row)) continue;
      split_[row] = static_cast<std::uint32_t>(state_.instance.split_courtyards_.size());
      state_.instance.split_courtyards_.push_back(state_.instance.ids_[row]);
    }
  }

  bool wanted(std::uint32_t row) {
    const auto& id = state_.instance.ids_[row];
    if (std::ranges::find(rule_.always, id) != rule_.always.end()) return true;
    return rule_.above > 0 && state_.instance.households_[row] > rule_.above &&
           std::ranges::find(rule_.whole, id) == rule_.whole.end() && divisible(row);
  }

  bool divisible(std::uint32_t row) {
    const auto& id = state_.instance.ids_[row];
    const Households stated = state_.instance.households_[row];
    const std::size_t line = state_.buildings[buildings_of_[row].front()].line;
    Households sum = 0;
    for (const std::uint32_t i : buildings_of_[row]) sum += state_.buildings[i].households;
    if (buildings_of_[row].size() < 2 || sum / 2 < rule_.threshold) {
      state_.notice(
          Fault::Table::Buildings, line,
          {fmt::format("小区“{}”的楼栋（{} 栋，共 {} 户）分不成两个 {} 户的网格，未拆分。", id,
                       buildings_of_[row].size(), sum, rule_.threshold),
           fmt::format("The buildings of “{}” ({} of them, {} households) do not make two grids of {}; it was "
                       "not split.",
                       id, buildings_of_[row].size(), sum, rule_.threshold)});
      return false;
    }
    if (sum != stated) {
      state_.notice(Fault::Table::Buildings, line,
                    {fmt::format("小区“{}”登记 {} 户，楼栋合计 {} 户；按楼栋计算，请核对。", id, stated, sum),
                     fmt::format("“{}” has {} households, its buildings {} together; the buildings are used. Please "
                                 "check them.",
                                 id, stated, sum)});
    }
    return true;
  }

  // Nodes keep the order of the courtyards; buildings stand where their courtyard stood.
  void make_nodes() {
    Instance& instance = state_.instance;
    const Instance rows = std::move(instance);
    instance = Instance();
    instance.types_ = rows.types_, instance.communities_ = rows.communities_, instance.barriers_ = rows.barriers_;
    instance.present_grids_ = rows.present_grids_, instance.split_courtyards_ = rows.split_courtyards_;
    instance.notices_ = rows.notices_;
    for (std::uint32_t row = 0; row < split_.size(); ++row) {
      first_node_.push_back(static_cast<NodeIndex>(instance.ids_.size()));
      if (split_[row] == kNone) {
        add_node(rows, row, kNone);
        continue;
      }
      for (const std::uint32_t building : buildings_of_[row]) add_node(rows, row, building);
      link_buildings(row);
    }
  }

  void add_node(const Instance& rows, std::uint32_t row, std::uint32_t building) {
    Instance& instance = state_.instance;
    const Building* part = building == kNone ? nullptr : &state_.buildings[building];
    instance.ids_.push_back(part ? part->id : rows.ids_[row]);
    instance.households_.push_back(part ? part->households : rows.households_[row]);
    instance.type_.push_back(rows.type_[row]);
    instance.community_.push_back(rows.community_[row]);
    instance.present_grid_.push_back(part ? part->present_grid : rows.present_grid_[row]);
    instance.attribute_.push_back(rows.attribute_[row]);
    instance.split_.push_back(split_[row]);
    instance.origin_.push_back({row, building});
    positions_.push_back(part && part->position ? part->position : state_.positions[row]);
  }

  void link_buildings(std::uint32_t row) {
    std::vector<std::optional<Point>> known;
    for (const std::uint32_t building : buildings_of_[row]) known.push_back(state_.buildings[building].position);
    const NodeIndex first = first_node_[row];
    for (const auto& [a, b] : BuildingNeighbours(known).run()) inside_.push_back({first + a, first + b, kNone});
  }

  void move_edges() {
    for (Edge& edge : state_.edges) {
      edge = {stand_in(edge.from, state_.positions[edge.to]), stand_in(edge.to, state_.positions[edge.from]),
              edge.barrier};
    }
    state_.edges.insert(state_.edges.end(), inside_.begin(), inside_.end());
  }

  // The node that borders what lies at `other`: the courtyard, or its nearest building.
  NodeIndex stand_in(std::uint32_t row, const std::optional<Point>& other) const {
    const NodeIndex first = first_node_[row];
    if (split_[row] == kNone || !other) return first;
    NodeIndex nearest = first;
    const auto distance = [&](NodeIndex node) {
      const auto& position = positions_[node];
      return position ? std::hypot(position->x - other->x, position->y - other->y) : HUGE_VAL;
    };
    for (NodeIndex node = first; node < first + buildings_of_[row].size(); ++node) {
      if (distance(node) < distance(nearest)) nearest = node;
    }
    return nearest;
  }

  State& state_;
  const SplitRule& rule_;
  std::vector<std::vector<std::uint32_t>> buildings_of_;  // by courtyard
  std::vector<std::uint32_t> split_;                      // by courtyard: its number among those split, or kNone
  std::vector<NodeIndex> first_node_;                     // by courtyard
  std::vector<std::optional<Point>> positions_;           // by node
  std::vector<Edge> inside_;                              // between buildings of one courtyard
};

void InstanceBuilder::State::split(const SplitRule& rule) { Splitting(*this, rule).run(); }

}  // namespace linli::gridding
