#include "modules/cases/flow_json.hpp"

#include <algorithm>

#include "base/short_text.hpp"
#include "modules/cases/clocks.hpp"
#include "modules/cases/names.hpp"
#include "modules/cases/part_store.hpp"

namespace linli::cases {
namespace {

std::string_view part_kind(PartKind kind) {
  switch (kind) {
    case PartKind::CoHandler:
      return "co_handler";
    case PartKind::Whistle:
      return "whistle";
    case PartKind::Copy:
      return "copy";
  }
  return "copy";
}

std::string_view request_kind(RequestKind kind) {
  switch (kind) {
    case RequestKind::Pause:
      return "pause";
    case RequestKind::Extension:
      return "extension";
    case RequestKind::Exclusion:
      return "exclusion";
  }
  return "exclusion";
}

std::string_view decision_name(Decision decision) {
  switch (decision) {
    case Decision::Pending:
      return "pending";
    case Decision::Approved:
      return "approved";
    case Decision::Refused:
      return "refused";
  }
  return "refused";
}

void write_words(JsonWriter& w, std::string_view key, const std::string& text) {
  w.key(key);
  text.empty() ? w.value(nullptr) : w.value(text);
}

void write_person(JsonWriter& w, std::string_view key, const View& view, AccountId account) {
  w.key(key);
  if (!account) {
    w.value(nullptr);
    return;
  }
  w.begin_object().field("id", account);
  w.field("name", view.context.names.account(view.snapshot, view.district, account)).end_object();
}

void write_mark(JsonWriter& w, std::string_view key, int mark) {
  w.key(key);
  mark > 0 ? w.value(mark) : w.value(nullptr);
}

void write_parts(JsonWriter& w, const View& view, const Case& entry) {
  w.key("parts").begin_array();
  for (const auto& part : entry.parts) {
    w.begin_object().field("seq", part.seq).field("kind", part_kind(part.kind));
    write_lead(w, "to", view, part.to);
    write_words(w, "reason", part.reason);
    write_person(w, "asked_by", view, part.asked_by);
    write_time(w, "asked_at", part.asked_at, view.offset);
    write_time(w, "due_at", part.due_at, view.offset);
    write_words(w, "answer", part.answer);
    write_person(w, "answered_by", view, part.answered_by);
    write_time(w, "answered_at", part.answered_at, view.offset);
    write_mark(w, "mark_of_called", part.mark_of_called);
    write_mark(w, "mark_of_caller", part.mark_of_caller);
    w.end_object();
  }
  w.end_array();
}

void write_requests(JsonWriter& w, const View& view, const Case& entry) {
  w.key("requests").begin_array();
  for (const auto& request : entry.requests) {
    w.begin_object().field("seq", request.seq).field("kind", request_kind(request.kind));
    write_words(w, "reason", request.reason);
    write_person(w, "asked_by", view, request.asked_by);
    write_time(w, "asked_at", request.asked_at, view.offset);
    write_time(w, "until", request.until, view.offset);
    write_words(w, "limit", request.limit);
    w.field("decision", decision_name(request.decision));
    write_person(w, "decided_by", view, request.decided_by);
    write_time(w, "decided_at", request.decided_at, view.offset);
    write_words(w, "note", request.note);
    w.end_object();
  }
  w.end_array();
}

void write_ladder_of(JsonWriter& w, const View& view, const Case& entry, const FlowRules& rules,
                     const PlanTexts& texts) {
  const auto& ladder = ladder_of(entry, rules);
  const auto& text = texts.ladder(ladder.key);
  const auto times = rung_times(entry, rules);
  w.key("ladder").begin_object().raw(text.members).field("level", entry.level).key("rungs").begin_array();
  for (std::size_t i = 0; i < ladder.rungs.size(); ++i) {
    w.begin_object().raw(text.rungs[i]);
    w.field("place", view.context.atlas.name(rung_place(entry, ladder.rungs[i])));
    write_time(w, "at", times[i], view.offset);
    w.end_object();
  }
  w.end_array().end_object();
}

void write_family(JsonWriter& w, const View& view, const Case& entry) {
  w.field("parent", entry.parent).key("children").begin_array();
  if (entry.children > 0) {
    for (const auto& child : load_children(view.snapshot, view.district, entry.id))
      w.begin_object()
          .field("id", child.id)
          .field("number", child.number)
          .field("state", to_string(child.state))
          .end_object();
  }
  w.end_array();
}

void warning(JsonWriter& w, std::string zh, std::string en) { w.value(Text{std::move(zh), std::move(en)}); }

// Said, never in the way: the person decides.
void write_case_warnings(JsonWriter& w, const View& view, const Case& entry, const FlowRules& rules) {
  w.key("warnings").begin_array();
  const auto waits = std::ranges::count_if(
      entry.parts, [](const Part& part) { return part.kind != PartKind::Copy && !part.answered_at; });
  if (!has_ended(entry.state) && waits > 0)
    warning(w, "还有" + std::to_string(waits) + "个协办单位没有答复",
            std::to_string(waits) + " units have not answered yet");
  if (entry.due_at && !has_ended(entry.state) && calendar_of(rules).unannounced(*entry.due_at) != nullptr)
    warning(w, "到期日所在年份的放假安排尚未公布，公布后时限会重算",
            "The holidays of the year it falls due in are not announced yet; the due time may move");
  if (entry.first && entry.lead != entry.first)
    warning(w, "首接单位：" + lead_name(view, entry.first) + "，对办理结果负责到底",
            "First contact, answerable to the end: " + lead_name(view, entry.first));
  w.end_array();
}

}  // namespace

void write_time(JsonWriter& w, std::string_view name, const std::optional<Instant>& at, Offset offset) {
  w.key(name);
  at ? w.value(InstantText(*at, offset).view()) : w.value(nullptr);
}

void write_id(JsonWriter& w, std::string_view key, std::int64_t id) { w.field(key, NumberText(id).view()); }

void write_lead(JsonWriter& w, std::string_view key, const View& view, Lead lead) {
  w.key(key);
  if (!lead) {
    w.value(nullptr);
    return;
  }
  w.begin_object().field("kind", to_string(lead.kind));
  write_id(w, "id", lead.id);
  w.field("name", lead_name(view, lead)).end_object();
}

void write_flow(JsonWriter& w, const View& view, const Case& entry, const FlowRules& rules, const PlanTexts& texts) {
  write_time(w, "respond_due_at", entry.respond_due_at, view.offset);
  write_time(w, "responded_at", entry.responded_at, view.offset);
  write_lead(w, "first_contact", view, entry.first);
  w.field("designated", entry.designated).field("returns", entry.returns).field("supervised", entry.supervised);
  w.field("urges", entry.urges).field("confidential", entry.confidential).field("excluded", entry.excluded);
  w.field("tries", entry.tries);
  write_time(w, "paused_until", entry.paused_until, view.offset);
  w.key("outcome");
  if (entry.outcome.empty()) {
    w.value(nullptr);
  } else {
    const auto* option = plan_of(rules).option("divert", entry.outcome);
    w.begin_object().field("value", entry.outcome);
    w.field("label", option != nullptr ? option->label : Text{entry.outcome, entry.outcome}).end_object();
  }
  w.key("recused").begin_array();
  for (const auto body : entry.recused)
    w.begin_object()
        .field("id", std::to_string(body))
        .field("name", lead_name(view, {LeadKind::Body, body}))
        .end_object();
  w.end_array();
  write_ladder_of(w, view, entry, rules, texts);
  write_parts(w, view, entry);
  write_requests(w, view, entry);
  write_family(w, view, entry);
  write_case_warnings(w, view, entry, rules);
}

}  // namespace linli::cases
