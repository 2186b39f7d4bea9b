#pragma once
// A full-text index over tokens of the caller's own making, alike on both databases: FTS5 on SQLite, a tsvector with
// GIN on PostgreSQL. Kept in the same transaction as what it describes. A migration of the owner makes its tables with
// LINLI_SEARCH_TABLES; their names begin with search_, they are derived, and no backup carries them.
//
// FTS5 writes out what it holds at every savepoint, and each transaction of a group has one: 270 µs a document
// measured, where a batch costs 15 µs each. So on SQLite a document goes into a small table first, which every search
// reads too, and fold() takes what is there into the index by the hundreds.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/id.hpp"
#include "storage/store.hpp"

// The text of a migration for an index of that name, for SQLite and for PostgreSQL.
#define LINLI_SEARCH_TABLES(name)                                                                                      \
  "CREATE VIRTUAL TABLE search_" name                                                                                  \
  "_index USING fts5(tokens, content = '', detail = 'none', columnsize = 0, tokenize = 'ascii');\n"                    \
  "CREATE TABLE search_" name                                                                                          \
  "_recent (district BIGINT NOT NULL, id BIGINT NOT NULL, indexed TEXT, tokens TEXT NOT NULL, PRIMARY KEY (district, " \
  "id)) WITHOUT ROWID;\n"
#define LINLI_SEARCH_TABLES_POSTGRES(name)                                                                         \
  "CREATE TABLE search_" name                                                                                      \
  "_index (district BIGINT NOT NULL, id BIGINT NOT NULL, tokens TSVECTOR NOT NULL, PRIMARY KEY (district, id));\n" \
  "CREATE INDEX search_" name "_tokens ON search_" name "_index USING GIN (tokens);\n"

namespace linli::storage {

struct SearchTerm {
  std::string token;
  bool begins = false;  // any token that begins so
};
using SearchAll = std::vector<SearchTerm>;   // each of these
using SearchAny = std::vector<SearchAll>;    // one of these; none of none
using SearchQuery = std::vector<SearchAny>;  // and each of these in turn; must not be empty

// Tokens are small letters, digits and characters beyond ASCII, separated by one space. Ids rise with time and are
// unique over districts. Immutable, hence thread-safe.
class SearchIndex {
 public:
  explicit SearchIndex(std::string_view name);

  // `before`: the tokens under which the document stands in the index now; empty for a new one.
  void put(Transaction& transaction, DistrictId district, std::int64_t id, std::optional<std::string_view> before,
           std::string_view tokens) const;
  // New documents straight into the index, ids rising: for many in one transaction, where that costs a third.
  void put_new(Transaction& transaction, DistrictId district,
               std::span<const std::pair<std::int64_t, std::string>> documents) const;
  // SQLite: takes up to that many recent documents into the index; how many. PostgreSQL has none.
  int fold(Transaction& transaction, int limit) const;
  // Ids below `below`, the highest first. On SQLite those of other districts may be among them; whoever loads the rows
  // asks for its own district's.
  [[nodiscard]] std::vector<std::int64_t> find(Snapshot& snapshot, DistrictId district, const SearchQuery& wanted,
                                               std::int64_t below, int limit) const;

 private:
  struct Recent {
    std::int64_t id = 0;
    bool indexed = false;
    bool found = false;
  };
  [[nodiscard]] std::vector<Recent> find_recent(Snapshot& snapshot, DistrictId district, const SearchQuery& query,
                                                std::int64_t below) const;
  [[nodiscard]] std::vector<std::int64_t> find_indexed(Snapshot& snapshot, DistrictId district,
                                                       const SearchQuery& query, std::int64_t below, int limit) const;

  std::string put_sql_;
  std::string put_postgres_;
  std::string recent_sql_;
  std::string oldest_sql_;
  std::string forget_sql_;
  std::string take_out_sql_;
  std::string take_in_sql_;
  std::string find_sql_;
  std::string find_postgres_;
};

}  // namespace linli::storage
