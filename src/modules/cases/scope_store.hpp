#pragma once
// SQL of scope rows: one narrow row a case and scope, clustered in the order of the lists.

#include <optional>
#include <vector>

#include "modules/cases/api.hpp"
#include "modules/cases/lists.hpp"
#include "modules/cases/types.hpp"
#include "storage/store.hpp"

namespace linli::cases {

void insert_scopes(storage::Transaction& transaction, DistrictId district, const Case& entry, Offset offset);
// Brings the rows from what `before` was to what `after` is; a scope is taken away only from a body that recuses
// itself.
void move_scopes(storage::Transaction& transaction, DistrictId district, const Case& before, const Case& after,
                 Offset offset);

struct ListKey {
  std::int64_t sort_at = 0;
  CaseId id;
};
// The next keys of one segment after the mark, in order, at most `limit`.
[[nodiscard]] std::vector<ListKey> list_keys(storage::Snapshot& snapshot, DistrictId district, const ListQuery& query,
                                             const Segment& segment, const std::optional<ListMark>& after, int limit);
// The scope rows of one case, for recounts: how many match what the case says.
[[nodiscard]] std::int64_t count_matching_rows(storage::Snapshot& snapshot, DistrictId district, const Case& entry,
                                               Offset offset);
[[nodiscard]] std::int64_t count_scope_rows(storage::Snapshot& snapshot, DistrictId district);

}  // namespace linli::cases
