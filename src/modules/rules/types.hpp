#pragma once
// A locality's way of working as plain values: what the files of a model say.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "declare/expression.hpp"
#include "declare/field.hpp"

namespace linli::rules {

using declare::Position;
using declare::Provenance;

// What every entry of a model says.
struct Entry {
  std::string code;
  Text name;
  Text note;
  Provenance provenance;
  Position at;
};

struct ModelHead {
  std::string code;  // `weidu`
  Text name;
  std::string base;  // the model it builds on; empty for the base itself
  Provenance provenance;
};

struct Level : Entry {
  std::string level;  // `community`, `grid` …
  std::string layer;  // of grids
};

struct BodyKind : Entry {
  std::string like;         // the mechanism: `branch`, `owners_committee` …
  std::string serves;       // a level
  bool established = true;  // 建制性
};

struct Chain : Entry {
  std::string relation;                         // `leads` …
  std::vector<std::vector<std::string>> links;  // kinds of bodies, from the top down
};

struct Relation : Entry {
  std::string relation;
  std::string over;
  std::string under;
};

// What belongs together at one place (一核两翼).
struct Set : Entry {
  std::string level;
  std::vector<std::vector<std::string>> parts;
  bool ordered = false;
};

struct Post : Entry {
  std::vector<std::string> bodies;  // kinds
  int seats = 1;
  bool required = true;
  std::optional<int> term_years;
  bool full_time = false;
  std::vector<std::string> origin;
};

enum class Strength { Must, Should, May };

// Posts that one person should or may hold together (一肩挑).
struct Together : Entry {
  std::vector<std::string> posts;
  Strength strength = Strength::Must;
  bool only_members = false;  // when = "holder_is_member"
};

enum class RuleForm { Measure, Require, Amount, Value };
enum class Bound { AtLeast, AtMost, MoreThan, LessThan, Equals };

struct Rule : Entry {
  RuleForm form{};
  std::string applies_to;          // a kind of record; empty for values
  std::vector<std::string> scope;  // names or codes of areas; empty: the whole district
  Strength strength = Strength::Must;
  Text unit;
  Bound bound{};
  std::string when_text;
  std::string formula_text;  // measure, require, amount or value
  std::string bound_text;
  Position when_at;
  Position formula_at;
  Position bound_at;
  // Bound to their names once the whole model is read.
  declare::Expression when;
  declare::Expression formula;
  declare::Expression limit;
  std::string origin;  // code of the model that says it: `base`, `weidu`
};

// Where a matter of some kind begins and goes next: the first step is where it should be settled.
struct Ladder : Entry {
  std::vector<std::string> steps;    // levels, from the place up
  std::vector<std::string> matters;  // codes or their beginnings; none: all that no other ladder names
};

struct ChecklistItem {
  std::string code;
  Text name;
};
struct Checklist : Entry {
  std::string applies_to;
  std::string frequency;  // empty, `yearly` …
  std::vector<ChecklistItem> items;
};

struct Word : Entry {
  std::string parent;
};
using Dictionary = std::vector<Word>;

struct Service : Entry {
  std::string parent;
  std::string department;
};
using ServiceList = std::vector<Service>;

// A number that the source publishes; with an expression, one that follows from others.
struct Figure : Entry {
  std::optional<declare::Number> value;
  Text unit;
  std::optional<Date> as_of;
  std::string expression;
  int places = 0;
};

// What money of a fund may be spent for.
struct FundPurpose {
  std::string code;
  Text name;
};
// A line of the budget of communities, or of bodies with books of their own.
struct FundLine : Entry {
  std::string norm;                   // rule of the form `amount`: at least this is due; empty: the source names no sum
  std::string most;                   // likewise: no more than this
  std::vector<FundPurpose> purposes;  // earmarked for these; none: any
  bool own_books = false;             // kept by the body that the norm is about, apart from its community's account
  bool for_tasks = false;             // comes with a task and is spent on it (费随事转)
  bool grows = false;                 // should rise from year to year (自然增长机制)
  std::string growth;                 // rule of the form `value`: by how many percent; empty: the source names none
};

struct DemoBodies {
  std::string kind;
  std::string level;
  std::optional<int> count;  // none: one for each
  std::optional<int> first;  // the count begins at this area; none: spread evenly
  std::optional<int> seats;
  std::optional<int> members;
  std::optional<int> party_members;  // among its seats
  std::string with;                  // only where bodies of that kind stand; empty: anywhere
};
// A stage of history: areas that were more before that day.
struct DemoMerge {
  std::string level;
  int before = 0;
  int after = 0;
  Date on{};
};
struct Demo {
  std::string name;
  std::string code;
  int subdistricts = 0;
  int communities = 0;
  int courtyards = 0;
  int grids = 0;
  std::int64_t households = 0;
  std::vector<DemoBodies> bodies;
  std::vector<DemoMerge> merges;
};

struct Model {
  ModelHead head;
  std::vector<Level> levels;
  std::vector<BodyKind> body_kinds;
  std::vector<Chain> chains;
  std::vector<Relation> relations;
  std::vector<Set> sets;
  std::vector<Post> posts;
  std::vector<Together> together;
  std::vector<Rule> rules;
  std::vector<Ladder> ladders;
  std::vector<Checklist> checklists;
  std::map<std::string, Dictionary, std::less<>> dictionaries;
  std::map<std::string, ServiceList, std::less<>> catalogues;
  std::vector<declare::KindDeclaration> kinds;
  std::vector<Figure> figures;
  std::vector<FundLine> funds;
  std::optional<Demo> demo;
  declare::Shapes shapes;  // what expressions may name under this model

  // The rule of that code that holds on that day; null when there is none.
  [[nodiscard]] const Rule* rule(std::string_view code, Date on) const;
  [[nodiscard]] const BodyKind* body_kind(std::string_view code) const;
  // The level's own name here; empty when the model says none.
  [[nodiscard]] Text level_name(std::string_view level) const;
};

[[nodiscard]] bool in_force(const Provenance& provenance, Date on);
[[nodiscard]] std::string_view to_string(Strength strength);  // `should`
[[nodiscard]] std::string_view to_string(Bound bound);        // `at_least`
[[nodiscard]] std::string_view to_string(RuleForm form);      // `measure`
// What a certainty letter means: `L` 法律原文 / text of the law read.
[[nodiscard]] Text certainty_label(std::string_view letter);

enum class Outcome { Met, Short, NotApplicable, NotEnoughData };
[[nodiscard]] std::string_view to_string(Outcome outcome);  // `short`

// A name in a formula with what it stood for.
struct Input {
  std::string name;   // `households`, or the code of a value
  std::string value;  // `3000`
  bool operator==(const Input&) const = default;
};

// What a rule says of one record.
struct Answer {
  Outcome outcome = Outcome::NotApplicable;
  std::optional<declare::Number> measured;
  std::optional<declare::Number> wanted;  // the bound
  std::optional<declare::Number> gap;     // by how much it falls short, never negative
  std::optional<declare::Number> amount;  // of norms, in yuan
  std::vector<std::string> missing;       // fields that are not known
  std::vector<Input> inputs;              // of norms: what the formula was computed from
};

}  // namespace linli::rules
