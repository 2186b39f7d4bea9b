#include "modules/open311/views.hpp"

#include <fmt/format.h>

#include "modules/open311/rules.hpp"

namespace linli::open311 {

using cases::Case;
using cases::Hop;

namespace {

const catalogue::Matter* class_of(const Scene& scene, const catalogue::Matter& matter) {
  const auto* above = scene.book->find(matter.parent);
  while (above != nullptr && above->parent) above = scene.book->find(above->parent);
  return above;
}

Node choice(std::string_view key, std::string_view name) {
  auto value = Node::object();
  value.add("key", key).add("name", name);
  return value;
}

Node attribute(std::string_view code, bool variable, std::string_view datatype, int order,
               std::string_view description) {
  auto node = Node::object();
  node.add("variable", Node::flag(variable)).add("code", code).add("datatype", datatype);
  node.add("required", Node::flag(false)).add("datatype_description", Node::empty());
  node.add("order", Node::integer(order)).add("description", description);
  return node;
}

cases::CaseLine line_of(const Scene& scene, const Case& entry) {
  accounts::Caller reader;  // names alone: what may be named at all was decided before
  reader.district = scene.district.id;
  reader.offset = scene.district.offset;
  return scene.parts.work.line_of(scene.snapshot, reader, entry);
}

// Nobody's door: the building is left out.
areas::Place public_place(const Case& entry) {
  auto place = entry.where;
  place.building = {};
  return place;
}

std::optional<Released> released_of(const Scene& scene, const Case& entry) {
  if (!scene.parts.released || entry.confidential) return std::nullopt;
  return scene.parts.released(scene.snapshot, scene.district.id, entry.id);
}

Node position(const std::optional<double>& degrees, Sight sight) {
  if (!degrees) return Node::empty();
  return Node::number(sight == Sight::Full ? *degrees : rounded(*degrees));
}

Instant updated_at(const Case& entry, Instant changed_at) {
  if (!cases::is_settled(entry)) return changed_at;
  if (entry.ended_at) return *entry.ended_at;
  return entry.verified_at.value_or(changed_at);
}

std::string words_of(const Hop& hop) {
  if (hop.reason.empty() || hop.reason == hop.note) return hop.note;
  return hop.note.empty() ? hop.reason : hop.reason + "; " + hop.note;
}

std::string told(const Scene& scene, const Hop& hop, Sight sight) {
  const auto& label = scene.word(cases::label_of(hop.step));
  const auto words = sight == Sight::Full ? words_of(hop) : std::string();
  return words.empty() ? label : label + ": " + words;
}

Node notes_of(const Scene& scene, const SeenCase& seen) {
  auto notes = Node::list("note");
  for (const auto& hop : cases::hops_of(scene.snapshot, scene.district.id, seen.entry)) {
    if (!is_in_feed(hop)) continue;
    auto note = Node::object();
    note.add("datetime", scene.moment(hop.at)).add("description", told(scene, hop, seen.sight));
    notes.push(std::move(note.add("type", cases::to_string(hop.step))));
  }
  return notes;
}

Node extended_attributes(const SeenCase& seen) {
  auto node = Node::object();
  node.add("state", cases::to_string(seen.entry.state));
  node.add("extended_status", to_string(extended_of(seen.entry)));
  return std::move(node.add("reopened", Node::integer(seen.entry.reopened)));
}

}  // namespace

Node service_node(const Scene& scene, const catalogue::Matter& matter) {
  const auto* group = class_of(scene, matter);
  const auto* parent = scene.book->find(matter.parent);
  auto node = Node::object();
  node.add("service_code", matter.code).add("service_name", scene.word(matter.name));
  node.add("description", scene.word(matter.guide));
  node.add("metadata", Node::flag(true)).add("type", "realtime");
  std::string keywords = matter.kind;
  if (parent != nullptr) keywords += "," + scene.word(parent->name);
  if (group != nullptr && group != parent) keywords += "," + scene.word(group->name);
  node.add("keywords", keywords);
  return std::move(node.add("group", group != nullptr ? scene.word(group->name) : std::string()));
}

Node definition_node(const Scene& scene, const catalogue::Matter& matter) {
  auto attributes = Node::list("attribute");
  int order = 0;
  if (const auto& guide = scene.word(matter.guide); !guide.empty())
    attributes.push(attribute(kGuide, false, "text", ++order, guide));
  auto confidential =
      attribute(kConfidential, true, "singlevaluelist", ++order,
                scene.word({"是否请求保密。保密的诉求不会出现在任何公开查询里。",
                            "Whether to keep it confidential. Nothing that is confidential is ever shown in public."}));
  auto values = Node::list("value");
  values.push(choice("no", scene.word({"否", "No"}))).push(choice("yes", scene.word({"是", "Yes"})));
  attributes.push(std::move(confidential.add("values", std::move(values))));
  auto node = Node::object();
  node.add("service_code", matter.code);
  return std::move(node.add("attributes", std::move(attributes)));
}

Node request_node(const Scene& scene, const SeenCase& seen) {
  const auto& [entry, sight, changed_at, media_url, extensions] = seen;
  const bool full = sight == Sight::Full;
  const auto line = line_of(scene, entry);
  const auto released = full ? std::nullopt : released_of(scene, entry);
  const auto* matter = scene.book->find(entry.matter);
  auto notes = scene.word(line.state);
  const auto& result = full ? entry.result : (released ? released->result : std::string());
  if (!result.empty()) notes += ": " + result;
  const auto place = public_place(entry);
  auto address = scene.parts.atlas.path_text(place);
  if (full && !entry.place.empty()) address += " " + entry.place;
  auto node = Node::object();
  node.add("service_request_id", entry.number).add("status", status_of(entry)).add("status_notes", notes);
  node.add("service_name", scene.word(line.matter)).add("service_code", matter != nullptr ? matter->code : "");
  node.add("description", full ? entry.text : (released ? released->text : std::string()));
  node.add("agency_responsible", line.lead).add("service_notice", Node::empty());
  node.add("requested_datetime", scene.moment(entry.received_at));
  node.add("updated_datetime", scene.moment(updated_at(entry, changed_at)));
  node.add("expected_datetime", entry.due_at ? scene.moment(*entry.due_at) : std::string());
  node.add("address", address).add("address_id", std::to_string(areas::smallest(place).value));
  node.add("zipcode", Node::empty());
  node.add("lat", position(entry.lat, sight)).add("long", position(entry.lon, sight));
  node.add("media_url", full ? media_url : std::string());
  if (extensions) {
    node.add("extended_attributes", extended_attributes(seen));
    node.add("notes", notes_of(scene, seen));
  }
  return node;
}

std::string update_id_of(const Case& entry, int seq) { return fmt::format("{}-{}", entry.number, seq); }

Node update_node(const Scene& scene, const SeenCase& seen, const Hop& hop) {
  const auto& entry = seen.entry;
  auto node = Node::object();
  node.add("update_id", update_id_of(entry, hop.seq)).add("service_request_id", entry.number);
  node.add("status", to_string(extended_of(hop, entry))).add("updated_datetime", scene.moment(hop.at));
  node.add("description", told(scene, hop, seen.sight)).add("media_url", Node::empty());
  node.add("external_status_code", cases::to_string(hop.to_state));
  return std::move(node.add("customer_reference", Node::empty()));
}

}  // namespace linli::open311
