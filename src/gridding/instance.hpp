#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gridding/types.hpp"

namespace linli::gridding {

// One edge as seen from one of its ends.
struct Neighbour {
  NodeIndex node;
  std::uint32_t barrier;  // kNone, or an index into Instance::barriers(): a road, river or wall between the two
};

// Where a node comes from, by the order in which rows were added.
struct Origin {
  std::uint32_t courtyard;
  std::uint32_t building;  // kNone: the whole courtyard
};

// The courtyards of a district and who borders whom. Where a large courtyard is split (R053), each of its buildings
// takes the place of a courtyard. Immutable; safe to read from any number of threads.
class Instance {
 public:
  std::size_t size() const { return households_.size(); }
  std::string_view id(NodeIndex node) const { return ids_[node]; }
  Households households(NodeIndex node) const { return households_[node]; }
  std::uint32_t type(NodeIndex node) const { return type_[node]; }
  std::uint32_t community(NodeIndex node) const { return community_[node]; }
  std::uint32_t present_grid(NodeIndex node) const { return present_grid_[node]; }  // kNone: in no grid today
  double attribute(NodeIndex node) const { return attribute_[node]; }
  double x(NodeIndex node) const { return x_[node]; }
  double y(NodeIndex node) const { return y_[node]; }
  bool has_positions() const { return has_positions_; }
  std::span<const Neighbour> neighbours(NodeIndex node) const {
    return {neighbours_.data() + begin_[node], neighbours_.data() + begin_[node + 1]};
  }
  std::span<const NodeIndex> courtyards_of(std::uint32_t community) const {
    return {members_.data() + member_begin_[community], members_.data() + member_begin_[community + 1]};
  }
  std::span<const std::string> types() const { return types_; }
  std::span<const std::string> communities() const { return communities_; }
  std::span<const std::string> present_grids() const { return present_grids_; }
  std::span<const std::string> barriers() const { return barriers_; }
  std::span<const Fault> notices() const { return notices_; }
  std::optional<NodeIndex> find(std::string_view id) const;

  bool is_building(NodeIndex node) const { return split_courtyard(node) != kNone; }
  // Which of the courtyards that are split the building belongs to; kNone for a whole courtyard.
  std::uint32_t split_courtyard(NodeIndex node) const { return split_.empty() ? kNone : split_[node]; }
  std::span<const std::string> split_courtyards() const { return split_courtyards_; }  // their ids
  Origin origin(NodeIndex node) const { return origin_.empty() ? Origin{node, kNone} : origin_[node]; }

 private:
  friend class InstanceBuilder;
  Instance() = default;

  std::vector<std::string> ids_;
  std::vector<NodeIndex> by_id_;  // sorted by id, for find()
  std::vector<Households> households_;
  std::vector<std::uint32_t> type_, community_, present_grid_;
  std::vector<double> attribute_, x_, y_;
  std::vector<std::uint32_t> begin_;  // CSR: neighbours of node i are [begin_[i], begin_[i + 1])
  std::vector<Neighbour> neighbours_;
  std::vector<std::uint32_t> member_begin_;  // CSR: courtyards by community
  std::vector<NodeIndex> members_;
  std::vector<std::string> types_, communities_, present_grids_, barriers_, split_courtyards_;
  std::vector<std::uint32_t> split_;  // by node; empty when no courtyard is split, like origin_
  std::vector<Origin> origin_;
  std::vector<Fault> notices_;
  bool has_positions_ = false;
};

// A row of the register of courtyards, as the caller read it; empty text means that the cell is empty.
struct CourtyardRow {
  std::string_view id;
  std::optional<Households> households;
  std::string_view type = {};
  std::string_view community = {};
  std::string_view present_grid = {};
  double attribute = 0;
  std::optional<double> x = {};
  std::optional<double> y = {};
  std::size_t line = 0;
};

// A row of the register of buildings.
struct BuildingRow {
  std::string_view courtyard;  // the id of a courtyard that was added before
  std::string_view id;         // unique inside the courtyard; the node's id is "<courtyard>/<id>"
  std::optional<Households> households;
  std::string_view present_grid = {};  // empty: that of the courtyard
  std::optional<double> x = {};
  std::optional<double> y = {};
  std::size_t line = 0;
};

// Which courtyards are split by buildings (R053). Neighbours among the buildings come from their positions, or from the
// order in which they were added; what bordered the courtyard borders its nearest building.
struct SplitRule {
  Households above = 0;                  // courtyards with more households than this; 0: none
  Households threshold = 300;            // whose buildings add up to at least twice this
  std::vector<std::string> whole = {};   // ids of courtyards that stay whole
  std::vector<std::string> always = {};  // ids of courtyards that are split whatever their size, as they are today
};

// A row of the list of neighbours. One direction is enough; the same pair twice is one edge.
struct EdgeRow {
  std::string_view from;
  std::string_view to;
  std::string_view barrier = {};
  std::size_t line = 0;
};

// Checks rows and makes an Instance of them. Errors are collected, so that an office mends its file once.
//   Errors: an id empty or used twice; households negative or above 10^9; a position that is not a finite number;
//           an edge or a building that names an unknown courtyard; a building listed twice.
//   Notices: households missing (counted as 0); buildings that do not add up to their courtyard, or do not allow to
//           split it; an edge from a courtyard to itself (ignored); an edge listed again with
//           another barrier (the barrier stays).
class InstanceBuilder {
 public:
  InstanceBuilder();
  ~InstanceBuilder();
  InstanceBuilder(InstanceBuilder&&) noexcept;
  InstanceBuilder& operator=(InstanceBuilder&&) noexcept;

  void reserve(std::size_t courtyards, std::size_t edges);
  void add(const CourtyardRow& row);
  void add_building(const BuildingRow& row);  // after every courtyard was added
  void join(const EdgeRow& row);              // after every courtyard was added
  [[nodiscard]] std::expected<Instance, std::vector<Fault>> build(const SplitRule& split = {}) &&;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace linli::gridding
