// What `linli verify` asks of this module.
#include <fmt/core.h>

#include "modules/cases/api.hpp"
#include "modules/cases/scope_store.hpp"
#include "modules/cases/store.hpp"
#include "modules/cases/trail.hpp"

namespace linli::cases {

std::int64_t check_cases(storage::Snapshot& snapshot, Offset offset,
                         const std::function<void(DistrictId, CaseId, std::string)>& complain) {
  std::int64_t read = 0;
  for (const auto district : districts_with_cases(snapshot)) {
    std::int64_t expected_rows = 0;
    each_case(snapshot, district, [&](const Case& entry) {
      ++read;
      expected_rows += static_cast<std::int64_t>(entry.scopes.size());
      const auto matching = count_matching_rows(snapshot, district, entry, offset);
      if (matching != static_cast<std::int64_t>(entry.scopes.size()))
        complain(district, entry.id, fmt::format("{} of {} scope rows fit", matching, entry.scopes.size()));
      const auto hops = load_hops(snapshot, district, entry.id);
      if (hops.size() != static_cast<std::size_t>(entry.hops))
        complain(district, entry.id, fmt::format("{} hops instead of {}", hops.size(), entry.hops));
      if (const auto packed = unpack_trail(entry.trail); packed && *packed != hops)
        complain(district, entry.id, "the packed hops differ from the table's");
      return true;
    });
    const auto rows = count_scope_rows(snapshot, district);
    if (rows != expected_rows) complain(district, {}, fmt::format("{} scope rows instead of {}", rows, expected_rows));
  }
  return read;
}

}  // namespace linli::cases
