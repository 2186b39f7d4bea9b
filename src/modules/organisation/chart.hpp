#pragma once
// The organisation of one place as of a day: bodies, who stands over them, who holds their posts, and what the
// locality's model says is missing. Pure: everything comes in. It advises with its source and blocks nothing.

#include <map>
#include <string>
#include <vector>

#include "modules/bodies/types.hpp"
#include "modules/organisation/types.hpp"
#include "modules/rules/api.hpp"

namespace linli::organisation {

// What a chart is made from. `bodies`: those of the place, of what is inside it and of what it lies in.
struct ChartParts {
  Date as_of{};
  std::vector<bodies::Body> bodies;
  std::vector<BodyRelation> relations;
  std::vector<Appointment> appointments;
  // Area or grid → what it lies in, from itself up: a courtyard its grids, community, subdistrict and district.
  std::map<std::int64_t, std::vector<std::int64_t>> around;
  // Places of the level a set is asked at, by level: `grid` → grids of the place with their names.
  std::map<std::string, std::vector<std::pair<std::int64_t, std::string>>> places;
  int warn_months = 0;  // before a term ends; 0: no warning
};

enum class Advice {
  NoSuperior,       // the chain of the model has a link above it that is not there
  MissingRelation,  // the model names a relation beside the chain that is not there
  Vacant,           // a required post has fewer holders than seats
  TooMany,          // more holders than seats
  TermOver,
  TermEndsSoon,
  OnePerson,      // two posts that one person should or may hold together
  SetIncomplete,  // parts that belong together at one place are not all there
  SetOutOfOrder,  // a later part came before an earlier one
};
[[nodiscard]] std::string_view to_string(Advice advice);  // `no_superior`

// One thing that the model says and the place does not have.
struct Note {
  Advice advice{};
  BodyId body;             // none for sets
  std::int64_t place = 0;  // of sets
  std::string entry;       // code of the model's entry
  rules::Strength strength = rules::Strength::Should;
  Text text;
  std::string source;
  std::vector<std::string> rows;
  // What would mend it, where one body can be proposed: `relation` of `over` over `body`.
  std::optional<RelationKind> relation;
  BodyId over;
};

[[nodiscard]] std::vector<Note> notes_of(const rules::Model& model, const ChartParts& parts);

}  // namespace linli::organisation
