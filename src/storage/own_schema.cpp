#include "storage/own_schema.hpp"

#include <array>

#include "storage/journal.hpp"

namespace linli::storage {
namespace {

// On SQLite the only writer gives every event its place in the chain at once. On PostgreSQL `entry` keeps the order
// of writing until the linker has given it one.
constexpr std::array kMigrations{
    Migration{1, "the journal: every change as an event, chained per district",
              R"(CREATE TABLE journal (
  district BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  actor_kind BIGINT NOT NULL,
  actor BIGINT,
  subject_kind TEXT NOT NULL,
  subject BIGINT NOT NULL,
  before_json TEXT,
  after_json TEXT,
  digests {blob} NOT NULL,
  mac {blob} NOT NULL,
  link {blob} NOT NULL,
  PRIMARY KEY (district, seq)
) {clustered};
CREATE INDEX journal_by_subject ON journal (district, subject_kind, subject, seq);)",
              R"(CREATE TABLE journal (
  district BIGINT NOT NULL,
  seq BIGINT,
  entry BIGSERIAL PRIMARY KEY,
  at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  actor_kind BIGINT NOT NULL,
  actor BIGINT,
  subject_kind TEXT NOT NULL,
  subject BIGINT NOT NULL,
  before_json TEXT,
  after_json TEXT,
  digests BYTEA NOT NULL,
  mac BYTEA NOT NULL,
  link BYTEA
);
CREATE UNIQUE INDEX journal_by_seq ON journal (district, seq);
CREATE INDEX journal_unlinked ON journal (entry) WHERE seq IS NULL;
CREATE INDEX journal_by_subject ON journal (district, subject_kind, subject, seq);)"},
    Migration{2, "roll-up counters, so that a board costs the same at any number of cases",
              R"(CREATE TABLE counters (
  district BIGINT NOT NULL,
  scope BIGINT NOT NULL,
  indicator BIGINT NOT NULL,
  dimension BIGINT NOT NULL,
  period BIGINT NOT NULL,
  slot BIGINT NOT NULL,
  value BIGINT NOT NULL,
  PRIMARY KEY (district, scope, indicator, dimension, period, slot)
) {clustered};)"},
    Migration{3, "the outbox: what leaves the process goes after the commit, at least once",
              R"(CREATE TABLE outbox (
  id BIGINT NOT NULL PRIMARY KEY,
  district BIGINT NOT NULL,
  channel TEXT NOT NULL,
  payload TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  dead BIGINT NOT NULL,
  last_error TEXT
) {clustered};
CREATE INDEX outbox_due ON outbox (dead, due_at, id);)"},
    Migration{4, "ids stay unique when a clock is set back over a restart",
              "CREATE TABLE id_marks (node BIGINT NOT NULL PRIMARY KEY, until_ms BIGINT NOT NULL) {clustered};"},
    Migration{5, "requests that may be sent again: the keys of those that were done",
              R"(CREATE TABLE sent_requests (
  district BIGINT NOT NULL,
  account BIGINT NOT NULL,
  key_digest {blob} NOT NULL,
  request_digest {blob} NOT NULL,
  subject BIGINT NOT NULL,
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (district, account, key_digest)
) {clustered};
CREATE INDEX sent_requests_by_age ON sent_requests (district, at);)"},
    Migration{6, "counters that move now gather in a small table before they join the large one",
              R"(CREATE TABLE counters_recent (
  district BIGINT NOT NULL,
  scope BIGINT NOT NULL,
  indicator BIGINT NOT NULL,
  dimension BIGINT NOT NULL,
  period BIGINT NOT NULL,
  slot BIGINT NOT NULL,
  value BIGINT NOT NULL,
  PRIMARY KEY (district, scope, indicator, dimension, period, slot)
) {clustered};
CREATE VIEW counter_values AS
SELECT district, scope, indicator, dimension, period, value FROM counters
UNION ALL
SELECT district, scope, indicator, dimension, period, value FROM counters_recent;)"},
};

constexpr Schema kSchema{"storage", kMigrations, {}};

}  // namespace

const Schema& own_schema() { return kSchema; }

}  // namespace linli::storage
