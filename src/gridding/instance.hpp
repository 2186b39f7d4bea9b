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

// The courtyards of a district and who borders whom. Immutable; safe to read from any number of threads.
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
  std::vector<std::string> types_, communities_, present_grids_, barriers_;
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

// A row of the list of neighbours. One direction is enough; the same pair twice is one edge.
struct EdgeRow {
  std::string_view from;
  std::string_view to;
  std::string_view barrier = {};
  std::size_t line = 0;
};

// Checks rows and makes an Instance of them. Errors are collected, so that an office mends its file once.
//   Errors: an id empty or used twice; households negative or above 10^9; a position that is not a finite number;
//           an edge that names an unknown courtyard.
//   Notices: households missing (counted as 0); an edge from a courtyard to itself (ignored); an edge listed again with
//           another barrier (the barrier stays).
class InstanceBuilder {
 public:
  InstanceBuilder();
  ~InstanceBuilder();
  InstanceBuilder(InstanceBuilder&&) noexcept;
  InstanceBuilder& operator=(InstanceBuilder&&) noexcept;

  void reserve(std::size_t courtyards, std::size_t edges);
  void add(const CourtyardRow& row);
  void join(const EdgeRow& row);  // after every courtyard was added
  [[nodiscard]] std::expected<Instance, std::vector<Fault>> build() &&;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace linli::gridding
