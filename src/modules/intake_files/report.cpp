#include "modules/intake_files/report.hpp"

#include <fmt/format.h>

#include <array>
#include <ostream>

#include "modules/intake_files/fields.hpp"

namespace linli::intake_files {
namespace {

constexpr int kShown = 30;  // of each severity; --faults and --json give all

Text severity_text(Severity severity) {
  switch (severity) {
    case Severity::Refuse:
      return {"不能导入", "refused"};
    case Severity::Unknown:
      return {"按不详导入", "taken as unknown"};
    case Severity::Warn:
      return {"请核对", "to check"};
  }
  return {};
}

std::string shorten(const std::string& value) {
  constexpr std::size_t kLong = 60;
  if (value.size() <= kLong) return value;
  std::size_t cut = kLong;
  while (cut > 0 && (static_cast<unsigned char>(value[cut]) & 0xC0) == 0x80) --cut;
  return value.substr(0, cut) + "…";
}

}  // namespace

void Report::line(const Text& text) const { out_ << pick(text) << '\n'; }

void Report::sheets(const std::vector<Sheet>& sheets, const std::vector<SheetUse>& uses, Target target) const {
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    std::string columns;
    for (const auto& column : uses[i].columns) {
      if (column.field.empty()) continue;
      const auto* field = find_field(target, column.field);
      columns +=
          fmt::format("{}{} → {}", columns.empty() ? "" : ", ", column.heading, english_ ? field->en : field->zh);
    }
    const auto state =
        uses[i].use ? Text{columns, columns} : Text{"不用(认不出表头)", "not used (no headings recognised)"};
    out_ << fmt::format("{} / {}: {}\n", sheets[i].file(), sheets[i].name(), pick(state));
  }
}

void Report::faults(const std::vector<Sheet>& sheets, const Plan& plan, Target target) const {
  std::array<int, 3> shown{};
  for (const auto& fault : plan.faults.kept()) {
    if (++shown.at(static_cast<std::size_t>(fault.severity)) > kShown) continue;
    std::string place;
    if (fault.sheet >= 0)
      place = fmt::format(fmt::runtime(english_ ? "{} row {} " : "{} 第 {} 行 "),
                          sheets[static_cast<std::size_t>(fault.sheet)].name(), fault.row);
    const auto* field = find_field(target, fault.field);
    const auto name = field == nullptr ? fault.field : std::string(english_ ? field->en : field->zh);
    const auto column = fault.column < 0 ? std::string{} : column_letter(fault.column) + ":";
    out_ << fmt::format("[{}] {}{}{} “{}” {} {}\n", pick(severity_text(fault.severity)), place, column, name,
                        shorten(fault.value), pick(fault.reason), pick(fault.remedy));
  }
  for (const auto severity : {Severity::Refuse, Severity::Unknown, Severity::Warn}) {
    const auto more = shown.at(static_cast<std::size_t>(severity)) - kShown;
    if (more > 0)
      line({fmt::format("[{}] 另有 {} 处;--faults OUT.xlsx 给出全部。", severity_text(severity).zh, more),
            fmt::format("[{}] and {} more; --faults OUT.xlsx lists them all.", severity_text(severity).en, more)});
  }
}

void Report::questions(const Plan& plan) const {
  for (const auto& question : plan.questions) {
    std::string choices;
    for (const auto& choice : question.choices)
      choices += fmt::format("\n    --answer '{}={}'  {}", question.id, choice.value, pick(choice.label));
    const auto answered = question.answer.empty() ? "" : fmt::format(" → {}", question.answer);
    out_ << fmt::format("? {} ({}){}", pick(question.text), question.rows, answered);
    out_ << (question.answer.empty() ? choices : "") << '\n';
  }
}

void Report::plan(const std::vector<Sheet>& sheets, const Plan& plan, Target target) const {
  faults(sheets, plan, target);
  questions(plan);
  const auto& s = plan.summary;
  line({fmt::format("{} 行:新增 {},更新 {},不变 {},撤销 {};不能导入 {} 行,按不详 {} 处,请核对 {} 处;另跳过说明行 {}。",
                    s.rows, s.add, s.change, s.same, s.close, s.refused, s.unknown_field, s.warned, s.skipped),
        fmt::format("{} rows: {} to add, {} to change, {} the same, {} to close; {} rows refused, {} fields unknown, "
                    "{} to check; {} "
                    "remark rows skipped.",
                    s.rows, s.add, s.change, s.same, s.close, s.refused, s.unknown_field, s.warned, s.skipped)});
}

void Report::error(const Error& error) const {
  out_ << pick(error.message) << '\n';
  for (const auto& fault : error.faults) {
    const auto row =
        fault.row ? fmt::format(fmt::runtime(english_ ? "row {}: " : "第 {} 行:"), *fault.row) : std::string{};
    out_ << fmt::format("  {}{}{} {}\n", row, fault.value.empty() ? "" : fault.value + ": ", pick(fault.reason),
                        pick(fault.remedy));
  }
}

void write_fault(JsonWriter& writer, const std::vector<Sheet>& sheets, const FileFault& fault) {
  const Sheet* sheet = fault.sheet < 0 ? nullptr : &sheets[static_cast<std::size_t>(fault.sheet)];
  const auto maybe = [](const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); };
  writer.begin_object()
      .field("severity", to_string(fault.severity))
      .field("file", sheet == nullptr ? std::nullopt : std::optional(sheet->file()))
      .field("sheet", sheet == nullptr ? std::nullopt : std::optional(sheet->name()))
      .field("row", fault.row == 0 ? std::nullopt : std::optional(fault.row))
      .field("column", fault.column < 0 ? std::nullopt : std::optional(column_letter(fault.column)))
      .field("field", maybe(fault.field))
      .field("value", fault.value)
      .field("reason", fault.reason)
      .field("remedy", fault.remedy)
      .end_object();
}

void write_question(JsonWriter& writer, const Question& question) {
  writer.begin_object().field("id", question.id).field("text", question.text).field("rows", question.rows);
  writer.key("choices").begin_array();
  for (const auto& choice : question.choices)
    writer.begin_object().field("value", choice.value).field("label", choice.label).end_object();
  writer.end_array();
  writer.field("answer", question.answer.empty() ? std::nullopt : std::optional(question.answer)).end_object();
}

void write_error(JsonWriter& writer, const Error& error) {
  writer.key("error")
      .begin_object()
      .field("code", error.code)
      .field("message", error.message)
      .key("faults")
      .begin_array();
  for (const auto& fault : error.faults)
    writer.begin_object()
        .field("field", fault.field)
        .field("row", fault.row)
        .field("value", fault.value)
        .field("reason", fault.reason)
        .field("remedy", fault.remedy)
        .end_object();
  writer.end_array().end_object();
}

}  // namespace linli::intake_files
