#include "modules/funds/export.hpp"

#include <xlsxwriter.h>

#include <stdexcept>
#include <variant>

#include "modules/funds/views_parts.hpp"
#include "modules/intake_files/csv.hpp"

namespace linli::funds {
namespace {

constexpr double kFenInYuan = 100.0;
constexpr double kColumnWidth = 18;

// A sum stays a number in a sheet, so that an office can go on computing with it.
using Cell = std::variant<std::string, Fen>;
using Row = std::vector<Cell>;

std::string said(const ExportSheet& sheet, const Text& text) { return sheet.english ? text.en : text.zh; }

Row headings(const ExportSheet& sheet, std::initializer_list<Text> names) {
  Row row;
  for (const auto& name : names) row.emplace_back(said(sheet, name));
  return row;
}

Cell maybe(const std::optional<Fen>& amount) { return amount ? Cell(*amount) : Cell(std::string()); }

std::vector<Row> line_rows(const ExportSheet& sheet) {
  std::vector<Row> rows{headings(sheet, {{"户名", "Account of"},
                                         {"账号", "Number"},
                                         {"科目", "Line"},
                                         {"定额(元)", "Norm (yuan)"},
                                         {"算式", "Formula"},
                                         {"代入", "Inputs"},
                                         {"预算(元)", "Budget (yuan)"},
                                         {"收入(元)", "Income (yuan)"},
                                         {"支出(元)", "Spent (yuan)"},
                                         {"预算余额(元)", "Left (yuan)"},
                                         {"依据", "Source"}})};
  for (std::size_t i = 0; i < sheet.ledger.size(); ++i) {
    for (const auto& [code, books] : sheet.ledger[i].lines) {
      const auto line = line_or_plain(sheet.model, code, sheet.day);
      const auto left = books.budget ? std::optional(*books.budget - books.sums.spent) : std::nullopt;
      rows.push_back({sheet.names[i], sheet.ledger[i].number, said(sheet, line.name), maybe(books.due.least),
                      books.due.formula, books.due.inputs, maybe(books.budget), books.sums.income, books.sums.spent,
                      maybe(left), books.due.source.empty() ? line.provenance.source : books.due.source});
    }
  }
  return rows;
}

std::string purpose_name(const ExportSheet& sheet, const rules::FundLine& line, const std::string& code) {
  for (const auto& purpose : line.purposes)
    if (purpose.code == code) return said(sheet, purpose.name);
  return code;
}

std::vector<Row> entry_rows(const ExportSheet& sheet) {
  std::vector<Row> rows{headings(sheet, {{"户名", "Account of"},
                                         {"凭证号", "Voucher"},
                                         {"日期", "Date"},
                                         {"收支", "Kind"},
                                         {"科目", "Line"},
                                         {"用途", "Purpose"},
                                         {"金额(元)", "Amount (yuan)"},
                                         {"对方单位", "Other side"},
                                         {"凭据", "Document"},
                                         {"下沉事项", "Task"},
                                         {"说明", "Note"},
                                         {"照付理由", "Reason given"}})};
  for (const auto& entry : sheet.entries) {
    const auto line = line_or_plain(sheet.model, entry.line, sheet.day);
    const auto name = sheet.name_of_account.find(entry.account.value);
    const auto income = entry.kind == EntryKind::Income;
    rows.push_back({name == sheet.name_of_account.end() ? std::string() : name->second, voucher_number(entry),
                    format_date(entry.on), said(sheet, income ? Text{"收入", "Income"} : Text{"支出", "Expense"}),
                    said(sheet, line.name), purpose_name(sheet, line, entry.purpose), entry.amount, entry.payee,
                    entry.document, entry.task, entry.note, entry.asked.decision});
  }
  return rows;
}

void fill_sheet(lxw_workbook* book, const std::string& name, const std::vector<Row>& rows) {
  auto* sheet = workbook_add_worksheet(book, name.c_str());
  auto* bold = workbook_add_format(book);
  format_set_bold(bold);
  auto* money = workbook_add_format(book);
  format_set_num_format(money, "#,##0.00");
  worksheet_freeze_panes(sheet, 1, 0);
  worksheet_set_column(sheet, 0, static_cast<lxw_col_t>(rows.front().size() - 1), kColumnWidth, nullptr);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < rows[i].size(); ++j) {
      const auto row = static_cast<lxw_row_t>(i);
      const auto column = static_cast<lxw_col_t>(j);
      if (const auto* amount = std::get_if<Fen>(&rows[i][j]))
        worksheet_write_number(sheet, row, column, static_cast<double>(amount->value) / kFenInYuan, money);
      else if (const auto& text = std::get<std::string>(rows[i][j]); !text.empty())
        worksheet_write_string(sheet, row, column, text.c_str(), i == 0 ? bold : nullptr);
    }
  }
}

}  // namespace

void write_xlsx(const ExportSheet& sheet, const std::string& path) {
  auto* book = workbook_new(path.c_str());
  if (book == nullptr) throw std::runtime_error("cannot write " + path);
  fill_sheet(book, sheet.english ? "Lines" : "科目", line_rows(sheet));
  fill_sheet(book, sheet.english ? "Entries" : "账目", entry_rows(sheet));
  const auto error = workbook_close(book);
  if (error != LXW_NO_ERROR) throw std::runtime_error(lxw_strerror(error));
}

std::string write_csv(const ExportSheet& sheet) {
  std::string text = "\xEF\xBB\xBF";
  for (const auto& row : entry_rows(sheet)) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) text += ',';
      const auto* amount = std::get_if<Fen>(&row[i]);
      intake_files::append_csv_cell(text, amount ? yuan_text(*amount) : std::get<std::string>(row[i]),
                                    amount == nullptr);
    }
    text += "\r\n";
  }
  return text;
}

}  // namespace linli::funds
