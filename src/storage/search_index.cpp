#include "storage/search_index.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace linli::storage {
namespace {

// Anything else could not stand in the index, and might mean something in the database's own language.
bool is_token(const SearchTerm& term) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80U) != 0;
  };
  return !term.token.empty() && std::ranges::all_of(term.token, fits);
}

SearchQuery usable(SearchQuery query) {
  for (auto& any : query)
    std::erase_if(any, [](const SearchAll& all) { return all.empty() || !std::ranges::all_of(all, is_token); });
  return query;
}

// FTS5's language: "停水" AND ("漏" * OR "管").
void write_match(std::string& text, const SearchTerm& term) {
  text += '"';
  text += term.token;
  text += term.begins ? "\" *" : "\"";
}

// PostgreSQL's: '停水' & ('漏':* | '管').
void write_tsquery(std::string& text, const SearchTerm& term) {
  text += '\'';
  text += term.token;
  text += term.begins ? "':*" : "'";
}

struct Words {
  std::string_view both;
  std::string_view either;
  void (*write)(std::string&, const SearchTerm&);
};
constexpr Words kMatch{" AND ", " OR ", write_match};
constexpr Words kTsquery{" & ", " | ", write_tsquery};

std::string text_of(const SearchQuery& query, const Words& words) {
  std::string text;
  for (const auto& any : query) {
    if (!text.empty()) text += words.both;
    text += '(';
    for (std::size_t i = 0; i < any.size(); ++i) {
      if (i > 0) text += words.either;
      text += '(';
      for (std::size_t k = 0; k < any[i].size(); ++k) {
        if (k > 0) text += words.both;
        words.write(text, any[i][k]);
      }
      text += ')';
    }
    text += ')';
  }
  return text;
}

bool has(std::string_view tokens, const SearchTerm& term) {
  for (std::size_t at = tokens.find(term.token); at != std::string_view::npos; at = tokens.find(term.token, at + 1)) {
    const auto end = at + term.token.size();
    const bool starts = at == 0 || tokens[at - 1] == ' ';
    if (starts && (term.begins || end == tokens.size() || tokens[end] == ' ')) return true;
  }
  return false;
}

bool fits(std::string_view tokens, const SearchQuery& query) {
  return std::ranges::all_of(query, [&](const SearchAny& any) {
    return std::ranges::any_of(any, [&](const SearchAll& all) {
      return std::ranges::all_of(all, [&](const SearchTerm& term) { return has(tokens, term); });
    });
  });
}

}  // namespace

SearchIndex::SearchIndex(std::string_view name)
    : put_sql_(fmt::format("INSERT INTO search_{0}_recent (district, id, indexed, tokens) VALUES ($1, $2, $3, $4) ON "
                           "CONFLICT (district, id) DO UPDATE SET tokens = excluded.tokens",
                           name)),
      put_postgres_(fmt::format("INSERT INTO search_{0}_index (district, id, tokens) VALUES ($1, $2, "
                                "array_to_tsvector(string_to_array($3, ' '))) ON CONFLICT (district, id) DO UPDATE SET "
                                "tokens = excluded.tokens",
                                name)),
      recent_sql_(fmt::format("SELECT id, indexed IS NOT NULL, tokens FROM search_{0}_recent WHERE district = $1 AND "
                              "id < $2 ORDER BY id DESC",
                              name)),
      oldest_sql_(fmt::format("SELECT district, id, indexed, tokens FROM search_{0}_recent LIMIT $1", name)),
      forget_sql_(fmt::format("DELETE FROM search_{0}_recent WHERE district = $1 AND id = $2", name)),
      take_out_sql_(fmt::format("INSERT INTO search_{0}_index (search_{0}_index, rowid, tokens) VALUES ('delete', $1, "
                                "$2)",
                                name)),
      take_in_sql_(fmt::format("INSERT INTO search_{0}_index (rowid, tokens) VALUES ($1, $2)", name)),
      find_sql_(
          fmt::format("SELECT rowid FROM search_{0}_index WHERE search_{0}_index MATCH $1 AND rowid < $2 ORDER BY "
                      "rowid DESC LIMIT $3",
                      name)),
      find_postgres_(fmt::format("SELECT id FROM search_{0}_index WHERE district = $1 AND tokens @@ CAST($2 AS "
                                 "tsquery) AND id < $3 ORDER BY id DESC LIMIT $4",
                                 name)) {}

void SearchIndex::put(Transaction& transaction, DistrictId district, std::int64_t id,
                      std::optional<std::string_view> before, std::string_view tokens) const {
  if (transaction.engine() == Engine::Postgres) {
    transaction.execute(put_postgres_, district, id, tokens);
  } else {
    transaction.execute(put_sql_, district, id, before, tokens);
  }
}

void SearchIndex::put_new(Transaction& transaction, DistrictId district,
                          std::span<const std::pair<std::int64_t, std::string>> documents) const {
  for (const auto& [id, tokens] : documents) {
    if (transaction.engine() == Engine::Postgres) {
      transaction.execute(put_postgres_, district, id, tokens);
    } else {
      transaction.execute(take_in_sql_, id, tokens);
    }
  }
}

int SearchIndex::fold(Transaction& transaction, int limit) const {
  if (transaction.engine() == Engine::Postgres) return 0;
  struct Document {
    std::int64_t district;
    std::int64_t id;
    std::optional<std::string> indexed;
    std::string tokens;
  };
  std::vector<Document> documents;
  {
    auto rows = transaction.query(oldest_sql_, limit);
    while (rows.next()) documents.push_back({rows.integer(0), rows.integer(1), rows.maybe_string(2), rows.string(3)});
  }
  std::ranges::sort(documents, {}, &Document::id);
  for (const auto& document : documents) {
    if (document.indexed) transaction.execute(take_out_sql_, document.id, *document.indexed);
    transaction.execute(take_in_sql_, document.id, document.tokens);
  }
  for (const auto& document : documents) transaction.execute(forget_sql_, document.district, document.id);
  return static_cast<int>(documents.size());
}

std::vector<SearchIndex::Recent> SearchIndex::find_recent(Snapshot& snapshot, DistrictId district,
                                                          const SearchQuery& query, std::int64_t below) const {
  std::vector<Recent> recent;
  auto rows = snapshot.query(recent_sql_, district, below);
  while (rows.next()) recent.push_back({rows.integer(0), rows.boolean(1), fits(rows.text(2), query)});
  return recent;
}

std::vector<std::int64_t> SearchIndex::find_indexed(Snapshot& snapshot, DistrictId district, const SearchQuery& query,
                                                    std::int64_t below, int limit) const {
  const bool postgres = snapshot.engine() == Engine::Postgres;
  const auto text = text_of(query, postgres ? kTsquery : kMatch);
  auto rows = postgres ? snapshot.query(find_postgres_, district, text, below, limit)
                       : snapshot.query(find_sql_, text, below, limit);
  std::vector<std::int64_t> ids;
  while (rows.next()) ids.push_back(rows.integer(0));
  return ids;
}

std::vector<std::int64_t> SearchIndex::find(Snapshot& snapshot, DistrictId district, const SearchQuery& wanted,
                                            std::int64_t below, int limit) const {
  LINLI_ASSERT(!wanted.empty());
  const auto query = usable(wanted);
  if (std::ranges::any_of(query, [](const SearchAny& any) { return any.empty(); })) return {};
  if (snapshot.engine() == Engine::Postgres) return find_indexed(snapshot, district, query, below, limit);
  const auto recent = find_recent(snapshot, district, query, below);
  // What has changed since it was indexed may still stand there under what it was.
  const auto stale = static_cast<int>(std::ranges::count(recent, true, &Recent::indexed));
  std::vector<std::int64_t> ids;
  for (const auto id : find_indexed(snapshot, district, query, below, limit + stale)) {
    const auto known = std::ranges::lower_bound(recent, id, std::ranges::greater{}, &Recent::id);
    if (known == recent.end() || known->id != id) ids.push_back(id);
  }
  for (const auto& one : recent)
    if (one.found) ids.push_back(one.id);
  std::ranges::sort(ids, std::ranges::greater{});
  if (ids.size() > static_cast<std::size_t>(limit)) ids.resize(static_cast<std::size_t>(limit));
  return ids;
}

}  // namespace linli::storage
