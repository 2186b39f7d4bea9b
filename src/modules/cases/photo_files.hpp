#pragma once
// Photos as files named by their content, below one folder (part of the backup).

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "storage/store.hpp"

namespace linli::cases {

struct PhotoOptions {
  std::filesystem::path folder;                                         // below the data folder
  std::vector<std::string> worker{"/proc/self/exe", "internal-photo"};  // the program that runs run_photo_worker
  int an_hour = 200;  // photos from one address; offices often share one
  int queue = 16;     // photos that may wait; more are told to come back
  // Does another module show the file of that digest? Empty: nobody does. Such files outlive their upload's row.
  std::function<bool(storage::Snapshot&, DistrictId, std::string_view digest)> also_used;
};

struct StoredPhoto {
  std::string digest;
  std::string thumb_digest;
  int width = 0;
  int height = 0;
};

class PhotoFiles {
 public:
  explicit PhotoFiles(PhotoOptions options);

  // Checks, re-encodes in a limited process and keeps the picture; on disk, with its folder, when it returns. Blocks
  // for some tenths of a second. Fails with kNotAPhoto, kBadPhoto, kHugePhoto.
  [[nodiscard]] Result<StoredPhoto> store(std::string_view bytes) const;
  [[nodiscard]] std::optional<std::string> read(std::string_view digest) const;
  // Deletes the file unless somebody stored the same picture within the last day.
  void remove(std::string_view digest) const;
  [[nodiscard]] std::filesystem::path path_of(std::string_view digest) const;

 private:
  [[nodiscard]] std::string keep(const std::filesystem::path& file) const;

  const PhotoOptions options_;
};

}  // namespace linli::cases
