#pragma once
// Plain values of an import: what it goes into, what was found, what would happen.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"

namespace linli::intake_files {

enum class Target {
  Subdistricts,
  Communities,
  Courtyards,
  Buildings,
  Boundaries,
  Grids,
  Bodies,
  Cases,
  Persons,
  Households,
  Hotline
};
inline constexpr int kTargetCount = 11;

[[nodiscard]] std::string_view to_string(Target target);  // `courtyards`
[[nodiscard]] std::optional<Target> parse_target(std::string_view text);
[[nodiscard]] Text label_of(Target target);

enum class Mode {
  Add,     // what is not there yet is added; what is there stays as it is
  Update,  // … and what differs is changed
  Full,    // … and what is missing from the file is closed
};
[[nodiscard]] std::string_view to_string(Mode mode);
[[nodiscard]] std::optional<Mode> parse_mode(std::string_view text);

enum class Severity {
  Refuse,   // the row is not taken
  Unknown,  // the row is taken with this field unknown
  Warn,     // the row is taken as it is
};
[[nodiscard]] std::string_view to_string(Severity severity);

// One thing wrong in a file: where it stands, why, and what to do.
struct FileFault {
  Severity severity{};
  int sheet = -1;        // index into the read sheets; -1: the file as a whole, or something that is missing from it
  std::int64_t row = 0;  // one-based row of the sheet; 0: none
  int column = -1;       // zero-based column; -1: none
  std::string field;     // `households`
  std::string value;     // as it stands in the file
  Text reason;
  Text remedy;
};

// Which field a column holds.
struct ColumnUse {
  int column = 0;
  std::string heading;  // two-level headings joined by `/`
  std::string field;    // empty: not taken
};

// How one sheet is read; proposed by us, corrected by the user.
struct SheetUse {
  bool use = true;
  std::vector<int> header_rows;  // zero-based row indexes of the sheet; empty: it has no heading
  int first_row = 0;             // zero-based index of the first row of data
  std::vector<ColumnUse> columns;
};

struct Choice {
  std::string value;
  Text label;
};

// Something only the sender can know. Unanswered questions leave the rows they are about untouched by any guess.
struct Question {
  std::string id;
  Text text;
  std::vector<Choice> choices;
  std::string answer;  // empty: open
  std::int64_t rows = 0;
};

using Answers = std::map<std::string, std::string, std::less<>>;

struct Summary {
  std::int64_t rows = 0;
  std::int64_t add = 0;
  std::int64_t change = 0;
  std::int64_t same = 0;
  std::int64_t close = 0;
  std::int64_t refused = 0;        // rows not taken
  std::int64_t unknown_field = 0;  // fields taken as unknown
  std::int64_t warned = 0;         // warnings
  std::int64_t skipped = 0;        // remark, total and repeated heading rows
  bool operator==(const Summary&) const = default;
};

// What the user decides before the check.
struct Settings {
  Target target{};
  Mode mode = Mode::Update;
  Date as_of{};
  Answers answers;
};

}  // namespace linli::intake_files
