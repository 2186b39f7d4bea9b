#include "modules/intake_files/planner.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"
#include "modules/intake_files/errors.hpp"
#include "modules/intake_files/headings.hpp"

namespace linli::intake_files {

void FaultList::add(FileFault fault) {
  switch (fault.severity) {
    case Severity::Refuse:
      ++refuses_;
      refuses_all_ |= fault.row == 0;
      break;
    case Severity::Unknown:
      ++unknowns_;
      break;
    case Severity::Warn:
      ++warnings_;
      break;
  }
  if (kept_.size() < kKept) kept_.push_back(std::move(fault));
}

void FaultList::refuse(RowPlace place, FileFault fault) {
  refused_.insert({place.sheet, place.row});
  add(std::move(fault));
}

Columns::Columns(Target target, const SheetUse& use) {
  for (const auto& field : fields_of(target)) {
    const auto found = std::ranges::find(use.columns, field.id, &ColumnUse::field);
    columns_.emplace_back(field.id, found == use.columns.end() ? -1 : found->column);
  }
}

int Columns::of(std::string_view field) const {
  for (const auto& [id, column] : columns_) {
    if (id == field) return column;
  }
  return -1;
}

Planner::Planner(storage::Snapshot& snapshot, const Check& check)
    : check(check), settings(check.settings), known(snapshot, check.district, check.settings.as_of) {
  for (const auto& use : check.uses) columns_.emplace_back(settings.target, use);
}

bool Planner::each_row(const std::function<void(RowPlace)>& take) {
  std::int64_t total = 0;
  for (std::size_t i = 0; i < check.uses.size(); ++i) {
    if (check.uses[i].use) total += check.sheets[i].rows() - check.uses[i].first_row;
  }
  std::int64_t done = 0;
  for (std::size_t i = 0; i < check.uses.size(); ++i) {
    const auto& use = check.uses[i];
    if (!use.use) continue;
    for (int row = use.first_row; row < check.sheets[i].rows(); ++row) {
      if (done++ % 1024 == 0) {
        if (check.cancel != nullptr && check.cancel->load()) return false;
        if (check.progress) check.progress(done, total);
      }
      const auto kind = classify_row(check.sheets[i], use, row);
      if (kind == RowKind::Data) {
        ++plan.summary.rows;
        take({static_cast<int>(i), row});
      } else if (kind != RowKind::Blank) {
        ++plan.summary.skipped;
      }
    }
  }
  return true;
}

std::string_view Planner::cell(RowPlace place, std::string_view field) const {
  const int column = columns_[static_cast<std::size_t>(place.sheet)].of(field);
  return column < 0 ? std::string_view{} : trim(sheet(place).cell(place.row, column));
}

bool Planner::has_column(RowPlace place, std::string_view field) const {
  return columns_[static_cast<std::size_t>(place.sheet)].of(field) >= 0;
}

std::string_view Planner::parent_cell(RowPlace place, std::string_view field) {
  const int column = columns_[static_cast<std::size_t>(place.sheet)].of(field);
  if (column < 0) return {};
  const auto own = trim(sheet(place).cell(place.row, column));
  const auto key = fmt::format("{}:{}", place.sheet, column);
  if (!own.empty()) {
    above_[key] = own;
    return own;
  }
  auto known_answer = filled_.find(key);
  if (known_answer == filled_.end()) known_answer = filled_.emplace(key, fill_down(place.sheet, column, field)).first;
  if (!known_answer->second) return {};
  return above_[key];
}

// A column whose first row is filled and whose others are mostly blank was merged downwards.
bool Planner::fill_down(int sheet_index, int column, std::string_view field) {
  const auto& use = check.uses[static_cast<std::size_t>(sheet_index)];
  const auto& cells = check.sheets[static_cast<std::size_t>(sheet_index)];
  std::int64_t blank = 0;
  std::int64_t rows = 0;
  for (int row = use.first_row; row < cells.rows(); ++row) {
    if (classify_row(cells, use, row) != RowKind::Data) continue;
    const bool is_blank = trim(cells.cell(row, column)).empty();
    if (rows++ == 0 && is_blank) return false;
    blank += is_blank ? 1 : 0;
  }
  if (blank * 5 < rows * 2) return false;
  const auto id = fmt::format("merged:{}:{}", sheet_index, field);
  const auto answer = ask(id, [&] {
    return Question{
        id,
        {fmt::format("工作表“{}”的“{}”一列有 {} 格是空的,像是合并单元格。空格沿用上一格的内容吗?", cells.name(),
                     find_field(settings.target, field)->zh, blank),
         fmt::format("In sheet “{}”, {} cells of “{}” are blank, as under merged cells. Take the value above them?",
                     cells.name(), blank, find_field(settings.target, field)->en)},
        {{"yes", {"沿用上一格", "Take the value above"}}, {"no", {"不,它们是空的", "No, they are blank"}}},
        {},
        0};
  });
  return answer == "yes";
}

FileFault Planner::fault(RowPlace place, Severity severity, std::string_view field, Text reason, Text remedy) const {
  const int column = columns_[static_cast<std::size_t>(place.sheet)].of(field);
  std::string value(column < 0 ? std::string_view{} : sheet(place).cell(place.row, column));
  // Of what is protected no report repeats anything.
  if (field == "id_number" || field == "phone" || field == "birth" || field == "tags") value.clear();
  // Outlines are long and say nothing to a reader.
  if (column >= 0 && column == sheet(place).wkt_column) value.clear();
  return {
      severity,          place.sheet,      sheet(place).number(place.row), column, std::string(field), std::move(value),
      std::move(reason), std::move(remedy)};
}

void Planner::refuse(RowPlace place, std::string_view field, Text reason, Text remedy) {
  plan.faults.refuse(place, fault(place, Severity::Refuse, field, std::move(reason), std::move(remedy)));
}

void Planner::unknown(RowPlace place, std::string_view field, Text reason, Text remedy) {
  plan.faults.add(fault(place, Severity::Unknown, field, std::move(reason), std::move(remedy)));
}

void Planner::warn(RowPlace place, std::string_view field, Text reason, Text remedy) {
  plan.faults.add(fault(place, Severity::Warn, field, std::move(reason), std::move(remedy)));
}

std::string_view Planner::ask(const std::string& id, const std::function<Question()>& make) {
  if (!question_index_.contains(id)) {
    question_index_[id] = plan.questions.size();
    plan.questions.push_back(make());
    if (const auto answer = settings.answers.find(id); answer != settings.answers.end())
      plan.questions.back().answer = answer->second;
  }
  count_row_of(id);
  return plan.questions[question_index_[id]].answer;
}

void Planner::count_row_of(const std::string& question_id) {
  if (const auto found = question_index_.find(question_id); found != question_index_.end())
    ++plan.questions[found->second].rows;
}

Text Planner::where(RowPlace place) const {
  const auto& at = sheet(place);
  return {fmt::format("“{}”第 {} 行", at.name(), at.number(place.row)),
          fmt::format("“{}” row {}", at.name(), at.number(place.row))};
}

namespace {

std::vector<Fault> missing_columns(const Check& check) {
  std::vector<Fault> faults;
  bool any = false;
  for (std::size_t i = 0; i < check.uses.size(); ++i) {
    if (!check.uses[i].use) continue;
    any = true;
    const Columns columns(check.settings.target, check.uses[i]);
    for (const auto& field : fields_of(check.settings.target)) {
      const auto code = field.id == "name" ? std::string("code") : std::string(field.id) + "_code";
      // An outline needs only the code of its area; a row of anything else needs the name as well.
      const bool by_code = columns.of(code) >= 0 && (field.id != "name" || check.settings.target == Target::Boundaries);
      if (!field.required || columns.of(field.id) >= 0 || by_code) continue;
      faults.push_back({std::string(field.id),
                        {},
                        check.sheets[i].name(),
                        {fmt::format("工作表“{}”里没有找到“{}”一列。", check.sheets[i].name(), field.zh),
                         fmt::format("Sheet “{}” has no column for “{}”.", check.sheets[i].name(), field.en)},
                        {"指明哪一列是它;不要的工作表可以不选。", "Say which column it is, or leave this sheet out."}});
    }
  }
  if (!any) {
    faults.push_back({"sheets",
                      {},
                      {},
                      {"没有选中任何工作表,或认不出表头。", "No sheet is in use, or no headings were recognised."},
                      {"选择工作表,并指明表头在哪一行、各列是什么。",
                       "Choose a sheet and say where its headings stand and what its columns hold."}});
  }
  return faults;
}

void add_counts(Plan& plan) {
  plan.summary.refused = plan.faults.refused_rows();
  plan.summary.unknown_field = plan.faults.unknown_fields();
  plan.summary.warned = plan.faults.warnings();
}

Result<void> check_answers(const Plan& plan) {
  for (const auto& question : plan.questions) {
    if (question.answer.empty()) continue;
    if (std::ranges::find(question.choices, question.answer, &Choice::value) != question.choices.end()) continue;
    std::string values;
    for (const auto& choice : question.choices) values += (values.empty() ? "" : ", ") + choice.value;
    return fail(kBadAnswer,
                {Fault{question.id, {}, question.answer, question.text, {"可以回答:" + values, "Answers: " + values}}});
  }
  return {};
}

}  // namespace

Result<Plan> make_plan(storage::Snapshot& snapshot, const Check& check) {
  if (auto faults = missing_columns(check); !faults.empty()) return fail(kBadMapping, std::move(faults));
  Planner planner(snapshot, check);
  if (planner.known.root() == nullptr) return fail(kNoDistrict);
  switch (check.settings.target) {
    case Target::Subdistricts:
      plan_areas(planner, areas::Level::Subdistrict);
      break;
    case Target::Communities:
      plan_areas(planner, areas::Level::Community);
      break;
    case Target::Courtyards:
      plan_areas(planner, areas::Level::Courtyard);
      break;
    case Target::Buildings:
      plan_areas(planner, areas::Level::Building);
      break;
    case Target::Boundaries:
      plan_outlines(planner);
      break;
    case Target::Grids:
      plan_grids(planner);
      break;
    case Target::Bodies:
      plan_bodies(planner);
      break;
    case Target::Cases:
      plan_cases(planner);
      break;
    case Target::Persons:
      plan_persons(planner);
      break;
    case Target::Households:
      plan_households(planner);
      break;
    case Target::Hotline:
      plan_hotline(planner);
      break;
  }
  if (check.cancel != nullptr && check.cancel->load()) return fail(kCancelled);
  if (auto fine = check_answers(planner.plan); !fine) return std::unexpected(fine.error());
  add_counts(planner.plan);
  return std::move(planner.plan);
}

}  // namespace linli::intake_files
