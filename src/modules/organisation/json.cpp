#include "modules/organisation/json.hpp"

#include <algorithm>

#include "modules/organisation/api.hpp"
#include "modules/organisation/rules.hpp"

namespace linli::organisation {
namespace {

// How far ahead the page shows whose turn the chair is.
constexpr int kMonthsAhead = 24;

std::string body_name(BodyId body, const PlaceChart& chart, const std::map<BodyId, std::string>& names) {
  const auto found = std::ranges::find(chart.parts.bodies, body, &bodies::Body::id);
  if (found != chart.parts.bodies.end()) return found->name;
  const auto other = names.find(body);
  return other == names.end() ? std::string() : other->second;
}

void write_posts(JsonWriter& w, const rules::Model& model, const PlaceChart& chart, const bodies::Body& body) {
  w.key("posts").begin_array();
  const auto of_post = [&](const std::string& code, bool known) {
    w.key("holders").begin_array();
    for (const auto& held : chart.parts.appointments) {
      if (held.body == body.id && held.post == code) write_appointment(w, held);
    }
    w.end_array().field("known", known).end_object();
  };
  std::vector<std::string> said;
  for (const auto* post : posts_of(model, body.model.kind, chart.parts.as_of)) {
    w.begin_object().field("code", post->code).field("name", post->name).field("seats", post->seats);
    w.field("required", post->required);
    said.push_back(post->code);
    of_post(post->code, true);
  }
  // A post that the model no longer has: who holds it stays to be seen.
  for (const auto& held : chart.parts.appointments) {
    if (held.body != body.id || std::ranges::find(said, held.post) != said.end()) continue;
    w.begin_object().field("code", held.post).field("name", Text{held.post, held.post}).field("seats", 0);
    w.field("required", false);
    said.push_back(held.post);
    of_post(held.post, false);
  }
  w.end_array();
}

void write_links(JsonWriter& w, const PlaceChart& chart, const bodies::Body& body,
                 const std::map<BodyId, std::string>& names) {
  w.key("relations").begin_array();
  for (const auto& relation : chart.parts.relations) {
    if (relation.under != body.id) continue;
    w.begin_object().field("id", relation.id).field("relation", to_string(relation.kind));
    w.field("label", label(relation.kind)).field("over_id", relation.over);
    w.field("over", body_name(relation.over, chart, names)).field("document", relation.document);
    w.field("from", format_date(relation.from)).end_object();
  }
  w.end_array();
}

void write_body(JsonWriter& w, const rules::Model& model, const PlaceChart& chart, const bodies::Body& body,
                const areas::Atlas& atlas, const std::map<BodyId, std::string>& names) {
  const auto* kind = model.body_kind(body.model.kind);
  w.begin_object().field("id", body.id).field("name", body.name);
  w.field("kind", body.model.kind.empty() ? std::string(bodies::to_string(body.kind)) : body.model.kind);
  w.field("kind_name", kind != nullptr ? kind->name : bodies::label(body.kind));
  w.field("like", kind != nullptr ? kind->like : std::string("other"));
  w.field("established", kind == nullptr || kind->established).key("areas").begin_array();
  for (const auto area : body.areas)
    w.begin_object().field("id", area).field("name", atlas.name(area.value)).end_object();
  w.end_array();
  // Around a place outside it: shown above it, with its own chart elsewhere.
  w.field("inside", std::ranges::any_of(body.areas, [&](AreaId a) { return chart.parts.around.contains(a.value); }));
  w.field("members", body.model.members).field("full_members", body.model.full_members);
  w.field("founded_on", day_text(body.model.founded_on)).field("term_ends", day_text(body.model.term_ends));
  w.field("from", format_date(body.from));
  write_posts(w, model, chart, body);
  write_links(w, chart, body, names);
  w.end_object();
}

void write_note(JsonWriter& w, const Note& note) {
  w.begin_object().field("advice", to_string(note.advice)).field("body_id", note.body);
  w.field("place_id", note.place == 0 ? std::nullopt : std::optional(std::to_string(note.place)));
  w.field("entry", note.entry).field("strength", rules::to_string(note.strength)).field("text", note.text);
  w.field("source", note.source).key("rows").begin_array();
  for (const auto& row : note.rows) w.value(row);
  w.end_array().field("relation", note.relation ? std::optional(to_string(*note.relation)) : std::nullopt);
  w.field("over_id", note.over).end_object();
}

}  // namespace

std::optional<std::string> day_text(const std::optional<Date>& day) {
  if (!day) return std::nullopt;
  return format_date(*day);
}

void write_appointment(JsonWriter& w, const Appointment& held) {
  w.begin_object().field("id", held.id).field("post", held.post).field("holder", held.holder);
  w.field("is_member", held.is_member);
  w.field("origin", held.origin ? std::optional(to_string(*held.origin)) : std::nullopt);
  w.field("document", held.document).field("from", format_date(held.from));
  w.field("term_ends", day_text(held.term_ends)).field("to", day_text(held.to)).end_object();
}

void write_rotation(JsonWriter& w, const Rotation& rotation, Date today) {
  w.begin_object().field("months", rotation.months).field("from", format_date(rotation.from));
  w.field("to", day_text(rotation.to)).key("seats").begin_array();
  for (const auto& seat : rotation.order) w.value(seat);
  w.end_array().key("turns").begin_array();
  for (const auto& turn : turns(rotation, today, months_after(today, kMonthsAhead))) {
    w.begin_object().field("seat", turn.seat).field("from", format_date(turn.from));
    w.field("to", format_date(turn.to)).field("now", turn.from <= today && today < turn.to).end_object();
  }
  w.end_array().end_object();
}

std::string chart_json(const rules::Model& model, const PlaceChart& chart, AreaId area, const areas::Atlas& atlas,
                       const std::map<BodyId, std::string>& names) {
  JsonWriter w(4096);
  const auto level = atlas.level(area.value);
  w.begin_object().key("area").begin_object().field("id", area).field("name", atlas.name(area.value));
  w.field("level", level ? std::optional(areas::to_string(*level)) : std::nullopt).end_object();
  w.field("as_of", format_date(chart.parts.as_of));
  w.key("model").begin_object().field("code", model.head.code).field("name", model.head.name).end_object();
  w.key("bodies").begin_array();
  for (const auto& body : chart.parts.bodies) write_body(w, model, chart, body, atlas, names);
  w.end_array().key("notes").begin_array();
  for (const auto& note : notes_of(model, chart.parts)) write_note(w, note);
  w.end_array().key("children").begin_array();
  for (const auto& [child, count] : chart.children)
    w.begin_object().field("id", child).field("name", atlas.name(child.value)).field("bodies", count).end_object();
  return w.end_array().end_object().take();
}

}  // namespace linli::organisation
