#pragma once
// Areas, outlines, grids and bodies as of a day, as rows that the import takes back without a change.

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "modules/intake_files/types.hpp"
#include "storage/store.hpp"

namespace linli::intake_files {

enum class ExportFormat { Xlsx, Csv, CsvGb18030, GeoJson };

// Rows of text under Chinese headings that the import recognises.
struct ExportTable {
  std::vector<std::string> headings;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> geometries;  // GeoJSON, as long as rows, for boundaries; else empty
};

[[nodiscard]] ExportTable export_table(storage::Snapshot& snapshot, DistrictId district, Target target, Date on);

// Writes the table; throws when the file cannot be written.
void write_table(const std::filesystem::path& path, const ExportTable& table, Target target, ExportFormat format);
[[nodiscard]] std::string table_as_csv(const ExportTable& table, bool gb18030);
[[nodiscard]] std::string table_as_geojson(const ExportTable& table);

}  // namespace linli::intake_files
