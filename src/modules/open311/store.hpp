#pragma once
// SQL of what came through this interface.

#include <optional>
#include <string_view>
#include <vector>

#include "modules/open311/types.hpp"
#include "storage/store.hpp"

namespace linli::open311 {

// A second call for the same case changes nothing (the report was sent again).
void insert_origin(storage::Transaction& transaction, DistrictId district, const Origin& origin);
[[nodiscard]] std::optional<Origin> find_origin(storage::Snapshot& snapshot, DistrictId district, CaseId entry);
[[nodiscard]] std::optional<Origin> find_token(storage::Snapshot& snapshot, DistrictId district,
                                               std::string_view token);
void insert_mark(storage::Transaction& transaction, DistrictId district, const FeedMark& mark);
// In order of time within [from, until).
[[nodiscard]] std::vector<FeedMark> list_marks(storage::Snapshot& snapshot, DistrictId district, Instant from,
                                               Instant until, int skip, int limit);
[[nodiscard]] std::vector<FeedMark> list_marks_of(storage::Snapshot& snapshot, DistrictId district, CaseId entry);

// An update that somebody sent under their own number; nothing when it is new. The number of its hop.
[[nodiscard]] std::optional<int> find_sent_update(storage::Snapshot& snapshot, DistrictId district, AccountId account,
                                                  CaseId entry, std::string_view update_id);
void insert_sent_update(storage::Transaction& transaction, DistrictId district, AccountId account, CaseId entry,
                        std::string_view update_id, int seq);

}  // namespace linli::open311
