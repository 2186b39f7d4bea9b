#pragma once
// What a file is, by its bytes: names lie (.xls that is xlsx, CSV or a web page inside).

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace linli::intake_files {

enum class FileKind { Xlsx, Xls, Ods, Csv, GeoJson, ShapeZip, ShapePart };

// `name` only tells the parts of a loose Shapefile apart. Fails for what cannot be imported and says what to do.
[[nodiscard]] Result<FileKind> sniff(std::string_view bytes, std::string_view name);

// Names in a ZIP's central directory; empty when it is none.
[[nodiscard]] std::vector<std::string> zip_names(std::string_view bytes);

}  // namespace linli::intake_files
