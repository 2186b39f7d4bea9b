#include "modules/indicators/schema.hpp"

#include <fmt/format.h>

#include <array>
#include <string>

#include "modules/indicators/histogram.hpp"

namespace linli::indicators {

using storage::Migration;

namespace {

std::string bounds_rows() {
  std::string rows;
  for (int bucket = 0; bucket < kBuckets; ++bucket)
    rows += fmt::format("{}({}, {})", bucket == 0 ? "" : ", ", bucket_start(bucket), bucket);
  return rows;
}

// The month of a moment in the district's time (UTC+8 everywhere), as in cases::month_key.
constexpr std::string_view kSqliteMonth = "CAST(strftime('%Y%m', {} / 1000, 'unixepoch', '+8 hours') AS INTEGER)";
constexpr std::string_view kPostgresMonth =
    "CAST(to_char(to_timestamp({} / 1000) AT TIME ZONE 'UTC' + INTERVAL '8 hours', 'YYYYMM') AS BIGINT)";

// What shares_of() says of cases from before these counters; `linli verify` recounts it with shares_of() itself.
// Numbers of counters: 8 response, 9 done, 10 close, 11 returns, 12 reopened, 13 responses in time, 14 answers.
constexpr std::string_view kHistograms = R"(
CREATE TABLE bucket_starts (low BIGINT PRIMARY KEY, bucket BIGINT NOT NULL);
INSERT INTO bucket_starts VALUES {bounds};

CREATE TABLE lives_of_before AS
SELECT c.district AS district, c.id AS id, c.matter AS matter,
  CASE WHEN c.state = 7 AND c.outcome = '' THEN {ended_month} * 100 END AS closed_cell,
  CASE WHEN c.solved IS NOT NULL AND c.rated_at IS NOT NULL THEN {rated_month} * 100 END AS answer_cell,
  (SELECT bucket FROM bucket_starts WHERE low <= (c.responded_at - c.received_at) / 1000 ORDER BY low DESC LIMIT 1)
    AS response,
  (SELECT bucket FROM bucket_starts WHERE low <= (c.done_at - c.received_at) / 1000 ORDER BY low DESC LIMIT 1) AS done,
  (SELECT bucket FROM bucket_starts WHERE low <= (c.ended_at - c.received_at) / 1000 ORDER BY low DESC LIMIT 1)
    AS closing,
  CASE WHEN c.returns > 98 THEN 98 ELSE c.returns END AS returns,
  CASE WHEN c.reopened > 98 THEN 98 ELSE c.reopened END AS reopened,
  CASE WHEN c.responded_at IS NULL OR c.respond_due_at IS NULL THEN NULL
       WHEN c.responded_at <= c.respond_due_at THEN 2 ELSE 1 END AS in_time,
  c.solved + (CASE WHEN c.reopened = 0 THEN 2 ELSE 0 END) + 4 * c.rating AS answer,
  COALESCE(c.courtyard, 0) AS courtyard, COALESCE(c.building, 0) AS building,
  COALESCE(c.community, 0) AS community, COALESCE(c.grid, 0) AS grid
FROM cases c WHERE c.excluded = 0 AND ((c.state = 7 AND c.outcome = '') OR c.rated_at IS NOT NULL);
CREATE UNIQUE INDEX lives_of_before_id ON lives_of_before (district, id);

CREATE TABLE scopes_of_before AS
SELECT s.scope AS scope, CASE WHEN s.scope IN (l.community, l.grid) THEN 0 ELSE 1 END AS keeps, l.*
FROM case_scopes s JOIN lives_of_before l ON l.district = s.district AND l.id = s.case_id
WHERE s.scope NOT IN (l.courtyard, l.building);

CREATE TABLE counts_of_before (
  district BIGINT NOT NULL, scope BIGINT NOT NULL, indicator BIGINT NOT NULL, matter BIGINT NOT NULL,
  period BIGINT NOT NULL, keeps BIGINT NOT NULL, n BIGINT NOT NULL);
INSERT INTO counts_of_before SELECT district, scope, 8, matter, closed_cell + response, keeps, COUNT(*)
  FROM scopes_of_before WHERE closed_cell IS NOT NULL AND response IS NOT NULL GROUP BY 1, 2, 4, 5, 6;
INSERT INTO counts_of_before SELECT district, scope, 9, matter, closed_cell + done, keeps, COUNT(*)
  FROM scopes_of_before WHERE closed_cell IS NOT NULL AND done IS NOT NULL GROUP BY 1, 2, 4, 5, 6;
INSERT INTO counts_of_before SELECT district, scope, 10, matter, closed_cell + closing, keeps, COUNT(*)
  FROM scopes_of_before WHERE closed_cell IS NOT NULL AND closing IS NOT NULL GROUP BY 1, 2, 4, 5, 6;
INSERT INTO counts_of_before SELECT district, scope, 11, matter, closed_cell + returns, keeps, COUNT(*)
  FROM scopes_of_before WHERE closed_cell IS NOT NULL AND returns > 0 GROUP BY 1, 2, 4, 5, 6;
INSERT INTO counts_of_before SELECT district, scope, 12, matter, closed_cell + reopened, keeps, COUNT(*)
  FROM scopes_of_before WHERE closed_cell IS NOT NULL AND reopened > 0 GROUP BY 1, 2, 4, 5, 6;
INSERT INTO counts_of_before SELECT district, scope, 13, matter, closed_cell + in_time, keeps, COUNT(*)
  FROM scopes_of_before WHERE closed_cell IS NOT NULL AND in_time IS NOT NULL GROUP BY 1, 2, 4, 5, 6;
INSERT INTO counts_of_before SELECT district, scope, 14, matter, answer_cell + answer, keeps, COUNT(*)
  FROM scopes_of_before WHERE answer_cell IS NOT NULL GROUP BY 1, 2, 4, 5, 6;

INSERT INTO counters (district, scope, indicator, dimension, period, slot, value)
  SELECT district, scope, indicator, 0, period, 0, SUM(n) FROM counts_of_before GROUP BY 1, 2, 3, 5;
INSERT INTO counters (district, scope, indicator, dimension, period, slot, value)
  SELECT district, scope, indicator, matter, period, 0, SUM(n) FROM counts_of_before WHERE keeps = 1
  GROUP BY 1, 2, 3, 4, 5;
DROP TABLE counts_of_before;
DROP TABLE scopes_of_before;
DROP TABLE lives_of_before;
DROP TABLE bucket_starts;
)";

void replace(std::string& text, std::string_view what, std::string_view with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

std::string histograms_sql(std::string_view month) {
  std::string sql{kHistograms};
  replace(sql, "{bounds}", bounds_rows());
  replace(sql, "{ended_month}", fmt::format(fmt::runtime(month), "c.ended_at"));
  replace(sql, "{rated_month}", fmt::format(fmt::runtime(month), "c.rated_at"));
  return sql;
}

}  // namespace

const storage::Schema& indicators_schema() {
  static const std::string kSqlite = histograms_sql(kSqliteMonth);
  static const std::string kPostgres = histograms_sql(kPostgresMonth);
  static const std::array kMigrations{
      Migration{1, "times, returns, reopenings and answers of cases from before their counters", kSqlite, kPostgres}};
  static const storage::Schema kSchema{"indicators", kMigrations, {}};
  return kSchema;
}

}  // namespace linli::indicators
