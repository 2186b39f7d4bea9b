#include "modules/registers/workbook.hpp"

#include <fmt/core.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "base/text.hpp"
#include "modules/registers/values.hpp"

namespace linli::registers {

using declare::FieldType;

namespace {

constexpr lxw_row_t kFilledRows = 2000;  // rows of a template that have drop-downs
constexpr std::size_t kInlineList = 200;
constexpr const char* kChoicesSheet = "选项";

std::string heading_of(const Kind& kind, const Field& field) {
  auto heading = field.declared.label.zh;
  const auto unit = field.declared.type == FieldType::Money && field.declared.unit.zh.empty() ? std::string("元")
                                                                                              : field.declared.unit.zh;
  if (!unit.empty()) heading += "(" + unit + ")";
  return field.declared.required || &field == kind.scope() ? heading + "*" : heading;
}

class TemplateBook {
 public:
  TemplateBook(const std::filesystem::path& path, const std::string& title) : book_(workbook_new(path.c_str())) {
    if (book_ == nullptr) throw std::runtime_error("cannot write " + path.string());
    rows_ = workbook_add_worksheet(book_, std::string(prefix_utf8(title, 30)).c_str());
    guide_ = workbook_add_worksheet(book_, "填写说明");
    choices_ = workbook_add_worksheet(book_, kChoicesSheet);
    worksheet_hide(choices_);
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
    format_set_bg_color(bold_, 0xE8EEF4);
    wrap_ = workbook_add_format(book_);
    format_set_text_wrap(wrap_);
    text_ = workbook_add_format(book_);
    format_set_num_format(text_, "@");
    day_ = workbook_add_format(book_);
    format_set_num_format(day_, "yyyy-mm-dd");
    worksheet_freeze_panes(rows_, 1, 0);
  }
  TemplateBook(const TemplateBook&) = delete;
  TemplateBook& operator=(const TemplateBook&) = delete;
  ~TemplateBook() {
    if (book_ != nullptr) workbook_close(book_);
  }
  void close() {
    const auto error = workbook_close(std::exchange(book_, nullptr));
    if (error != LXW_NO_ERROR) throw std::runtime_error(lxw_strerror(error));
  }

  void heading(lxw_col_t at, const std::string& text, FieldType type) {
    worksheet_write_string(rows_, 0, at, text.c_str(), bold_);
    // Text cells keep what is typed: codes and numbers with leading zeros.
    auto* format = type == FieldType::Date ? day_ : is_number(type) ? nullptr : text_;
    worksheet_set_column(rows_, at, at, std::clamp(2.2 * static_cast<double>(length_utf8(text)), 10.0, 30.0), format);
  }

  // A short list stands in the rule itself; a long one (a rule ends at 255 characters) on a sheet of its own.
  void choose(lxw_col_t at, const std::vector<std::string>& names) {
    std::size_t length = 0;
    for (const auto& name : names) length += length_utf8(name) + 1;
    const bool comma = std::ranges::any_of(names, [](const auto& name) { return name.find(',') != std::string::npos; });
    if (names.empty()) return;
    length <= kInlineList && !comma ? choose_inline(at, names) : choose_from_sheet(at, names);
  }

  void demand_date(lxw_col_t at) {
    lxw_data_validation rule{};
    rule.validate = LXW_VALIDATION_TYPE_DATE;
    rule.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN;
    rule.value_datetime = {1900, 1, 1, 0, 0, 0};
    put(at, rule, "请填日期，如 2024-08-01");
  }

  void demand_number(lxw_col_t at, const declare::FieldDeclaration& field) {
    lxw_data_validation rule{};
    rule.validate = field.type == FieldType::Integer ? LXW_VALIDATION_TYPE_INTEGER : LXW_VALIDATION_TYPE_DECIMAL;
    rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    const auto limit = [](const std::optional<declare::Number>& number, double otherwise) {
      return number ? static_cast<double>(number->numerator()) / static_cast<double>(number->denominator()) : otherwise;
    };
    rule.minimum_number = limit(field.least, -1e12);
    rule.maximum_number = limit(field.greatest, 1e12);
    put(at, rule, "数值超出范围");
  }

  void choose_inline(lxw_col_t at, const std::vector<std::string>& names) {
    std::vector<std::string> kept = names;
    std::vector<char*> list;
    for (auto& name : kept) list.push_back(name.data());
    list.push_back(nullptr);
    lxw_data_validation rule{};
    rule.validate = LXW_VALIDATION_TYPE_LIST;
    rule.value_list = list.data();
    put(at, rule, "请从下拉列表中选择");
  }

  void choose_from_sheet(lxw_col_t at, const std::vector<std::string>& names) {
    const auto column = choice_columns_++;
    lxw_row_t row = 0;
    for (const auto& name : names) worksheet_write_string(choices_, row++, column, name.c_str(), nullptr);
    char first[LXW_MAX_CELL_NAME_LENGTH];
    char last[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell_abs(first, 0, column, LXW_TRUE, LXW_TRUE);
    lxw_rowcol_to_cell_abs(last, row - 1, column, LXW_TRUE, LXW_TRUE);
    auto formula = fmt::format("={}!{}:{}", kChoicesSheet, first, last);
    lxw_data_validation rule{};
    rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    rule.value_formula = formula.data();
    put(at, rule, "请从下拉列表中选择");
  }

  void put(lxw_col_t at, lxw_data_validation& rule, std::string message) {
    rule.error_message = message.data();
    worksheet_data_validation_range(rows_, 1, at, kFilledRows, at, &rule);
  }

  void guide(const std::vector<std::string>& cells) {
    lxw_col_t at = 0;
    for (const auto& cell : cells)
      worksheet_write_string(guide_, guide_row_, at++, cell.c_str(), guide_row_ == 0 ? bold_ : wrap_);
    ++guide_row_;
  }
  void widen_guide() {
    worksheet_set_column(guide_, 0, 2, 18, nullptr);
    worksheet_set_column(guide_, 3, 5, 44, nullptr);
  }

 private:
  lxw_workbook* book_;
  lxw_worksheet* rows_ = nullptr;
  lxw_worksheet* guide_ = nullptr;
  lxw_worksheet* choices_ = nullptr;
  lxw_format* bold_ = nullptr;
  lxw_format* wrap_ = nullptr;
  lxw_format* text_ = nullptr;
  lxw_format* day_ = nullptr;
  lxw_col_t choice_columns_ = 0;
  lxw_row_t guide_row_ = 0;
};

std::vector<std::string> labels_of(const Field& field) {
  std::vector<std::string> labels;
  for (const auto& choice : field.choices) labels.push_back(choice.label.zh);
  return labels;
}

std::string joined_labels(const Field& field) {
  std::string all;
  for (const auto& label : labels_of(field)) all += (all.empty() ? "" : "、") + label;
  return all;
}

std::string how_to_fill(const Field& field) {
  switch (field.declared.type) {
    case FieldType::Integer:
      return "整数";
    case FieldType::Decimal:
      return fmt::format("数，最多 {} 位小数", field.declared.decimals);
    case FieldType::Money:
      return "金额（元），最多两位小数";
    case FieldType::Date:
      return "日期，如 2024-08-01";
    case FieldType::Boolean:
      return "是 或 否";
    case FieldType::Choice:
      return "选一项：" + joined_labels(field);
    case FieldType::Choices:
      return "可写几项，用顿号隔开：" + joined_labels(field);
    case FieldType::Area:
      return "区域名称；有重名时写成“街道 / 社区”";
    case FieldType::Grid:
      return "网格名称";
    case FieldType::Body:
      return "单位全称";
    case FieldType::Record:
      return "已登记的名称";
    default:
      return "文字";
  }
}

void add_rules(TemplateBook& book, lxw_col_t at, const Field& field, const AreaNames& areas) {
  const auto& declared = field.declared;
  if (declared.type == FieldType::Choice) book.choose(at, labels_of(field));
  if (declared.type == FieldType::Boolean) book.choose(at, {"是", "否"});
  if (declared.type == FieldType::Area) book.choose(at, areas(field));
  if (declared.type == FieldType::Date) book.demand_date(at);
  if (is_number(declared.type)) book.demand_number(at, declared);
}

}  // namespace

std::vector<Column> file_columns(const Kind& kind, const accounts::Caller& caller, bool for_input) {
  std::vector<Column> columns{{nullptr, "id", "编号"}};
  for (const auto& field : kind.fields) {
    const bool taken = for_input ? kind.may_write(caller, field) : kind.may_read(caller, field) && !field.sealed;
    if (taken && !field.declared.removed) columns.push_back({&field, field.name(), heading_of(kind, field)});
  }
  columns.push_back({nullptr, "from", "起始日期"});
  if (!for_input) columns.push_back({nullptr, "to", "停用日期"});
  return columns;
}

void write_template(const std::filesystem::path& path, const Kind& kind, const std::vector<Column>& columns,
                    const AreaNames& areas) {
  TemplateBook book(path, kind.declared.label.zh);
  book.guide({"列", "必填", "怎么填", "说明", "用途", "依据"});
  lxw_col_t at = 0;
  for (const auto& column : columns) {
    const auto type = column.field != nullptr ? column.field->declared.type
                      : column.name == "from" ? FieldType::Date
                                              : FieldType::Text;
    book.heading(at, column.heading, type);
    if (column.field == nullptr) {
      book.guide(
          {column.heading, "", column.name == "id" ? "修改已有记录时保留，新增时留空" : "留空为今天", "", "", ""});
    } else {
      const auto& declared = column.field->declared;
      add_rules(book, at, *column.field, areas);
      book.guide({declared.label.zh, column.heading.ends_with('*') ? "必填" : "", how_to_fill(*column.field),
                  declared.help.zh, declared.purpose.zh, declared.basis});
    }
    ++at;
  }
  book.widen_guide();
  book.close();
}

std::vector<std::string> record_cells(const std::vector<Column>& columns, const Record& record, Names& names) {
  const auto name = [&](const Field& field, std::int64_t id) { return names.of(field, id); };
  std::vector<std::string> cells;
  cells.reserve(columns.size());
  for (const auto& column : columns) {
    if (column.field != nullptr) {
      const auto* value = record.values.if_contains(column.name);
      cells.push_back(value == nullptr ? std::string() : show_text(*column.field, *value, name));
    } else if (column.name == "id") {
      cells.push_back(std::to_string(record.id.value));
    } else if (column.name == "from") {
      cells.push_back(format_date(record.from));
    } else {
      cells.push_back(record.to ? format_date(*record.to) : std::string());
    }
  }
  return cells;
}

}  // namespace linli::registers
