#include "modules/notices/schema.hpp"

#include <array>

namespace linli::notices {

using storage::Migration;
using storage::TableSpec;

namespace {

// Queue and inbox are signposts, not records: the case and its journal say what happened, so nobody vouches for them.
constexpr std::string_view kTables = R"(
CREATE TABLE notice_queue (
  district BIGINT NOT NULL, id BIGINT NOT NULL, payload TEXT NOT NULL,
  PRIMARY KEY (district, id)
) {clustered};

CREATE TABLE notice_inbox (
  district BIGINT NOT NULL, account BIGINT NOT NULL, id BIGINT NOT NULL,
  event TEXT NOT NULL, kind TEXT NOT NULL, subject_kind TEXT NOT NULL, subject BIGINT NOT NULL, number TEXT NOT NULL,
  at BIGINT NOT NULL, read_at BIGINT,
  PRIMARY KEY (district, account, id)
) {clustered};
CREATE INDEX notice_inbox_unread ON notice_inbox (district, account, id) WHERE read_at IS NULL;
CREATE INDEX notice_inbox_read ON notice_inbox (district, read_at) WHERE read_at IS NOT NULL;

CREATE TABLE notice_channels (
  district BIGINT NOT NULL, id BIGINT NOT NULL,
  kind BIGINT NOT NULL, name TEXT NOT NULL, enabled BIGINT NOT NULL, settings TEXT NOT NULL,
  wrapped_key {blob} NOT NULL, sealed {blob} NOT NULL,
  PRIMARY KEY (district, id)
) {clustered};
CREATE UNIQUE INDEX notice_channels_single ON notice_channels (district, kind) WHERE kind <= 2;

CREATE TABLE notice_people (
  district BIGINT NOT NULL, account BIGINT NOT NULL,
  choices TEXT NOT NULL, language TEXT NOT NULL, quiet_from BIGINT, quiet_to BIGINT,
  wrapped_key {blob} NOT NULL, mail_sealed {blob}, phone_sealed {blob},
  PRIMARY KEY (district, account)
) {clustered};

CREATE TABLE notice_wishes (
  district BIGINT NOT NULL, case_id BIGINT NOT NULL,
  way BIGINT NOT NULL, language TEXT NOT NULL, wrapped_key {blob} NOT NULL, mail_sealed {blob},
  PRIMARY KEY (district, case_id)
) {clustered};

CREATE TABLE notice_calls (
  district BIGINT NOT NULL, id BIGINT NOT NULL, case_id BIGINT NOT NULL,
  number TEXT NOT NULL, event TEXT NOT NULL, community BIGINT, subdistrict BIGINT, has_phone BIGINT NOT NULL,
  since BIGINT NOT NULL, due_on TEXT NOT NULL, tries BIGINT NOT NULL, done_at BIGINT,
  PRIMARY KEY (district, id)
) {clustered};
CREATE UNIQUE INDEX notice_calls_open ON notice_calls (district, case_id) WHERE done_at IS NULL;
CREATE INDEX notice_calls_due ON notice_calls (district, due_on, id) WHERE done_at IS NULL;
CREATE INDEX notice_calls_done ON notice_calls (district, done_at) WHERE done_at IS NOT NULL;

CREATE TABLE notice_call_tries (
  district BIGINT NOT NULL, call_id BIGINT NOT NULL, seq BIGINT NOT NULL,
  at BIGINT NOT NULL, account BIGINT NOT NULL, outcome BIGINT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (district, call_id, seq)
) {clustered};
)";

constexpr std::array kMigrations{
    Migration{1, "what is told to whom: queue, inbox, channels, choices, residents' wishes, the call list", kTables}};

}  // namespace

constexpr TableSpec kChannels{"notice_channels", "id", "kind, name, enabled, settings, sealed"};
constexpr TableSpec kPeople{"notice_people", "account",
                            "choices, language, quiet_from, quiet_to, mail_sealed, phone_sealed"};
constexpr TableSpec kWishes{"notice_wishes", "case_id", "way, language, mail_sealed"};
constexpr TableSpec kCalls{"notice_calls", "id",
                           "case_id, number, event, community, subdistrict, has_phone, since, due_on, tries, done_at"};
constexpr TableSpec kCallTries{"notice_call_tries", "call_id, seq", "at, account, outcome, note"};

namespace {
constexpr std::array kTableSpecs{kChannels, kPeople, kWishes, kCalls, kCallTries};
}

const storage::Schema kNoticesSchema{"notices", kMigrations, kTableSpecs};

}  // namespace linli::notices
