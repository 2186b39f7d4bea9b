#include "modules/compliance/findings.hpp"

#include <algorithm>

#include "modules/rules/api.hpp"

namespace linli::compliance {
namespace {

using rules::Outcome;
using rules::Rule;
using rules::RuleForm;

// A scope names areas by code or name; without one the rule holds everywhere.
bool in_scope(const Rule& rule, const Subject& subject, const std::vector<AreaId>& scope) {
  if (rule.scope.empty()) return true;
  return std::ranges::any_of(subject.places,
                             [&](AreaId place) { return std::ranges::find(scope, place) != scope.end(); });
}

std::vector<AreaId> areas_named(const DistrictFacts& facts, const Rule& rule) {
  std::vector<AreaId> scope;
  if (rule.scope.empty()) return scope;
  for (const std::string_view level : {"district", "subdistrict", "community", "courtyard"}) {
    facts.each(level, [&](const Subject& subject) {
      const auto code = declare::to_text(subject.record->value(static_cast<int>(rules::AreaSlot::Code)));
      const bool named = std::ranges::any_of(
          rule.scope, [&](const std::string& text) { return text == subject.name || (!code.empty() && text == code); });
      if (named) scope.push_back(AreaId{subject.id});
    });
  }
  return scope;
}

}  // namespace

Findings find_all(const DistrictFacts& facts, std::shared_ptr<const rules::Model> model, Date on, Instant now) {
  Findings findings{.as_of = on, .counted_at = now, .model = std::move(model), .all = {}};
  const auto& all_rules = findings.model->rules;
  for (std::size_t index = 0; index < all_rules.size(); ++index) {
    const auto& rule = all_rules[index];
    if (rule.form == RuleForm::Value || !rule.formula || !rules::in_force(rule.provenance, on)) continue;
    const auto scope = areas_named(facts, rule);
    facts.each(rule.applies_to, [&](const Subject& subject) {
      if (!in_scope(rule, subject, scope)) return;
      auto answer = rules::answer_of(rule, *subject.record, *findings.model, on);
      if (answer.outcome == Outcome::NotApplicable) return;
      findings.all.push_back({.rule = index,
                              .kind = rule.applies_to,
                              .id = subject.id,
                              .name = subject.name,
                              .places = subject.places,
                              .answer = std::move(answer)});
    });
  }
  return findings;
}

bool lies_in(const Finding& finding, AreaId area) {
  return std::ranges::find(finding.places, area) != finding.places.end();
}

void count(Tally& tally, Outcome outcome) {
  switch (outcome) {
    case Outcome::Met:
      ++tally.met;
      break;
    case Outcome::Short:
      ++tally.fallen_short;
      break;
    case Outcome::NotEnoughData:
      ++tally.not_enough_data;
      break;
    case Outcome::NotApplicable:
      break;
  }
}

std::vector<RuleTally> tallies_of(const Findings& findings, AreaId area) {
  std::vector<RuleTally> tallies;
  for (const auto& finding : findings.all) {
    if (!lies_in(finding, area)) continue;
    if (tallies.empty() || tallies.back().rule != finding.rule) tallies.push_back({.rule = finding.rule});
    auto& row = tallies.back();
    count(row.tally, finding.answer.outcome);
    if (finding.answer.amount) row.amount = row.amount.plus(*finding.answer.amount).value_or(row.amount);
  }
  return tallies;
}

Tally total_of(const Findings& findings, AreaId area) {
  Tally total;
  for (const auto& finding : findings.all) {
    // Norms say what is due; they are neither met nor missed.
    const bool norm = findings.model->rules[finding.rule].form == RuleForm::Amount;
    if (!norm && lies_in(finding, area)) count(total, finding.answer.outcome);
  }
  return total;
}

}  // namespace linli::compliance
