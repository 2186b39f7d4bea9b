// Lists as Excel or CSV, row by row.
#include <xlsxwriter.h>

#include <fstream>
#include <stdexcept>
#include <utility>

#include "base/text.hpp"
#include "modules/intake_files/csv.hpp"
#include "modules/registers/workbook.hpp"

namespace linli::registers {
namespace {

class XlsxWriter final : public TableWriter {
 public:
  XlsxWriter(const std::filesystem::path& path, const std::string& title) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    book_ = workbook_new_opt(path.c_str(), &options);
    if (book_ == nullptr) throw std::runtime_error("cannot write " + path.string());
    sheet_ = workbook_add_worksheet(book_, std::string(prefix_utf8(title, 30)).c_str());
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
    worksheet_freeze_panes(sheet_, 1, 0);
  }
  XlsxWriter(const XlsxWriter&) = delete;
  XlsxWriter& operator=(const XlsxWriter&) = delete;
  ~XlsxWriter() override {
    if (book_ != nullptr) workbook_close(book_);
  }
  // Everything is written as text: an export, imported again, changes nothing.
  void row(const std::vector<std::string>& cells) override {
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (!cells[i].empty())
        worksheet_write_string(sheet_, at_, static_cast<lxw_col_t>(i), cells[i].c_str(), at_ == 0 ? bold_ : nullptr);
    ++at_;
  }
  void close() override {
    const auto error = workbook_close(std::exchange(book_, nullptr));
    if (error != LXW_NO_ERROR) throw std::runtime_error(lxw_strerror(error));
  }

 private:
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format* bold_ = nullptr;
  lxw_row_t at_ = 0;
};

class CsvWriter final : public TableWriter {
 public:
  explicit CsvWriter(const std::filesystem::path& path) : out_(path, std::ios::binary) {
    out_ << "\xEF\xBB\xBF";  // without it Excel reads UTF-8 as GBK
  }
  void row(const std::vector<std::string>& cells) override {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) line += ',';
      intake_files::append_csv_cell(line, cells[i], true);
    }
    out_ << line << "\r\n";
  }
  void close() override {
    if (!out_.flush()) throw std::runtime_error("cannot write the list");
  }

 private:
  std::ofstream out_;
};

}  // namespace

std::unique_ptr<TableWriter> open_xlsx(const std::filesystem::path& path, const std::string& title) {
  return std::make_unique<XlsxWriter>(path, title);
}

std::unique_ptr<TableWriter> open_csv(const std::filesystem::path& path) { return std::make_unique<CsvWriter>(path); }

}  // namespace linli::registers
