#include "modules/rules/answer.hpp"

#include <algorithm>
#include <utility>

namespace linli::rules {
namespace {

using declare::Circumstances;
using declare::is_missing;
using declare::Number;

// A chain of values that lead to each other ends here.
constexpr int kDeepestValue = 8;

std::optional<Number> value_of(const Model& model, std::string_view code, Date as_of, int depth) {
  const auto* rule = model.rule(code, as_of);
  if (rule == nullptr || rule->form != RuleForm::Value || !rule->formula || depth > kDeepestValue) return std::nullopt;
  const Circumstances circumstances{
      .as_of = as_of,
      .value_of = [&](std::string_view other) { return value_of(model, other, as_of, depth + 1); },
      .missing = nullptr};
  const auto value = rule->formula.evaluate(nullptr, circumstances);
  const auto* number = std::get_if<Number>(&value);
  return number == nullptr ? std::nullopt : std::optional(*number);
}

bool holds(Bound bound, Number measured, Number wanted) {
  switch (bound) {
    case Bound::AtLeast:
      return measured >= wanted;
    case Bound::AtMost:
      return measured <= wanted;
    case Bound::MoreThan:
      return measured > wanted;
    case Bound::LessThan:
      return measured < wanted;
    case Bound::Equals:
      return measured == wanted;
  }
  std::unreachable();
}

std::optional<Number> distance(Number a, Number b) { return a < b ? b.minus(a) : a.minus(b); }

void compare(const Rule& rule, const declare::Value& measured, const declare::Value& wanted, Answer& answer) {
  if (is_missing(measured) || is_missing(wanted)) {
    answer.outcome = Outcome::NotEnoughData;
    return;
  }
  answer.measured = std::get<Number>(measured);
  answer.wanted = std::get<Number>(wanted);
  answer.outcome = holds(rule.bound, *answer.measured, *answer.wanted) ? Outcome::Met : Outcome::Short;
  if (answer.outcome == Outcome::Short) answer.gap = distance(*answer.measured, *answer.wanted);
}

// The record's own fields; what lies behind relations is shown by its own page.
std::vector<Input> inputs_of(const Rule& rule, const declare::Record& record, const Model& model) {
  std::vector<Input> inputs;
  const auto* shape = model.shapes.find(rule.applies_to);
  if (shape == nullptr) return inputs;
  for (const auto& name : rule.formula.fields()) {
    const auto slot = shape->field(name);
    const bool again = std::ranges::find(inputs, name, &Input::name) != inputs.end();
    if (slot && !again) inputs.push_back({name, declare::to_text(record.value(*slot))});
  }
  return inputs;
}

}  // namespace

std::optional<Number> value_on(const Model& model, std::string_view code, Date as_of) {
  return value_of(model, code, as_of, 0);
}

Answer answer_of(const Rule& rule, const declare::Record& record, const Model& model, Date as_of) {
  Answer answer;
  const Circumstances circumstances{.as_of = as_of,
                                    .value_of = [&](std::string_view code) { return value_of(model, code, as_of, 0); },
                                    .missing = &answer.missing};
  if (rule.when) {
    const auto applies = rule.when.evaluate(&record, circumstances);
    if (is_missing(applies)) {
      answer.outcome = Outcome::NotEnoughData;
      return answer;
    }
    if (!std::get<bool>(applies)) return {};
  }
  answer.missing.clear();
  std::vector<Input> values;
  auto noting = circumstances;
  noting.value_of = [&](std::string_view code) {
    auto number = circumstances.value_of(code);
    const bool again = std::ranges::find(values, code, &Input::name) != values.end();
    if (number && !again) values.push_back({std::string(code), declare::to_text(*number)});
    return number;
  };
  const auto value = rule.formula.evaluate(&record, rule.form == RuleForm::Amount ? noting : circumstances);
  if (rule.form == RuleForm::Measure) {
    compare(rule, value, rule.limit.evaluate(&record, circumstances), answer);
  } else if (is_missing(value)) {
    answer.outcome = Outcome::NotEnoughData;
  } else if (rule.form == RuleForm::Require) {
    answer.outcome = std::get<bool>(value) ? Outcome::Met : Outcome::Short;
  } else {
    answer.amount = std::get<Number>(value);
    answer.inputs = inputs_of(rule, record, model);
    answer.inputs.insert(answer.inputs.end(), values.begin(), values.end());
    answer.outcome = Outcome::Met;
  }
  if (answer.outcome != Outcome::NotEnoughData) answer.missing.clear();
  return answer;
}

}  // namespace linli::rules
