#pragma once
// GDAL's ogr2ogr as a reader of foreign files: it turns them into CSV inside a limited process; we read the CSV.

#include <filesystem>
#include <string>
#include <vector>

#include "modules/intake_files/reader.hpp"

namespace linli::intake_files {

// Raw cells of every sheet of .xlsx, .xls, .ods. `local` is the file's name inside `folder`.
[[nodiscard]] Result<std::vector<Sheet>> read_workbook(const std::string& local, const std::string& shown,
                                                       const std::filesystem::path& folder, const ReadOptions& options);
// GeoJSON or Shapefile: a heading row of field names, WKT in column 0, degrees of WGS 84.
[[nodiscard]] Result<std::vector<Sheet>> read_outlines(const std::string& local, const std::string& shown,
                                                       const std::filesystem::path& folder, const ReadOptions& options);

}  // namespace linli::intake_files
