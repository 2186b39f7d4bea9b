#pragma once
// The newest link of each chain as one short line a file, outside the database.

#include <filesystem>
#include <map>
#include <mutex>

#include "storage/keys.hpp"

namespace linli::storage {

class Anchors {
 public:
  explicit Anchors(std::filesystem::path folder);
  ~Anchors();
  Anchors(const Anchors&) = delete;
  Anchors& operator=(const Anchors&) = delete;

  void put(DistrictId district, std::int64_t sequence, const Digest& link);
  [[nodiscard]] std::optional<Anchor> get(DistrictId district) const;
  [[nodiscard]] std::vector<Anchor> all() const;
  void log(Date day, std::string_view why);
  void forget();

 private:
  [[nodiscard]] std::filesystem::path file_of(DistrictId district) const;
  [[nodiscard]] std::vector<Anchor> read_all() const;

  const std::filesystem::path folder_;
  mutable std::mutex mutex_;
  std::map<DistrictId, int> open_;  // guarded by mutex_
};

}  // namespace linli::storage
