#include "modules/rules/types.hpp"

#include <algorithm>
#include <array>

namespace linli::rules {
namespace {

struct Certainty {
  std::string_view letter;
  const char* zh;
  const char* en;
};
constexpr std::array<Certainty, 6> kCertaintyWords{{{"L", "法律原文", "text of the law read"},
                                                    {"P", "当地自述", "published by the locality about itself"},
                                                    {"F", "公开来源", "found in a named public source"},
                                                    {"F-low", "来源较弱", "found in a weak source"},
                                                    {"C", "见于实践", "seen in practice"},
                                                    {"M", "凭记忆,待核", "from memory, to be verified"}}};

}  // namespace

bool in_force(const Provenance& provenance, Date on) {
  return provenance.from <= on && (!provenance.to || on < *provenance.to);
}

const Rule* Model::rule(std::string_view code, Date on) const {
  const auto found =
      std::ranges::find_if(rules, [&](const Rule& rule) { return rule.code == code && in_force(rule.provenance, on); });
  return found == rules.end() ? nullptr : &*found;
}

const BodyKind* Model::body_kind(std::string_view code) const {
  const auto found = std::ranges::find(body_kinds, code, &BodyKind::code);
  return found == body_kinds.end() ? nullptr : &*found;
}

Text Model::level_name(std::string_view level) const {
  const auto found = std::ranges::find(levels, level, &Level::level);
  return found == levels.end() ? Text{} : found->name;
}

std::string_view to_string(Strength strength) {
  constexpr std::array<std::string_view, 3> kNames{"must", "should", "may"};
  return kNames[static_cast<std::size_t>(strength)];
}

std::string_view to_string(Bound bound) {
  constexpr std::array<std::string_view, 5> kNames{"at_least", "at_most", "more_than", "less_than", "equals"};
  return kNames[static_cast<std::size_t>(bound)];
}

std::string_view to_string(RuleForm form) {
  constexpr std::array<std::string_view, 4> kNames{"measure", "require", "amount", "value"};
  return kNames[static_cast<std::size_t>(form)];
}

std::string_view to_string(Outcome outcome) {
  constexpr std::array<std::string_view, 4> kNames{"met", "short", "not_applicable", "not_enough_data"};
  return kNames[static_cast<std::size_t>(outcome)];
}

Text certainty_label(std::string_view letter) {
  const auto* found = std::ranges::find(kCertaintyWords, letter, &Certainty::letter);
  if (found == kCertaintyWords.end()) return {};
  return {found->zh, found->en};
}

}  // namespace linli::rules
