#pragma once
// The district of one day as linked values. Indexes instead of pointers; built once, then only read.

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "modules/areas/api.hpp"
#include "modules/bodies/api.hpp"
#include "modules/compliance/facts.hpp"
#include "modules/rules/types.hpp"

namespace linli::compliance {

struct AreaNode {
  areas::Area area;
  std::optional<std::size_t> parent;
  std::optional<std::int64_t> households;  // its own, else of all that is in it
  std::vector<std::size_t> inside;         // areas of the next level
  std::vector<std::size_t> courtyards;     // all below it
  std::vector<std::size_t> communities;    // all below it
  std::vector<std::size_t> grids;          // of courtyards: those it is in
  std::vector<std::size_t> bodies;         // that serve exactly it; of the district: all
  std::vector<AreaId> places;              // from the district down, itself included
};

struct GridNode {
  areas::Grid grid;
  std::optional<std::size_t> community;
  std::vector<std::size_t> courtyards;
  std::vector<std::size_t> bodies;
};

// A post that the model gives the body, and how many hold it.
struct PostNode {
  std::string code;
  int seats = 0;
  int filled = 0;
};

struct BodyNode {
  bodies::Body body;
  std::string like;  // mechanism of its kind in the model
  std::vector<PostNode> posts;
  std::optional<std::size_t> community;
  std::vector<AreaId> places;
};

struct DeclaredNode {
  DeclaredRow row;
  std::vector<AreaId> places;
};

struct World {
  std::vector<AreaNode> areas;  // by level from the top, then id
  std::vector<GridNode> grids;
  std::vector<BodyNode> bodies;
  bool keeps_posts = false;  // somebody is recorded as holding one
  std::unordered_map<std::string, std::vector<DeclaredNode>> declared;
  std::unordered_map<std::int64_t, std::size_t> area_of;
  std::unordered_map<std::int64_t, std::size_t> grid_of;

  [[nodiscard]] const AreaNode* area(std::int64_t id) const;
  // The areas that an area, grid or body lies in; empty when it is not known.
  [[nodiscard]] std::vector<AreaId> places_of(std::int64_t id) const;
};

[[nodiscard]] World read_world(storage::Snapshot& snapshot, DistrictId district, Date on, const rules::Model& model,
                               const DeclaredSource& declared);

}  // namespace linli::compliance
