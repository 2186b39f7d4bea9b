#include <array>

#include "modules/rules/file_readers.hpp"

namespace linli::rules {
namespace {

using declare::EntryReader;
using declare::Item;
using declare::Need;

constexpr std::array kForms{RuleForm::Measure, RuleForm::Require, RuleForm::Amount, RuleForm::Value};
constexpr std::array kBounds{Bound::AtLeast, Bound::AtMost, Bound::MoreThan, Bound::LessThan, Bound::Equals};

void read_form(EntryReader& reader, Rule& rule) {
  int forms = 0;
  for (const auto form : kForms) {
    auto text = reader.formula(to_string(form));
    if (text.empty()) continue;
    ++forms;
    rule.form = form;
    rule.formula_text = std::move(text);
    rule.formula_at = reader.at(to_string(form));
  }
  if (forms != 1)
    reader.fault(reader.at(),
                 {"measure、require、amount、value 要写一个,也只写一个。",
                  "Exactly one of measure, require, amount, value is needed."},
                 {"只留一个。", "Keep one."});
}

void read_bound(EntryReader& reader, Rule& rule) {
  int bounds = 0;
  for (const auto bound : kBounds) {
    auto text = reader.formula(to_string(bound));
    if (text.empty()) continue;
    ++bounds;
    rule.bound = bound;
    rule.bound_text = std::move(text);
    rule.bound_at = reader.at(to_string(bound));
  }
  if (bounds == (rule.form == RuleForm::Measure ? 1 : 0)) return;
  reader.fault(reader.at(),
               {"measure 要配一个界限(at_least、at_most、more_than、less_than、equals),别的形式不要。",
                "measure takes one bound (at_least, at_most, more_than, less_than, equals); other forms take none."},
               {"补写或去掉界限。", "Add or remove the bound."});
}

Rule read_rule(const Item& item, const ReadFile& file) {
  EntryReader reader(item, file.faults);
  Rule rule;
  read_entry(reader, rule, file.model.head.provenance);
  rule.origin = file.model.head.code;
  rule.applies_to = reader.code("applies_to", Need::May);
  rule.when_text = reader.formula("when");
  rule.when_at = reader.at("when");
  rule.scope = reader.texts("scope");
  rule.unit = reader.both("unit");
  const auto strength = reader.word("strength", {"must", "should", "may"}, Need::May);
  rule.strength = strength == "may" ? Strength::May : strength == "should" ? Strength::Should : Strength::Must;
  read_form(reader, rule);
  read_bound(reader, rule);
  reader.finish();
  if ((rule.form == RuleForm::Value) != rule.applies_to.empty())
    reader.fault(reader.at("applies_to"),
                 {"规则要写 applies_to;value 不写。", "A rule says applies_to; a value does not."},
                 {"补写或去掉 applies_to。", "Add or remove applies_to."});
  return rule;
}

}  // namespace

void read_rules(const ReadFile& file) {
  const auto document = declare::read_toml(file.path, file.text, file.faults);
  EntryReader top(document, file.faults);
  for (const auto* item : top.tables("rule")) file.model.rules.push_back(read_rule(*item, file));
  top.finish();
}

}  // namespace linli::rules
