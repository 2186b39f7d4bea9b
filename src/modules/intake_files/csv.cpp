#include "modules/intake_files/csv.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "modules/intake_files/errors.hpp"

namespace linli::intake_files {
namespace {

std::unexpected<Error> broken(std::int64_t row, std::string zh, std::string en) {
  return fail(kBrokenFile, {Fault{"file",
                                  row,
                                  {},
                                  {fmt::format("第 {} 行:{}", row, zh), fmt::format("Row {}: {}", row, en)},
                                  {"请用 Excel 或 WPS 打开,另存为 .xlsx 后再传。",
                                   "Open it in Excel or WPS, save it as .xlsx and send it again."}}});
}

class Reader {
 public:
  Reader(std::string_view text, char delimiter, Sheet& sheet, const CsvLimits& limits)
      : text_(text), delimiter_(delimiter), sheet_(sheet), limits_(limits) {}

  Result<void> read() {
    sheet_.reserve(text_.size());
    while (at_ < text_.size()) {
      if (static_cast<std::size_t>(++row_) > limits_.rows) return broken(row_, "行数太多。", "too many rows.");
      sheet_.begin_row();
      if (auto done = read_row(); !done) return done;
    }
    return {};
  }

 private:
  Result<void> read_row() {
    for (int column = 0;; ++column) {
      if (column >= limits_.columns) return broken(row_, "列数太多。", "too many columns.");
      const auto start = at_;
      auto done = at_ < text_.size() && text_[at_] == '"' ? read_quoted() : read_plain();
      if (!done) return done;
      if (at_ - start > limits_.cell_bytes) return broken(row_, "单元格太长。", "a cell is too long.");
      sheet_.end_cell();
      if (at_ >= text_.size()) return {};
      const char stop = text_[at_++];
      if (stop == delimiter_) continue;
      if (stop == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
      return {};
    }
  }

  Result<void> read_plain() {
    const auto start = at_;
    while (at_ < text_.size() && text_[at_] != delimiter_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
    sheet_.append(text_.substr(start, at_ - start));
    return {};
  }

  Result<void> read_quoted() {
    ++at_;
    for (;;) {
      const auto quote = text_.find('"', at_);
      if (quote == std::string_view::npos) return broken(row_, "引号没有收尾。", "a quote is never closed.");
      sheet_.append(text_.substr(at_, quote - at_));
      at_ = quote + 1;
      if (at_ >= text_.size() || text_[at_] != '"') break;
      sheet_.append('"');
      ++at_;
    }
    if (at_ >= text_.size() || text_[at_] == delimiter_ || text_[at_] == '\n' || text_[at_] == '\r') return {};
    return broken(row_, "引号后面还有字。", "there is text after a closing quote.");
  }

  const std::string_view text_;
  const char delimiter_;
  Sheet& sheet_;
  const CsvLimits limits_;
  std::size_t at_ = 0;
  std::int64_t row_ = 0;
};

// Delimiters outside quotes in each of the first rows.
std::array<int, 20> count_in_rows(std::string_view text, char delimiter) {
  std::array<int, 20> counts{};
  bool quoted = false;
  std::size_t row = 0;
  for (const char c : text.substr(0, 64 << 10)) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' && ++row == counts.size()) break;
    if (c == delimiter) ++counts.at(row);
  }
  return counts;
}

}  // namespace

Result<void> read_csv(std::string_view text, char delimiter, Sheet& sheet, const CsvLimits& limits) {
  return Reader(text, delimiter, sheet, limits).read();
}

char find_delimiter(std::string_view text) {
  char best = ',';
  int best_score = 0;
  for (const char delimiter : {',', '\t', ';'}) {
    const auto counts = count_in_rows(text, delimiter);
    // Rows that agree with the fullest row count; a comma inside an address does not.
    const int most = *std::ranges::max_element(counts);
    const auto agreeing = std::ranges::count(counts, most);
    const int score = most == 0 ? 0 : static_cast<int>(agreeing) * 100 + most;
    if (score > best_score) {
      best = delimiter;
      best_score = score;
    }
  }
  return best;
}

void append_csv_cell(std::string& out, std::string_view cell, bool guard) {
  const bool formula =
      guard && !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
  if (!formula && cell.find_first_of(",\"\r\n;\t") == std::string_view::npos) {
    out.append(cell);
    return;
  }
  out.push_back('"');
  if (formula) out.push_back('\'');
  for (const char c : cell) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
}

}  // namespace linli::intake_files
