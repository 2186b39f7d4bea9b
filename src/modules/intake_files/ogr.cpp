#include "modules/intake_files/ogr.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "modules/intake_files/csv.hpp"
#include "modules/intake_files/encoding.hpp"
#include "modules/intake_files/errors.hpp"

namespace linli::intake_files {
namespace {

namespace fs = std::filesystem;

// Headings are ours to find, and every cell is text. An empty SHAPE_ENCODING hands the bytes of a .dbf through, since
// its own note on the encoding is often missing or wrong; we tell UTF-8 and GB18030 apart ourselves.
const std::vector<std::pair<std::string, std::string>> kEnvironment{
    {"OGR_XLSX_HEADERS", "DISABLE"}, {"OGR_XLSX_FIELD_TYPES", "STRING"},
    {"OGR_ODS_HEADERS", "DISABLE"},  {"OGR_ODS_FIELD_TYPES", "STRING"},
    {"OGR_XLS_HEADERS", "DISABLE"},  {"OGR_XLS_FIELD_TYPES", "STRING"},
    {"SHAPE_ENCODING", ""},          {"LC_ALL", "C.UTF-8"},
    {"GDAL_HTTP_TIMEOUT", "1"},      {"CPL_VSIL_CURL_ALLOWED_EXTENSIONS", "{none}"}};

std::unexpected<Error> damaged(const std::string& shown, std::string_view detail) {
  return fail(
      kBrokenFile,
      {Fault{"file",
             {},
             shown,
             {fmt::format("读取工具报错:{}", detail), fmt::format("The reader says: {}", detail)},
             {"用 Excel 或 WPS 打开并另存一份后再传。", "Open it in Excel or WPS, save a fresh copy and send that."}}});
}

// GDAL reports broken shared strings on stderr, exits with 0 and delivers nonsense: any ERROR is a failure.
Result<std::string> run_tool(const std::vector<std::string>& arguments, const std::string& shown,
                             const fs::path& folder, const ReadOptions& options) {
  const auto result = run_limited(arguments, kEnvironment, folder, options.limits, options.cancel);
  if (result.cancelled) return fail(kCancelled);
  if (result.exit_code == kNoProgram) throw std::runtime_error("ogr2ogr is missing: apt-get install gdal-bin");
  if (result.timed_out || result.exit_code == -1) {
    return fail(kTookTooLong, {Fault{"file",
                                     {},
                                     shown,
                                     {"文件太大或结构异常。", "The file is too large or oddly built."},
                                     {"删去多余的空行、空列和图片,或分成几个文件。",
                                      "Remove empty rows, empty columns and pictures, or split the file."}}});
  }
  const auto error = result.err.find("ERROR");
  if (error != std::string::npos || result.exit_code != 0) {
    const auto from = error == std::string::npos ? 0 : error;
    return damaged(
        shown,
        std::string_view(result.err).substr(from, std::min<std::size_t>(200, result.err.find('\n', from) - from)));
  }
  return result.out;
}

// `3: 东关街道 (None)` → 东关街道
std::vector<std::string> layer_names(std::string_view listing) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at < listing.size();) {
    const auto end = std::min(listing.find('\n', at), listing.size());
    auto line = listing.substr(at, end - at);
    at = end + 1;
    const auto colon = line.find(": ");
    const auto bracket = line.rfind(" (");
    if (colon == std::string_view::npos) continue;
    const auto length = bracket == std::string_view::npos || bracket < colon ? line.size() : bracket;
    names.emplace_back(line.substr(colon + 2, length - colon - 2));
  }
  return names;
}

Result<Sheet> load_csv(const fs::path& path, const std::string& shown, const std::string& layer) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  auto decoded = decode_text(std::move(bytes));
  if (!decoded) return std::unexpected(decoded.error());
  Sheet sheet(shown, layer);
  if (auto done = read_csv(decoded->text, ',', sheet); !done) return std::unexpected(done.error());
  return sheet;
}

Result<std::string> convert_outlines(const std::string& local, const std::string& shown, const fs::path& folder,
                                     const ReadOptions& options) {
  std::vector<std::string> arguments{"ogr2ogr", "-f",        "CSV", "-lco", "GEOMETRY=AS_WKT", "-dim", "XY",
                                     "-t_srs",  "EPSG:4326", "out", local};
  auto done = run_tool(arguments, shown, folder, options);
  // Without a .prj there is nothing to convert from; then the numbers must be degrees already, which the check tells.
  if (!done && done.error().code == kBrokenFile.code && !done.error().faults.empty() &&
      done.error().faults.front().reason.en.find("no coordinate system") != std::string::npos) {
    std::error_code ignored;
    fs::remove_all(folder / "out", ignored);
    arguments.erase(arguments.begin() + 7, arguments.begin() + 9);
    return run_tool(arguments, shown, folder, options);
  }
  return done;
}

}  // namespace

Result<std::vector<Sheet>> read_workbook(const std::string& local, const std::string& shown, const fs::path& folder,
                                         const ReadOptions& options) {
  const auto listing = run_tool({"ogrinfo", "-q", "-ro", local}, shown, folder, options);
  if (!listing) return std::unexpected(listing.error());
  const auto done = run_tool({"ogr2ogr", "-f", "CSV", "out", local}, shown, folder, options);
  if (!done) return std::unexpected(done.error());
  std::vector<Sheet> sheets;
  for (const auto& layer : layer_names(*listing)) {
    const auto path = folder / "out" / (layer + ".csv");
    if (!fs::exists(path)) return damaged(shown, fmt::format("sheet “{}” was not read", layer));
    auto sheet = load_csv(path, shown, layer);
    if (!sheet) return std::unexpected(sheet.error());
    sheet->drop_first_row();  // Field1, Field2 …
    sheets.push_back(std::move(*sheet));
  }
  return sheets;
}

Result<std::vector<Sheet>> read_outlines(const std::string& local, const std::string& shown, const fs::path& folder,
                                         const ReadOptions& options) {
  if (auto done = convert_outlines(local, shown, folder, options); !done) return std::unexpected(done.error());
  std::vector<fs::path> written;
  for (const auto& entry : fs::directory_iterator(folder / "out")) written.push_back(entry.path());
  std::ranges::sort(written);
  std::vector<Sheet> sheets;
  for (const auto& path : written) {
    auto sheet = load_csv(path, shown, written.size() == 1 ? fs::path(shown).stem().string() : path.stem().string());
    if (!sheet) return std::unexpected(sheet.error());
    sheet->set_first_number(0);  // the first feature is row 1
    sheet->wkt_column = 0;
    sheets.push_back(std::move(*sheet));
  }
  return sheets;
}

}  // namespace linli::intake_files
