#include <fmt/format.h>
#include <xlsxwriter.h>

#include "gridding/explain.hpp"
#include "gridding_files/write_plan.hpp"

namespace linli::gridding_files {
namespace {

using gridding::GridKind;
using gridding::NodeIndex;

const char* kind_name(GridKind kind) {
  switch (kind) {
    case GridKind::Large:
      return "独立小区 / alone";
    case GridKind::ByRule:
      return "按规则独立 / alone by rule";
    case GridKind::Joined:
      return "联合 / joined";
    case GridKind::Part:
      return "大小区的楼栋 / part of a large one";
    case GridKind::Undersize:
      return "不足 / undersize";
    case GridKind::Extended:
      return "并入大小区 / with a large one";
  }
  return "";
}

class Workbook {
 public:
  Workbook(const PlanView& view, const std::string& path)
      : view_(view), book_(workbook_new(path.c_str())), heading_(workbook_add_format(book_)) {
    format_set_bold(heading_);
  }

  bool write() {
    summary();
    grids();
    courtyards();
    return workbook_close(book_) == LXW_NO_ERROR;
  }

 private:
  lxw_worksheet* sheet(const char* name, std::initializer_list<std::pair<const char*, double>> columns) {
    lxw_worksheet* sheet = workbook_add_worksheet(book_, name);
    lxw_col_t column = 0;
    for (const auto& [heading, width] : columns) {
      worksheet_set_column(sheet, column, column, width, nullptr);
      worksheet_write_string(sheet, 0, column++, heading, heading_);
    }
    worksheet_freeze_panes(sheet, 1, 0);
    return sheet;
  }

  static void text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, std::string_view value) {
    worksheet_write_string(sheet, row, column, std::string(value).c_str(), nullptr);
  }
  static void number(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, double value) {
    worksheet_write_number(sheet, row, column, value, nullptr);
  }

  void summary() {
    auto* page = sheet("汇总", {{"社区 Community", 20},
                                {"达标网格 Valid", 14},
                                {"上界 Bound", 12},
                                {"不足 Undersize", 14},
                                {"超出 Excess", 12},
                                {"调整户数 Moved", 14},
                                {"结论 Proof", 16},
                                {"方法 Method", 18}});
    lxw_row_t row = 1;
    for (const auto& report : view_.plan.communities) {
      text(page, row, 0, view_.grid_mode ? view_.instance.communities()[report.community] : "");
      number(page, row, 1, static_cast<double>(report.value.valid));
      number(page, row, 2, static_cast<double>(report.bound.valid));
      number(page, row, 3, static_cast<double>(report.value.undersize));
      number(page, row, 4, static_cast<double>(report.value.excess));
      number(page, row, 5, static_cast<double>(report.value.moved));
      text(page, row, 6, name(report.proof));
      text(page, row++, 7, name(report.method));
    }
  }

  void grids() {
    auto* page = sheet("网格", {{"网格 Grid", 10},
                                {"社区 Community", 20},
                                {"户数 Households", 14},
                                {"小区数 Courtyards", 14},
                                {"类别 Kind", 22},
                                {"说明", 80},
                                {"Explanation", 80}});
    const auto members = view_.plan.members();
    for (std::size_t grid = 0; grid < members.size(); ++grid) {
      const auto row = static_cast<lxw_row_t>(grid + 1);
      const auto& made = view_.plan.grids[grid];
      number(page, row, 0, static_cast<double>(grid));
      if (view_.grid_mode) text(page, row, 1, view_.instance.communities()[made.community]);
      number(page, row, 2, static_cast<double>(made.households));
      number(page, row, 3, static_cast<double>(members[grid].size()));
      if (!view_.grid_mode) continue;
      text(page, row, 4, kind_name(made.kind));
      const Text why = explain(view_.instance, view_.rules, made, members[grid]);
      text(page, row, 5, why.zh);
      text(page, row, 6, why.en);
    }
  }

  void courtyards() {
    auto* page =
        sheet("小区",
              {{"编号 Id", 16}, {"户数 Households", 14}, {"社区 Community", 20}, {"类型 Type", 14}, {"网格 Grid", 10}});
    for (NodeIndex node = 0; node < view_.instance.size(); ++node) {
      const lxw_row_t row = node + 1;
      text(page, row, 0, view_.instance.id(node));
      number(page, row, 1, static_cast<double>(view_.instance.households(node)));
      text(page, row, 2, view_.instance.communities()[view_.instance.community(node)]);
      text(page, row, 3, view_.instance.types()[view_.instance.type(node)]);
      number(page, row, 4, view_.plan.grid_of[node]);
    }
  }

  const PlanView& view_;
  lxw_workbook* book_;
  lxw_format* heading_;
};

}  // namespace

bool write_xlsx(const PlanView& view, const std::string& path) { return Workbook(view, path).write(); }

}  // namespace linli::gridding_files
