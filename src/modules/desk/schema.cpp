#include <array>

#include "modules/desk/store.hpp"

namespace linli::desk {

using storage::Migration;

namespace {

constexpr std::string_view kTables = R"(
CREATE TABLE desk_items (
  district BIGINT NOT NULL, id BIGINT NOT NULL, kind BIGINT NOT NULL, owner BIGINT NOT NULL, shared BIGINT NOT NULL,
  name TEXT NOT NULL, content TEXT NOT NULL, matter BIGINT, state TEXT NOT NULL, changed_at BIGINT NOT NULL,
  PRIMARY KEY (district, id)
) {clustered};
CREATE INDEX desk_items_of ON desk_items (district, kind, owner);
CREATE INDEX desk_items_shared ON desk_items (district, kind, id) WHERE shared = 1;

CREATE TABLE desk_jobs (
  district BIGINT NOT NULL, id BIGINT NOT NULL, kind BIGINT NOT NULL, owner BIGINT NOT NULL, state BIGINT NOT NULL,
  job_order TEXT NOT NULL, request_digest {blob}, total BIGINT NOT NULL, done BIGINT NOT NULL, refused BIGINT NOT NULL,
  ordered_at BIGINT NOT NULL, ended_at BIGINT,
  PRIMARY KEY (district, id)
) {clustered};
CREATE UNIQUE INDEX desk_jobs_by_request ON desk_jobs (district, request_digest) WHERE request_digest IS NOT NULL;
CREATE INDEX desk_jobs_open ON desk_jobs (state, district, id) WHERE state <= 2;
CREATE INDEX desk_jobs_of ON desk_jobs (district, owner, id);

CREATE TABLE desk_job_rows (
  district BIGINT NOT NULL, job BIGINT NOT NULL, seq BIGINT NOT NULL, case_id BIGINT NOT NULL, version BIGINT NOT NULL,
  state BIGINT NOT NULL, reason_zh TEXT NOT NULL, reason_en TEXT NOT NULL,
  PRIMARY KEY (district, job, seq)
) {clustered};
)";

constexpr std::array kMigrations{Migration{1, "views, macros and templates; jobs with their rows", kTables}};

}  // namespace

constexpr storage::TableSpec kItems{"desk_items", "id",
                                    "kind, owner, shared, name, content, matter, state, changed_at"};

namespace {
constexpr std::array kTableSpecs{kItems};
}

const storage::Schema kDeskSchema{"desk", kMigrations, kTableSpecs};

}  // namespace linli::desk
