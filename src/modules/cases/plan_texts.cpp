#include "modules/cases/plan_texts.hpp"

#include <algorithm>

#include "modules/cases/names.hpp"

namespace linli::cases {
namespace {

void write_field_offer(JsonWriter& w, const FieldOffer& field, const PartLabel& label_of) {
  w.begin_object().field("name", field.name).field("kind", to_string(field.kind)).field("label", field.label);
  w.field("required", field.required).key("options").begin_array();
  for (const auto& option : field.options)
    w.begin_object().field("value", option.key).field("label", option.label).end_object();
  for (const auto seq : field.parts) {
    const auto name = label_of(seq);
    w.begin_object().field("value", std::to_string(seq)).field("label", Text{name, name}).end_object();
  }
  w.end_array().end_object();
}

bool depends_on_case(const Offer& offer) {
  return std::ranges::any_of(offer.fields, [](const FieldOffer& field) { return field.kind == FieldKind::Part; });
}

// `{"a":1,"b":2}` without its braces.
std::string members_of(JsonWriter& w) {
  const auto object = w.take();
  return object.substr(1, object.size() - 2);
}

}  // namespace

void write_offer(JsonWriter& w, const Offer& offer, const PartLabel& label_of) {
  w.begin_object().field("step", to_string(offer.step)).field("label", offer.label);
  w.key("needs").begin_array();
  if (offer.step == Step::Verify) w.value("passed");
  for (const auto need : offer.needs) w.value(need);
  w.end_array().key("fields").begin_array();
  for (const auto& field : offer.fields) write_field_offer(w, field, label_of);
  w.end_array().end_object();
}

PlanTexts::PlanTexts(const FlowPlan& plan) {
  JsonWriter w;
  for (int number = 1; number <= kLastStep; ++number) {
    const auto offer = offer_of(Case{}, static_cast<Step>(number), Standing{}, plan);
    if (depends_on_case(offer)) continue;
    write_offer(w, offer, {});
    offers_[static_cast<std::size_t>(number)] = w.take();
  }
  for (const auto& ladder : plan.ladders) {
    w.begin_object().field("name", ladder.name).field("source", ladder.source).end_object();
    LadderText text{ladder.key, members_of(w), {}};
    for (const auto& rung : ladder.rungs) {
      w.begin_object().field("name", rung.name).end_object();
      text.rungs.push_back(members_of(w));
    }
    ladders_.push_back(std::move(text));
  }
}

const PlanTexts::LadderText& PlanTexts::ladder(std::string_view key) const {
  const auto found = std::ranges::find(ladders_, key, &LadderText::key);
  LINLI_ASSERT(found != ladders_.end());
  return *found;
}

}  // namespace linli::cases
