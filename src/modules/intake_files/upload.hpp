#pragma once
// The file in a request: raw with X-File-Name, or the first file part of multipart/form-data.

#include <string>

#include "http/message.hpp"

namespace linli::intake_files {

struct Upload {
  std::string name;  // without folders
  std::string bytes;
};

// Fails: kNoFile.
[[nodiscard]] Result<Upload> upload_of(http::Request& request);

}  // namespace linli::intake_files
