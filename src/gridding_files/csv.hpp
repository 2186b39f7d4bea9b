#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace linli::gridding_files {

// Reads comma-separated text (RFC 4180: quotes, doubled quotes, line ends within quotes; a byte order mark is skipped)
// one record at a time, without copying fields that need no unquoting.
class CsvReader {
 public:
  explicit CsvReader(std::string text);

  // The next record that is not empty; false at the end. Fields stay valid until the next call.
  bool next();
  const std::vector<std::string_view>& fields() const { return fields_; }
  // The line on which the record began, from 1.
  std::size_t line() const { return line_; }
  // Field `index`, trimmed; empty when the record is shorter.
  std::string_view field(std::optional<std::size_t> index) const;

 private:
  void read_field();
  void read_quoted();

  std::unique_ptr<const std::string> owned_;  // on the heap, so that fields stay valid when the reader is moved
  std::string_view text_;
  std::size_t at_ = 0, line_ = 0, next_line_ = 1;
  std::vector<std::string_view> fields_;
  std::deque<std::string> unquoted_;  // fields that were quoted; a deque, so that views of them stay valid
};

// The whole file; empty when it cannot be read.
std::optional<std::string> read_file(const std::string& path);

// A field as CSV wants it.
std::string csv_field(std::string_view field);

}  // namespace linli::gridding_files
