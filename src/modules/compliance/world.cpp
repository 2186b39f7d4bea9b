#include "modules/compliance/world.hpp"

#include <algorithm>

#include "modules/organisation/api.hpp"

namespace linli::compliance {
namespace {

using areas::AsOf;
using areas::Level;

class WorldReader {
 public:
  WorldReader(storage::Snapshot& snapshot, DistrictId district, Date on, const rules::Model& model)
      : snapshot_(snapshot), district_(district), on_(on), model_(model) {}

  World run(const DeclaredSource& declared) {
    for (const auto level : {Level::District, Level::Subdistrict, Level::Community, Level::Courtyard}) add_areas(level);
    link_areas();
    add_grids();
    add_bodies();
    if (declared) add_declared(declared);
    return std::move(world_);
  }

 private:
  void add_areas(Level level) {
    auto found = areas::areas_of_level(snapshot_, district_, level, {.on = on_, .known_at = {}});
    std::ranges::sort(found, {}, &areas::Area::id);
    for (auto& area : found) {
      AreaNode node{.area = std::move(area)};
      node.households = node.area.facts.households;
      const auto parent = world_.area_of.find(node.area.facts.parent.value);
      if (parent != world_.area_of.end()) {
        node.parent = parent->second;
        node.places = world_.areas[parent->second].places;
        world_.areas[parent->second].inside.push_back(world_.areas.size());
      }
      node.places.push_back(node.area.id);
      world_.area_of.emplace(node.area.id.value, world_.areas.size());
      world_.areas.push_back(std::move(node));
    }
  }

  // From the bottom up, so that an upper area finds its parts done.
  void link_areas() {
    for (std::size_t i = world_.areas.size(); i-- > 0;) {
      auto& node = world_.areas[i];
      std::optional<std::int64_t> sum = 0;
      for (const auto part : node.inside) {
        const auto& inner = world_.areas[part];
        auto& same = inner.area.level == Level::Courtyard ? node.courtyards : node.communities;
        if (inner.area.level != Level::Subdistrict) same.push_back(part);
        node.courtyards.insert(node.courtyards.end(), inner.courtyards.begin(), inner.courtyards.end());
        node.communities.insert(node.communities.end(), inner.communities.begin(), inner.communities.end());
        sum = sum && inner.households ? std::optional(*sum + *inner.households) : std::nullopt;
      }
      // What nobody counted is known when every part is.
      if (!node.households && !node.inside.empty()) node.households = sum;
    }
  }

  void add_grids() {
    auto found = areas::grids_of(snapshot_, district_, std::nullopt, {.on = on_, .known_at = {}});
    std::ranges::sort(found, {}, &areas::Grid::id);
    for (auto& grid : found) {
      GridNode node{.grid = std::move(grid)};
      const auto index = world_.grids.size();
      const auto community = world_.area_of.find(node.grid.facts.community.value);
      if (community != world_.area_of.end()) {
        node.community = community->second;
        for (auto at = std::optional(community->second); at; at = world_.areas[*at].parent)
          world_.areas[*at].grids.push_back(index);
      }
      for (const auto member : areas::members_of(snapshot_, district_, node.grid.id, {.on = on_, .known_at = {}})) {
        const auto courtyard = world_.area_of.find(member.value);
        if (courtyard == world_.area_of.end()) continue;
        node.courtyards.push_back(courtyard->second);
        world_.areas[courtyard->second].grids.push_back(index);
      }
      world_.grid_of.emplace(node.grid.id.value, index);
      world_.grids.push_back(std::move(node));
    }
  }

  void add_bodies() {
    const auto filled = organisation::posts_filled(snapshot_, district_, on_);
    world_.keeps_posts = !filled.empty();
    bodies::each_body(snapshot_, district_, on_, [&](const bodies::Body& body) {
      BodyNode node{.body = body, .like = {}, .posts = {}, .community = {}, .places = {}};
      for (const auto* post : organisation::posts_of(model_, body.model.kind, on_)) {
        const auto held = filled.find({body.id, post->code});
        node.posts.push_back({post->code, post->seats, held == filled.end() ? 0 : held->second});
      }
      if (const auto* kind = model_.body_kind(body.model.kind)) node.like = kind->like;
      if (!body.areas.empty()) node.places = world_.places_of(body.areas.front().value);
      if (node.places.empty()) node.places.push_back(areas::district_area(district_));
      for (const auto place : node.places) {
        const auto* area = world_.area(place.value);
        if (area != nullptr && area->area.level == Level::Community) node.community = world_.area_of.at(place.value);
      }
      world_.bodies.push_back(std::move(node));
    });
    std::ranges::sort(world_.bodies, {}, [](const BodyNode& node) { return node.body.id; });
    for (std::size_t i = 0; i < world_.bodies.size(); ++i) serve(i);
  }

  void serve(std::size_t index) {
    const auto whole = world_.area_of.find(district_.value);
    if (whole != world_.area_of.end()) world_.areas[whole->second].bodies.push_back(index);
    for (const auto place : world_.bodies[index].body.areas) {
      if (place.value == district_.value) continue;
      const auto area = world_.area_of.find(place.value);
      if (area != world_.area_of.end()) world_.areas[area->second].bodies.push_back(index);
      const auto grid = world_.grid_of.find(place.value);
      if (grid != world_.grid_of.end()) world_.grids[grid->second].bodies.push_back(index);
    }
  }

  void add_declared(const DeclaredSource& source) {
    for (const auto& kind : model_.kinds) {
      auto& nodes = world_.declared[kind.name];
      for (auto& row : source(snapshot_, district_, kind, on_)) {
        auto places = world_.places_of(row.scope);
        nodes.push_back({std::move(row), std::move(places)});
      }
      std::ranges::sort(nodes, {}, [](const DeclaredNode& node) { return node.row.id; });
    }
  }

  storage::Snapshot& snapshot_;
  const DistrictId district_;
  const Date on_;
  const rules::Model& model_;
  World world_;
};

}  // namespace

const AreaNode* World::area(std::int64_t id) const {
  const auto found = area_of.find(id);
  return found == area_of.end() ? nullptr : &areas[found->second];
}

std::vector<AreaId> World::places_of(std::int64_t id) const {
  if (const auto* node = area(id)) return node->places;
  if (const auto grid = grid_of.find(id); grid != grid_of.end()) {
    const auto community = grids[grid->second].community;
    return community ? areas[*community].places : std::vector<AreaId>{};
  }
  const auto body = std::ranges::find(bodies, id, [](const BodyNode& node) { return node.body.id.value; });
  return body == bodies.end() ? std::vector<AreaId>{} : body->places;
}

World read_world(storage::Snapshot& snapshot, DistrictId district, Date on, const rules::Model& model,
                 const DeclaredSource& declared) {
  return WorldReader(snapshot, district, on, model).run(declared);
}

}  // namespace linli::compliance
