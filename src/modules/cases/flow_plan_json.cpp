#include "modules/cases/flow_plan_json.hpp"

#include "modules/cases/names.hpp"
#include "modules/catalogue/api.hpp"

namespace linli::cases {
namespace {

void write_label(JsonWriter& w, std::string_view key, const Text& label) { w.field(key, label); }

void write_rung(JsonWriter& w, const Rung& rung) {
  w.begin_object().field("level", to_string(rung.level));
  write_label(w, "name", rung.name);
  w.field("after", rung.after.amount == 0 ? std::string("0wh") : catalogue::format_limit(rung.after));
  w.field("takes", rung.takes).end_object();
}

void write_ladder(JsonWriter& w, const Ladder& ladder) {
  w.begin_object().field("key", ladder.key);
  write_label(w, "name", ladder.name);
  w.field("source", ladder.source).key("matters").begin_array();
  for (const auto& matter : ladder.matters) w.value(matter);
  w.end_array().key("rungs").begin_array();
  for (const auto& rung : ladder.rungs) write_rung(w, rung);
  w.end_array().end_object();
}

void write_choices(JsonWriter& w, const FlowPlan& plan) {
  w.key("choices").begin_array();
  for (const auto& choice : plan.choices) {
    w.begin_object().field("of", choice.of).field("source", choice.source).key("options").begin_array();
    for (const auto& option : choice.options) {
      w.begin_object().field("key", option.key);
      write_label(w, "label", option.label);
      w.end_object();
    }
    w.end_array().end_object();
  }
  w.end_array();
}

void write_plan_steps(JsonWriter& w, const FlowPlan& plan) {
  w.key("steps").begin_array();
  for (int number = 2; number <= kLastStep; ++number) {
    const auto step = static_cast<Step>(number);
    const auto own = plan.labels.find(step);
    w.begin_object().field("step", to_string(step)).field("used", plan.uses(step));
    write_label(w, "label", own != plan.labels.end() ? own->second : label_of(step));
    w.end_object();
  }
  w.end_array();
}

void write_copies(JsonWriter& w, const FlowPlan& plan) {
  const auto write_all = [&](std::string_view name, const std::vector<std::string>& texts) {
    w.key(name).begin_array();
    for (const auto& text : texts) w.value(text);
    w.end_array();
  };
  w.key("copies").begin_array();
  for (const auto& rule : plan.copies) {
    w.begin_object().field("key", rule.key);
    write_label(w, "name", rule.name);
    w.field("source", rule.source).field("used", rule.used).field("on", to_string(rule.on));
    write_label(w, "on_label", label_of(rule.on));
    w.field("to", to_string(rule.to));
    write_all("ladders", rule.ladders);
    write_all("matters", rule.matters);
    write_all("outcomes", rule.outcomes);
    w.end_object();
  }
  w.end_array();
}

// The numbers of a plan: limits, revisits, what brings supervision.
void write_numbers(JsonWriter& w, const FlowPlan& plan) {
  w.key("numbers").begin_object().field("urge_gap_hours", plan.urge_gap_hours).field("most_tries", plan.most_tries);
  w.field("supervise_after_returns", plan.supervise_after_returns);
  w.field("supervise_after_urges", plan.supervise_after_urges);
  w.field("supervise_after_reopened", plan.supervise_after_reopened);
  w.field("supervise_at_level", plan.supervise_at_level).field("unsolved_climbs", plan.unsolved_climbs);
  w.field("accept_responds", plan.accept_responds).end_object();
}

}  // namespace

void write_plan(JsonWriter& w, const FlowPlan& plan) {
  w.field("key", plan.key);
  write_label(w, "name", plan.name);
  w.field("source", plan.source).key("from");
  plan.from ? w.value(format_date(*plan.from)) : w.value(nullptr);
  write_plan_steps(w, plan);
  w.key("limits").begin_object().field("warn_percent", plan.warn_percent);
  w.field("verify_within", catalogue::format_limit(plan.verify_within));
  w.field("co_handle", catalogue::format_limit(plan.co_handle_limit));
  w.field("whistle", catalogue::format_limit(plan.whistle_limit));
  w.field("most_extensions", plan.most_extensions).end_object();
  write_choices(w, plan);
  w.key("ladders").begin_array();
  for (const auto& ladder : plan.ladders) write_ladder(w, ladder);
  w.end_array();
  write_copies(w, plan);
  write_numbers(w, plan);
}

}  // namespace linli::cases
