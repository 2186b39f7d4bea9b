#pragma once
// Names that people search cases by: areas, grids, bodies and matters, as they are called today, by characters, pinyin
// or initials. A found name stands for a token of the index, so renaming something touches no case.

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/id.hpp"
#include "base/pinyin.hpp"
#include "modules/catalogue/api.hpp"
#include "storage/store.hpp"

namespace linli::cases {

struct KnownName {
  SpokenName name;
  std::int64_t scope = 0;  // an area, grid or body
  MatterId matter;         // or a matter
};
using KnownNames = std::vector<KnownName>;

// Thread-safe. A new name is known within a minute.
class NameDirectory {
 public:
  [[nodiscard]] std::shared_ptr<const KnownNames> names(storage::Snapshot& snapshot, DistrictId district,
                                                        const catalogue::Book& book, Offset offset);

 private:
  struct Entry {
    std::shared_ptr<const KnownNames> names;
    std::int64_t loaded_at = 0;
  };
  [[nodiscard]] std::shared_ptr<const KnownNames> load(storage::Snapshot& snapshot, DistrictId district,
                                                       const catalogue::Book& book, Offset offset);

  std::mutex mutex_;
  std::unique_ptr<Pinyin> pinyin_;               // guarded by mutex_; made when somebody searches
  std::unordered_map<DistrictId, Entry> known_;  // guarded by mutex_
};

// Those that the word names, the shortest first: at most that many, and none when so many bear it that it says nothing.
[[nodiscard]] std::vector<const KnownName*> names_for(const KnownNames& names, std::string_view word);

}  // namespace linli::cases
