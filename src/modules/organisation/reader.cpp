#include "modules/organisation/reader.hpp"

#include <algorithm>
#include <set>

#include "modules/bodies/api.hpp"
#include "modules/organisation/api.hpp"

namespace linli::organisation {
namespace {

using areas::Level;

class PlaceReader {
 public:
  PlaceReader(storage::Snapshot& snapshot, const areas::Atlas& atlas, DistrictId district, Date on)
      : snapshot_(snapshot), atlas_(atlas), district_(district), on_(on) {}

  PlaceChart run(AreaId area) {
    chart_.parts.as_of = on_;
    const auto above = above_of(area);
    settle(area.value, above);
    const auto level = atlas_.level(area.value);
    if (level == Level::Community) add_inside_of_community(area, above);
    add_place(level, area.value);
    std::vector<std::int64_t> asked;
    for (const auto& [place, around] : chart_.parts.around) asked.push_back(place);
    for (const auto outer : above) asked.push_back(outer);
    std::ranges::sort(asked);
    const auto [first, last] = std::ranges::unique(asked);
    asked.erase(first, last);
    chart_.parts.bodies = bodies::bodies_at(snapshot_, district_, asked, on_);
    add_facts();
    if (level == Level::District || level == Level::Subdistrict) count_children(area);
    return std::move(chart_);
  }

 private:
  // What the area lies in, from its parent up.
  [[nodiscard]] std::vector<std::int64_t> above_of(AreaId area) const {
    std::vector<std::int64_t> above;
    const auto place = atlas_.place_of(district_, area);
    if (!place) return above;
    for (const auto outer : {place->courtyard, place->community, place->subdistrict, place->district}) {
      if (outer && outer != area) above.push_back(outer.value);
    }
    if (atlas_.level(area.value) == Level::Courtyard && place->grid) above.insert(above.begin(), place->grid.value);
    return above;
  }

  void settle(std::int64_t place, const std::vector<std::int64_t>& above) {
    auto& around = chart_.parts.around[place];
    around.push_back(place);
    around.insert(around.end(), above.begin(), above.end());
  }

  void add_place(std::optional<Level> level, std::int64_t place) {
    if (level) chart_.parts.places[std::string(areas::to_string(*level))].emplace_back(place, atlas_.name(place));
  }

  void add_inside_of_community(AreaId community, std::vector<std::int64_t> above) {
    above.insert(above.begin(), community.value);
    for (const auto& grid : areas::grids_of(snapshot_, district_, community, {.on = on_, .known_at = {}})) {
      settle(grid.id.value, above);
      if (grid.layer == areas::Layer::Base) chart_.parts.places["grid"].emplace_back(grid.id.value, grid.facts.name);
      for (const auto member : areas::members_of(snapshot_, district_, grid.id, {.on = on_, .known_at = {}})) {
        auto& around = chart_.parts.around[member.value];
        if (around.empty()) around = {member.value};
        around.push_back(grid.id.value);
      }
    }
    for (const auto& yard : areas::children_of(snapshot_, district_, community, {.on = on_, .known_at = {}})) {
      auto& around = chart_.parts.around[yard.id.value];
      if (around.empty()) around = {yard.id.value};
      chart_.parts.places["courtyard"].emplace_back(yard.id.value, yard.facts.name);
    }
    for (auto& [place, around] : chart_.parts.around) {
      if (std::ranges::find(around, community.value) == around.end())
        around.insert(around.end(), above.begin(), above.end());
    }
  }

  void add_facts() {
    auto& parts = chart_.parts;
    std::vector<BodyId> ids;
    for (const auto& body : parts.bodies) ids.push_back(body.id);
    parts.relations = relations_of(snapshot_, district_, ids, on_);
    parts.appointments = appointments_of(snapshot_, district_, ids, on_);
    const std::set<BodyId> here(ids.begin(), ids.end());
    std::set<BodyId> beyond;
    for (const auto& relation : parts.relations) {
      for (const auto end : {relation.over, relation.under}) {
        if (!here.contains(end)) beyond.insert(end);
      }
    }
    chart_.beyond.assign(beyond.begin(), beyond.end());
  }

  void count_children(AreaId area) {
    for (const auto child : atlas_.children(district_, area.value)) {
      const std::int64_t one[] = {child};
      chart_.children.emplace_back(AreaId{child},
                                   static_cast<int>(bodies::bodies_at(snapshot_, district_, one, on_).size()));
    }
  }

  storage::Snapshot& snapshot_;
  const areas::Atlas& atlas_;
  const DistrictId district_;
  const Date on_;
  PlaceChart chart_;
};

}  // namespace

Result<int> record_proposals(storage::Transaction& transaction, const areas::Atlas& atlas, rules::ModelShelf& shelf,
                             DistrictId district, AccountId actor, AreaId area, Date from) {
  const auto model = shelf.model(transaction, district, from);
  const auto chart = read_place(transaction, atlas, district, area, from);
  int recorded = 0;
  for (const auto& note : notes_of(*model, chart.parts)) {
    if (!note.relation) continue;
    const NewRelation wanted{
        .kind = *note.relation, .over = note.over, .under = note.body, .document = "", .from = from};
    auto done = add_relation(transaction, district, actor, wanted);
    if (!done) return fail(std::move(done.error()));
    ++recorded;
  }
  return recorded;
}

PlaceChart read_place(storage::Snapshot& snapshot, const areas::Atlas& atlas, DistrictId district, AreaId area,
                      Date on) {
  return PlaceReader(snapshot, atlas, district, on).run(area);
}

}  // namespace linli::organisation
