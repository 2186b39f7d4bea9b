// `linli export`.

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <filesystem>
#include <ostream>

#include "base/json_writer.hpp"
#include "modules/intake_files/command.hpp"
#include "modules/intake_files/command_line.hpp"
#include "modules/intake_files/export.hpp"

namespace linli::intake_files {
namespace {

int wrong_use(std::ostream& err, bool english, const char* zh, const char* en) {
  err << (english ? en : zh) << '\n';
  return 2;
}

std::optional<ExportFormat> format_of(const ExportOptions& options) {
  const auto extension = std::filesystem::path(options.file).extension();
  if (extension == ".xlsx") return ExportFormat::Xlsx;
  if (extension == ".csv") return options.gb18030 ? ExportFormat::CsvGb18030 : ExportFormat::Csv;
  if (extension == ".geojson" || extension == ".json") return ExportFormat::GeoJson;
  return std::nullopt;
}

}  // namespace

void add_export_options(CLI::App& app, ExportOptions& options) {
  app.add_option("what", options.what,
                 "subdistricts|communities|courtyards|buildings|boundaries|grids|bodies|persons|households")
      ->required();
  app.add_option("file", options.file, "写到哪里 / where to: .xlsx .csv .geojson")->required();
  app.add_option("--as-of", options.as_of, "哪一天的 / as of which day (2026-11-22); 默认今天 / default today");
  app.add_flag("--gb18030", options.gb18030, "CSV 用 GB18030 / CSV in GB18030 instead of UTF-8");
  app.add_flag("--json", options.json, "结果写成 JSON / result as JSON");
  app.add_flag("--english", options.english, "用英文说明 / messages in English");
}

int run_export_command(const ExportOptions& options, const Wiring& given, std::ostream& out, std::ostream& err) {
  Wiring wiring = given;
  wiring.english |= options.english;
  const auto target = parse_target(options.what);
  if (!target || *target == Target::Cases || *target == Target::Hotline)
    return wrong_use(err, wiring.english, "不知道导出什么。", "Unknown kind of export.");
  const auto format = format_of(options);
  if (!format)
    return wrong_use(err, wiring.english, "文件名要以 .xlsx、.csv 或 .geojson 结尾。",
                     "The file must end in .xlsx, .csv or .geojson.");
  if ((*target == Target::Boundaries) != (*format == ExportFormat::GeoJson))
    return wrong_use(err, wiring.english, "边界导出为 .geojson,其他导出为 .xlsx 或 .csv。",
                     "Boundaries go to .geojson, all else to .xlsx or .csv.");
  const auto today = date_of(wiring.clock.now(), wiring.offset);
  const auto on = options.as_of.empty() ? std::optional(today) : parse_date(options.as_of);
  if (!on) return wrong_use(err, wiring.english, "日期要写成 2026-11-22 这样。", "Write the date like 2026-11-22.");
  const auto table = wiring.store.read_now(
      [&](storage::Snapshot& snapshot) { return export_table(snapshot, wiring.district, *target, *on); });
  write_table(options.file, table, *target, *format);
  if (options.json) {
    JsonWriter w;
    w.begin_object()
        .field("file", options.file)
        .field("rows", static_cast<std::int64_t>(table.rows.size()))
        .end_object();
    out << w.take() << '\n';
  } else {
    out << fmt::format(fmt::runtime(wiring.english ? "{} rows written to {}\n" : "已写出 {} 行到 {}\n"),
                       table.rows.size(), options.file);
  }
  return 0;
}

int run_export_command(std::span<const std::string> arguments, const Wiring& wiring, std::ostream& out,
                       std::ostream& err) {
  CLI::App app("导出 / write areas, outlines, grids and bodies to files", "linli export");
  ExportOptions options;
  add_export_options(app, options);
  if (const auto stop = parse_arguments(app, arguments, out, err)) return *stop;
  return run_export_command(options, wiring, out, err);
}

}  // namespace linli::intake_files
