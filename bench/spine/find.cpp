// find: search by two two-character words with a community's scope, against FTS5 alone over the same tokens: the two
// words and the scope's own, for as many rows.
//   spine_find DATA QUERIES        prints {"ours":µs,"baseline":µs,"found":…} (p95 of each)
#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/schemas.hpp"
#include "base/text_tokens.hpp"
#include "modules/areas/api.hpp"
#include "modules/cases/search.hpp"
#include "modules/cases/service.hpp"
#include "modules/catalogue/api.hpp"

namespace {

using namespace linli;
using Clock = std::chrono::steady_clock;

struct Query {
  std::string first;
  std::string second;
  std::int64_t community = 0;
};

double p95(std::vector<double> times) {
  std::ranges::sort(times);
  return times.at(times.size() * 95 / 100);
}

double us_since(Clock::time_point began) {
  return std::chrono::duration<double, std::micro>(Clock::now() - began).count();
}

sqlite3* open_file(const std::string& file) {
  sqlite3* database = nullptr;
  if (sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK)
    throw std::runtime_error("cannot open " + file);
  return database;
}

// Two words that stand in one case, and the community it lies in: what somebody at its desk would look for.
std::vector<Query> pick_queries(sqlite3* database, int wanted) {
  std::vector<Query> queries;
  sqlite3_stmt* rows = nullptr;
  const std::string sql = fmt::format(
      "SELECT text, community FROM cases WHERE community IS NOT NULL AND id IN (SELECT id FROM cases ORDER BY "
      "(id * 2654435761) % 1000003 LIMIT {})",
      wanted * 3);
  if (sqlite3_prepare_v2(database, sql.c_str(), -1, &rows, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(database));
  std::minstd_rand random(1);
  while (sqlite3_step(rows) == SQLITE_ROW && queries.size() < static_cast<std::size_t>(wanted)) {
    std::vector<std::string> words;
    for (auto& token : index_tokens(reinterpret_cast<const char*>(sqlite3_column_text(rows, 0))))
      if (token.size() == 6) words.push_back(std::move(token));  // two Han characters
    if (words.size() < 2) continue;
    const auto at = random() % (words.size() - 1);
    queries.push_back({words[at], words[at + 1], sqlite3_column_int64(rows, 1)});
  }
  sqlite3_finalize(rows);
  return queries;
}

double time_bare(sqlite3* database, const Query& query) {
  static sqlite3_stmt* statement = nullptr;
  if (statement == nullptr &&
      sqlite3_prepare_v2(database,
                         "SELECT rowid FROM search_case_index WHERE search_case_index MATCH ?1 ORDER BY rowid DESC "
                         "LIMIT 50",
                         -1, &statement, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(database));
  const auto match =
      fmt::format("\"{}\" AND \"{}\" AND \"{}\"", query.first, query.second, cases::scope_token(query.community));
  const auto began = Clock::now();
  sqlite3_bind_text(statement, 1, match.c_str(), -1, SQLITE_TRANSIENT);
  while (sqlite3_step(statement) == SQLITE_ROW) continue;
  sqlite3_reset(statement);
  return us_since(began);
}

int run(const std::string& data, int wanted) {
  const SystemClock clock;
  storage::StoreOptions options;
  options.data_dir = data;
  options.read_only = true;
  const auto store = storage::Store::open(options, app::schemas(), clock, false);
  const auto atlas = areas::open_atlas(*store, clock);
  catalogue::Catalogue catalogue;
  http::LiveHub hub;
  cases::Cases cases(
      {.store = *store, .atlas = *atlas, .catalogue = catalogue, .hub = hub, .photos = {.folder = data + "/photos"}});
  auto* bare = open_file(data + "/linli.db");
  const auto queries = pick_queries(bare, wanted);
  accounts::Caller caller;
  caller.district =
      store->read_now([](storage::Snapshot& snapshot) { return accounts::home_district(snapshot).value().id; });
  std::vector<double> ours;
  std::vector<double> baseline;
  std::int64_t found = 0;
  for (const auto& query : queries) {
    caller.scopes = {query.community};
    const auto text = "list=all&q=" + query.first + "+" + query.second;
    const auto began = Clock::now();
    const auto page = store->read_now(
        [&](storage::Snapshot& snapshot) { return cases.work.find(snapshot, caller, text, "", 50).value(); });
    ours.push_back(us_since(began));
    found += static_cast<std::int64_t>(page.cases.size());
    baseline.push_back(time_bare(bare, query));
  }
  fmt::print("{{\"ours\":{:.1f},\"baseline\":{:.1f},\"found\":{}}}\n", p95(ours), p95(baseline), found);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 2;
  return run(arguments[1], std::atoi(arguments[2]));
}
