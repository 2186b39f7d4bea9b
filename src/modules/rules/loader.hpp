#pragma once
// Files of a model → a checked model, or every mistake with file and line.

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "modules/rules/types.hpp"

namespace linli::rules {

struct ModelFile {
  std::string path;  // below the model's folder, with `/`
  std::string text;
};

// All files of a folder, by path; faults for what does not belong there. A folder that is not there is a fault.
[[nodiscard]] std::vector<ModelFile> read_folder(const std::filesystem::path& folder, declare::SourceFaults& faults);

// The models that come with the binary; empty for an unknown name.
[[nodiscard]] std::vector<ModelFile> shipped_files(std::string_view model);
[[nodiscard]] std::vector<std::string> shipped_models();

// `base`: files of the model it builds on, taken as they are; `local`: its own. Complete only when no faults were
// added: a model with mistakes is not to be used, not even in part.
[[nodiscard]] Model load_model(std::span<const ModelFile> base, std::span<const ModelFile> local,
                               declare::SourceFaults& faults);

}  // namespace linli::rules
