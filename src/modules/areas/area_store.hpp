#pragma once
// All SQL of the tree: versions, ancestors, codes, links, outlines.

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modules/areas/timeline.hpp"
#include "modules/areas/types.hpp"
#include "storage/store.hpp"

namespace linli::areas {

using storage::RowRef;
using storage::Snapshot;
using storage::Transaction;

// What is known now of one thing, with the numbers of its rows.
template <class Facts>
struct Known {
  Timeline<Facts> timeline;
  std::vector<std::int64_t> sequences;  // of the rows, beside the timeline
  std::int64_t last_sequence = 0;       // of all rows, also those superseded
};

struct StoredArea {
  AreaId id;
  Level level{};
  Known<AreaFacts> known;
};

[[nodiscard]] std::optional<StoredArea> load_area(Snapshot& snapshot, DistrictId district, AreaId area);
// Closes and adds rows until the table says `now`; gives the rows touched.
std::vector<RowRef> write_area(Transaction& transaction, DistrictId district, AccountId actor, const StoredArea& area,
                               const Timeline<AreaFacts>& now);
void insert_area_version(Transaction& transaction, DistrictId district, AccountId actor, AreaId area, Level level,
                         std::int64_t sequence, const Dated<AreaFacts>& dated);

// Itself and all above it, from the district down.
[[nodiscard]] std::vector<AreaId> ancestors_of(Snapshot& snapshot, DistrictId district, AreaId parent);
void insert_ancestors(Transaction& transaction, DistrictId district, AreaId area, std::span<const AreaId> above);
// After a change of parent: what lies in `area` follows it.
void move_descendants(Transaction& transaction, DistrictId district, AreaId area, std::span<const AreaId> above);
[[nodiscard]] bool stands_below(Snapshot& snapshot, DistrictId district, AreaId area,
                                std::span<const std::int64_t> scopes);

// False when somebody else has or had it: codes are never reused.
bool claim_code(Transaction& transaction, DistrictId district, std::string_view code, std::int64_t owner);
[[nodiscard]] std::optional<std::int64_t> owner_of_code(Snapshot& snapshot, DistrictId district, std::string_view code);

struct AreaFilter {
  std::optional<AreaId> parent;
  std::optional<AreaId> below;  // anywhere below
  std::optional<Level> level;
  std::string text;  // in the name or the code
  bool without_buildings = false;
  AreaId after;  // the last of the page before
  std::size_t limit = 50;
};
[[nodiscard]] std::vector<Area> list_areas(Snapshot& snapshot, DistrictId district, const AreaFilter& filter,
                                           const AsOf& as_of);
[[nodiscard]] std::int64_t count_children(Snapshot& snapshot, DistrictId district, AreaId parent, const AsOf& as_of);
// Children that hold on that day or begin later, by what is known now: what a closing would orphan.
[[nodiscard]] std::vector<AreaId> standing_children(Snapshot& snapshot, DistrictId district, AreaId parent, Date on);
[[nodiscard]] bool has_sibling_named(Snapshot& snapshot, DistrictId district, AreaId parent, std::string_view name,
                                     Date on);

// What an area or grid was called last, also after it has ended: old cases name it.
struct Label {
  std::string name;
  std::optional<Level> level;  // none for grids
};
[[nodiscard]] std::optional<Label> last_label(Snapshot& snapshot, DistrictId district, std::int64_t area_or_grid);

// Every row there ever was of an area, oldest knowledge first.
struct AreaRow {
  Dated<AreaFacts> dated;
  Instant recorded_at{};
  std::optional<Instant> superseded_at;
  AccountId by;
};
[[nodiscard]] std::vector<AreaRow> area_rows(Snapshot& snapshot, DistrictId district, AreaId area);

RowRef insert_area_link(Transaction& transaction, DistrictId district, AreaId predecessor, AreaId successor, Date from);
[[nodiscard]] std::vector<std::int64_t> linked_areas(Snapshot& snapshot, DistrictId district, AreaId area,
                                                     bool predecessors);

// Tells every process that the territory has changed.
void bump_revision(Transaction& transaction, DistrictId district);
[[nodiscard]] std::vector<std::pair<DistrictId, std::int64_t>> revisions(Snapshot& snapshot);

// What stands in a column for an empty text.
[[nodiscard]] inline std::optional<std::string_view> null_if_empty(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(text);
}
[[nodiscard]] inline std::int64_t known_ms(const AsOf& as_of) {
  return as_of.known_at ? to_ms(*as_of.known_at) : std::numeric_limits<std::int64_t>::max();
}
[[nodiscard]] std::optional<Date> maybe_date(const storage::Cursor& cursor, int column);
[[nodiscard]] Date date_at(const storage::Cursor& cursor, int column);
// `%text%`; wildcards in what people typed stand for themselves (ESCAPE '\').
[[nodiscard]] std::string like_pattern(std::string_view text);
[[nodiscard]] std::optional<std::string> date_text(const std::optional<Date>& date);

}  // namespace linli::areas
