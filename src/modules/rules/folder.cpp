#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>

#include "base/text.hpp"
#include "modules/rules/loader.hpp"

namespace linli::rules {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kLargestFile = 4'000'000;
constexpr std::size_t kMostFiles = 500;

std::string read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool is_model_file(const fs::path& path) { return path.extension() == ".toml" || path.extension() == ".csv"; }

void read_one(const fs::path& folder, const fs::path& path, std::vector<ModelFile>& files,
              declare::SourceFaults& faults) {
  auto name = path.lexically_relative(folder).generic_string();
  std::error_code failed;
  if (fs::file_size(path, failed) > kLargestFile || failed) {
    faults.add({name, 0, 0}, {"文件太大。", "The file is too large."}, {"分成几个文件。", "Split it."});
    return;
  }
  auto text = read_text(path);
  if (!is_valid_utf8(text)) {
    faults.add({name, 0, 0}, {"不是 UTF-8 编码。", "It is not UTF-8."}, {"另存为 UTF-8。", "Save it as UTF-8."});
    return;
  }
  files.push_back({std::move(name), std::move(text)});
}

}  // namespace

std::vector<ModelFile> read_folder(const fs::path& folder, declare::SourceFaults& faults) {
  std::vector<ModelFile> files;
  std::error_code failed;
  auto entry = fs::recursive_directory_iterator(folder, failed);
  if (failed) {
    faults.add({folder.string(), 0, 0}, {"打不开这个目录。", "This folder cannot be opened."},
               {"写模式所在的目录,如 models/weidu。", "Name the folder of a model, as models/weidu."});
    return files;
  }
  for (; entry != fs::recursive_directory_iterator(); entry.increment(failed)) {
    if (failed || files.size() > kMostFiles) break;
    if (entry->is_regular_file() && is_model_file(entry->path())) read_one(folder, entry->path(), files, faults);
  }
  std::ranges::sort(files, {}, &ModelFile::path);
  return files;
}

}  // namespace linli::rules
