#pragma once
// What the calls of api.hpp share: checks of one area against the one above it, the journal, refusals.

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/areas/area_store.hpp"
#include "modules/areas/grid_store.hpp"

namespace linli::areas {

// An area as its children see it.
struct Parent {
  StoredArea area;
  std::vector<AreaId> chain;  // from the district down to the area itself
  std::string code;           // its own or the nearest above
};
[[nodiscard]] std::optional<Parent> load_parent(Snapshot& snapshot, DistrictId district, AreaId area);
// Level and days of the area above.
[[nodiscard]] std::vector<Fault> check_parent(Level level, Date from, const Parent* parent);

[[nodiscard]] Fault make_fault(std::string_view field, std::string_view value, Text reason, Text remedy);
[[nodiscard]] Fault date_fault(std::string_view field, Date value, Text reason, Text remedy);

[[nodiscard]] inline AreaFacts facts_of(const NewArea& area) {
  return {area.parent,  area.name,       area.code, area.households, area.kind,
          area.address, area.built_year, area.lon,  area.lat};
}
// The facts that hold last, by what is known now.
template <class Facts>
[[nodiscard]] const Dated<Facts>& newest(const Known<Facts>& known) {
  return known.timeline.back();
}
// What is said on that day, or else the nearest that is known: for names in messages.
[[nodiscard]] std::string name_on(const StoredArea& area, Date day);
[[nodiscard]] std::string grid_name(Snapshot& snapshot, DistrictId district, GridId grid);
[[nodiscard]] std::string area_name(Snapshot& snapshot, DistrictId district, AreaId area);

// Claims a code for an area or grid; the fault names who has it.
[[nodiscard]] std::optional<Fault> claim_or_fault(Transaction& transaction, DistrictId district, std::string_view code,
                                                  std::int64_t owner);

[[nodiscard]] std::string facts_json(const Dated<AreaFacts>& dated);
[[nodiscard]] std::string facts_json(const Dated<GridFacts>& dated);

// Appends to the journal and marks the territory as changed.
struct Change {
  std::string_view kind;  // `areas.added`
  std::string_view subject_kind;
  std::int64_t subject = 0;
  std::string before;
  std::string after;
  std::vector<RowRef> rows;
};
void record_change(Transaction& transaction, DistrictId district, AccountId actor, Change change);

// Ends all memberships of a courtyard and its buildings, or of one building, on that day.
std::vector<RowRef> end_memberships(Transaction& transaction, DistrictId district, AccountId actor, AreaId area,
                                    AreaId courtyard, Date on);
// An area must be an active courtyard or building; the fault says what is wrong with it.
struct MemberArea {
  AreaId area;
  AreaId courtyard;
  AreaId community;
};
[[nodiscard]] Result<MemberArea> member_area(Snapshot& snapshot, DistrictId district, AreaId area, Date on);

// A grid that is in force on that day, or why not.
[[nodiscard]] Result<StoredGrid> standing_grid(Snapshot& snapshot, DistrictId district, GridId grid, Date day);

template <class T>
void append(std::vector<T>& items, std::vector<T> more) {
  items.insert(items.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace linli::areas
