#include "modules/grid_plans/store.hpp"

#include <charconv>
#include <limits>

#include "modules/grid_plans/rules_json.hpp"
#include "modules/grid_plans/schema.hpp"

namespace linli::grid_plans {
namespace {

constexpr std::string_view kSelectPlan =
    "SELECT id, name, note, purpose, state, version, as_of, areas, rules, created_at, created_by, input, run, stale, "
    "adopt_on, scheduled_at, scheduled_by, adopted_at, cases_rerouted, problem_zh, problem_en FROM grid_plans "
    "WHERE district = $1";

std::string join_areas(const std::vector<AreaId>& areas) {
  std::string text;
  for (const auto area : areas) text += (text.empty() ? "" : ",") + to_string(area);
  return text;
}

std::vector<AreaId> split_areas(std::string_view text) {
  std::vector<AreaId> areas;
  while (!text.empty()) {
    const auto comma = text.find(',');
    if (const auto id = parse_id(text.substr(0, comma))) areas.push_back({*id});
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  return areas;
}

Plan read_plan(const storage::Cursor& row) {
  Plan plan;
  plan.id = row.id<PlanId>(0);
  plan.name = row.string(1);
  plan.note = row.string(2);
  plan.purpose = static_cast<Purpose>(row.integer(3));
  plan.state = static_cast<State>(row.integer(4));
  plan.version = static_cast<int>(row.integer(5));
  plan.as_of = parse_date(row.text(6)).value_or(Date{});
  plan.areas = split_areas(row.text(7));
  plan.rules = stored_rules(row.text(8));
  plan.created_at = row.instant(9);
  plan.created_by = row.id<AccountId>(10);
  plan.input = row.integer(11);
  plan.run = row.integer(12);
  plan.stale = row.boolean(13);
  if (!row.is_null(14)) plan.adopt_on = parse_date(row.text(14));
  plan.scheduled_at = row.maybe_instant(15);
  plan.scheduled_by = row.id<AccountId>(16);
  plan.adopted_at = row.maybe_instant(17);
  plan.cases_rerouted = row.integer(18);
  plan.problem = {row.string(19), row.string(20)};
  return plan;
}

std::optional<std::string> date_text(const std::optional<Date>& date) {
  return date ? std::optional(format_date(*date)) : std::nullopt;
}

}  // namespace

std::string_view to_string(State state) {
  switch (state) {
    case State::Draft:
      return "draft";
    case State::Approving:
      return "approving";
    case State::Approved:
      return "approved";
    case State::Scheduled:
      return "scheduled";
    case State::Adopted:
      return "adopted";
    case State::Discarded:
      return "discarded";
  }
  std::unreachable();
}

std::optional<State> parse_state(std::string_view text) {
  for (auto state = static_cast<int>(State::Draft); state <= static_cast<int>(State::Discarded); ++state) {
    if (to_string(static_cast<State>(state)) == text) return static_cast<State>(state);
  }
  return std::nullopt;
}

std::string_view to_string(Purpose purpose) { return purpose == Purpose::Review ? "review" : "scenario"; }

void insert_plan(Transaction& transaction, DistrictId district, const Plan& plan) {
  transaction.execute(
      "INSERT INTO grid_plans (district, id, name, note, purpose, state, version, as_of, areas, rules, created_at, "
      "created_by, input, run, stale, cases_rerouted, problem_zh, problem_en) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, "
      "$9, $10, $11, $12, 0, 0, 0, 0, '', '')",
      district, plan.id, plan.name, plan.note, static_cast<int>(plan.purpose), static_cast<int>(plan.state),
      plan.version, format_date(plan.as_of), join_areas(plan.areas), rules_json(plan.rules), plan.created_at,
      plan.created_by);
}

bool update_plan(Transaction& transaction, DistrictId district, Plan& plan) {
  const auto written = transaction.execute(
      "UPDATE grid_plans SET name = $1, note = $2, state = $3, version = $4, as_of = $5, areas = $6, rules = $7, "
      "input = $8, run = $9, stale = $10, adopt_on = $11, scheduled_at = $12, scheduled_by = $13, adopted_at = $14, "
      "cases_rerouted = $15, problem_zh = $16, problem_en = $17 WHERE district = $18 AND id = $19 AND version = $20",
      plan.name, plan.note, static_cast<int>(plan.state), plan.version + 1, format_date(plan.as_of),
      join_areas(plan.areas), rules_json(plan.rules), plan.input, plan.run, plan.stale, date_text(plan.adopt_on),
      plan.scheduled_at, plan.scheduled_by, plan.adopted_at, plan.cases_rerouted, plan.problem.zh, plan.problem.en,
      district, plan.id, plan.version);
  if (written != 1) return false;
  ++plan.version;
  return true;
}

std::optional<Plan> load_plan(Snapshot& snapshot, DistrictId district, PlanId plan) {
  static const std::string kSql = std::string(kSelectPlan) + " AND id = $2";
  auto rows = snapshot.query(kSql, district, plan);
  if (!rows.next()) return std::nullopt;
  return read_plan(rows);
}

std::vector<Plan> list_plans(Snapshot& snapshot, DistrictId district, std::optional<State> state, PlanId before,
                             int limit) {
  static const std::string kSql =
      std::string(kSelectPlan) + " AND id < $2 AND (state = $3 OR $3 = 0) ORDER BY id DESC LIMIT $4";
  const auto below = before ? before.value : std::numeric_limits<std::int64_t>::max();
  auto rows = snapshot.query(kSql, district, below, state ? static_cast<int>(*state) : 0, limit);
  std::vector<Plan> plans;
  while (rows.next()) plans.push_back(read_plan(rows));
  return plans;
}

std::vector<PlanId> plans_due(Snapshot& snapshot, DistrictId district, Date today) {
  auto rows = snapshot.query(
      "SELECT id FROM grid_plans WHERE district = $1 AND state = 4 AND adopt_on <= $2 ORDER BY adopt_on, id", district,
      format_date(today));
  std::vector<PlanId> due;
  while (rows.next()) due.push_back(rows.id<PlanId>(0));
  return due;
}

RowRef insert_input(Transaction& transaction, DistrictId district, std::int64_t id, const StoredInput& input) {
  transaction.execute("INSERT INTO grid_plan_inputs (district, id, plan, made_at, content) VALUES ($1, $2, $3, $4, $5)",
                      district, id, input.plan, input.made_at, input.content);
  return {&kInputs, {id}};
}

std::optional<StoredInput> load_input(Snapshot& snapshot, DistrictId district, std::int64_t id) {
  auto rows = snapshot.query("SELECT plan, made_at, content FROM grid_plan_inputs WHERE district = $1 AND id = $2",
                             district, id);
  if (!rows.next()) return std::nullopt;
  return StoredInput{rows.id<PlanId>(0), rows.instant(1), rows.string(2)};
}

RowRef insert_run(Transaction& transaction, DistrictId district, std::int64_t id, const StoredRun& run) {
  transaction.execute(
      "INSERT INTO grid_plan_runs (district, id, plan, input, made_at, made_by, rules, content) VALUES ($1, $2, $3, "
      "$4, "
      "$5, $6, $7, $8)",
      district, id, run.plan, run.input, run.made_at, run.made_by, run.rules, run.content);
  return {&kRuns, {id}};
}

std::optional<StoredRun> load_run(Snapshot& snapshot, DistrictId district, std::int64_t id) {
  auto rows = snapshot.query(
      "SELECT plan, input, made_at, made_by, rules, content FROM grid_plan_runs WHERE district = $1 AND id = $2",
      district, id);
  if (!rows.next()) return std::nullopt;
  return StoredRun{rows.id<PlanId>(0),    rows.integer(1), rows.instant(2),
                   rows.id<AccountId>(3), rows.string(4),  rows.string(5)};
}

}  // namespace linli::grid_plans
