#include "modules/intake_files/job.hpp"

#include <algorithm>

#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "modules/intake_files/fields.hpp"
#include "modules/intake_files/headings.hpp"
#include "modules/intake_files/record.hpp"
#include "modules/intake_files/report.hpp"

namespace linli::intake_files {
namespace {

constexpr std::size_t kSamples = 3;
constexpr int kSampleRows = 200;

std::vector<std::string> samples_of(const Sheet& sheet, const SheetUse& use, int column) {
  std::vector<std::string> out;
  const int last = std::min(sheet.rows(), use.first_row + kSampleRows);
  for (int row = use.first_row; row < last && out.size() < kSamples; ++row) {
    if (classify_row(sheet, use, row) != RowKind::Data) continue;
    std::string text(prefix_utf8(trim(sheet.cell(row, column)), 40));
    if (!text.empty() && std::ranges::find(out, text) == out.end()) out.push_back(std::move(text));
  }
  return out;
}

void write_sheet(JsonWriter& w, const Sheet& sheet, const SheetUse& use) {
  w.begin_object().field("name", sheet.name()).field("file", sheet.file()).key("header_rows").begin_array();
  for (const auto row : use.header_rows) w.value(sheet.number(row));
  w.end_array().field("first_row", sheet.number(use.first_row)).key("columns").begin_array();
  for (const auto& column : use.columns) {
    if (column.column == sheet.wkt_column) continue;
    w.begin_object().field("index", column.column).field("heading", column.heading);
    w.field("field", column.field.empty() ? std::nullopt : std::optional(column.field)).key("samples").begin_array();
    for (const auto& sample : samples_of(sheet, use, column.column)) w.value(sample);
    w.end_array().end_object();
  }
  w.end_array().field("rows", sheet.rows() - use.first_row).field("use", use.use).end_object();
}

void write_fields(JsonWriter& w, Target target, bool whole) {
  w.key("fields").begin_array();
  for (const auto& field : fields_of(target)) {
    if (!whole) break;
    w.begin_object()
        .field("field", field.id)
        .field("label", Text{std::string(field.zh), std::string(field.en)})
        .field("required", field.required)
        .field("key", field.key)
        .end_object();
  }
  w.end_array();
}

}  // namespace

std::string_view to_string(JobState state) {
  constexpr std::string_view kNames[] = {"reading",    "mapping", "checking", "checked",
                                         "committing", "done",    "failed",   "cancelled"};
  return kNames[static_cast<std::size_t>(state)];
}

std::string job_json(const Job& job, Offset offset, JobDetail detail) {
  const bool whole = detail == JobDetail::Whole;
  JsonWriter w;
  w.begin_object().field("id", std::to_string(job.id)).field("into", to_string(job.target));
  w.field("state", to_string(job.state)).key("progress").begin_object();
  w.field("done", job.done.load()).field("total", job.total.load()).end_object();
  w.field("at", format_instant(job.changed, offset)).field("files", job.work.files);
  w.field("mode", to_string(job.work.settings.mode)).field("as_of", format_date(job.work.settings.as_of));
  w.key("sheets").begin_array();
  for (std::size_t i = 0; whole && i < job.work.sheets.size(); ++i)
    write_sheet(w, job.work.sheets[i], job.work.uses[i]);
  w.end_array();
  write_fields(w, job.target, whole);
  w.key("questions").begin_array();
  for (const auto& question : job.plan.questions) {
    if (whole) write_question(w, question);
  }
  w.end_array().key("summary");
  if (job.has_plan) {
    w.raw(summary_json(job.plan.summary));
  } else {
    w.value(nullptr);
  }
  w.field("faults_total", job.plan.faults.total());
  if (!job.error.code.empty()) write_error(w, job.error);
  w.end_object();
  return w.take();
}

std::string job_line(const Job& job) {
  JsonWriter w;
  w.begin_object().field("id", std::to_string(job.id)).field("into", to_string(job.target));
  w.field("state", to_string(job.state)).key("progress").begin_object();
  w.field("done", job.done.load()).field("total", job.total.load()).end_object().end_object();
  return w.take();
}

}  // namespace linli::intake_files
