#pragma once
// What has happened and was not told yet. Written in the transaction of the event itself, so it costs one narrow row.

#include <memory>
#include <string>
#include <vector>

#include "modules/notices/api.hpp"

namespace linli::notices {

// An announcement that owns its texts.
struct Queued {
  std::int64_t id = 0;
  std::string event;
  std::string subject_kind;
  std::string number;
  Announcement said;  // its views look into the three above
};

// The oldest, of all districts.
[[nodiscard]] std::vector<std::unique_ptr<Queued>> oldest_queued(storage::Snapshot& snapshot, int limit);
[[nodiscard]] bool anything_queued(storage::Snapshot& snapshot);
void drop_queued(storage::Transaction& transaction, DistrictId district, std::int64_t id);

}  // namespace linli::notices
