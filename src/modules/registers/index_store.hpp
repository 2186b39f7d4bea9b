#pragma once
// SQL of register_index: by which values lists, links and uniqueness find records; and what is known of fields.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/registers/kinds.hpp"
#include "modules/registers/types.hpp"
#include "storage/store.hpp"

namespace linli::registers {

// The rows of a record as it was make way for those of the record as it is.
void move_index(storage::Transaction& transaction, DistrictId district, const Kind& kind, const Record& record,
                const Record* before);

// The first other record of the kind that bears this value anywhere in the district.
[[nodiscard]] std::optional<RecordId> bearer_of(storage::Snapshot& snapshot, DistrictId district, std::string_view kind,
                                                std::string_view field, std::string_view value, RecordId but);
// Records in force that bear this value, oldest first.
[[nodiscard]] std::vector<RecordId> bearers_of(storage::Snapshot& snapshot, DistrictId district, std::string_view kind,
                                               std::string_view field, std::string_view value, int limit);

// What the index calls the kind's records.
[[nodiscard]] std::string index_kind(std::string_view kind, bool ended);

struct KnownField {
  std::string name;
  Text label;
  std::string indexed;        // what its index rows were made for; empty: none yet
  std::int64_t progress = 0;  // the last record that a running back-fill has done
};
[[nodiscard]] std::vector<KnownField> load_fields(storage::Snapshot& snapshot, DistrictId district,
                                                  std::string_view kind);
void put_field(storage::Transaction& transaction, DistrictId district, std::string_view kind, const KnownField& field);
// What index rows of the field are made for now: changes when they must be made anew.
[[nodiscard]] std::string index_mark(const Field& field);
// The records after that one, in the order of their ids.
[[nodiscard]] std::vector<RecordId> records_after(storage::Snapshot& snapshot, DistrictId district,
                                                  std::string_view kind, RecordId after, int limit);
// Takes away every index row of a field (`*`: all words).
void drop_index(storage::Transaction& transaction, DistrictId district, std::string_view kind, std::string_view field);
// Adds what is missing of a record's index rows, after a field was declared as a filter.
void fill_index(storage::Transaction& transaction, DistrictId district, const Kind& kind, const Record& record);

// By how many of its scopes the record is found; and the rows of all records of the kind.
[[nodiscard]] std::int64_t count_scopes(storage::Snapshot& snapshot, DistrictId district, std::string_view kind,
                                        const Record& record);
[[nodiscard]] std::int64_t count_scopes(storage::Snapshot& snapshot, DistrictId district, std::string_view kind);

}  // namespace linli::registers
