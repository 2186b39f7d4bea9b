#include "modules/compliance/json.hpp"

namespace linli::compliance {
namespace {

std::optional<std::string> number_text(const std::optional<declare::Number>& number) {
  if (!number) return std::nullopt;
  return declare::to_text(*number, 2);
}

// What a rule is about, as this locality calls it.
Text kind_label(const rules::Model& model, const std::string& kind) {
  if (auto name = model.level_name(kind); !name.zh.empty()) return name;
  if (const auto level = areas::parse_level(kind)) return areas::label(*level);
  if (kind == "grid") return {"网格", "Grid"};
  if (kind == "body") return {"组织", "Body"};
  for (const auto& declared : model.kinds) {
    if (declared.name == kind) return declared.label;
  }
  return {kind, kind};
}

}  // namespace

void write_area(JsonWriter& w, const areas::Atlas& atlas, const rules::Model& model, AreaId area) {
  const auto level = atlas.level(area.value);
  w.key("area").begin_object().field("id", area).field("name", atlas.name(area.value));
  w.field("level", level ? std::optional(areas::to_string(*level)) : std::nullopt).key("level_name");
  auto name = level ? model.level_name(areas::to_string(*level)) : Text{};
  if (name.zh.empty() && level) name = areas::label(*level);
  name.zh.empty() ? w.value(nullptr) : w.value(name);
  w.end_object();
}

void write_tally(JsonWriter& w, std::string_view key, const Tally& tally) {
  w.key(key).begin_object().field("met", tally.met).field("short", tally.fallen_short);
  w.field("not_enough_data", tally.not_enough_data).end_object();
}

void write_rule(JsonWriter& w, const rules::Model& model, const RuleTally& row) {
  const auto& rule = model.rules[row.rule];
  w.begin_object().field("code", rule.code).field("name", rule.name).key("note");
  rule.note.zh.empty() ? w.value(nullptr) : w.value(rule.note);
  w.field("applies_to", rule.applies_to).field("applies_to_label", kind_label(model, rule.applies_to));
  w.field("strength", to_string(rule.strength)).field("form", to_string(rule.form));
  w.field("formula", rule.formula_text).key("bound");
  if (rule.bound_text.empty()) {
    w.value(nullptr);
  } else {
    w.begin_object().field("kind", to_string(rule.bound)).field("formula", rule.bound_text).end_object();
  }
  w.key("unit");
  rule.unit.zh.empty() ? w.value(nullptr) : w.value(rule.unit);
  w.field("source", rule.provenance.source).field("certainty", rule.provenance.certainty);
  w.field("certainty_label", rules::certainty_label(rule.provenance.certainty)).key("rows").begin_array();
  for (const auto& requirement : rule.provenance.rows) w.value(requirement);
  w.end_array().field("from", format_date(rule.provenance.from));
  write_tally(w, "total", row.tally);
  const bool norm = rule.form == rules::RuleForm::Amount;
  w.field("amount", norm ? std::optional(declare::to_text(row.amount, 2)) : std::nullopt).end_object();
}

void write_finding(JsonWriter& w, const areas::Atlas& atlas, const Finding& finding) {
  const auto& answer = finding.answer;
  w.begin_object().field("kind", finding.kind).field("id", std::to_string(finding.id)).field("name", finding.name);
  w.key("places").begin_array();
  for (const auto place : finding.places) {
    w.begin_object().field("id", place).field("name", atlas.name(place.value)).end_object();
  }
  w.end_array().field("outcome", to_string(answer.outcome));
  w.field("measured", number_text(answer.measured)).field("wanted", number_text(answer.wanted));
  w.field("gap", number_text(answer.gap)).field("amount", number_text(answer.amount)).key("missing").begin_array();
  for (const auto& field : answer.missing) w.value(field);
  w.end_array().end_object();
}

}  // namespace linli::compliance
