#include "modules/cases/json.hpp"

#include <array>

#include "base/text.hpp"
#include "modules/cases/flow_json.hpp"
#include "modules/cases/names.hpp"

namespace linli::cases {
namespace {

constexpr std::size_t kTitleLength = 60;
constexpr std::size_t kCaseLength = 8'000;  // bytes of JSON of a case with some ten hops

void write_named(JsonWriter& w, std::string_view key, std::int64_t id, const std::string& name) {
  w.key(key);
  if (id == 0) {
    w.value(nullptr);
    return;
  }
  w.begin_object();
  write_id(w, "id", id);
  w.field("name", name).end_object();
}

void write_path(JsonWriter& w, const View& view, const areas::Place& where) {
  const std::array<std::pair<AreaId, std::string_view>, 5> levels{{{where.district, "district"},
                                                                   {where.subdistrict, "subdistrict"},
                                                                   {where.community, "community"},
                                                                   {where.courtyard, "courtyard"},
                                                                   {where.building, "building"}}};
  w.key("area_path").begin_array();
  for (const auto& [area, level] : levels) {
    if (!area) continue;
    w.begin_object();
    write_id(w, "id", area.value);
    w.field("name", view.context.atlas.name(area.value)).field("level", level).end_object();
  }
  w.end_array();
}

std::string_view urgency_name(Urgency urgency) {
  switch (urgency) {
    case Urgency::DueSoon:
      return "due_soon";
    case Urgency::Overdue:
      return "overdue";
    case Urgency::None:
      break;
  }
  return "none";
}

void write_matter(JsonWriter& w, const View& view, MatterId matter) {
  static const Text kUnnamed;
  const auto* found = view.book->find(matter);
  w.key("matter").begin_object();
  write_id(w, "id", matter.value);
  w.field("name", found != nullptr ? found->name : kUnnamed).end_object();
}

void write_optional(JsonWriter& w, std::string_view key, std::string_view text) {
  w.key(key);
  text.empty() ? w.value(nullptr) : w.value(text);
}

void write_hop(JsonWriter& w, const View& view, const PackedHop& hop, const std::string& who, bool with_note) {
  w.begin_object();
  write_id(w, "id", hop.seq);
  write_time(w, "at", hop.at, view.offset);
  w.field("step", to_string(hop.step)).key("from_state");
  hop.from ? w.value(to_string(*hop.from)) : w.value(nullptr);
  w.field("to_state", to_string(hop.to_state)).key("who");
  who.empty() ? w.value(nullptr) : w.begin_object().field("name", who).end_object();
  w.field("by", to_string(hop.by));
  write_lead(w, "to", view, hop.to);
  write_optional(w, "reason", hop.reason);
  write_optional(w, "note", with_note ? hop.note : std::string_view());
  w.field("clock_seconds", hop.clock_seconds).end_object();
}

void write_photos(JsonWriter& w, std::span<const Photo> photos, const std::string& base) {
  w.key("photos").begin_array();
  for (const auto& photo : photos) {
    const auto url = base + to_string(photo.id);
    w.begin_object().field("id", photo.id).field("url", url).field("thumb_url", url + "/thumb").end_object();
  }
  w.end_array();
}

void write_steps(JsonWriter& w, const View& view, const Case& entry, const Standing& standing, const FlowRules& rules,
                 const PlanTexts& texts) {
  w.key("steps").begin_array();
  for (const auto step : offered_steps(entry, standing, view.snapshot.now(), rules)) {
    // One button asks "settled or not"; the page sends verify with passed true or false.
    if (step == Step::Reject) continue;
    if (const auto written = texts.offer(step); !written.empty()) {
      w.raw(written);
      continue;
    }
    write_offer(w, offer_of(entry, step, standing, plan_of(rules)), [&](std::int64_t seq) {
      const auto& part = entry.parts[static_cast<std::size_t>(seq) - 1];
      return lead_name(view, part.to) + (part.reason.empty() ? "" : "：" + part.reason);
    });
  }
  w.end_array();
}

void write_body(JsonWriter& w, const Case& entry) {
  w.field("text", entry.text);
  write_optional(w, "result", entry.result);
}

// Residents see posts, not persons.
std::string post_of(const Hop& hop, const View& view, Lead lead) {
  switch (hop.by) {
    case storage::ActorKind::Resident:
      return "居民";
    case storage::ActorKind::System:
    case storage::ActorKind::Machine:
      return "系统";
    case storage::ActorKind::Staff:
      break;
  }
  const bool by_lead =
      hop.step == Step::Accept || hop.step == Step::Done || hop.step == Step::Return || hop.step == Step::HandOn;
  if (by_lead && lead.kind == LeadKind::Grid) return "网格员";
  if (by_lead && lead.kind == LeadKind::Body) return lead_name(view, lead);
  return hop.step == Step::Verify || hop.step == Step::Reject ? "核查人员" : "受理台";
}

// A note of staff is for colleagues; what was done, and the resident's own words, are not.
bool is_public_note(const Hop& hop) {
  return hop.step == Step::Done || hop.step == Step::Divert || hop.by == storage::ActorKind::Resident;
}

}  // namespace

std::string lead_name(const View& view, Lead lead) {
  switch (lead.kind) {
    case LeadKind::Grid:
    case LeadKind::Area:
      return view.context.atlas.name(lead.id);
    case LeadKind::Body:
      return view.context.names.body(view.snapshot, view.district, BodyId{lead.id});
    case LeadKind::None:
      break;
  }
  return {};
}

void write_summary(JsonWriter& w, const View& view, const Case& entry) {
  const auto closed_at = entry.state == State::Closed ? entry.ended_at : std::nullopt;
  write_id(w, "id", entry.id.value);
  w.field("number", entry.number).field("title", prefix_utf8(entry.text, kTitleLength));
  write_matter(w, view, entry.matter);
  w.field("state", to_string(entry.state)).field("channel", to_string(entry.channel)).field("place", entry.place);
  w.field("lon", entry.lon).field("lat", entry.lat);
  write_path(w, view, entry.where);
  write_named(w, "grid", entry.where.grid.value, view.context.atlas.name(entry.where.grid.value));
  write_lead(w, "lead", view, entry.lead);
  write_named(w, "handler", entry.handler.value,
              view.context.names.account(view.snapshot, view.district, entry.handler));
  write_time(w, "received_at", entry.received_at, view.offset);
  write_time(w, "due_at", entry.due_at, view.offset);
  write_time(w, "done_at", entry.done_at, view.offset);
  write_time(w, "closed_at", closed_at, view.offset);
  w.field("urgency", urgency_name(urgency_of(entry, view.snapshot.now(), view.context.rules)));
  w.key("rating");
  entry.rating > 0 ? w.value(entry.rating) : w.value(nullptr);
  w.field("solved", entry.solved).field("reopened", entry.reopened);
}

std::string case_json(const View& view, const Case& entry, std::span<const PackedHop> hops,
                      std::span<const Photo> photos, const Standing& standing, std::string_view secret) {
  const auto rules = view.context.rules_of(view.snapshot, view.district, view.offset);
  JsonWriter w(kCaseLength);
  w.begin_object();
  write_summary(w, view, entry);
  write_body(w, entry);
  w.key("contact");
  if (entry.has_name || entry.has_phone) {
    w.begin_object().field("has_name", entry.has_name).field("has_phone", entry.has_phone).end_object();
  } else {
    w.value(nullptr);
  }
  write_photos(w, photos, "/api/v1/photos/");
  w.key("hops").begin_array();
  for (const auto& hop : hops) {
    const auto who = view.context.names.account(view.snapshot, view.district, hop.account);
    write_hop(w, view, hop, who, true);
  }
  w.end_array();
  write_flow(w, view, entry, rules, *rules.texts);
  write_steps(w, view, entry, standing, rules, *rules.texts);
  w.field("version", entry.version);
  if (!secret.empty()) w.field("secret", secret);
  return w.end_object().take();
}

std::string public_case_json(const View& view, const Case& entry, std::span<const Hop> hops,
                             std::span<const Photo> photos, std::optional<State> goes_on_in) {
  JsonWriter w;
  auto shown = entry;
  shown.handler = {};
  w.begin_object();
  write_summary(w, view, shown);
  write_body(w, shown);
  w.field("contact", nullptr);
  write_time(w, "paused_until", shown.paused_until, view.offset);
  write_optional(w, "outcome", shown.outcome);
  write_photos(w, photos, "/api/v1/public/reports/" + entry.number + "/photos/");
  w.key("hops").begin_array();
  Lead lead;
  for (const auto& hop : hops) {
    const bool among_staff =
        hop.step == Step::Note || hop.step == Step::Assess || hop.step == Step::AskExclusion || hop.step == Step::Copy;
    const bool staff_only = among_staff && hop.by == storage::ActorKind::Staff;
    if (!staff_only) write_hop(w, view, view_of(hop), post_of(hop, view, lead), is_public_note(hop));
    const bool moves = hop.step == Step::Dispatch || hop.step == Step::HandOn || hop.step == Step::Reopen ||
                       hop.step == Step::Designate || (hop.step == Step::Confer && hop.to);
    if (moves) lead = hop.to;
    if (hop.step == Step::Return) lead = {};
  }
  w.end_array().key("steps").begin_array().end_array().key("can").begin_array();
  const auto rules = view.context.rules_of(view.snapshot, view.district, view.offset);
  for (const auto& offer : offers(entry, resident_standing(), view.snapshot.now(), rules))
    w.value(offer.step == Step::Note ? std::string_view("add") : to_string(offer.step));
  w.end_array().key("goes_on_in");
  goes_on_in ? w.value(to_string(*goes_on_in)) : w.value(nullptr);
  return w.field("version", entry.version).end_object().take();
}

std::string follower_case_json(const View& view, const Case& entry, std::span<const Hop> hops) {
  JsonWriter w;
  auto shown = entry;
  shown.text.clear();
  shown.place.clear();
  shown.handler = {};
  shown.lon.reset();
  shown.lat.reset();
  shown.where.building = {};
  w.begin_object().field("follower", true);
  write_summary(w, view, shown);
  w.field("text", "").field("result", nullptr).field("contact", nullptr).key("photos").begin_array().end_array();
  w.key("hops").begin_array();
  Lead lead;
  for (auto hop : hops) {
    if (hop.step == Step::Note) continue;
    hop.reason.clear();
    write_hop(w, view, view_of(hop), post_of(hop, view, lead), false);
    if (hop.step == Step::Dispatch || hop.step == Step::HandOn || hop.step == Step::Reopen) lead = hop.to;
    if (hop.step == Step::Return) lead = {};
  }
  w.end_array().key("steps").begin_array().end_array().key("can").begin_array().end_array();
  return w.field("goes_on_in", nullptr).field("version", entry.version).end_object().take();
}

}  // namespace linli::cases
