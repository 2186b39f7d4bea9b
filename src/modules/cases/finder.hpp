#pragma once
// Which cases a person's filters mean, page by page: lists by due time, and search by words.

#include <optional>
#include <string>
#include <vector>

#include "base/text_tokens.hpp"
#include "modules/cases/context.hpp"
#include "modules/cases/lists.hpp"
#include "modules/cases/name_directory.hpp"
#include "storage/search_index.hpp"

namespace linli::cases {

// What GET /cases asks for, still by name.
struct ListRequest {
  ListFilter filter;
  std::string words;  // typed into the search box; empty: no search
  AreaId area;
  GridId grid;
  BodyId body;
  MatterId matter;
  std::optional<Channel> channel;
  int limit = 50;
  std::string cursor;
  std::string fingerprint;  // of all filters: a cursor belongs to the filters it came from
};

struct FoundPage {
  std::vector<Case> cases;
  std::optional<ListMark> next;  // more may come; a search may give a short page with one
  bool complete = true;          // false: older cases are still on their way into the index
};

// A word with the names that it may mean.
struct MeantWord {
  SearchWord word;
  std::vector<std::int64_t> scopes;
  std::vector<MatterId> matters;
  std::vector<std::string> numbers;  // tokens of numbers
};

class Finder {
 public:
  explicit Finder(Context& context) : context_(context) {}

  // Only what one of the caller's scopes sees. A search comes newest first, a list by due time.
  [[nodiscard]] FoundPage page(storage::Snapshot& snapshot, const accounts::Caller& caller, const ListRequest& request,
                               std::optional<ListMark> after);

 private:
  [[nodiscard]] ListQuery query_of(storage::Snapshot& snapshot, const accounts::Caller& caller,
                                   const ListRequest& request);
  [[nodiscard]] std::vector<MeantWord> meaning_of(storage::Snapshot& snapshot, const accounts::Caller& caller,
                                                  const ListRequest& request);
  [[nodiscard]] FoundPage search(storage::Snapshot& snapshot, const accounts::Caller& caller,
                                 const ListRequest& request, const ListQuery& query, std::optional<ListMark> after);

  Context& context_;
  NameDirectory names_;
};

// The index's own query: the words, and the scopes as further terms, so that nothing outside them is even counted.
[[nodiscard]] storage::SearchQuery index_query(std::span<const MeantWord> words, const ListQuery& query,
                                               DistrictId district);

}  // namespace linli::cases
