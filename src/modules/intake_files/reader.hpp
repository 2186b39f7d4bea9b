#pragma once
// Files as they were sent → sheets of raw cells.

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/limited_process.hpp"
#include "modules/intake_files/sheet.hpp"

namespace linli::intake_files {

// Sent over the network; and read by the command, beside the database, where a city's residents are one file.
inline constexpr std::uintmax_t kMaxFileBytes = 50 << 20;
inline constexpr std::uintmax_t kMaxCommandFileBytes = 500 << 20;

struct InputFile {
  std::filesystem::path path;
  std::string name;  // as the sender calls it
};

struct ReadOptions {
  std::filesystem::path work_dir;  // made; what is written below it is removed afterwards
  ProcessLimits limits;
  std::uintmax_t max_bytes = kMaxFileBytes;  // of one file
  const std::atomic<bool>* cancel = nullptr;
  std::function<void(std::size_t done, std::size_t total)> progress;
};

// Sheets of all files in the order of files and of sheets; empty sheets are left out. CSV is read here; every other
// kind by GDAL's ogr2ogr in a limited process. Loose parts of a Shapefile (.shp, .dbf, .shx …) belong together by name.
// Fails: kBadKind, kBadEncoding, kBrokenFile, kTooLarge, kTooLargeForCommand, kTookTooLong, kCancelled, kEmptyFile.
[[nodiscard]] Result<std::vector<Sheet>> read_files(const std::vector<InputFile>& files, const ReadOptions& options);

// The parts of a Shapefile that stand beside its .shp; for other files the file alone.
[[nodiscard]] std::vector<InputFile> with_companions(const std::filesystem::path& path);

}  // namespace linli::intake_files
