#include "modules/intake_files/reader.hpp"

#include <fmt/core.h>
#include <stdlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>

#include "base/text.hpp"
#include "modules/intake_files/csv.hpp"
#include "modules/intake_files/encoding.hpp"
#include "modules/intake_files/errors.hpp"
#include "modules/intake_files/file_kind.hpp"
#include "modules/intake_files/ogr.hpp"

namespace linli::intake_files {
namespace {

namespace fs = std::filesystem;

Result<std::string> slurp(const InputFile& file, std::uintmax_t max_bytes) {
  std::error_code error;
  const auto size = fs::file_size(file.path, error);
  if (error) {
    return fail(kBrokenFile, {Fault{"file",
                                    {},
                                    file.name,
                                    {"打不开这个文件。", "This file cannot be opened."},
                                    {"检查路径和权限。", "Check its path and permissions."}}});
  }
  if (size > max_bytes) return fail(max_bytes > kMaxFileBytes ? kTooLargeForCommand : kTooLarge);
  std::string bytes(size, '\0');
  std::ifstream in(file.path, std::ios::binary);
  in.read(bytes.data(), static_cast<std::streamsize>(size));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return bytes;
}

std::string stem_of(const std::string& name) { return fs::path(name).stem().string(); }

// A file's faults name the file, since several may be sent at once.
std::unexpected<Error> in_file(Error error, const std::string& name) {
  if (error.faults.empty()) error.faults.push_back({"file", {}, {}, error.message, {}});
  for (auto& fault : error.faults) {
    if (fault.value.empty()) fault.value = name;
  }
  return std::unexpected(std::move(error));
}

Result<std::vector<Sheet>> read_csv_file(const InputFile& file, std::string bytes) {
  auto decoded = decode_text(std::move(bytes));
  if (!decoded) return std::unexpected(decoded.error());
  Sheet sheet(file.name, stem_of(file.name));
  const char delimiter = find_delimiter(decoded->text);
  if (auto done = read_csv(decoded->text, delimiter, sheet); !done) return std::unexpected(done.error());
  std::vector<Sheet> sheets;
  sheets.push_back(std::move(sheet));
  return sheets;
}

std::string_view temporary_name(FileKind kind) {
  switch (kind) {
    case FileKind::Xlsx:
      return "in.xlsx";
    case FileKind::Xls:
      return "in.xls";
    case FileKind::Ods:
      return "in.ods";
    case FileKind::GeoJson:
      return "in.geojson";
    case FileKind::ShapeZip:
      return "in.zip";
    default:
      return "in";
  }
}

// The parts are linked under one name, whatever the sender called them.
Result<std::vector<Sheet>> read_shape_parts(const std::vector<InputFile>& files, const std::string& stem,
                                            const fs::path& folder, const ReadOptions& options) {
  std::string shown;
  for (const auto& file : files) {
    if (stem_of(file.name) != stem) continue;
    auto extension = fs::path(file.name).extension().string();
    std::ranges::transform(extension, extension.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    fs::copy_file(file.path, folder / ("in" + extension), fs::copy_options::overwrite_existing);
    if (extension == ".shp") shown = file.name;
  }
  for (const auto* part : {"in.shp", "in.shx", "in.dbf"}) {
    if (fs::exists(folder / part)) continue;
    const auto missing = fs::path(part).extension().string();
    return fail(kBrokenFile, {Fault{"file",
                                    {},
                                    stem,
                                    {fmt::format("Shapefile 缺少 {} 文件。", missing),
                                     fmt::format("The Shapefile lacks its {} file.", missing)},
                                    {"把 .shp、.shx、.dbf、.prj 一起选上,或压缩成一个 .zip。",
                                     "Send .shp, .shx, .dbf and .prj together, or as one .zip."}}});
  }
  return read_outlines("in.shp", shown, folder, options);
}

// Archives often hold one folder with everything in it.
std::string folder_in_zip(std::string_view bytes) {
  for (const auto& name : zip_names(bytes)) {
    if (fs::path(name).extension() != ".shp" && fs::path(name).extension() != ".SHP") continue;
    const auto parent = fs::path(name).parent_path();
    const bool inside = !parent.empty() && parent.is_relative() && name.find("..") == std::string::npos;
    return inside ? "/" + parent.string() : "";
  }
  return {};
}

Result<std::vector<Sheet>> read_one(const std::vector<InputFile>& files, const InputFile& file, const fs::path& folder,
                                    const ReadOptions& options) {
  auto bytes = slurp(file, options.max_bytes);
  if (!bytes) return std::unexpected(bytes.error());
  const auto kind = sniff(*bytes, file.name);
  if (!kind) return std::unexpected(kind.error());
  if (*kind == FileKind::Csv) return read_csv_file(file, std::move(*bytes));
  if (*kind == FileKind::ShapePart) {
    const bool main_part = fs::path(file.name).extension() == ".shp" || fs::path(file.name).extension() == ".SHP";
    if (main_part) return read_shape_parts(files, stem_of(file.name), folder, options);
    const bool has_main = std::ranges::any_of(files, [&](const InputFile& other) {
      return stem_of(other.name) == stem_of(file.name) && other.name.size() > 4 &&
             (other.name.ends_with(".shp") || other.name.ends_with(".SHP"));
    });
    if (has_main) return std::vector<Sheet>{};  // read with its .shp
    return fail(kBrokenFile,
                {Fault{"file",
                       {},
                       file.name,
                       {"Shapefile 缺少 .shp 文件。", "The Shapefile lacks its .shp file."},
                       {"把 .shp、.shx、.dbf、.prj 一起选上。", "Send .shp, .shx, .dbf and .prj together."}}});
  }
  const std::string local(temporary_name(*kind));
  fs::copy_file(file.path, folder / local, fs::copy_options::overwrite_existing);
  if (*kind == FileKind::GeoJson) return read_outlines(local, file.name, folder, options);
  if (*kind == FileKind::ShapeZip)
    return read_outlines("/vsizip/" + local + folder_in_zip(*bytes), file.name, folder, options);
  return read_workbook(local, file.name, folder, options);
}

bool is_empty(const Sheet& sheet) {
  for (int row = 0; row < sheet.rows(); ++row) {
    for (int column = 0; column < sheet.cells_in(row); ++column) {
      if (!trim(sheet.cell(row, column)).empty()) return false;
    }
  }
  return true;
}

// A folder of its own below the given one, gone afterwards: two readers may share the parent.
class WorkFolder {
 public:
  explicit WorkFolder(const fs::path& parent) {
    fs::create_directories(parent);
    path = (parent / "read-XXXXXX").string();
    if (mkdtemp(path.data()) == nullptr) throw std::system_error(errno, std::generic_category(), "mkdtemp");
  }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  ~WorkFolder() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
    fs::remove(fs::path(path).parent_path(), ignored);  // when nobody else is in it
  }

  std::string path;
};

}  // namespace

Result<std::vector<Sheet>> read_files(const std::vector<InputFile>& files, const ReadOptions& options) {
  const WorkFolder work(options.work_dir);
  std::vector<Sheet> sheets;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (options.cancel != nullptr && options.cancel->load()) return fail(kCancelled);
    const auto folder = fs::path(work.path) / std::to_string(i);
    fs::create_directories(folder);
    auto read = read_one(files, files[i], folder, options);
    if (!read) return in_file(std::move(read.error()), files[i].name);
    for (auto& sheet : *read) {
      if (!is_empty(sheet)) sheets.push_back(std::move(sheet));
    }
    if (options.progress) options.progress(i + 1, files.size());
  }
  if (sheets.empty()) return fail(kEmptyFile);
  return sheets;
}

std::vector<InputFile> with_companions(const fs::path& path) {
  std::vector<InputFile> out{{path, path.filename().string()}};
  if (path.extension() != ".shp" && path.extension() != ".SHP") return out;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(path.has_parent_path() ? path.parent_path() : ".", error)) {
    constexpr std::array<std::string_view, 8> kParts{".shx", ".dbf", ".prj", ".cpg", ".SHX", ".DBF", ".PRJ", ".CPG"};
    const auto& other = entry.path();
    if (other.stem() == path.stem() && std::ranges::find(kParts, other.extension().string()) != kParts.end())
      out.push_back({other, other.filename().string()});
  }
  return out;
}

}  // namespace linli::intake_files
