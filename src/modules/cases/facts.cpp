// What follows from a case as it stands: where it goes, who sees it, how late it is. Pure.
#include <algorithm>

#include "modules/cases/rules.hpp"

namespace linli::cases {

using std::chrono::hours;

Lead route(const catalogue::Matter& matter, GridId grid, bool has_steward) {
  if (matter.handler == catalogue::Handler::Body && matter.body) return lead_of(matter.body);
  if (matter.handler == catalogue::Handler::Grid && grid && has_steward) return lead_of(grid);
  return {};
}

std::vector<std::int64_t> scopes_of(const areas::Place& place, DistrictId district) {
  std::vector<std::int64_t> scopes{district.value};
  for (const auto area : {place.subdistrict, place.community, place.courtyard, place.building})
    if (area) scopes.push_back(area.value);
  if (place.grid) scopes.push_back(place.grid.value);
  return scopes;
}

void take_part(Case& entry, Lead lead) {
  if (lead && std::ranges::find(entry.scopes, lead.id) == entry.scopes.end()) entry.scopes.push_back(lead.id);
}

Instant due_soon_until(Instant now, const FlowRules& rules) {
  return std::chrono::ceil<hours>(now + hours{rules.due_soon_hours});
}

Urgency urgency_of(const Case& entry, Instant now, const FlowRules& rules) {
  if (has_ended(entry.state) || !entry.due_at) return Urgency::None;
  if (*entry.due_at < now) return Urgency::Overdue;
  return *entry.due_at <= due_soon_until(now, rules) ? Urgency::DueSoon : Urgency::None;
}

bool was_on_time(const Case& entry) { return !entry.due_at || (entry.done_at && *entry.done_at <= *entry.due_at); }

}  // namespace linli::cases
