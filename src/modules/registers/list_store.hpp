#pragma once
// One page of a list: filters → scans of register_index in the order of its key.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "modules/registers/types.hpp"
#include "storage/store.hpp"

namespace linli::registers {

// One thing asked for: this value of a field, or values from – to (both included, either may be open).
struct Wanted {
  std::string field;
  std::string value;
  bool is_range = false;
  std::string from;
  std::string to;  // empty: open
};

struct ListQuery {
  std::string kind;                  // as the index calls it
  std::vector<std::int64_t> scopes;  // any of these
  std::vector<std::int64_t> also;    // and any of these, unless empty
  std::vector<Wanted> wanted;        // all of these; a range stands first and gives the order
  bool descending = true;            // of the order
};

// Where a page ended.
struct ListMark {
  std::string value;
  std::int64_t record = 0;
};

struct ListKey {
  std::string value;
  RecordId record;
  auto operator<=>(const ListKey&) const = default;
};

[[nodiscard]] std::vector<ListKey> list_keys(storage::Snapshot& snapshot, DistrictId district, const ListQuery& query,
                                             const std::optional<ListMark>& after, int limit);
// How many, up to `most`.
[[nodiscard]] std::int64_t count_keys(storage::Snapshot& snapshot, DistrictId district, const ListQuery& query,
                                      std::int64_t most);

}  // namespace linli::registers
