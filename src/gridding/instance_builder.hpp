#pragma once
// What rows are gathered in until they make an Instance. Only instance.cpp and split_courtyards.cpp include this.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "gridding/instance.hpp"
#include "gridding/neighbours.hpp"

namespace linli::gridding {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using NameIndex = std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>>;

struct InstanceBuilder::State {
  struct Edge {
    NodeIndex from, to;
    std::uint32_t barrier;
  };
  struct Building {
    std::uint32_t courtyard;
    std::string id;
    Households households;
    std::uint32_t present_grid;
    std::optional<Point> position;
    std::size_t line;
  };

  Instance instance;
  NameIndex ids, types, communities, present_grids, barriers;
  std::vector<std::optional<Point>> positions;  // by courtyard; by node once courtyards are split
  std::vector<Edge> edges;
  std::vector<Building> buildings;
  std::unordered_set<std::string> building_ids;
  std::vector<Fault> errors;

  void error(Fault::Table table, std::size_t line, Text text) {
    errors.push_back({Fault::Severity::Error, table, line, std::move(text)});
  }
  void notice(Fault::Table table, std::size_t line, Text text) {
    instance.notices_.push_back({Fault::Severity::Notice, table, line, std::move(text)});
  }
  Households checked_households(Fault::Table table, std::string_view id, std::size_t line,
                                std::optional<Households> households);
  std::optional<Point> checked_position(Fault::Table table, std::string_view id, std::size_t line,
                                        std::optional<double> x, std::optional<double> y);
  std::optional<NodeIndex> known(std::string_view id, std::size_t line);
  // Puts buildings in the place of the courtyards that the rule names.
  class Splitting;
  void split(const SplitRule& rule);
  void place();
  void link_neighbours();
  void group_by_community();
};

}  // namespace linli::gridding
