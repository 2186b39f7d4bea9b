#include <array>
#include <string_view>
#include <utility>

#include "declare/merge.hpp"
#include "modules/registers/kinds.hpp"

namespace linli::registers {

// Written by CMake from the data files: name and text.
extern const std::array<std::pair<std::string_view, std::string_view>, LINLI_REGISTER_FILES> kShippedFiles;

const std::vector<declare::KindDeclaration>& shipped_kinds() {
  static const auto kKinds = [] {
    std::vector<declare::KindDeclaration> kinds;
    declare::SourceFaults faults;
    for (const auto& [name, text] : kShippedFiles) {
      auto read = declare::read_kinds(name, text, {}, faults);
      kinds.insert(kinds.end(), std::make_move_iterator(read.begin()), std::make_move_iterator(read.end()));
    }
    LINLI_ASSERT(faults.empty());
    return kinds;
  }();
  return kKinds;
}

}  // namespace linli::registers
