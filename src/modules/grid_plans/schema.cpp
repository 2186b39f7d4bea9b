#include "modules/grid_plans/schema.hpp"

#include <array>

namespace linli::grid_plans {

using storage::Migration;
using storage::TableSpec;

namespace {

// An input is the territory as one look saw it, a run the division made of it; both stay as they were written, so that
// a plan can be explained years later. Moves by hand stand beside the run they change.
constexpr std::string_view kTables = R"(
CREATE TABLE grid_plans (
  district BIGINT NOT NULL, id BIGINT NOT NULL,
  name TEXT NOT NULL, note TEXT NOT NULL, purpose BIGINT NOT NULL, state BIGINT NOT NULL, version BIGINT NOT NULL,
  as_of TEXT NOT NULL, areas TEXT NOT NULL, rules TEXT NOT NULL,
  created_at BIGINT NOT NULL, created_by BIGINT,
  input BIGINT NOT NULL, run BIGINT NOT NULL, stale BIGINT NOT NULL,
  adopt_on TEXT, scheduled_at BIGINT, scheduled_by BIGINT, adopted_at BIGINT, cases_rerouted BIGINT NOT NULL,
  problem_zh TEXT NOT NULL, problem_en TEXT NOT NULL,
  PRIMARY KEY (district, id)
) {clustered};
CREATE INDEX grid_plans_due ON grid_plans (district, adopt_on) WHERE state = 4;

CREATE TABLE grid_plan_inputs (
  district BIGINT NOT NULL, id BIGINT NOT NULL, plan BIGINT NOT NULL, made_at BIGINT NOT NULL, content TEXT NOT NULL,
  PRIMARY KEY (district, id)
) {clustered};

CREATE TABLE grid_plan_runs (
  district BIGINT NOT NULL, id BIGINT NOT NULL, plan BIGINT NOT NULL, input BIGINT NOT NULL,
  made_at BIGINT NOT NULL, made_by BIGINT, rules TEXT NOT NULL, content TEXT NOT NULL,
  PRIMARY KEY (district, id)
) {clustered};

CREATE TABLE grid_plan_moves (
  district BIGINT NOT NULL, run BIGINT NOT NULL, seq BIGINT NOT NULL,
  unit BIGINT NOT NULL, from_key BIGINT NOT NULL, to_key BIGINT NOT NULL,
  at BIGINT NOT NULL, account BIGINT, undone BIGINT NOT NULL,
  PRIMARY KEY (district, run, seq)
) {clustered};

CREATE TABLE grid_plan_comments (
  district BIGINT NOT NULL, plan BIGINT NOT NULL, id BIGINT NOT NULL,
  text TEXT NOT NULL, grid_key BIGINT, at BIGINT NOT NULL, account BIGINT,
  PRIMARY KEY (district, plan, id)
) {clustered};

CREATE TABLE grid_plan_approvals (
  district BIGINT NOT NULL, plan BIGINT NOT NULL, id BIGINT NOT NULL,
  account BIGINT, at BIGINT NOT NULL, note TEXT NOT NULL,
  withdrawn_at BIGINT, withdrawn_by BIGINT, reason TEXT NOT NULL,
  PRIMARY KEY (district, plan, id)
) {clustered};

CREATE TABLE grid_plan_decisions (
  district BIGINT NOT NULL, low BIGINT NOT NULL, high BIGINT NOT NULL, id BIGINT NOT NULL,
  neighbours BIGINT, reason TEXT NOT NULL, at BIGINT NOT NULL, account BIGINT,
  PRIMARY KEY (district, low, high, id)
) {clustered};

CREATE TABLE grid_plan_grids (
  district BIGINT NOT NULL, plan BIGINT NOT NULL, id BIGINT NOT NULL,
  grid_key BIGINT NOT NULL, name TEXT NOT NULL, code TEXT NOT NULL, slug TEXT NOT NULL, dropped BIGINT NOT NULL,
  PRIMARY KEY (district, plan, id)
) {clustered};
CREATE INDEX grid_plan_grids_by_code ON grid_plan_grids (district, code);
)";

// Lines that grids must not cross are facts of the district, dated like all of them; a line is ended, never deleted. A
// review is told of once for each day on which it falls due.
constexpr std::string_view kBarrierTables = R"(
CREATE TABLE grid_plan_barriers (
  district BIGINT NOT NULL, id BIGINT NOT NULL,
  kind TEXT NOT NULL, name TEXT NOT NULL, line TEXT NOT NULL, source TEXT NOT NULL,
  valid_from TEXT NOT NULL, valid_to TEXT,
  added_at BIGINT NOT NULL, added_by BIGINT, ended_at BIGINT, ended_by BIGINT,
  PRIMARY KEY (district, id)
) {clustered};

CREATE TABLE grid_plan_reviews (
  district BIGINT NOT NULL, id BIGINT NOT NULL, due_on TEXT NOT NULL, told_at BIGINT NOT NULL,
  PRIMARY KEY (district, id)
) {clustered};
CREATE UNIQUE INDEX grid_plan_reviews_by_day ON grid_plan_reviews (district, due_on);
)";

constexpr std::array kMigrations{
    Migration{1, "Grid plans, their inputs, runs, moves, approvals and reserved grids", kTables},
    Migration{2, "Roads, rivers and walls of the district; reviews that were told of", kBarrierTables}};

}  // namespace

constexpr TableSpec kPlans{
    "grid_plans", "id",
    "name, note, purpose, state, version, as_of, areas, rules, created_at, created_by, input, run, "
    "stale, adopt_on, scheduled_at, scheduled_by, adopted_at, cases_rerouted, problem_zh, "
    "problem_en"};
constexpr TableSpec kInputs{"grid_plan_inputs", "id", "plan, made_at, content"};
constexpr TableSpec kRuns{"grid_plan_runs", "id", "plan, input, made_at, made_by, rules, content"};
constexpr TableSpec kMoves{"grid_plan_moves", "run, seq", "unit, from_key, to_key, at, account, undone"};
constexpr TableSpec kComments{"grid_plan_comments", "plan, id", "text, grid_key, at, account"};
constexpr TableSpec kApprovals{"grid_plan_approvals", "plan, id",
                               "account, at, note, withdrawn_at, withdrawn_by, reason"};
constexpr TableSpec kDecisions{"grid_plan_decisions", "low, high, id", "neighbours, reason, at, account"};
constexpr TableSpec kReservedGrids{"grid_plan_grids", "plan, id", "grid_key, name, code, slug, dropped"};
constexpr TableSpec kBarriers{"grid_plan_barriers", "id",
                              "kind, name, line, source, valid_from, valid_to, added_at, added_by, ended_at, ended_by"};
constexpr TableSpec kReviews{"grid_plan_reviews", "id", "due_on, told_at"};

namespace {
constexpr std::array kTableSpecs{kPlans,     kInputs,    kRuns,          kMoves,    kComments,
                                 kApprovals, kDecisions, kReservedGrids, kBarriers, kReviews};
}

const storage::Schema kGridPlansSchema{"grid_plans", kMigrations, kTableSpecs};

}  // namespace linli::grid_plans
