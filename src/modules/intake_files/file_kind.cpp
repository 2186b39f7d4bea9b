#include "modules/intake_files/file_kind.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.hpp"
#include "modules/intake_files/errors.hpp"

namespace linli::intake_files {
namespace {

std::string lower_extension(std::string_view name) {
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos) return {};
  std::string out(name.substr(dot + 1));
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::uint32_t little_endian(std::string_view bytes, std::size_t at, int width) {
  std::uint32_t value = 0;
  for (int i = 0; i < width; ++i)
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)])) << (8 * i);
  return value;
}

std::unexpected<Error> unsupported(std::string zh, std::string en, std::string remedy_zh, std::string remedy_en) {
  return fail(kBadKind,
              {Fault{"file", {}, {}, {std::move(zh), std::move(en)}, {std::move(remedy_zh), std::move(remedy_en)}}});
}

Result<FileKind> sniff_zip(std::string_view bytes) {
  const auto names = zip_names(bytes);
  const auto has = [&](std::string_view exact) { return std::ranges::find(names, exact) != names.end(); };
  const auto ending = [&](std::string_view extension) {
    return std::ranges::any_of(names, [&](const auto& name) { return lower_extension(name) == extension; });
  };
  if (has("xl/workbook.xml")) return FileKind::Xlsx;
  if (has("content.xml") && has("mimetype")) return FileKind::Ods;
  if (ending("shp")) return FileKind::ShapeZip;
  if (names.empty()) {
    return fail(kBrokenFile, {Fault{"file",
                                    {},
                                    {},
                                    {"压缩包不完整。", "The archive is incomplete."},
                                    {"请重新保存或重新上传。", "Save it or send it again."}}});
  }
  return unsupported("压缩包里没有表格,也没有 Shapefile。", "The archive holds neither a sheet nor a Shapefile.",
                     "把 .shp、.dbf、.shx、.prj 放进同一个 .zip。", "Put .shp, .dbf, .shx and .prj into one .zip.");
}

Result<FileKind> sniff_shape_part(std::string_view extension) {
  constexpr std::array<std::string_view, 8> kParts{"shp", "shx", "dbf", "prj", "cpg", "sbn", "sbx", "qpj"};
  if (std::ranges::find(kParts, extension) != kParts.end()) return FileKind::ShapePart;
  return unsupported("这是 Shapefile 的一部分,但文件名不对。", "This is part of a Shapefile under another name.",
                     "保留 .shp、.dbf、.shx 的文件名。", "Keep the names .shp, .dbf and .shx.");
}

bool starts_json(std::string_view text) {
  const auto at = text.find_first_not_of(" \t\r\n");
  return at != std::string_view::npos && text[at] == '{' && text.find("\"type\"") != std::string_view::npos;
}

}  // namespace

std::vector<std::string> zip_names(std::string_view bytes) {
  std::vector<std::string> names;
  constexpr std::size_t kEndSize = 22;
  if (bytes.size() < kEndSize) return names;
  const auto end = bytes.rfind("PK\x05\x06");
  if (end == std::string_view::npos || end + kEndSize > bytes.size()) return names;
  std::size_t at = little_endian(bytes, end + 16, 4);
  for (std::uint32_t left = little_endian(bytes, end + 10, 2); left > 0; --left) {
    constexpr std::size_t kHeader = 46;
    if (at > bytes.size() || bytes.size() - at < kHeader || bytes.substr(at, 4) != "PK\x01\x02") break;
    const std::size_t name = little_endian(bytes, at + 28, 2);
    const std::size_t extra = little_endian(bytes, at + 30, 2) + little_endian(bytes, at + 32, 2);
    if (bytes.size() - at - kHeader < name) break;
    names.emplace_back(bytes.substr(at + kHeader, name));
    at += kHeader + name + extra;
  }
  return names;
}

Result<FileKind> sniff(std::string_view bytes, std::string_view name) {
  const auto extension = lower_extension(name);
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return sniff_zip(bytes);
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return FileKind::Xls;
  if (bytes.starts_with(std::string_view("\0\0\x27\x0A", 4))) return sniff_shape_part(extension);
  constexpr std::array<std::string_view, 5> kShapeSides{"dbf", "prj", "cpg", "sbn", "sbx"};
  if (std::ranges::find(kShapeSides, extension) != kShapeSides.end()) return FileKind::ShapePart;
  const auto head = bytes.substr(0, 4096);
  if (head.starts_with("%PDF"))
    return unsupported("这是 PDF。", "This is a PDF.", "请发送原来的表格文件。", "Send the sheet it was made from.");
  if (head.find("<html") != std::string_view::npos || head.find("<HTML") != std::string_view::npos ||
      head.find("<?mso-application") != std::string_view::npos)
    return unsupported("这是网页格式,不是真正的表格。", "This is a web page under a sheet's name.",
                       "用 Excel 或 WPS 打开后另存为 .xlsx。", "Open it in Excel or WPS and save it as .xlsx.");
  if (starts_json(head.starts_with("\xEF\xBB\xBF") ? head.substr(3) : head)) return FileKind::GeoJson;
  const bool wide = head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF");
  if (!wide && head.find('\0') != std::string_view::npos) return fail(kBadKind);
  return FileKind::Csv;
}

}  // namespace linli::intake_files
