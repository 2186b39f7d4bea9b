// The formats of an export.

#include <fmt/core.h>
#include <xlsxwriter.h>

#include <fstream>
#include <stdexcept>

#include "base/json_writer.hpp"
#include "modules/intake_files/csv.hpp"
#include "modules/intake_files/encoding.hpp"
#include "modules/intake_files/export.hpp"

namespace linli::intake_files {
namespace {

void write_bytes(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

void append_row(std::string& out, const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out.push_back(',');
    append_csv_cell(out, cells[i], true);
  }
  out += "\r\n";
}

// Everything is written as text: a code of twelve digits must not become a number.
void write_xlsx(const std::filesystem::path& path, const ExportTable& table, Target target) {
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  auto* book = workbook_new_opt(path.c_str(), &options);
  if (book == nullptr) throw std::runtime_error("cannot write " + path.string());
  auto* sheet = workbook_add_worksheet(book, label_of(target).zh.c_str());
  auto* bold = workbook_add_format(book);
  format_set_bold(bold);
  worksheet_freeze_panes(sheet, 1, 0);
  std::uint32_t at = 0;
  const auto write = [&](const std::vector<std::string>& cells, lxw_format* format) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!cells[i].empty()) worksheet_write_string(sheet, at, static_cast<lxw_col_t>(i), cells[i].c_str(), format);
    }
    ++at;
  };
  write(table.headings, bold);
  for (const auto& row : table.rows) write(row, nullptr);
  const auto error = workbook_close(book);
  if (error != LXW_NO_ERROR)
    throw std::runtime_error(fmt::format("cannot write {}: {}", path.string(), lxw_strerror(error)));
}

}  // namespace

std::string table_as_csv(const ExportTable& table, bool gb18030) {
  std::string out;
  append_row(out, table.headings);
  for (const auto& row : table.rows) append_row(out, row);
  // Excel takes a file without the mark for GBK.
  return gb18030 ? encode_gb18030(out) : "\xEF\xBB\xBF" + out;
}

std::string table_as_geojson(const ExportTable& table) {
  JsonWriter w;
  w.begin_object().field("type", "FeatureCollection").key("features").begin_array();
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    w.begin_object().field("type", "Feature").key("properties").begin_object();
    for (std::size_t i = 0; i < table.headings.size(); ++i) w.field(table.headings[i], table.rows[row][i]);
    w.end_object().key("geometry");
    if (table.geometries.empty()) {
      w.value(nullptr);
    } else {
      w.raw(table.geometries[row]);
    }
    w.end_object();
  }
  w.end_array().end_object();
  return w.take();
}

void write_table(const std::filesystem::path& path, const ExportTable& table, Target target, ExportFormat format) {
  switch (format) {
    case ExportFormat::Xlsx:
      return write_xlsx(path, table, target);
    case ExportFormat::Csv:
      return write_bytes(path, table_as_csv(table, false));
    case ExportFormat::CsvGb18030:
      return write_bytes(path, table_as_csv(table, true));
    case ExportFormat::GeoJson:
      return write_bytes(path, table_as_geojson(table));
  }
}

}  // namespace linli::intake_files
