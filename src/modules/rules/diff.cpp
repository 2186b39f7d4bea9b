#include "modules/rules/diff.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <map>

namespace linli::rules {
namespace {

struct Said {
  std::string text;
  Text name;
};
using Part = std::map<std::string, Said>;
using Parts = std::map<std::string, Part>;

std::string in_words(const std::vector<std::vector<std::string>>& groups) {
  std::string text;
  for (const auto& group : groups) text += (text.empty() ? "" : " → ") + fmt::format("{}", fmt::join(group, "/"));
  return text;
}

std::string in_words(const Rule& rule) {
  std::string text;
  if (!rule.applies_to.empty()) text = rule.applies_to + ": ";
  if (!rule.when_text.empty()) text += fmt::format("when {} ", rule.when_text);
  text += fmt::format("{} {}", to_string(rule.form), rule.formula_text);
  if (rule.form == RuleForm::Measure) text += fmt::format(" {} {}", to_string(rule.bound), rule.bound_text);
  return text + fmt::format(" ({})", to_string(rule.strength));
}

std::string in_words(const declare::KindDeclaration& kind) {
  std::string text;
  for (const auto& field : kind.fields) {
    if (field.removed) continue;
    text += fmt::format("{}{}:{}", text.empty() ? "" : " ", field.name, declare::to_string(field.type));
  }
  return text;
}

std::string in_words(const FundLine& line) {
  std::string text = line.norm.empty() ? line.name.zh : line.norm;
  if (!line.most.empty()) text += " – " + line.most;
  for (const auto& purpose : line.purposes) text += " " + purpose.code;
  if (line.own_books) text += " own_books";
  if (line.for_tasks) text += " for_tasks";
  return line.grows ? text + " grows " + line.growth : text;
}

std::string in_words(const Provenance& provenance) {
  if (!provenance.to) return format_date(provenance.from) + "–";
  return format_date(provenance.from) + "–" + format_date(*provenance.to);
}

std::string steps_of(const Ladder& ladder) { return fmt::format("{}", fmt::join(ladder.steps, " → ")); }

Parts parts_of(const Model& model) {
  Parts parts;
  for (const auto& e : model.levels) parts["1 levels"][e.code] = {e.name.zh, e.name};
  for (const auto& e : model.body_kinds)
    parts["2 body_kinds"][e.code] = {fmt::format("{} ({}, {})", e.name.zh, e.like, e.serves), e.name};
  for (const auto& e : model.chains) parts["3 chains"][e.code] = {in_words(e.links), e.name};
  for (const auto& e : model.relations) parts["3 relations"][e.code] = {e.relation, e.name};
  for (const auto& e : model.sets) parts["3 sets"][e.code] = {in_words(e.parts), e.name};
  for (const auto& e : model.posts)
    parts["4 posts"][e.code] = {fmt::format("{} × {} ({})", e.name.zh, e.seats, fmt::join(e.bodies, "/")), e.name};
  for (const auto& e : model.together)
    parts["4 together"][e.code] = {fmt::format("{} ({})", fmt::join(e.posts, " + "), to_string(e.strength)), e.name};
  for (const auto& e : model.rules) parts["5 rules"][e.code + " " + in_words(e.provenance)] = {in_words(e), e.name};
  for (const auto& e : model.ladders) parts["6 ladders"][e.code] = {steps_of(e), e.name};
  for (const auto& e : model.checklists)
    parts["7 checklists"][e.code] = {fmt::format("{}: {}", e.applies_to, e.items.size()), e.name};
  for (const auto& e : model.funds) parts["7 funds"][e.code] = {in_words(e), e.name};
  for (const auto& [name, words] : model.dictionaries)
    for (const auto& e : words) parts["8 dictionaries"][name + "." + e.code] = {e.name.zh, e.name};
  for (const auto& [name, services] : model.catalogues)
    for (const auto& e : services) parts["9 catalogues"][name + "." + e.code] = {e.name.zh, e.name};
  for (const auto& kind : model.kinds) parts["registers"][kind.name] = {in_words(kind), kind.label};
  return parts;
}

// `5 rules` → `rules`: the digit only puts them in order.
std::string plain(const std::string& part) {
  const auto space = part.find(' ');
  return space == std::string::npos ? part : part.substr(space + 1);
}

}  // namespace

std::vector<Difference> differences(const Model& left, const Model& right) {
  const auto a = parts_of(left);
  const auto b = parts_of(right);
  std::map<std::pair<std::string, std::string>, Difference> all;
  for (const auto& [part, entries] : a)
    for (const auto& [code, said] : entries) all[{part, code}] = {plain(part), code, said.text, "", said.name};
  for (const auto& [part, entries] : b) {
    for (const auto& [code, said] : entries) {
      auto& difference = all[{part, code}];
      difference.part = plain(part);
      difference.code = code;
      difference.right = said.text;
      if (difference.left.empty()) difference.name = said.name;
    }
  }
  std::vector<Difference> differences;
  for (auto& [key, difference] : all) {
    if (difference.left != difference.right) differences.push_back(std::move(difference));
  }
  return differences;
}

}  // namespace linli::rules
