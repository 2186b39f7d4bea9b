#pragma once
// What other modules ask of declared records.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "declare/field.hpp"
#include "declare/value.hpp"
#include "storage/migrations.hpp"
#include "storage/store.hpp"

namespace linli::registers {

extern const storage::Schema kRegistersSchema;

// A record for rules and indicators: values in the order of the kind's fields, protected ones missing.
struct RecordRow {
  std::int64_t id = 0;
  std::string name;
  std::int64_t scope = 0;  // the area, grid or body of its scope field; 0: none
  std::vector<declare::Value> values;
};
// Records of that kind that are in force on that day, as they are known now, in the order of their ids.
[[nodiscard]] std::vector<RecordRow> rows_on(storage::Snapshot& snapshot, DistrictId district,
                                             const declare::KindDeclaration& kind, Date on);

// For the journal's pages: the title of a record, if its title field is text.
[[nodiscard]] std::optional<std::string> record_title(storage::Snapshot& snapshot, DistrictId district,
                                                      std::int64_t record);

// Each record stands in the index once for every scope that sees it, and nothing else does; `complain` gets a line for
// each that does not fit. How many records were read (linli verify).
std::int64_t check_records(storage::Snapshot& snapshot, const std::function<void(std::string)>& complain);

}  // namespace linli::registers
