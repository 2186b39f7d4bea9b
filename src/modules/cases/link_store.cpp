#include "modules/cases/link_store.hpp"

#include <array>

#include "modules/cases/api.hpp"
#include "modules/cases/sql_text.hpp"

namespace linli::cases {

using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr std::string_view kLinkTables = R"(
CREATE TABLE case_merges (
  district BIGINT NOT NULL, id BIGINT NOT NULL, duplicate BIGINT NOT NULL, main BIGINT NOT NULL,
  state_before BIGINT NOT NULL, merged_at BIGINT NOT NULL, split_at BIGINT,
  PRIMARY KEY (district, id)
) {clustered};
CREATE UNIQUE INDEX case_merges_of ON case_merges (district, duplicate) WHERE split_at IS NULL;
CREATE INDEX case_merges_into ON case_merges (district, main) WHERE split_at IS NULL;

CREATE TABLE case_subscribers (
  district BIGINT NOT NULL, id BIGINT NOT NULL, case_id BIGINT NOT NULL, secret_digest {blob} NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (district, id)
) {clustered};
CREATE INDEX case_subscribers_of ON case_subscribers (district, case_id);

CREATE TABLE case_origins (
  district BIGINT NOT NULL, origin BIGINT NOT NULL, number TEXT NOT NULL, case_id BIGINT NOT NULL,
  times BIGINT NOT NULL, last_sent_at BIGINT NOT NULL, answered_at BIGINT,
  PRIMARY KEY (district, origin, number)
) {clustered};
CREATE INDEX case_origins_of ON case_origins (district, case_id);
)";

constexpr std::string_view kForeignDeadlines = R"(
ALTER TABLE case_origins ADD COLUMN due_at BIGINT;
ALTER TABLE case_origins ADD COLUMN own_due_at BIGINT;
)";

constexpr std::array kLinkMigrations{
    storage::Migration{1, "merged cases, and those who follow another's report", kLinkTables},
    storage::Migration{2, "the deadline that another office has set, beside our own", kForeignDeadlines}};

}  // namespace

constexpr storage::TableSpec kMerges{"case_merges", "id", "duplicate, main, state_before, merged_at, split_at"};
constexpr storage::TableSpec kSubscribers{"case_subscribers", "id", "case_id, secret_digest, since"};

namespace {
constexpr std::array kLinkSpecs{kMerges, kSubscribers};
}

const storage::Schema kCaseLinksSchema{"case_links", kLinkMigrations, kLinkSpecs};

std::int64_t insert_merge(Transaction& transaction, DistrictId district, const Merge& merge) {
  const auto id = transaction.new_id();
  transaction.execute(
      "INSERT INTO case_merges (district, id, duplicate, main, state_before, merged_at, split_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, NULL)",
      district, id, merge.duplicate, merge.into, static_cast<int>(merge.before), merge.at);
  return id;
}

std::optional<StandingMerge> merge_of(Snapshot& snapshot, DistrictId district, CaseId duplicate) {
  auto rows = snapshot.query(
      "SELECT id, main, state_before, merged_at FROM case_merges WHERE district = $1 AND "
      "duplicate = $2 AND split_at IS NULL",
      district, duplicate);
  if (!rows.next()) return std::nullopt;
  return StandingMerge{rows.integer(0),
                       {duplicate, rows.id<CaseId>(1), static_cast<State>(rows.integer(2)), rows.instant(3)}};
}

void end_merge(Transaction& transaction, DistrictId district, std::int64_t id) {
  transaction.execute("UPDATE case_merges SET split_at = $1 WHERE district = $2 AND id = $3", transaction.now(),
                      district, id);
}

std::vector<CaseId> merged_into(Snapshot& snapshot, DistrictId district, CaseId main) {
  auto rows = snapshot.query(
      "SELECT duplicate FROM case_merges WHERE district = $1 AND main = $2 AND split_at IS NULL ORDER BY id", district,
      main);
  std::vector<CaseId> found;
  while (rows.next()) found.push_back(rows.id<CaseId>(0));
  return found;
}

std::int64_t insert_subscriber(Transaction& transaction, DistrictId district, CaseId entry,
                               const storage::Digest& secret) {
  const auto id = transaction.new_id();
  transaction.execute(
      "INSERT INTO case_subscribers (district, id, case_id, secret_digest, since) VALUES ($1, $2, $3, $4, $5)",
      district, id, entry, storage::BytesView(secret), transaction.now());
  return id;
}

bool is_subscriber(Snapshot& snapshot, DistrictId district, CaseId entry, const storage::Digest& secret) {
  auto rows = snapshot.query(
      "SELECT 1 FROM case_subscribers WHERE district = $1 AND case_id = $2 AND secret_digest = $3 LIMIT 1", district,
      entry, storage::BytesView(secret));
  return rows.next();
}

std::int64_t count_subscribers(Snapshot& snapshot, DistrictId district, CaseId entry) {
  auto rows =
      snapshot.query("SELECT COUNT(*) FROM case_subscribers WHERE district = $1 AND case_id = $2", district, entry);
  return rows.next() ? rows.integer(0) : 0;
}

std::vector<CaseId> open_cases_of(Snapshot& snapshot, DistrictId district, std::int64_t scope,
                                  const std::vector<std::int64_t>& matters, int limit) {
  SqlText sql;
  sql.text("SELECT case_id FROM case_scopes WHERE district = ").value(district.value);
  sql.text(" AND scope = ").value(scope).text(" AND ended = 0 AND matter IN ").list(matters);
  sql.text(" ORDER BY case_id DESC LIMIT ").value(std::int64_t{limit});
  auto rows = snapshot.query_values(sql.sql(), sql.values());
  std::vector<CaseId> found;
  while (rows.next()) found.push_back(rows.id<CaseId>(0));
  return found;
}

}  // namespace linli::cases
