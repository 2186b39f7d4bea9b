#pragma once
// Names of accounts and bodies for the pages of cases. Every reading of a case needs a few of the same few hundred;
// asking the tables each time would cost more than reading the case. A new name shows within half a minute.

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/id.hpp"
#include "storage/store.hpp"

namespace linli::cases {

// Thread-safe.
class NameCache {
 public:
  // Empty when there is no such account or body.
  [[nodiscard]] std::string account(storage::Snapshot& snapshot, DistrictId district, AccountId account);
  [[nodiscard]] std::string body(storage::Snapshot& snapshot, DistrictId district, BodyId body);

 private:
  struct Entry {
    std::string name;
    std::int64_t loaded_at = 0;
  };
  template <class Load>
  std::string find(storage::Snapshot& snapshot, std::int64_t id, const Load& load);

  // Threads are spread over a few shelves, or they would all wait for one lock a dozen times an answer.
  struct alignas(64) Shelf {
    std::mutex mutex;
    std::unordered_map<std::int64_t, Entry> names;  // guarded by mutex; ids are unique over districts and kinds
  };
  Shelf& shelf();

  std::array<Shelf, 8> shelves_;
};

}  // namespace linli::cases
