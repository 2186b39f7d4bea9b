#pragma once
#include <span>
#include <string_view>

namespace linli::rules {

// Written by CMake from models/: the binary carries the models it was built with.
struct ShippedFile {
  std::string_view model;
  std::string_view path;
  std::string_view text;
};
[[nodiscard]] std::span<const ShippedFile> all_shipped_files();

}  // namespace linli::rules
