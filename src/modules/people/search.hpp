#pragma once
// Names of persons in an index: by characters, by pinyin (zhangwei, wei) and by initials (zw). Where somebody lives
// stands in it as a token too, so what lies outside a reader's reach is not even counted; tables have the last word.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/people/context.hpp"
#include "storage/search_index.hpp"

namespace linli::people {

// The tokens of a name, and of the courtyard (or community) it lives in. Nothing for a sealed name.
[[nodiscard]] std::string person_tokens(std::string_view name, bool name_sealed, AreaId yard);

[[nodiscard]] const storage::SearchIndex& person_index();

// The courtyard that a building stands in; the area itself on every other level.
[[nodiscard]] AreaId yard_of(storage::Snapshot& snapshot, DistrictId district, AreaId place, Date on);

// Ids below `below`, the newest first, of persons whose name has the words; limited to the reach as far as the index
// knows it. Sounds are looked for whole, or as the beginning of one (`begins`), which costs more. None when nothing was
// typed that can be looked for.
struct NameQuery {
  std::string_view typed;
  bool begins = false;
  Date on{};
  std::int64_t below = 0;
  int limit = 0;
};
[[nodiscard]] std::vector<PersonId> find_names(const Context& context, storage::Snapshot& snapshot, DistrictId district,
                                               const Reach& reach, const NameQuery& wanted);

// Keeps the index in step within the transaction that writes the person. Fresh ones: `before` none.
void index_person(storage::Transaction& transaction, DistrictId district, PersonId person,
                  std::optional<std::string_view> before, std::string_view tokens);

// For imports: once before the first fresh person of a transaction, then all of them, ids rising.
void begin_indexing(storage::Transaction& transaction, DistrictId district);
void index_fresh(storage::Transaction& transaction, DistrictId district,
                 std::span<const std::pair<std::int64_t, std::string>> documents);

// Takes persons from before the index (a restored database) into it, and what waits beside it: one portion; how many.
int fill_people_search(storage::Transaction& transaction, DistrictId district, Offset offset, int limit);
[[nodiscard]] bool people_search_is_behind(storage::Snapshot& snapshot, DistrictId district);

}  // namespace linli::people
