#pragma once
// A file of a model as a tree that still knows where everything stands.

#include <string>
#include <string_view>
#include <vector>

#include "declare/source.hpp"

namespace linli::declare {

struct Member;

struct Item {
  enum class Kind { Text, Number, Bool, Date, List, Table };
  Kind kind = Kind::Table;
  Position at;
  std::string text;             // of everything but lists and tables, as TOML would write it; texts without quotes
  std::vector<Item> items;      // List
  std::vector<Member> members;  // Table, in the order of the file

  [[nodiscard]] const Item* find(std::string_view key) const;
};

struct Member {
  std::string key;
  Item value;
};

// The table of a whole TOML file; an empty one, with a fault, when it cannot be read.
[[nodiscard]] Item read_toml(std::string_view file, std::string_view text, SourceFaults& faults);

// One row of a CSV file (RFC 4180, UTF-8 with or without BOM).
struct CsvRow {
  int line = 0;
  std::vector<std::string> cells;
};
// Rows after the heading, each with as many cells as `columns`; faults for a wrong heading or a wrong number of cells.
[[nodiscard]] std::vector<CsvRow> read_csv(std::string_view file, std::string_view text, std::string_view heading,
                                           SourceFaults& faults);

}  // namespace linli::declare
