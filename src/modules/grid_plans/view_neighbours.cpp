// Who borders whom, for a person to decide; moves and comments.
#include <algorithm>
#include <tuple>

#include "modules/grid_plans/views.hpp"

namespace linli::grid_plans {
namespace {

using gridding::Doubt;

std::string_view doubt_name(Doubt doubt) {
  switch (doubt) {
    case Doubt::None:
      return "";
    case Doubt::Corner:
      return "corner";
    case Doubt::Gap:
      return "gap";
    case Doubt::Overlap:
      return "overlap";
    case Doubt::Far:
      return "far";
    case Doubt::Between:
      return "between";
    case Doubt::SamePlace:
      return "same_place";
  }
  return "";
}

class NeighbourWriter {
 public:
  NeighbourWriter(JsonWriter& w, const ViewContext& context, const Model& model, Show show, AreaId community)
      : w_(w),
        context_(context),
        input_(model.input()),
        crossable_(model.rules().crossable),
        decisions_(load_decisions(context.snapshot, context.caller.district)),
        pairs_(effective_pairs(input_, overrides_of(decisions_))),
        visible_(visible_of(context.caller, input_)),
        show_(show) {
    for (std::size_t i = 0; i < visible_.size(); ++i)
      if (community && input_.communities[i].id != community) visible_[i] = 0;
  }

  void run() {
    w_.begin_object().key("pairs").begin_array();
    std::vector<const EffectivePair*> shown;
    for (const auto& pair : pairs_)
      if (wanted(pair)) shown.push_back(&pair);
    // A person's time goes to what is least clear: roads are many and come last, the widest of them first.
    if (show_ == Show::Doubtful)
      std::ranges::sort(shown, {}, [&](const EffectivePair* pair) { return clarity(*pair); });
    for (const auto* pair : shown) write(*pair);
    w_.end_array();
    islands();
    faults();
    w_.end_object();
  }

 private:
  const SitePair* proposal_of(const EffectivePair& pair) const {
    return pair.proposal < 0 ? nullptr : &input_.pairs[static_cast<std::size_t>(pair.proposal)];
  }

  std::tuple<bool, double, std::uint32_t, std::uint32_t> clarity(const EffectivePair& pair) const {
    const auto* proposal = proposal_of(pair);
    return {proposal->doubt == Doubt::Gap, -proposal->distance, pair.a, pair.b};
  }

  bool wanted(const EffectivePair& pair) const {
    if (visible_[input_.sites[pair.a].community] == 0) return false;
    const auto* proposal = proposal_of(pair);
    if (show_ == Show::All) return true;
    if (show_ == Show::Decided) return pair.decided;
    return show_ == Show::Doubtful && proposal != nullptr && proposal->doubt != Doubt::None;
  }

  void site(std::string_view name, std::uint32_t number) {
    w_.key(name);
    write_reference(w_, input_.sites[number].id.value, input_.sites[number].name);
  }

  void community(std::uint32_t site) {
    const auto& community = input_.communities[input_.sites[site].community];
    w_.key("community");
    write_reference(w_, community.id.value, community.name);
  }

  bool cut(const EffectivePair& pair) const {
    return !pair.barrier.empty() && std::ranges::find(crossable_, pair.barrier) == crossable_.end();
  }

  void write(const EffectivePair& pair) {
    const auto* proposal = proposal_of(pair);
    const auto doubt = proposal == nullptr ? Doubt::None : proposal->doubt;
    w_.begin_object();
    site("a", pair.a);
    site("b", pair.b);
    community(pair.a);
    w_.key("doubt");
    doubt == Doubt::None ? w_.value(nullptr) : w_.value(doubt_name(doubt));
    w_.key("text");
    doubt == Doubt::None ? w_.value(nullptr) : w_.value(gridding::describe(doubt));
    w_.field("length", proposal == nullptr ? 0.0 : proposal->length);
    w_.field("distance", proposal == nullptr ? 0.0 : proposal->distance).key("barrier");
    proposal == nullptr || proposal->barrier.empty() ? w_.value(nullptr) : w_.value(proposal->barrier);
    w_.field("proposed", proposal != nullptr && proposal->proposed);
    decision(pair);
    w_.field("neighbours", pair.neighbours && !cut(pair)).key("line").begin_array();
    for (const auto end : {pair.a, pair.b}) {
      if (const auto& point = input_.sites[end].point) w_.begin_array().value(point->x).value(point->y).end_array();
    }
    w_.end_array().end_object();
  }

  void decision(const EffectivePair& pair) {
    const auto found = decisions_.find(std::minmax(input_.sites[pair.a].id, input_.sites[pair.b].id));
    w_.key("decision");
    if (found == decisions_.end()) {
      w_.value(nullptr);
      return;
    }
    w_.begin_object().field("neighbours", found->second.neighbours).field("reason", found->second.reason).key("by");
    write_person(w_, context_, found->second.by);
    w_.field("at", format_instant(found->second.at, context_.caller.offset)).end_object();
  }

  void islands() {
    std::vector<std::uint8_t> joined(input_.sites.size(), 0);
    for (const auto& pair : pairs_)
      if (pair.neighbours) joined[pair.a] = joined[pair.b] = 1;
    w_.key("islands").begin_array();
    for (std::uint32_t i = 0; i < input_.sites.size(); ++i) {
      const auto& place = input_.sites[i];
      if (joined[i] != 0 || visible_[place.community] == 0) continue;
      w_.begin_object().field("id", place.id).field("name", place.name);
      community(i);
      w_.key("point");
      if (place.point) {
        w_.begin_array().value(place.point->x).value(place.point->y).end_array();
      } else {
        w_.value(nullptr);
      }
      w_.end_object();
    }
    w_.end_array();
  }

  void faults() {
    w_.key("outline_faults").begin_array();
    for (const auto& fault : input_.faults) {
      const auto& place = input_.sites[fault.site];
      if (visible_[place.community] == 0) continue;
      w_.begin_object().field("id", place.id).field("name", place.name).field("usable", fault.usable);
      w_.field("text", fault.text).end_object();
    }
    w_.end_array();
  }

  JsonWriter& w_;
  const ViewContext& context_;
  const Input& input_;
  const std::vector<std::string>& crossable_;
  const Decisions decisions_;
  const std::vector<EffectivePair> pairs_;
  Visible visible_;
  const Show show_;
};

}  // namespace

std::string neighbours_json(const ViewContext& context, const PlanView& view, Show show, AreaId community) {
  JsonWriter w;
  const auto& shown = view.prepared ? view.prepared : view.run;
  if (!shown) {
    w.begin_object().key("pairs").begin_array().end_array().key("islands").begin_array().end_array();
    w.key("outline_faults").begin_array().end_array().end_object();
    return w.take();
  }
  NeighbourWriter(w, context, *shown->model, show, community).run();
  return w.take();
}

std::string moves_json(const ViewContext& context, const PlanView& view) {
  JsonWriter w;
  w.begin_object().key("items").begin_array();
  for (const auto& move : view.moves) {
    const auto unit = view.run->model->find_unit(move.unit);
    const auto& input = view.run->model->input();
    const auto visible = visible_of(context.caller, input);
    if (!unit || visible[view.run->model->community_of(*unit)] == 0) continue;
    w.begin_object().field("seq", move.seq).key("unit");
    write_reference(w, move.unit.value, input.units[*unit].name);
    w.field("from", std::to_string(move.from)).field("to", std::to_string(move.to));
    w.field("at", format_instant(move.at, context.caller.offset)).key("by");
    write_person(w, context, move.by);
    w.field("undone", move.undone).end_object();
  }
  w.end_array().field("next", nullptr).end_object();
  return w.take();
}

void write_comment(JsonWriter& w, const ViewContext& context, const Comment& comment) {
  w.begin_object().field("id", std::to_string(comment.id)).field("text", comment.text).key("grid");
  comment.grid ? w.value(std::to_string(*comment.grid)) : w.value(nullptr);
  w.field("at", format_instant(comment.at, context.caller.offset)).key("by");
  write_person(w, context, comment.by);
  w.end_object();
}

std::string comments_json(const ViewContext& context, const PlanView& view) {
  JsonWriter w;
  w.begin_object().key("items").begin_array();
  for (const auto& comment : load_comments(context.snapshot, context.caller.district, view.plan.id))
    write_comment(w, context, comment);
  w.end_array().field("next", nullptr).end_object();
  return w.take();
}

}  // namespace linli::grid_plans
