#include <array>

#include "modules/feedback/store.hpp"

namespace linli::feedback {

using storage::Migration;

namespace {

// feedback_recusals is derived from `recused`: so that who must not see an entry is a predicate of every query.
constexpr std::string_view kTables = R"(
CREATE TABLE feedback (
  district BIGINT NOT NULL, id BIGINT NOT NULL, number TEXT NOT NULL,
  secret_digest {blob} NOT NULL, request_digest {blob},
  kind BIGINT NOT NULL, about BIGINT NOT NULL, area BIGINT, case_id BIGINT, desk BIGINT NOT NULL,
  state BIGINT NOT NULL, received_at BIGINT NOT NULL, due_at BIGINT NOT NULL, answered_at BIGINT,
  raised BIGINT NOT NULL, has_name BIGINT NOT NULL, has_phone BIGINT NOT NULL, steps BIGINT NOT NULL,
  version BIGINT NOT NULL, recused TEXT NOT NULL,
  PRIMARY KEY (district, id)
) {clustered};
CREATE UNIQUE INDEX feedback_by_number ON feedback (district, number);
CREATE UNIQUE INDEX feedback_by_request ON feedback (district, request_digest) WHERE request_digest IS NOT NULL;
CREATE INDEX feedback_by_desk ON feedback (district, desk, state, due_at, id);
CREATE INDEX feedback_by_state ON feedback (district, state, due_at, id);
CREATE INDEX feedback_overdue ON feedback (district, due_at, id) WHERE state = 1 AND raised = 0;

CREATE TABLE feedback_keys (
  district BIGINT NOT NULL, feedback BIGINT NOT NULL, wrapped_key {blob} NOT NULL,
  PRIMARY KEY (district, feedback)
) {clustered};
CREATE TABLE feedback_words (
  district BIGINT NOT NULL, feedback BIGINT NOT NULL, text_sealed {blob} NOT NULL, name_sealed {blob},
  phone_sealed {blob},
  PRIMARY KEY (district, feedback)
) {clustered};
CREATE TABLE feedback_steps (
  district BIGINT NOT NULL, feedback BIGINT NOT NULL, seq BIGINT NOT NULL,
  at BIGINT NOT NULL, step BIGINT NOT NULL, account BIGINT, to_area BIGINT, note_sealed {blob},
  PRIMARY KEY (district, feedback, seq)
) {clustered};
CREATE TABLE feedback_recusals (
  district BIGINT NOT NULL, feedback BIGINT NOT NULL, party BIGINT NOT NULL,
  PRIMARY KEY (district, feedback, party)
) {clustered};
CREATE TABLE feedback_readings (
  district BIGINT NOT NULL, feedback BIGINT NOT NULL, id BIGINT NOT NULL,
  at BIGINT NOT NULL, account BIGINT NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (district, feedback, id)
) {clustered};
)";

constexpr std::array kMigrations{
    Migration{1, "complaints and suggestions with sealed words, steps and readings", kTables}};

}  // namespace

constexpr storage::TableSpec kFeedback{
    "feedback", "id",
    "number, secret_digest, request_digest, kind, about, area, case_id, desk, state, received_at, due_at, answered_at, "
    "raised, has_name, has_phone, steps, version, recused"};
// Keys are not vouched for: erasing somebody's words destroys theirs, and the chain still holds.
constexpr storage::TableSpec kWords{"feedback_words", "feedback", "text_sealed, name_sealed, phone_sealed"};
constexpr storage::TableSpec kSteps{"feedback_steps", "feedback, seq", "at, step, account, to_area, note_sealed"};
constexpr storage::TableSpec kReadings{"feedback_readings", "feedback, id", "at, account, reason"};

namespace {
constexpr std::array kTableSpecs{kFeedback, kWords, kSteps, kReadings};
}

const storage::Schema kFeedbackSchema{"feedback", kMigrations, kTableSpecs};

}  // namespace linli::feedback
