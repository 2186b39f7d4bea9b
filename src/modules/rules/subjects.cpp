#include "modules/rules/subjects.hpp"

#include <algorithm>

namespace linli::rules {
namespace {

using declare::FieldShape;
using declare::FieldType;
using declare::LinkShape;
using declare::Shape;
using declare::Type;

const std::vector<FieldShape> kAreaFields{{"name", Type::Text},
                                          {"code", Type::Text},
                                          {"kind", Type::Text},
                                          {"households", Type::Number},
                                          {"built_year", Type::Number}};

// A declared kind whose records lie in areas: at which level its scope stands; empty: at any.
const declare::FieldDeclaration* area_scope(const declare::KindDeclaration& kind) {
  const auto* scope = kind.field(kind.scope_field);
  return scope != nullptr && scope->type == FieldType::Area ? scope : nullptr;
}

}  // namespace

const std::vector<std::string_view>& area_levels() {
  static const std::vector<std::string_view> kLevels{"district", "subdistrict", "community", "courtyard"};
  return kLevels;
}

declare::Shapes built_in_shapes() {
  declare::Shapes shapes;
  const LinkShape grids{"grids", "grid"};
  const LinkShape bodies{"bodies", "body"};
  const LinkShape courtyards{"courtyards", "courtyard"};
  const LinkShape communities{"communities", "community"};
  shapes.put({"district", kAreaFields, {}, {{"subdistricts", "subdistrict"}, communities, courtyards, grids, bodies}});
  shapes.put({"subdistrict", kAreaFields, {{"district", "district"}}, {communities, courtyards, grids, bodies}});
  shapes.put({"community", kAreaFields, {{"subdistrict", "subdistrict"}}, {courtyards, grids, bodies}});
  shapes.put({"courtyard", kAreaFields, {{"community", "community"}}, {grids, bodies}});
  shapes.put({"grid",
              {{"name", Type::Text},
               {"code", Type::Text},
               {"layer", Type::Text},
               {"households", Type::Number},
               {"members", Type::Number},
               {"has_steward", Type::Bool},
               {"has_deputy", Type::Bool}},
              {{"community", "community"}},
              {courtyards, bodies}});
  shapes.put({"body",
              {{"name", Type::Text},
               {"kind", Type::Text},
               {"like", Type::Text},
               {"members", Type::Number},
               {"full_members", Type::Number},
               {"party_members", Type::Number},
               {"seats", Type::Number},
               {"founded_on", Type::Date},
               {"term_ends", Type::Date}},
              {{"community", "community"}},
              {{"posts", "post"}}});
  shapes.put(
      {"post", {{"code", Type::Text}, {"seats", Type::Number}, {"filled", Type::Number}}, {{"body", "body"}}, {}});
  return shapes;
}

void relate_to_areas(const std::vector<declare::KindDeclaration>& kinds, declare::Shapes& shapes) {
  for (const auto& kind : kinds) {
    const auto* scope = area_scope(kind);
    if (scope == nullptr) continue;
    for (const auto level : area_levels()) {
      auto shape = *shapes.find(level);
      if (!shape.relation(kind.name)) shape.relations.push_back({kind.name, kind.name});
      shapes.put(std::move(shape));
      // The records of a community lie in its subdistrict and district too, not in its courtyards.
      if (level == scope->level) break;
    }
  }
}

}  // namespace linli::rules
