#include "modules/registers/summary.hpp"

#include <algorithm>

#include "modules/registers/values.hpp"

namespace linli::registers {

namespace json = boost::json;
using declare::FieldType;
using declare::Number;

namespace {

constexpr int kAveragePlaces = 1;
constexpr std::int64_t kFenOfYuan = 100;

bool has_parts(FieldType type) {
  return type == FieldType::Choice || type == FieldType::Choices || type == FieldType::Boolean;
}

bool is_summed(const Field& field) { return is_number(field.declared.type) || field.declared.in_years; }

// Whole years, as ages are counted: from the birthday on.
std::int64_t whole_years(Date from, Date to) {
  const bool before = std::pair(to.month(), to.day()) < std::pair(from.month(), from.day());
  return (int{to.year()} - int{from.year()}) - (before ? 1 : 0);
}

// Money is kept in fen and told in yuan.
std::optional<Number> told(const Field& field, std::optional<Number> number) {
  if (!number || field.declared.type != FieldType::Money) return number;
  return number->over(Number(kFenOfYuan));
}

std::vector<SummaryPart> empty_parts(const Field& field) {
  std::vector<SummaryPart> parts;
  if (field.declared.type == FieldType::Boolean) {
    parts.push_back({.code = "true", .label = {"是", "Yes"}, .count = 0});
    parts.push_back({.code = "false", .label = {"否", "No"}, .count = 0});
  }
  for (const auto& choice : field.choices) parts.push_back({.code = choice.code, .label = choice.label, .count = 0});
  return parts;
}

void write_field(JsonWriter& w, const FieldSummary& summary) {
  const auto& field = *summary.field;
  w.begin_object().field("name", field.name()).field("label", field.declared.label);
  w.field("unit", field.declared.unit).field("type", declare::to_string(field.declared.type));
  w.field("in_years", field.declared.in_years).field("known", summary.known).field("withheld", summary.withheld);
  const int places = field.declared.type == FieldType::Money ? 2 : kAveragePlaces;
  const auto text = [](const std::optional<Number>& number, int digits) {
    return number ? std::optional(declare::to_text(*number, digits)) : std::nullopt;
  };
  w.field("sum", text(summary.sum, 2)).field("average", text(summary.average, places));
  w.key("parts").begin_array();
  for (const auto& part : summary.parts)
    w.begin_object().field("code", part.code).field("label", part.label).field("count", part.count).end_object();
  w.end_array().end_object();
}

}  // namespace

Summariser::Summariser(const Kind& kind, const accounts::Caller& caller, Date as_of) : kind_(kind), as_of_(as_of) {
  for (const auto& field : kind.fields) {
    if (field.declared.removed || !kind.may_read(caller, field)) continue;
    if (has_parts(field.declared.type) || is_summed(field))
      tallies_.push_back({.field = &field, .known = 0, .sum = Number(0), .counts = {}});
  }
}

bool Summariser::wants_sealed() const {
  return std::ranges::any_of(tallies_, [](const Tally& tally) { return tally.field->sealed; });
}

void Summariser::take(const json::object& values, const json::object& sealed) {
  ++records_;
  for (auto& tally : tallies_) {
    const auto* value = (tally.field->sealed ? sealed : values).if_contains(tally.field->name());
    if (value != nullptr && !value->is_null()) take_one(tally, *value);
  }
}

void Summariser::take_one(Tally& tally, const json::value& value) const {
  const auto known = expression_value(*tally.field, &value);
  if (declare::is_missing(known)) return;
  ++tally.known;
  if (const auto* flag = std::get_if<bool>(&known)) ++tally.counts[*flag ? "true" : "false"];
  if (const auto* choices = std::get_if<declare::Texts>(&known))
    for (const auto& choice : *choices) ++tally.counts[choice];
  if (const auto* text = std::get_if<std::string>(&known)) ++tally.counts[*text];
  auto number = Number(0);
  if (const auto* given = std::get_if<Number>(&known)) number = *given;
  if (const auto* date = std::get_if<Date>(&known)) number = Number(whole_years(*date, as_of_));
  if (tally.sum) tally.sum = tally.sum->plus(number);
}

Summary Summariser::result() const {
  Summary summary{.records = records_, .withheld = about_persons() && records_ < kFewestPersons, .fields = {}};
  if (summary.withheld) return summary;
  for (const auto& tally : tallies_) {
    const bool of_persons = about_persons() || tally.field->sealed;
    FieldSummary one{.field = tally.field, .known = tally.known, .sum = {}, .average = {}, .parts = {}};
    one.withheld = of_persons && tally.known < kFewestPersons;
    if (!one.withheld && is_summed(*tally.field)) {
      if (!tally.field->declared.in_years) one.sum = told(*tally.field, tally.sum);
      if (tally.sum) one.average = told(*tally.field, tally.sum->over(Number(tally.known)));
    }
    if (!one.withheld && has_parts(tally.field->declared.type)) {
      one.parts = empty_parts(*tally.field);
      for (auto& part : one.parts)
        if (const auto found = tally.counts.find(part.code); found != tally.counts.end()) part.count = found->second;
      if (of_persons) withhold_small(one.parts);
    }
    summary.fields.push_back(std::move(one));
  }
  return summary;
}

void withhold_small(std::vector<SummaryPart>& parts) {
  int hidden = 0;
  for (auto& part : parts) {
    if (!part.count || *part.count == 0 || *part.count >= kFewestPersons) continue;
    part.count.reset();
    ++hidden;
  }
  if (hidden != 1) return;
  SummaryPart* smallest = nullptr;
  for (auto& part : parts)
    if (part.count && *part.count > 0 && (smallest == nullptr || *part.count < *smallest->count)) smallest = &part;
  if (smallest != nullptr) smallest->count.reset();
}

void write_summary(JsonWriter& w, const Summary& summary, Date as_of) {
  w.begin_object().field("as_of", format_date(as_of)).field("records", summary.records);
  w.field("least", kFewestPersons).field("withheld", summary.withheld).key("fields").begin_array();
  for (const auto& field : summary.fields) write_field(w, field);
  w.end_array().end_object();
}

}  // namespace linli::registers
