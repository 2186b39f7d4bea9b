#include "modules/cases/context.hpp"

#include <algorithm>

namespace linli::cases {

std::optional<accounts::District> Home::district(storage::Snapshot& snapshot) {
  const std::scoped_lock lock(mutex_);
  if (!district_) district_ = accounts::home_district(snapshot);
  return district_;
}

FlowRules Context::rules_of(storage::Snapshot& snapshot, DistrictId district, Offset offset) {
  auto own = rules;
  auto [plan, texts] = flows.of(snapshot, district);
  own.plan = std::move(plan);
  own.texts = std::move(texts);
  own.book = catalogue.book(snapshot, district, offset);
  own.calendar = calendars.of(snapshot, district, offset);
  return own;
}

std::vector<std::int64_t> visible_scopes(const accounts::Caller& caller) {
  if (caller.whole_district) return {caller.district.value};
  return caller.scopes;
}

Standing standing_of(const accounts::Caller& caller, const Case& entry) {
  using accounts::Right;
  Standing standing{.kind = storage::ActorKind::Staff, .account = caller.account};
  standing.dispatches = caller.may(Right::CasesDispatch);
  standing.handles = caller.may(Right::CasesHandle);
  standing.verifies = caller.may(Right::CasesVerify);
  standing.units = visible_scopes(caller);
  std::ranges::sort(standing.units);
  standing.above =
      std::ranges::binary_search(standing.units, entry.where.district.value) ||
      (entry.where.subdistrict && std::ranges::binary_search(standing.units, entry.where.subdistrict.value));
  standing.at_lead = entry.lead ? std::ranges::binary_search(caller.scopes, entry.lead.id) : standing.dispatches;
  return standing;
}

Standing resident_standing() { return {.kind = storage::ActorKind::Resident}; }

}  // namespace linli::cases
