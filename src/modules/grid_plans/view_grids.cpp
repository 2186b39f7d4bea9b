// Grids of a plan one by one, and on the map.
#include <algorithm>
#include <set>

#include "modules/areas/api.hpp"
#include "modules/grid_plans/gather.hpp"
#include "modules/grid_plans/views.hpp"
#include "modules/grid_plans/wkb.hpp"

namespace linli::grid_plans {
namespace {

using gridding::kNone;

class GridWriter {
 public:
  GridWriter(JsonWriter& w, const ViewContext& context, const Division& division, bool present,
             const std::vector<ReservedGrid>& reserved)
      : w_(w), context_(context), input_(division.model().input()), present_(present), reserved_(reserved) {}

  void write(const PlanGrid& grid) {
    w_.begin_object();
    head(grid);
    w_.key("community");
    write_reference(w_, input_.communities[grid.community].id.value, input_.communities[grid.community].name);
    w_.field("kind", name_of(grid.kind)).field("households", grid.households);
    w_.field("units", static_cast<std::int64_t>(grid.units.size())).field("why", grid.why);
    write_texts(w_, "warnings", grid.warnings);
    origin(grid);
    members(grid);
    w_.end_object();
  }

 private:
  void head(const PlanGrid& grid) {
    if (present_) {
      const auto& now = input_.grids[grid.key];
      w_.field("key", to_string(now.id)).field("name", now.name);
      code(now.code);
      return;
    }
    w_.field("key", std::to_string(grid.key));
    const auto fixed = std::ranges::find(reserved_, grid.key, &ReservedGrid::key);
    w_.field("name", fixed == reserved_.end() ? grid.name : fixed->name);
    if (grid.unchanged) return code(input_.grids[grid.carries_on].code);
    code(fixed == reserved_.end() ? std::string() : fixed->code);
  }

  void code(const std::string& code) {
    w_.key("code");
    code.empty() ? w_.value(nullptr) : w_.value(code);
  }

  void origin(const PlanGrid& grid) {
    const auto* from = grid.carries_on == kNone ? nullptr : &input_.grids[grid.carries_on];
    w_.field("unchanged", grid.unchanged).key("carries_on");
    from == nullptr ? void(w_.value(nullptr)) : write_reference(w_, from->id.value, from->name);
    w_.key("predecessors").begin_array();
    for (const auto& part : grid.predecessors) {
      const auto& was = input_.grids[part.grid];
      w_.begin_object().field("id", was.id).field("name", was.name).field("households", part.households).end_object();
    }
    w_.end_array().key("steward");
    write_person(w_, context_, from == nullptr ? AccountId{} : from->steward);
    w_.key("deputy");
    write_person(w_, context_, from == nullptr ? AccountId{} : from->deputy);
  }

  void members(const PlanGrid& grid) {
    w_.key("members").begin_array();
    for (const auto number : grid.units) {
      const auto& unit = input_.units[number];
      w_.begin_object().field("id", unit.id).field("name", unit.name).field("level", areas::to_string(unit.level));
      w_.field("households", unit.households).key("present_grid");
      if (unit.present == kNone) {
        w_.value(nullptr);
      } else {
        write_reference(w_, input_.grids[unit.present].id.value, input_.grids[unit.present].name);
      }
      w_.end_object();
    }
    w_.end_array();
  }

  JsonWriter& w_;
  const ViewContext& context_;
  const Input& input_;
  const bool present_;
  const std::vector<ReservedGrid>& reserved_;
};

// Units of one split courtyard share its outline: the first draws it, the others are points of it.
class MapWriter {
 public:
  MapWriter(JsonWriter& w, const ViewContext& context, const PlanView& view)
      : w_(w),
        view_(view),
        input_(view.shown()->model->input()),
        visible_(visible_of(context.caller, input_)),
        outlines_(outlines_of(context.snapshot, context.caller.district, input_, view.shown()->prepared_at)),
        neighbours_(input_.units.size()) {
    for (const auto& [a, b] : view.shown()->model->edges()) {
      neighbours_[a].push_back(b);
      neighbours_[b].push_back(a);
    }
  }

  void run() {
    w_.begin_object().field("type", "FeatureCollection").key("features").begin_array();
    for (std::uint32_t unit = 0; unit < input_.units.size(); ++unit) feature(unit);
    w_.end_array();
    w_.key("grids").begin_object();
    if (view_.division) grids();
    w_.end_object().key("borders").begin_array();
    if (view_.division) borders();
    w_.end_array();
    w_.end_object();
  }

 private:
  void feature(std::uint32_t number) {
    const auto& unit = input_.units[number];
    const auto& site = input_.sites[unit.site];
    if (visible_[site.community] == 0) return;
    w_.begin_object().field("type", "Feature").field("id", to_string(unit.id)).key("geometry");
    const auto& outline = outlines_[unit.site];
    if (outline && !outline->polygons.empty() && drawn_.insert(unit.site).second) {
      write_geometry(w_, *outline);
    } else if (const auto& at = unit.point ? unit.point : site.point) {
      w_.begin_object().field("type", "Point").key("coordinates").begin_array();
      w_.value(at->x).value(at->y).end_array().end_object();
    } else {
      w_.value(nullptr);
    }
    w_.key("properties").begin_object().field("id", to_string(unit.id)).field("name", unit.name);
    w_.field("level", areas::to_string(unit.level)).field("households", unit.households);
    w_.field("community", to_string(input_.communities[site.community].id)).key("grid");
    view_.division ? w_.value(std::to_string(view_.division->labels()[number])) : w_.value(nullptr);
    w_.key("present_grid");
    unit.present == kNone ? w_.value(nullptr) : w_.value(to_string(input_.grids[unit.present].id));
    w_.field("kind", unit.kind).key("neighbours").begin_array();
    for (const auto other : neighbours_[number]) w_.value(to_string(input_.units[other].id));
    w_.end_array().end_object().end_object();
  }

  void grids() {
    for (const auto& grid : view_.division->grids()) {
      if (visible_[grid.community] == 0) continue;
      w_.key(std::to_string(grid.key)).begin_object().field("name", grid.name).field("kind", name_of(grid.kind));
      w_.field("households", grid.households).field("unchanged", grid.unchanged).end_object();
    }
  }

  void borders() {
    const auto& labels = view_.division->labels();
    std::set<std::pair<std::uint32_t, std::uint32_t>> borders;
    for (const auto& [a, b] : view_.run->model->edges()) {
      if (labels[a] == labels[b] || visible_[view_.run->model->community_of(a)] == 0) continue;
      borders.insert(std::minmax(labels[a], labels[b]));
    }
    for (const auto& [a, b] : borders) w_.begin_array().value(std::to_string(a)).value(std::to_string(b)).end_array();
  }

  JsonWriter& w_;
  const PlanView& view_;
  const Input& input_;
  const Visible visible_;
  const std::vector<std::optional<gridding::Outline>> outlines_;
  std::vector<std::vector<std::uint32_t>> neighbours_;  // by unit
  std::set<std::uint32_t> drawn_;                       // sites
};

}  // namespace

std::string grids_json(const ViewContext& context, const PlanView& view, bool present, AreaId community) {
  JsonWriter w;
  w.begin_object().key("items").begin_array();
  const Division* division = nullptr;
  if (present && view.shown()) division = &*view.shown()->present;
  if (!present && view.division) division = &*view.division;
  if (division != nullptr) {
    const auto reserved = load_reserved(context.snapshot, context.caller.district, view.plan.id);
    const auto& input = division->model().input();
    const auto visible = visible_of(context.caller, input);
    GridWriter writer(w, context, *division, present, reserved);
    for (const auto& grid : division->grids()) {
      if (visible[grid.community] == 0) continue;
      if (community && input.communities[grid.community].id != community) continue;
      writer.write(grid);
    }
  }
  w.end_array().field("next", nullptr).end_object();
  return w.take();
}

std::string map_json(const ViewContext& context, const PlanView& view) {
  JsonWriter w;
  if (!view.shown()) {
    w.begin_object().field("type", "FeatureCollection").key("features").begin_array().end_array();
    w.key("grids").begin_object().end_object().key("borders").begin_array().end_array().end_object();
    return w.take();
  }
  MapWriter(w, context, view).run();
  return w.take();
}

}  // namespace linli::grid_plans
