// Cases as an Excel file. Rows go to the disk as they come; nothing protected is opened for it.
#include <fmt/core.h>
#include <xlsxwriter.h>

#include <array>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "base/text.hpp"
#include "modules/desk/api.hpp"

namespace linli::desk {
namespace {

constexpr int kExportPortion = 500;
constexpr std::uint32_t kRowsOfSheet = 1'000'000;
constexpr std::size_t kLongestCell = 32'000;  // Excel's own limit is 32,767 characters

struct Column {
  std::string_view zh;
  std::string_view en;
  double width;
};
constexpr std::array<Column, 18> kColumns{{{"受理编号", "Number", 18},
                                           {"来源编号", "Their number", 18},
                                           {"事项", "Matter", 22},
                                           {"状态", "State", 14},
                                           {"渠道", "Channel", 12},
                                           {"内容", "Text", 50},
                                           {"地点", "Place", 24},
                                           {"所在区域", "Area", 36},
                                           {"网格", "Grid", 18},
                                           {"承办", "With", 18},
                                           {"经办人", "Handler", 12},
                                           {"受理时间", "Received", 18},
                                           {"办结时限", "Due", 18},
                                           {"办结时间", "Done", 18},
                                           {"结案时间", "Closed", 18},
                                           {"办理结果", "Result", 40},
                                           {"评价", "Rating", 8},
                                           {"联系方式", "Contact", 18}}};

std::string when(const std::optional<Instant>& at, Offset offset) {
  if (!at) return {};
  auto text = format_instant(*at, offset).substr(0, 16);
  text[10] = ' ';
  return text;
}

// That there is a contact, never what it is: opening it is a reading with a reason, and a file is none.
std::string contact_of(const cases::Case& entry, bool english) {
  if (!entry.has_name && !entry.has_phone) return english ? "none" : "无";
  return english ? "left, protected" : "已留，受保护";
}

class Sheet {
 public:
  Sheet(const std::string& file, bool english) : english_(english) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    book_ = workbook_new_opt(file.c_str(), &options);
    if (book_ == nullptr) throw std::runtime_error("cannot write " + file);
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
    start_sheet();
  }
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;
  ~Sheet() {
    if (book_ != nullptr) workbook_close(book_);
  }

  void write(const std::array<std::string, kColumns.size()>& cells) {
    if (at_ == kRowsOfSheet) start_sheet();
    write_row(cells, nullptr);
  }
  void close() {
    const auto error = workbook_close(std::exchange(book_, nullptr));
    if (error != LXW_NO_ERROR) throw std::runtime_error(fmt::format("cannot write: {}", lxw_strerror(error)));
  }

 private:
  void start_sheet() {
    ++sheets_;
    const auto name = fmt::format("{}{}", english_ ? "Cases" : "诉求", sheets_ > 1 ? std::to_string(sheets_) : "");
    sheet_ = workbook_add_worksheet(book_, name.c_str());
    worksheet_freeze_panes(sheet_, 1, 1);
    std::array<std::string, kColumns.size()> headings;
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      worksheet_set_column(sheet_, column, column, kColumns[i].width, nullptr);
      headings[i] = english_ ? kColumns[i].en : kColumns[i].zh;
    }
    at_ = 0;
    write_row(headings, bold_);
  }
  void write_row(const std::array<std::string, kColumns.size()>& cells, lxw_format* format) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].empty()) continue;
      const auto& cell = cells[i];
      const auto cut = cell.size() > kLongestCell ? std::string(prefix_utf8(cell, kLongestCell / 3)) : cell;
      worksheet_write_string(sheet_, at_, static_cast<lxw_col_t>(i), cut.c_str(), format);
    }
    ++at_;
  }

  const bool english_;
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format* bold_ = nullptr;
  std::uint32_t at_ = 0;
  int sheets_ = 0;
};

// Under which number an office's ledger or the city's 12345 knows a case: its results go back under it.
using Numbers = std::unordered_map<std::int64_t, std::string>;

Numbers foreign_numbers(storage::Snapshot& snapshot, DistrictId district) {
  Numbers numbers;
  for (const auto origin : {cases::Origin::Ledger, cases::Origin::Hotline})
    cases::each_foreign(snapshot, district, origin, [&](std::string_view number, const cases::Foreign& foreign) {
      numbers.emplace(foreign.entry.value, number);
    });
  return numbers;
}

std::array<std::string, kColumns.size()> cells_of(const cases::Case& c, const cases::CaseLine& line,
                                                  const Numbers& numbers, Offset offset, bool english) {
  const auto said = [&](const Text& text) { return english ? text.en : text.zh; };
  const auto closed = c.state == cases::State::Closed ? c.ended_at : std::nullopt;
  const auto foreign = numbers.find(c.id.value);
  return {c.number,
          foreign == numbers.end() ? std::string() : foreign->second,
          said(line.matter),
          said(line.state),
          said(line.channel),
          c.text,
          c.place,
          line.path,
          line.grid,
          line.lead,
          line.handler,
          when(c.received_at, offset),
          when(c.due_at, offset),
          when(c.done_at, offset),
          when(closed, offset),
          c.result,
          c.rating > 0 ? std::to_string(c.rating) : std::string(),
          contact_of(c, english)};
}

}  // namespace

CasePages pages_of_list(cases::CaseWork& work) {
  return [&work](storage::Snapshot& snapshot, const accounts::Caller& caller, std::string_view query,
                 std::string_view cursor, int limit) { return work.find(snapshot, caller, query, cursor, limit); };
}

Result<std::int64_t> export_cases(storage::Store& store, cases::CaseWork& work, const CasePages& pages,
                                  const accounts::Caller& caller, const ExportOrder& order, const std::string& file,
                                  const std::function<bool(std::int64_t)>& go_on) {
  Sheet sheet(file, order.english);
  std::int64_t written = 0;
  std::string cursor;
  const auto numbers =
      store.read_now([&](storage::Snapshot& snapshot) { return foreign_numbers(snapshot, caller.district); });
  do {
    // A portion is a reading of its own: an export of a million cases holds up nothing.
    const auto page = store.read_now([&](storage::Snapshot& snapshot) -> Result<std::string> {
      auto found = pages(snapshot, caller, order.query, cursor, kExportPortion);
      if (!found) return fail(found.error());
      for (const auto& entry : found->cases)
        sheet.write(cells_of(entry, work.line_of(snapshot, caller, entry), numbers, caller.offset, order.english));
      written += static_cast<std::int64_t>(found->cases.size());
      return found->next;
    });
    if (!page) return fail(page.error());
    cursor = *page;
    if (!go_on(written)) break;
  } while (!cursor.empty());
  sheet.close();
  return written;
}

}  // namespace linli::desk
