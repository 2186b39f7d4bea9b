#include <algorithm>

#include "modules/rules/loader.hpp"
#include "modules/rules/shipped_files.hpp"

namespace linli::rules {

std::vector<ModelFile> shipped_files(std::string_view model) {
  std::vector<ModelFile> files;
  for (const auto& file : all_shipped_files()) {
    if (file.model == model) files.push_back({std::string(file.path), std::string(file.text)});
  }
  return files;
}

std::vector<std::string> shipped_models() {
  std::vector<std::string> models;
  for (const auto& file : all_shipped_files()) {
    if (file.path == "model.toml" && file.model != "base") models.emplace_back(file.model);
  }
  std::ranges::sort(models);
  return models;
}

}  // namespace linli::rules
