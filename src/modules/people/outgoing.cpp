// Lines of exports: nothing protected.
#include "modules/people/intake.hpp"
#include "modules/people/store.hpp"

namespace linli::people {

using storage::Snapshot;

namespace {

constexpr int kPortion = 500;

Residence last_stay(Snapshot& snapshot, DistrictId district, PersonId person) {
  const auto stays = residences_of(snapshot, district, person);
  return stays.empty() ? Residence{} : stays.back();
}

}  // namespace

void each_outgoing(Snapshot& snapshot, DistrictId district, Date on,
                   const std::function<void(const OutgoingPerson&)>& take) {
  const Reach all{{district.value}, true};
  std::optional<ListMark> after;
  while (true) {
    const auto lines = list_persons(snapshot, district, all, on, after, kPortion);
    for (const auto& line : lines)
      take({line.person.name, line.person.gender, line.person.education, last_stay(snapshot, district, line.person.id),
            line.household});
    if (lines.size() < static_cast<std::size_t>(kPortion)) return;
    const auto& last = lines.back();
    after = ListMark{last.root, last.household.place.value, last.household.id.value, last.person.id.value};
  }
}

void each_household(Snapshot& snapshot, DistrictId district, Date on,
                    const std::function<void(const Household&)>& take) {
  const Reach all{{district.value}, true};
  std::optional<ListMark> after;
  while (true) {
    const auto lines = list_households(snapshot, district, all, on, after, kPortion);
    for (const auto& line : lines) take(line.household);
    if (lines.size() < static_cast<std::size_t>(kPortion)) return;
    const auto& last = lines.back();
    after = ListMark{last.root, last.household.place.value, last.household.id.value, 0};
  }
}

}  // namespace linli::people
