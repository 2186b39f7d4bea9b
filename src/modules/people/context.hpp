#pragma once
// What every part of this module works with, and which homes a caller sees.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "modules/accounts/api.hpp"
#include "modules/areas/api.hpp"
#include "modules/people/book.hpp"
#include "modules/people/types.hpp"
#include "storage/sql_text.hpp"
#include "storage/store.hpp"

namespace linli::people {

// References must outlive the service.
struct Context {
  storage::Store& store;
  const areas::Atlas& atlas;
  std::shared_ptr<const Book> book = Book::shipped();

  [[nodiscard]] const storage::KeyRing& keys() const { return store.keys(); }
};

// The areas below which everything is the caller's to see. A steward's grids stand for the courtyards and buildings
// that are in them today, so a new plan of grids changes who sees whom and no resident's row. None lies below another.
struct Reach {
  std::vector<std::int64_t> roots;
  bool whole_district = false;
  [[nodiscard]] bool empty() const { return roots.empty(); }
};
[[nodiscard]] Reach reach_of(const Context& context, storage::Snapshot& snapshot, const accounts::Caller& caller);
// What of it lies in that area; nothing when they do not meet.
[[nodiscard]] Reach reach_within(const Context& context, storage::Snapshot& snapshot, const accounts::Caller& caller,
                                 AreaId area);
// Does that place lie in it?
[[nodiscard]] bool sees(storage::Snapshot& snapshot, DistrictId district, const Reach& reach, AreaId place);

// Whoever does something, for the journal.
[[nodiscard]] storage::Event event_of(const accounts::Caller& caller, std::string_view kind,
                                      std::string_view subject_kind, std::int64_t subject,
                                      std::vector<storage::RowRef> rows);

// Numbers padded, so that door 2 stands before door 10.
[[nodiscard]] std::string door_key(std::string_view door);

}  // namespace linli::people
