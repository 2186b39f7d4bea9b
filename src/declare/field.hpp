#pragma once
// A kind of record, declared once in a model: table, pages, forms, files and checks follow from it.

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "declare/number.hpp"
#include "declare/shape.hpp"
#include "declare/source.hpp"

namespace linli::declare {

enum class FieldType {
  Text,      // one line
  LongText,  // several lines
  Integer,
  Decimal,  // exact, with `decimals` places
  Money,    // yuan with two places in files, fen inside
  Date,
  Boolean,
  Choice,   // one entry of `dictionary` or of `choices`
  Choices,  // several
  Area,     // a piece of territory (`level` narrows it)
  Grid,
  Body,
  Person,    // protected
  Record,    // a record of kind `target`
  Phone,     // protected
  IdNumber,  // protected
  File
};

[[nodiscard]] std::string_view to_string(FieldType type);  // `long_text`
[[nodiscard]] std::optional<FieldType> parse_field_type(std::string_view text);
// How expressions see it: references (area, body, record …) as text of their id.
[[nodiscard]] Type expression_type(FieldType type);

// From when to when an entry of a model holds, and where it comes from.
struct Provenance {
  std::vector<std::string> rows;  // `R162`; of docs/requirements.csv
  Date from{};
  std::optional<Date> to;  // the first day it no longer holds
  std::string source;      // document and clause
  std::string certainty;   // L F F-low C M P, see docs/models.md
};

struct Choice {
  std::string code;
  Text label;
};

struct FieldDeclaration {
  std::string name;  // snake_case, unique in the kind, never reused for something else
  FieldType type{};
  Text label;
  Text help;
  Text unit;  // 平方米 / m²
  bool required = false;
  bool unique = false;        // no two records of the kind bear the same value
  bool filter = false;        // lists can be narrowed by it
  bool listed = true;         // a column of the list
  bool is_protected = false;  // encrypted, masked, reads logged (always so for Person, Phone, IdNumber)
  bool removed = false;       // no longer asked for; what was recorded stays readable
  bool in_years = false;      // Date: figures count the years from it to the day asked about (an age)
  std::string dictionary;
  std::vector<Choice> choices;
  std::string level;   // Area
  std::string target;  // Record
  int decimals = 2;
  std::optional<Number> least;
  std::optional<Number> greatest;
  std::optional<int> max_length;  // code points
  std::string computed;           // an expression over the other fields; then nobody types it
  // Why it is collected (personal data must say all three).
  Text purpose;
  std::string basis;                 // law and article, or `consent`
  std::optional<int> keep_months;    // after the record ended; none: as long as the record
  std::vector<std::string> readers;  // roles; empty: those of the kind
  std::vector<std::string> writers;
  Position at;
};

// A condition on a whole record; it warns, or refuses where the law makes the act void.
struct CheckDeclaration {
  std::string code;
  std::string holds;  // expression
  Text message;
  bool refuses = false;
  std::string source;
  Position at;
};

struct KindDeclaration {
  std::string name;  // `premise`
  Text label;
  Text label_many;  // empty: as label
  Text help;
  std::string about = "thing";  // or "person"
  Provenance provenance;
  std::string scope_field;  // an Area, Grid or Body field: who may see the record follows from it
  std::string title_field;  // what lists and references show
  std::vector<FieldDeclaration> fields;
  std::vector<CheckDeclaration> checks;
  std::vector<std::string> readers;  // roles
  std::vector<std::string> writers;
  bool bookable = false;  // rooms: has a calendar
  bool removed = false;
  Position at;

  [[nodiscard]] const FieldDeclaration* field(std::string_view name) const;
};

// The kind as expressions see it: its fields, references to areas and bodies, and (from areas) the relation back.
[[nodiscard]] Shape shape_of(const KindDeclaration& kind);

// Reads `[[kind]]` tables with their `[[kind.field]]` and `[[kind.check]]`. Faults go to `faults`; what is returned is
// complete only when none were added. `otherwise`: the model's own dates and source, for kinds that say none.
[[nodiscard]] std::vector<KindDeclaration> read_kinds(std::string_view file, std::string_view toml,
                                                      const Provenance& otherwise, SourceFaults& faults);

// Checks across kinds: names used once, targets and dictionaries exist, computed and checks compile, nothing that must
// not be collected is declared (religion, biometrics, suspicion, whereabouts …), personal data says purpose, basis and
// retention. `shapes` receives every kind.
struct KindContext {
  std::vector<std::string> dictionaries;
  std::vector<std::string> roles;
  std::set<std::string, std::less<>> built_in;  // kinds that expressions know already: no record may take their name
};
void check_kinds(const std::vector<KindDeclaration>& kinds, const KindContext& context, Shapes& shapes,
                 SourceFaults& faults);

}  // namespace linli::declare
