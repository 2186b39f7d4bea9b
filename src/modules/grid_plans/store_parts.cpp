// What stands beside a plan: moves, comments, approvals, decisions on neighbours, reserved grids.
#include <algorithm>

#include "modules/grid_plans/schema.hpp"
#include "modules/grid_plans/store.hpp"

namespace linli::grid_plans {

RowRef insert_move(Transaction& transaction, DistrictId district, std::int64_t run, const Move& move) {
  transaction.execute(
      "INSERT INTO grid_plan_moves (district, run, seq, unit, from_key, to_key, at, account, undone) VALUES ($1, $2, "
      "$3, $4, $5, $6, $7, $8, 0)",
      district, run, move.seq, move.unit, std::int64_t{move.from}, std::int64_t{move.to}, move.at, move.by);
  return {&kMoves, {run, move.seq}};
}

RowRef mark_undone(Transaction& transaction, DistrictId district, std::int64_t run, int seq) {
  transaction.execute("UPDATE grid_plan_moves SET undone = 1 WHERE district = $1 AND run = $2 AND seq = $3", district,
                      run, seq);
  return {&kMoves, {run, seq}};
}

std::vector<Move> load_moves(Snapshot& snapshot, DistrictId district, std::int64_t run) {
  auto rows = snapshot.query(
      "SELECT seq, unit, from_key, to_key, at, account, undone FROM grid_plan_moves WHERE district = $1 AND run = $2 "
      "ORDER BY seq",
      district, run);
  std::vector<Move> moves;
  while (rows.next()) {
    moves.push_back({static_cast<int>(rows.integer(0)), rows.id<AreaId>(1), static_cast<std::uint32_t>(rows.integer(2)),
                     static_cast<std::uint32_t>(rows.integer(3)), rows.instant(4), rows.id<AccountId>(5),
                     rows.boolean(6)});
  }
  return moves;
}

RowRef insert_comment(Transaction& transaction, DistrictId district, PlanId plan, const Comment& comment) {
  const auto key = comment.grid ? std::optional<std::int64_t>(*comment.grid) : std::nullopt;
  transaction.execute(
      "INSERT INTO grid_plan_comments (district, plan, id, text, grid_key, at, account) VALUES ($1, $2, $3, $4, $5, "
      "$6, "
      "$7)",
      district, plan, comment.id, comment.text, key, comment.at, comment.by);
  return {&kComments, {plan.value, comment.id}};
}

std::vector<Comment> load_comments(Snapshot& snapshot, DistrictId district, PlanId plan) {
  auto rows = snapshot.query(
      "SELECT id, text, grid_key, at, account FROM grid_plan_comments WHERE district = $1 AND plan = $2 ORDER BY id",
      district, plan);
  std::vector<Comment> comments;
  while (rows.next()) {
    Comment comment{rows.integer(0), rows.string(1), std::nullopt, rows.instant(3), rows.id<AccountId>(4)};
    if (!rows.is_null(2)) comment.grid = static_cast<std::uint32_t>(rows.integer(2));
    comments.push_back(std::move(comment));
  }
  return comments;
}

RowRef insert_approval(Transaction& transaction, DistrictId district, PlanId plan, const Approval& approval) {
  transaction.execute(
      "INSERT INTO grid_plan_approvals (district, plan, id, account, at, note, reason) VALUES ($1, $2, $3, $4, $5, $6, "
      "'')",
      district, plan, approval.id, approval.by, approval.at, approval.note);
  return {&kApprovals, {plan.value, approval.id}};
}

std::vector<RowRef> withdraw_approvals(Transaction& transaction, DistrictId district, PlanId plan, AccountId by,
                                       std::string_view reason) {
  std::vector<RowRef> rows;
  for (const auto& approval : load_approvals(transaction, district, plan)) {
    transaction.execute(
        "UPDATE grid_plan_approvals SET withdrawn_at = $1, withdrawn_by = $2, reason = $3 WHERE district = $4 AND plan "
        "= "
        "$5 AND id = $6",
        transaction.now(), by, reason, district, plan, approval.id);
    rows.push_back({&kApprovals, {plan.value, approval.id}});
  }
  return rows;
}

std::vector<Approval> load_approvals(Snapshot& snapshot, DistrictId district, PlanId plan) {
  auto rows = snapshot.query(
      "SELECT id, account, at, note FROM grid_plan_approvals WHERE district = $1 AND plan = $2 AND withdrawn_at IS "
      "NULL "
      "ORDER BY id",
      district, plan);
  std::vector<Approval> approvals;
  while (rows.next()) approvals.push_back({rows.integer(0), rows.id<AccountId>(1), rows.instant(2), rows.string(3)});
  return approvals;
}

RowRef insert_decision(Transaction& transaction, DistrictId district, const NeighbourDecision& decision,
                       std::optional<bool> neighbours) {
  const auto id = transaction.new_id();
  transaction.execute(
      "INSERT INTO grid_plan_decisions (district, low, high, id, neighbours, reason, at, account) VALUES ($1, $2, $3, "
      "$4, $5, $6, $7, $8)",
      district, decision.low, decision.high, id, neighbours, decision.reason, decision.at, decision.by);
  return {&kDecisions, {decision.low.value, decision.high.value, id}};
}

Decisions load_decisions(Snapshot& snapshot, DistrictId district) {
  auto rows = snapshot.query(
      "SELECT low, high, neighbours, reason, at, account FROM grid_plan_decisions WHERE district = $1 ORDER BY low, "
      "high, id",
      district);
  Decisions decisions;
  while (rows.next()) {
    const std::pair pair(rows.id<AreaId>(0), rows.id<AreaId>(1));
    if (rows.is_null(2)) {
      decisions.erase(pair);
    } else {
      decisions[pair] = {pair.first,     pair.second,     rows.boolean(2),
                         rows.string(3), rows.instant(4), rows.id<AccountId>(5)};
    }
  }
  return decisions;
}

RowRef insert_reserved(Transaction& transaction, DistrictId district, PlanId plan, const ReservedGrid& grid) {
  transaction.execute(
      "INSERT INTO grid_plan_grids (district, plan, id, grid_key, name, code, slug, dropped) VALUES ($1, $2, $3, $4, "
      "$5, $6, $7, 0)",
      district, plan, grid.id, std::int64_t{grid.key}, grid.name, grid.code, grid.slug);
  return {&kReservedGrids, {plan.value, grid.id.value}};
}

std::vector<RowRef> drop_reserved(Transaction& transaction, DistrictId district, PlanId plan) {
  std::vector<RowRef> rows;
  for (const auto& grid : load_reserved(transaction, district, plan)) {
    transaction.execute("UPDATE grid_plan_grids SET dropped = 1 WHERE district = $1 AND plan = $2 AND id = $3",
                        district, plan, grid.id);
    rows.push_back({&kReservedGrids, {plan.value, grid.id.value}});
  }
  return rows;
}

std::vector<ReservedGrid> load_reserved(Snapshot& snapshot, DistrictId district, PlanId plan) {
  auto rows = snapshot.query(
      "SELECT id, grid_key, name, code, slug FROM grid_plan_grids WHERE district = $1 AND plan = $2 AND dropped = 0 "
      "ORDER BY grid_key, id",
      district, plan);
  std::vector<ReservedGrid> grids;
  while (rows.next()) {
    grids.push_back({rows.id<GridId>(0), static_cast<std::uint32_t>(rows.integer(1)), rows.string(2), rows.string(3),
                     rows.string(4)});
  }
  return grids;
}

bool code_was_reserved(Snapshot& snapshot, DistrictId district, std::string_view code) {
  auto rows = snapshot.query("SELECT 1 FROM grid_plan_grids WHERE district = $1 AND code = $2 LIMIT 1", district, code);
  return rows.next();
}

std::optional<std::string> plan_name(Snapshot& snapshot, DistrictId district, PlanId plan) {
  const auto found = load_plan(snapshot, district, plan);
  return found ? std::optional(found->name) : std::nullopt;
}

}  // namespace linli::grid_plans
