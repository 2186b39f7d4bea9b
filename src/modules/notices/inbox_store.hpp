#pragma once
// SQL of the inbox.

#include <vector>

#include "modules/notices/types.hpp"
#include "storage/store.hpp"

namespace linli::notices {

inline constexpr int kMostCounted = 100;  // a bell says 99+

void insert_inbox(storage::Transaction& transaction, DistrictId district, AccountId account, const InboxItem& item);
struct InboxQuery {
  bool unread = false;
  std::int64_t before = 0;  // ids below; 0: from the newest
  int limit = 50;
};
[[nodiscard]] std::vector<InboxItem> load_inbox(storage::Snapshot& snapshot, DistrictId district, AccountId account,
                                                const InboxQuery& query);
// Up to kMostCounted.
[[nodiscard]] int count_unread(storage::Snapshot& snapshot, DistrictId district, AccountId account);
// False when it is not there (or not theirs).
[[nodiscard]] bool mark_read(storage::Transaction& transaction, DistrictId district, AccountId account,
                             std::int64_t id);
void mark_all_read(storage::Transaction& transaction, DistrictId district, AccountId account, std::int64_t up_to);
// What stands unread about a subject that somebody has just opened.
int mark_subject_read(storage::Transaction& transaction, DistrictId district, AccountId account,
                      std::string_view subject_kind, std::int64_t subject);
int drop_read(storage::Transaction& transaction, DistrictId district, Instant read_before);

}  // namespace linli::notices
