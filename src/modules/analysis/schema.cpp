#include <array>

#include "modules/analysis/api.hpp"
#include "modules/analysis/store.hpp"

namespace linli::analysis {

using storage::Migration;
using storage::TableSpec;

namespace {

// governance_scopes is derived from the tasks: a row for each area above the place, its grid and the body that answers.
constexpr std::string_view kTables = R"(
CREATE TABLE analysis_yardsticks (
  district BIGINT NOT NULL, version BIGINT NOT NULL, from_day TEXT NOT NULL, name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL, source TEXT NOT NULL, response BIGINT NOT NULL, resolution BIGINT NOT NULL,
  satisfaction BIGINT NOT NULL, satisfied_from BIGINT NOT NULL, fairly_satisfied BIGINT NOT NULL,
  fairly_percent BIGINT NOT NULL, first_only BIGINT NOT NULL, small_below BIGINT NOT NULL,
  repeated_times BIGINT NOT NULL, repeated_days BIGINT NOT NULL, set_at BIGINT NOT NULL, set_by BIGINT,
  PRIMARY KEY (district, version)
) {clustered};

CREATE TABLE governance_tasks (
  district BIGINT NOT NULL, id BIGINT NOT NULL, title TEXT NOT NULL, area BIGINT NOT NULL, matter BIGINT NOT NULL,
  body BIGINT NOT NULL, plan TEXT NOT NULL, state BIGINT NOT NULL, opened_at BIGINT NOT NULL, opened_by BIGINT,
  due_on TEXT NOT NULL, result TEXT NOT NULL, closed_at BIGINT, closed_by BIGINT, cases BIGINT NOT NULL,
  notes BIGINT NOT NULL, version BIGINT NOT NULL,
  PRIMARY KEY (district, id)
) {clustered};
CREATE UNIQUE INDEX governance_tasks_open ON governance_tasks (district, area, matter) WHERE state = 1;

CREATE TABLE governance_scopes (
  district BIGINT NOT NULL, scope BIGINT NOT NULL, state BIGINT NOT NULL, sort_at BIGINT NOT NULL, task BIGINT NOT NULL,
  PRIMARY KEY (district, scope, state, sort_at, task)
) {clustered};
CREATE INDEX governance_scopes_of ON governance_scopes (district, task);

CREATE TABLE governance_cases (
  district BIGINT NOT NULL, task BIGINT NOT NULL, case_id BIGINT NOT NULL, linked_at BIGINT NOT NULL, linked_by BIGINT,
  PRIMARY KEY (district, task, case_id)
) {clustered};
CREATE INDEX governance_cases_of ON governance_cases (district, case_id);

CREATE TABLE governance_notes (
  district BIGINT NOT NULL, task BIGINT NOT NULL, seq BIGINT NOT NULL, at BIGINT NOT NULL, account BIGINT,
  text TEXT NOT NULL,
  PRIMARY KEY (district, task, seq)
) {clustered};
)";

constexpr std::array kMigrations{Migration{1, "yardsticks of rates; tasks of active governance with cases", kTables}};

}  // namespace

constexpr TableSpec kYardsticks{
    "analysis_yardsticks", "version",
    "from_day, name_zh, name_en, source, response, resolution, satisfaction, satisfied_from, fairly_satisfied, "
    "fairly_percent, first_only, small_below, repeated_times, repeated_days, set_at, set_by"};
constexpr TableSpec kTasks{"governance_tasks", "id",
                           "title, area, matter, body, plan, state, opened_at, opened_by, due_on, result, closed_at, "
                           "closed_by, cases, notes, version"};
constexpr TableSpec kTaskCases{"governance_cases", "task, case_id", "linked_at, linked_by"};
constexpr TableSpec kTaskNotes{"governance_notes", "task, seq", "at, account, text"};

namespace {
constexpr std::array kTableSpecs{kYardsticks, kTasks, kTaskCases, kTaskNotes};
}

const storage::Schema kAnalysisSchema{"analysis", kMigrations, kTableSpecs};

}  // namespace linli::analysis
