#pragma once
// What a case adds to which counters. Pure, and the only place that says so: the running counters, the recount and the
// tests all call it.

#include <span>
#include <vector>

#include "modules/cases/api.hpp"
#include "modules/indicators/types.hpp"

namespace linli::indicators {

// One unit in one counter of every scope of the case.
struct Share {
  Counter counter{};
  std::int64_t period = 0;
  auto operator<=>(const Share&) const = default;
};
[[nodiscard]] std::vector<Share> shares_of(const cases::Case& entry, Offset offset, const cases::FlowRules& rules);

// Scopes that have a board: district, subdistrict, community, grid, and bodies that took part. Courtyards and buildings
// have lists only.
[[nodiscard]] std::vector<std::int64_t> counted_scopes(const cases::Case& entry);

// Where a matter counts by every counter: the district and its subdistricts. Below them, and for bodies, only the flows
// of months do; the rest is read from the scope's own rows (a row for each grid, matter and day would be as many rows
// as cases).
[[nodiscard]] bool counts_matters_fully(const cases::Case& entry, std::int64_t scope);
[[nodiscard]] bool is_month(const Share& share);
// Whether the share counts under the case's own matter too, not only in the sum: what was taken apart by buckets does
// for the district, subdistricts and bodies.
[[nodiscard]] bool counts_matter(const cases::Case& entry, std::int64_t scope, const Share& share);

// The hour (since 1970) by whose end a case is due; open cases without a limit stand in a bucket behind all others. A
// case that is due exactly on the hour belongs to the hour that ends then.
[[nodiscard]] std::int64_t due_bucket(const std::optional<Instant>& due);
[[nodiscard]] std::int64_t bucket_of(Instant instant);
[[nodiscard]] Instant end_of_bucket(std::int64_t bucket);

[[nodiscard]] std::span<const Definition> definitions();

}  // namespace linli::indicators
