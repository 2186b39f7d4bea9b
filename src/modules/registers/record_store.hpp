#pragma once
// SQL of records, their versions, their sealed values and their index rows.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modules/registers/kinds.hpp"
#include "modules/registers/types.hpp"
#include "storage/keys.hpp"
#include "storage/store.hpp"

namespace linli::registers {

// Writes the record as it now is, its version, and the index rows that changed. `before`: as it was; none for a new
// one. `sealed`: every protected value it has from now on; none leaves them as they are.
void put_record(storage::Transaction& transaction, DistrictId district, const Kind& kind, const Record& record,
                const Record* before, std::string_view what, const std::optional<boost::json::object>& sealed,
                const storage::KeyRing& keys);

[[nodiscard]] std::optional<Record> load_record(storage::Snapshot& snapshot, DistrictId district, RecordId record);
// In the order asked for; ids that are not there are left out.
[[nodiscard]] std::vector<Record> load_records(storage::Snapshot& snapshot, DistrictId district,
                                               std::span<const RecordId> records);
// Newest first.
[[nodiscard]] std::vector<Version> load_versions(storage::Snapshot& snapshot, DistrictId district, RecordId record);

// The protected values of the newest version; nothing when there are none or their key has been destroyed.
[[nodiscard]] std::optional<boost::json::object> open_sealed_values(storage::Snapshot& snapshot, DistrictId district,
                                                                    RecordId record, const storage::KeyRing& keys);
// Gives the reading's id.
std::int64_t insert_reading(storage::Transaction& transaction, DistrictId district, RecordId record,
                            const Reading& reading);
[[nodiscard]] std::vector<Reading> load_readings(storage::Snapshot& snapshot, DistrictId district, RecordId record);
// Destroys the record's key; its sealed values can be read by nobody any more.
void erase_sealed(storage::Transaction& transaction, DistrictId district, RecordId record);

// Records of a kind that ended before that day and still have protected values, oldest first.
[[nodiscard]] std::vector<RecordId> ended_before(storage::Snapshot& snapshot, DistrictId district,
                                                 std::string_view kind, Date day, int limit);

}  // namespace linli::registers
