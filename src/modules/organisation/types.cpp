#include "modules/organisation/types.hpp"

#include <algorithm>
#include <array>

namespace linli::organisation {
namespace {

struct RelationName {
  RelationKind kind;
  std::string_view word;
  std::string_view zh;
  std::string_view en;
};
constexpr std::array kRelationNames{
    RelationName{RelationKind::Leads, "leads", "领导", "leads"},
    RelationName{RelationKind::Supervises, "supervises", "监督", "supervises"},
    RelationName{RelationKind::Guides, "guides", "指导", "guides"},
    RelationName{RelationKind::MemberOf, "member_of", "成员", "member of"},
    RelationName{RelationKind::SecondsTo, "seconds_to", "派出", "seconds to"},
    RelationName{RelationKind::PairsWith, "pairs_with", "结对", "pairs with"},
};

struct OriginName {
  Origin origin;
  std::string_view word;
};
constexpr std::array kOrigins{OriginName{Origin::Elected, "elected"}, OriginName{Origin::Assigned, "assigned"},
                              OriginName{Origin::Concurrent, "concurrent"}, OriginName{Origin::Recruited, "recruited"}};

}  // namespace

std::string_view to_string(RelationKind kind) {
  return std::ranges::find(kRelationNames, kind, &RelationName::kind)->word;
}

std::optional<RelationKind> parse_relation(std::string_view text) {
  const auto* found = std::ranges::find(kRelationNames, text, &RelationName::word);
  if (found == kRelationNames.end()) return std::nullopt;
  return found->kind;
}

Text label(RelationKind kind) {
  const auto* found = std::ranges::find(kRelationNames, kind, &RelationName::kind);
  return {std::string(found->zh), std::string(found->en)};
}

std::vector<std::string> relation_words() {
  std::vector<std::string> words;
  for (const auto& relation : kRelationNames) words.emplace_back(relation.word);
  return words;
}

std::string_view to_string(Origin origin) { return std::ranges::find(kOrigins, origin, &OriginName::origin)->word; }

std::optional<Origin> parse_origin(std::string_view text) {
  const auto* found = std::ranges::find(kOrigins, text, &OriginName::word);
  if (found == kOrigins.end()) return std::nullopt;
  return found->origin;
}

}  // namespace linli::organisation
