#include "modules/intake_files/fault_file.hpp"

#include <fmt/core.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "base/text.hpp"
#include "modules/intake_files/fields.hpp"

namespace linli::intake_files {
namespace {

constexpr std::string_view kListName = "问题清单(不导入)";
constexpr std::size_t kMaxCell = 32'000;  // a cell of Excel ends at 32,767

class Workbook {
 public:
  explicit Workbook(const std::filesystem::path& path) : book_(workbook_new(path.c_str())) {
    if (book_ == nullptr) throw std::runtime_error("xlsxwriter: no workbook");
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
    format_set_bg_color(bold_, 0xE8EEF4);
    refused_ = shaded(0xFBE3E0);
    doubtful_ = shaded(0xFDF3D8);
  }
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;
  // Closing is what writes; a failure there is the world's.
  void close() {
    const auto error = workbook_close(std::exchange(book_, nullptr));
    if (error != LXW_NO_ERROR) throw std::runtime_error(lxw_strerror(error));
  }
  ~Workbook() {
    if (book_ != nullptr) workbook_close(book_);
  }

  lxw_worksheet* add_sheet(std::string_view wanted) {
    auto name = allowed_name(wanted);
    for (int n = 2; !names_.insert(name).second; ++n) name = fmt::format("{}~{}", prefix_utf8(name, 27), n);
    return workbook_add_worksheet(book_, name.c_str());
  }
  void write(lxw_worksheet* sheet, std::uint32_t row, int column, std::string_view text, lxw_format* format = nullptr) {
    if (text.empty() && format == nullptr) return;
    worksheet_write_string(sheet, row, static_cast<lxw_col_t>(column),
                           std::string(prefix_utf8(text, kMaxCell / 3)).c_str(), format);
  }
  [[nodiscard]] lxw_format* bold() const { return bold_; }
  [[nodiscard]] lxw_format* shade(Severity severity) const {
    return severity == Severity::Refuse ? refused_ : doubtful_;
  }

 private:
  lxw_format* shaded(lxw_color_t colour) {
    auto* format = workbook_add_format(book_);
    format_set_bg_color(format, colour);
    format_set_text_wrap(format);
    return format;
  }
  static std::string allowed_name(std::string_view wanted) {
    std::string name;
    for (const char c : prefix_utf8(wanted, 30))
      name.push_back(std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : '_');
    return name.empty() ? "Sheet" : name;
  }

  lxw_workbook* book_;
  lxw_format* bold_ = nullptr;
  lxw_format* refused_ = nullptr;
  lxw_format* doubtful_ = nullptr;
  std::set<std::string> names_;
};

struct RowFaults {
  Severity worst = Severity::Warn;
  std::string reasons;
  std::string remedies;
  std::map<int, Severity> cells;
};

// Rows of one sheet that need a hand, by their number.
std::map<std::int64_t, RowFaults> faults_of(const FaultList& list, int sheet) {
  std::map<std::int64_t, RowFaults> rows;
  for (const auto& fault : list.kept()) {
    if (fault.sheet != sheet || fault.row == 0 || fault.severity == Severity::Warn) continue;
    auto& row = rows[fault.row];
    row.worst = std::min(row.worst, fault.severity);
    row.reasons += (row.reasons.empty() ? "" : "\n") + fault.reason.zh;
    row.remedies += (row.remedies.empty() ? "" : "\n") + fault.remedy.zh;
    if (fault.column >= 0) row.cells.emplace(fault.column, fault.severity);
  }
  return rows;
}

void copy_row(Workbook& book, lxw_worksheet* out, std::uint32_t at, const Sheet& sheet, int row,
              const RowFaults* faults) {
  for (int column = 0; column < sheet.cells_in(row); ++column) {
    if (column == sheet.wkt_column) continue;
    lxw_format* format = nullptr;
    if (faults != nullptr && faults->cells.contains(column)) format = book.shade(faults->cells.at(column));
    book.write(out, at, column, sheet.cell(row, column), format);
  }
}

void write_rows(Workbook& book, const Sheet& sheet, const SheetUse& use,
                const std::map<std::int64_t, RowFaults>& rows) {
  auto* out = book.add_sheet(sheet.name());
  std::uint32_t at = 0;
  for (int row = 0; row < use.first_row; ++row) copy_row(book, out, at++, sheet, row, nullptr);
  const int beside = sheet.columns();
  const auto heading = at == 0 ? 0 : at - 1;
  for (const auto& [offset, text] : {std::pair{0, "错误"}, std::pair{1, "怎么改"}, std::pair{2, "原行号"}})
    book.write(out, heading, beside + offset, text, book.bold());
  if (at == 0) ++at;
  worksheet_freeze_panes(out, at, 0);
  worksheet_set_column(out, static_cast<lxw_col_t>(beside), static_cast<lxw_col_t>(beside + 1), 40, nullptr);
  for (const auto& [number, faults] : rows) {
    const int row = static_cast<int>(number - sheet.number(0));
    copy_row(book, out, at, sheet, row, &faults);
    book.write(out, at, beside, faults.reasons, book.shade(faults.worst));
    book.write(out, at, beside + 1, faults.remedies, book.shade(faults.worst));
    book.write(out, at, beside + 2, std::to_string(number));
    ++at;
  }
}

std::string_view severity_label(Severity severity) {
  switch (severity) {
    case Severity::Refuse:
      return "未导入";
    case Severity::Unknown:
      return "导入,此项不详";
    case Severity::Warn:
      return "请核对";
  }
  return {};
}

void write_list(Workbook& book, const std::vector<Sheet>& sheets, const FaultList& faults, const FieldLabel& label) {
  auto* out = book.add_sheet(kListName);
  int column = 0;
  for (const auto* heading : {"程度", "文件", "工作表", "行号", "列号", "哪一项", "填的是", "错误", "怎么改"})
    book.write(out, 0, column++, heading, book.bold());
  worksheet_freeze_panes(out, 1, 0);
  worksheet_set_column(out, 6, 8, 36, nullptr);
  std::uint32_t at = 1;
  for (const auto& fault : faults.kept()) {
    const Sheet* sheet = fault.sheet < 0 ? nullptr : &sheets[static_cast<std::size_t>(fault.sheet)];
    book.write(out, at, 0, severity_label(fault.severity));
    book.write(out, at, 1, sheet == nullptr ? "" : sheet->file());
    book.write(out, at, 2, sheet == nullptr ? "" : sheet->name());
    book.write(out, at, 3, fault.row == 0 ? "" : std::to_string(fault.row));
    book.write(out, at, 4, fault.column < 0 ? "" : column_letter(fault.column));
    book.write(out, at, 5, label(fault.field));
    book.write(out, at, 6, fault.value);
    book.write(out, at, 7, fault.reason.zh);
    book.write(out, at, 8, fault.remedy.zh);
    ++at;
  }
}

}  // namespace

void write_fault_file(const std::filesystem::path& path, const std::vector<Sheet>& sheets,
                      const std::vector<SheetUse>& uses, const FaultList& faults, const FieldLabel& label) {
  Workbook book(path);
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const auto rows = faults_of(faults, static_cast<int>(i));
    if (!rows.empty()) write_rows(book, sheets[i], uses[i], rows);
  }
  write_list(book, sheets, faults, label);
  book.close();
}

void write_fault_file(const std::filesystem::path& path, const std::vector<Sheet>& sheets,
                      const std::vector<SheetUse>& uses, const Plan& plan, Target target) {
  write_fault_file(path, sheets, uses, plan.faults, [target](std::string_view name) {
    const auto* field = find_field(target, name);
    return std::string(field == nullptr ? name : field->zh);
  });
}

}  // namespace linli::intake_files
