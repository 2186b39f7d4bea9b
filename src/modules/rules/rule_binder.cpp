#include "modules/rules/rule_binder.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace linli::rules {
namespace {

using declare::Expression;
using declare::Number;
using declare::Type;

class RuleBinder {
 public:
  RuleBinder(Model& model, declare::SourceFaults& faults) : model_(model), faults_(faults) {}

  void run() {
    for (auto& rule : model_.rules) bind(rule);
    for (std::size_t i = 0; i < model_.rules.size(); ++i) {
      for (std::size_t j = i + 1; j < model_.rules.size(); ++j) check_apart(model_.rules[i], model_.rules[j]);
    }
  }

 private:
  void bind(Rule& rule) {
    if (rule.form != RuleForm::Value && model_.shapes.find(rule.applies_to) == nullptr) {
      faults_.add(rule.at,
                  {fmt::format("没有 {} 这种记录。", rule.applies_to),
                   fmt::format("There is no kind of record {}.", rule.applies_to)},
                  {"改正 applies_to,或在 registers/ 里申报。", "Correct applies_to, or declare it in registers/."});
      return;
    }
    rule.when = bound(rule, rule.when_text, Type::Bool, rule.when_at);
    rule.formula =
        bound(rule, rule.formula_text, rule.form == RuleForm::Require ? Type::Bool : Type::Number, rule.formula_at);
    rule.limit = bound(rule, rule.bound_text, Type::Number, rule.bound_at);
  }

  Expression bound(const Rule& rule, const std::string& text, Type wanted, const Position& at) {
    if (text.empty()) return {};
    const declare::Names names{.shapes = &model_.shapes,
                               .kind = rule.applies_to,
                               .constants = {},
                               .knows_value = [this](std::string_view code) { return is_value(code); }};
    auto compiled = declare::compile(text, names, wanted);
    if (compiled) return std::move(*compiled);
    const auto& wrong = compiled.error();
    faults_.add(
        at,
        {fmt::format("规则 {} 的表达式第 {} 个字符处:{}", rule.code, wrong.offset + 1, wrong.reason.zh),
         fmt::format("Rule {}, at character {} of the expression: {}", rule.code, wrong.offset + 1, wrong.reason.en)},
        wrong.remedy);
    return {};
  }

  [[nodiscard]] bool is_value(std::string_view code) const {
    return std::ranges::any_of(model_.rules,
                               [&](const Rule& rule) { return rule.code == code && rule.form == RuleForm::Value; });
  }

  void check_apart(const Rule& a, const Rule& b) {
    if (a.code != b.code || a.scope != b.scope) return;
    const bool a_first = a.provenance.to && *a.provenance.to <= b.provenance.from;
    const bool b_first = b.provenance.to && *b.provenance.to <= a.provenance.from;
    if (a_first || b_first) return;
    faults_.add(
        b.at, {fmt::format("规则 {} 的两段时间重叠。", b.code), fmt::format("Two periods of rule {} overlap.", b.code)},
        {"先结束前一段(to)。", "End the earlier one first (to)."});
  }

  Model& model_;
  declare::SourceFaults& faults_;
};

}  // namespace

void bind_rules(Model& model, declare::SourceFaults& faults) { RuleBinder(model, faults).run(); }

void check_figures(const Model& model, declare::SourceFaults& faults) {
  declare::Names names;
  for (const auto& figure : model.figures) {
    if (figure.value) names.constants.emplace(figure.code, *figure.value);
  }
  for (const auto& figure : model.figures) {
    if (figure.expression.empty()) continue;
    const auto compiled = declare::compile(figure.expression, names, Type::Number);
    if (!compiled) {
      faults.add(figure.at,
                 {fmt::format("算式不对:{}", compiled.error().reason.zh),
                  fmt::format("The arithmetic cannot be read: {}", compiled.error().reason.en)},
                 compiled.error().remedy);
      continue;
    }
    const auto value = compiled->evaluate(nullptr, {});
    const auto* number = std::get_if<Number>(&value);
    const auto rounded = number == nullptr ? std::nullopt : number->rounded(figure.places);
    if (rounded && rounded == figure.value) continue;
    faults.add(figure.at,
               {fmt::format("算出来是 {},写的是 {}。", number == nullptr ? "无" : declare::to_text(*number, 6),
                            figure.value ? declare::to_text(*figure.value) : "无"),
                fmt::format("It comes out as {}, but {} is written.",
                            number == nullptr ? "nothing" : declare::to_text(*number, 6),
                            figure.value ? declare::to_text(*figure.value) : "nothing")},
               {"核对数字和 places。", "Check the numbers and places."});
  }
}

}  // namespace linli::rules
