#include "modules/open311/store.hpp"

#include <array>

#include "modules/open311/api.hpp"

namespace linli::open311 {

using storage::Cursor;
using storage::Snapshot;
using storage::Transaction;

namespace {

// Nothing here is vouched for by itself: every change of a case is an event of `cases` in the same transaction.
constexpr std::string_view kTables = R"(
CREATE TABLE open311_requests (
  district BIGINT NOT NULL, case_id BIGINT NOT NULL, account BIGINT NOT NULL, token TEXT, media_url TEXT NOT NULL,
  PRIMARY KEY (district, case_id)
) {clustered};
CREATE UNIQUE INDEX open311_requests_by_token ON open311_requests (district, token) WHERE token IS NOT NULL;

CREATE TABLE open311_updates (
  district BIGINT NOT NULL, at BIGINT NOT NULL, case_id BIGINT NOT NULL, seq BIGINT NOT NULL,
  PRIMARY KEY (district, at, case_id, seq)
) {clustered};
CREATE INDEX open311_updates_of ON open311_updates (district, case_id, seq);

CREATE TABLE open311_sent_updates (
  district BIGINT NOT NULL, account BIGINT NOT NULL, case_id BIGINT NOT NULL, update_id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (district, account, case_id, update_id)
) {clustered};
)";

constexpr std::array kMigrations{
    storage::Migration{1, "who sent a case through Open311, its token and link, and the feed of updates", kTables}};

std::vector<FeedMark> marks_of(Cursor rows) {
  std::vector<FeedMark> marks;
  while (rows.next()) marks.push_back({rows.instant(0), rows.id<CaseId>(1), static_cast<int>(rows.integer(2))});
  return marks;
}

std::optional<Origin> origin_of(Cursor rows) {
  if (!rows.next()) return std::nullopt;
  return Origin{rows.id<CaseId>(0), rows.id<AccountId>(1), rows.is_null(2) ? std::string() : rows.string(2),
                rows.string(3)};
}

}  // namespace

const storage::Schema kOpen311Schema{"open311", kMigrations, {}};

void insert_origin(Transaction& transaction, DistrictId district, const Origin& origin) {
  const auto token = origin.token.empty() ? std::nullopt : std::optional<std::string_view>(origin.token);
  transaction.execute(
      "INSERT INTO open311_requests (district, case_id, account, token, media_url) VALUES ($1, $2, $3, $4, $5) "
      "ON CONFLICT (district, case_id) DO NOTHING",
      district, origin.entry, origin.account, token, origin.media_url);
}

std::optional<Origin> find_origin(Snapshot& snapshot, DistrictId district, CaseId entry) {
  return origin_of(snapshot.query(
      "SELECT case_id, account, token, media_url FROM open311_requests WHERE district = $1 AND case_id = $2", district,
      entry));
}

std::optional<Origin> find_token(Snapshot& snapshot, DistrictId district, std::string_view token) {
  return origin_of(snapshot.query(
      "SELECT case_id, account, token, media_url FROM open311_requests WHERE district = $1 AND token = $2", district,
      token));
}

void insert_mark(Transaction& transaction, DistrictId district, const FeedMark& mark) {
  transaction.execute("INSERT INTO open311_updates (district, at, case_id, seq) VALUES ($1, $2, $3, $4)", district,
                      mark.at, mark.entry, mark.seq);
}

std::vector<FeedMark> list_marks(Snapshot& snapshot, DistrictId district, Instant from, Instant until, int skip,
                                 int limit) {
  return marks_of(
      snapshot.query("SELECT at, case_id, seq FROM open311_updates WHERE district = $1 AND at >= $2 AND at < $3 "
                     "ORDER BY at, case_id, seq LIMIT $4 OFFSET $5",
                     district, from, until, limit, skip));
}

std::vector<FeedMark> list_marks_of(Snapshot& snapshot, DistrictId district, CaseId entry) {
  return marks_of(
      snapshot.query("SELECT at, case_id, seq FROM open311_updates WHERE district = $1 AND case_id = $2 ORDER BY seq",
                     district, entry));
}

std::optional<int> find_sent_update(Snapshot& snapshot, DistrictId district, AccountId account, CaseId entry,
                                    std::string_view update_id) {
  auto rows = snapshot.query(
      "SELECT seq FROM open311_sent_updates WHERE district = $1 AND account = $2 AND case_id = $3 AND update_id = $4",
      district, account, entry, update_id);
  if (!rows.next()) return std::nullopt;
  return static_cast<int>(rows.integer(0));
}

void insert_sent_update(Transaction& transaction, DistrictId district, AccountId account, CaseId entry,
                        std::string_view update_id, int seq) {
  transaction.execute(
      "INSERT INTO open311_sent_updates (district, account, case_id, update_id, seq) VALUES ($1, $2, $3, $4, $5)",
      district, account, entry, update_id, seq);
}

}  // namespace linli::open311
