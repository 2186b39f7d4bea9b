// What `linli verify` asks of this module.
#include <fmt/core.h>

#include "modules/calendars/api.hpp"
#include "modules/cases/api.hpp"
#include "modules/cases/clocks.hpp"
#include "modules/cases/flow_book.hpp"
#include "modules/cases/scope_store.hpp"
#include "modules/cases/store.hpp"
#include "modules/cases/trail.hpp"
#include "modules/cases/visit_store.hpp"

namespace linli::cases {
namespace {

// The engine goes by next_at alone: one that is too late would leave a case overdue and unvisited.
class VisitCheck {
 public:
  VisitCheck(storage::Snapshot& snapshot, DistrictId district, Offset offset)
      : snapshot_(snapshot), recounting_(unfinished_recount(snapshot, district).has_value()) {
    rules_.plan = FlowBook().of(snapshot, district).plan;
    rules_.calendar = calendars::load_calendar(snapshot, district, offset);
  }

  // What is wrong with the next visit of that case; empty when nothing is.
  [[nodiscard]] std::string fault(DistrictId district, const Case& light) {
    // One that is due already is set right by the next sweep, whatever it was.
    if (light.next_at && *light.next_at <= snapshot_.now()) return {};
    if (has_ended(light.state)) return light.next_at ? "next_at " + text_of(light.next_at) + " after its end" : "";
    if (recounting_) return {};  // a new calendar or flow is still being carried into the cases
    const auto whole = load_case(snapshot_, district, light.id);
    const auto wanted = whole ? next_visit(*whole, rules_) : light.next_at;
    if (light.next_at == wanted) return {};
    return fmt::format("next_at {} instead of {}", text_of(light.next_at), text_of(wanted));
  }

 private:
  static std::string text_of(std::optional<Instant> at) { return at ? format_instant(*at) : "none"; }

  storage::Snapshot& snapshot_;
  const bool recounting_;
  FlowRules rules_ = shipped_flow_rules();
};

}  // namespace

std::int64_t check_cases(storage::Snapshot& snapshot, Offset offset,
                         const std::function<void(DistrictId, CaseId, std::string)>& complain) {
  std::int64_t read = 0;
  for (const auto district : districts_with_cases(snapshot)) {
    std::int64_t expected_rows = 0;
    VisitCheck visits(snapshot, district, offset);
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
      if (auto fault = visits.fault(district, entry); !fault.empty()) complain(district, entry.id, std::move(fault));
      return true;
    });
    const auto rows = count_scope_rows(snapshot, district);
    if (rows != expected_rows) complain(district, {}, fmt::format("{} scope rows instead of {}", rows, expected_rows));
  }
  return read;
}

}  // namespace linli::cases
