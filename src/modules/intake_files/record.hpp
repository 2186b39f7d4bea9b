#pragma once
// The row and the event that an import leaves behind.

#include <string>
#include <vector>

#include "modules/intake_files/types.hpp"
#include "storage/journal.hpp"
#include "storage/store.hpp"

namespace linli::intake_files {

inline constexpr storage::TableSpec kImportsTable{
    "imports", "id", "target, mode, as_of, only_good, files, summary, committed_at, committed_by"};

struct ImportRecord {
  std::int64_t id = 0;
  Target target{};
  Mode mode{};
  Date as_of{};
  bool only_good = false;
  std::string files;  // names, separated by line breaks
  Summary summary;
  Instant at{};
  AccountId by;
};

[[nodiscard]] std::string summary_json(const Summary& summary);
void record_import(storage::Transaction& transaction, DistrictId district, const ImportRecord& import);
// Newest first.
[[nodiscard]] std::vector<ImportRecord> past_imports(storage::Snapshot& snapshot, DistrictId district,
                                                     std::int64_t before_id, int limit);
[[nodiscard]] std::optional<ImportRecord> past_import(storage::Snapshot& snapshot, DistrictId district,
                                                      std::int64_t id);

}  // namespace linli::intake_files
