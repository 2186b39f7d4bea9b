#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "gridding/types.hpp"
#include "gridding_files/csv.hpp"

namespace linli::gridding_files {

// Something wrong with a file, where it is.
struct FileFault {
  std::string file;
  std::size_t line;  // 0 when no single line is to blame
  Text text;
};

struct ReadFailure {
  bool unreadable = false;  // a file could not be read at all
  std::vector<FileFault> faults;
};

// A table in a CSV file: columns are found by name, in any order; faults are collected with file and line.
class TableReader {
 public:
  using Column = std::optional<std::size_t>;

  TableReader(std::string path, ReadFailure& failure);

  // The column of one of these names; `need` makes its absence a fault, unless the file is quite empty.
  Column find(std::initializer_list<std::string_view> names) const;
  Column need(std::initializer_list<std::string_view> names);

  bool next() { return reader_ && reader_->next(); }
  std::size_t line() const { return reader_->line(); }
  std::string_view text(Column column) const { return reader_->field(column); }
  // Empty when the cell is empty or no number; the latter is a fault.
  std::optional<double> number(Column column, std::string_view what);
  std::optional<gridding::Households> households(Column column);

  void fault(std::size_t line, Text text) { failure_.faults.push_back({path_, line, std::move(text)}); }

 private:
  std::string path_;
  ReadFailure& failure_;
  std::optional<CsvReader> reader_;  // none when the file cannot be read or has no line
};

}  // namespace linli::gridding_files
