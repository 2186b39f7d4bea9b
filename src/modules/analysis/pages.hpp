#pragma once
// What several answers of this module share.

#include <optional>
#include <string>
#include <vector>

#include "base/json_writer.hpp"
#include "http/aside.hpp"
#include "modules/analysis/api.hpp"

namespace linli::analysis {

// Whatever counts rows takes that long.
using http::aside;

// A year or a month; none given: the month of now. Fails with kBadPeriod.
[[nodiscard]] Result<cases::Period> period_of(const std::string& asked, Instant now, Offset offset);
// The yardstick of a period: that of its last day, or of today while it runs.
[[nodiscard]] Yardstick yardstick_of(storage::Snapshot& snapshot, const accounts::Caller& caller,
                                     const cases::Period& period);

// A matter with those below it; none: all of them.
[[nodiscard]] std::vector<MatterId> matters_below(const catalogue::Book& book, MatterId matter);
void write_matter(JsonWriter& w, const catalogue::Book& book, MatterId matter);
void write_yardstick(JsonWriter& w, const Yardstick& yardstick, Offset offset);
// The case in a row of a list: what, where, how far along; nothing protected.
void write_case(JsonWriter& w, const cases::Case& entry, const cases::CaseLine& line, Offset offset);

// `sort_at.case_id.ended`.
[[nodiscard]] std::string write_scan_mark(const cases::ScanMark& mark);
// Nothing for an empty cursor; fails with kBadMark.
[[nodiscard]] Result<std::optional<cases::ScanMark>> read_scan_mark(std::string_view cursor);

// The bodies of the district that may be compared: those that have anything in the period are shown.
[[nodiscard]] std::vector<std::int64_t> bodies_of(storage::Snapshot& snapshot, const accounts::Caller& caller);
// Every courtyard within a scope that has a board; nothing for bodies.
[[nodiscard]] std::vector<std::int64_t> courtyards_within(storage::Snapshot& snapshot, DistrictId district,
                                                          const areas::Atlas& atlas, std::int64_t scope, Date on);

}  // namespace linli::analysis
