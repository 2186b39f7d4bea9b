#pragma once
// Raw cells of one sheet, as text. A sheet of 100,000 × 20 cells costs its text and eight bytes a cell.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace linli::intake_files {

class Sheet {
 public:
  Sheet() = default;
  Sheet(std::string file, std::string name) : file_(std::move(file)), name_(std::move(name)) {}

  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] const std::string& name() const { return name_; }
  void rename(std::string file, std::string name) {
    file_ = std::move(file);
    name_ = std::move(name);
  }

  [[nodiscard]] int rows() const { return static_cast<int>(starts_.size()); }
  [[nodiscard]] int columns() const { return widest_; }
  // Empty beyond the end of the row. Valid as long as the sheet is not added to.
  [[nodiscard]] std::string_view cell(int row, int column) const {
    const std::size_t at = starts_[static_cast<std::size_t>(row)] + static_cast<std::size_t>(column);
    if (at >= end_of(row)) return {};
    const std::size_t from = at == 0 ? 0 : ends_[at - 1];
    return std::string_view(text_).substr(from, ends_[at] - from);
  }
  [[nodiscard]] int cells_in(int row) const {
    return static_cast<int>(end_of(row) - starts_[static_cast<std::size_t>(row)]);
  }
  // The number that a spreadsheet shows beside the row.
  [[nodiscard]] std::int64_t number(int row) const { return first_number_ + row; }
  void set_first_number(std::int64_t number) { first_number_ = number; }

  void reserve(std::size_t text_bytes) { text_.reserve(text_bytes); }
  void begin_row() { starts_.push_back(static_cast<std::uint32_t>(ends_.size())); }
  void append(char byte) { text_.push_back(byte); }
  void append(std::string_view bytes) { text_.append(bytes); }
  void end_cell() {
    ends_.push_back(static_cast<std::uint32_t>(text_.size()));
    const int width = static_cast<int>(ends_.size() - starts_.back());
    if (width > widest_) widest_ = width;
  }
  void add_cell(std::string_view text) {
    append(text);
    end_cell();
  }
  void drop_first_row();

  // The column that holds geometry as WKT when the file had outlines; else -1.
  int wkt_column = -1;

 private:
  [[nodiscard]] std::size_t end_of(int row) const {
    const auto next = static_cast<std::size_t>(row) + 1;
    return next < starts_.size() ? starts_[next] : ends_.size();
  }

  std::string file_;
  std::string name_;
  std::string text_;
  std::vector<std::uint32_t> ends_;    // end of each cell in text_
  std::vector<std::uint32_t> starts_;  // first cell of each row
  int widest_ = 0;
  std::int64_t first_number_ = 1;
};

// `E` for column 4, as spreadsheets name columns.
[[nodiscard]] std::string column_letter(int column);

}  // namespace linli::intake_files
