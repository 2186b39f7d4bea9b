// Who answers for a grid, and its end.

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "modules/accounts/api.hpp"
#include "modules/areas/api.hpp"
#include "modules/areas/closing.hpp"
#include "modules/areas/errors.hpp"
#include "modules/areas/service.hpp"

namespace linli::areas {
namespace {

std::optional<Fault> check_grid_date(const StoredGrid& grid, Date from) {
  const auto& known = grid.known.timeline;
  if (from >= known.front().from && (!known.back().to || from < *known.back().to)) return std::nullopt;
  return date_fault("from", from,
                    {fmt::format("网格自 {} 起使用", format_date(known.front().from)),
                     fmt::format("the grid is in force since {}", format_date(known.front().from))},
                    {"改用网格使用期内的日期", "use a date while it is in force"});
}

std::optional<Fault> check_account(Snapshot& snapshot, DistrictId district, std::string_view field, AccountId account) {
  if (!account || accounts::account_name(snapshot, district, account)) return std::nullopt;
  return make_fault(field, to_string(account), {"没有这个账号", "there is no such account"},
                    {"先建账号，或选择已有的账号", "make the account first, or choose one that is there"});
}

std::string duty_json(const GridDuty& duty, Date from) {
  JsonWriter json;
  json.begin_object().field("steward", duty.steward).field("deputy", duty.deputy);
  json.field("from", format_date(from)).end_object();
  return json.take();
}

// A duty may begin before the first one that is known; what was planned for later stays.
Timeline<GridDuty> with_duty(const Timeline<GridDuty>& known, const GridDuty& duty, Date from,
                             std::optional<Date> until) {
  if (known.empty()) return {{duty, from, until}};
  if (from < known.front().from) {
    auto now = known;
    now.insert(now.begin(), Dated<GridDuty>{duty, from, known.front().from});
    return now;
  }
  return replace_from(known, duty, from, until);
}

}  // namespace

Result<StoredGrid> standing_grid(Snapshot& snapshot, DistrictId district, GridId grid, Date from) {
  auto stored = load_grid(snapshot, district, grid);
  if (!stored || stored->known.timeline.empty()) return fail(kGridNotFound);
  if (auto bad = check_grid_date(*stored, from)) return fail(kInvalid, {*bad});
  return std::move(*stored);
}

Result<void> set_grid_duty(Transaction& transaction, DistrictId district, AccountId actor, GridId grid,
                           const GridDuty& duty, Date from) {
  const auto stored = standing_grid(transaction, district, grid, from);
  if (!stored) return std::unexpected(stored.error());
  std::vector<Fault> faults;
  if (auto bad = check_account(transaction, district, "account_id", duty.steward)) faults.push_back(std::move(*bad));
  if (auto bad = check_account(transaction, district, "deputy_id", duty.deputy)) faults.push_back(std::move(*bad));
  if (duty.deputy && duty.deputy == duty.steward) {
    faults.push_back(make_fault("deputy_id", "", {"正副网格员不能是同一人", "steward and deputy are two persons"},
                                {"选择另一人，或留空", "choose somebody else, or leave it empty"}));
  }
  if (!faults.empty()) return fail(kInvalid, std::move(faults));
  const auto known = load_duty(transaction, district, grid);
  const auto now = with_duty(known.timeline, duty, from, newest(stored->known).to);
  auto rows = write_duty(transaction, district, actor, grid, known, now);
  if (rows.empty()) return {};
  const auto* was = version_on(known.timeline, from);
  record_change(transaction, district, actor,
                {"grids.duty_set", "grid", grid.value, was ? duty_json(was->facts, was->from) : "",
                 duty_json(duty, from), std::move(rows)});
  return {};
}

std::vector<RowRef> close_grid_rows(Transaction& transaction, DistrictId district, AccountId actor, GridId grid,
                                    Date on) {
  const auto stored = load_grid(transaction, district, grid);
  if (!stored) return {};
  auto rows = write_grid(transaction, district, actor, *stored, close_on(stored->known.timeline, on));
  for (const auto& [area, known] : load_members(transaction, district, grid)) {
    append(rows, write_member(transaction, district, actor, *stored, area, known, close_on(known.timeline, on)));
  }
  const auto duty = load_duty(transaction, district, grid);
  append(rows, write_duty(transaction, district, actor, grid, duty, close_on(duty.timeline, on)));
  return rows;
}

Result<void> close_grid(Transaction& transaction, DistrictId district, AccountId actor, GridId grid, Date on) {
  const auto stored = load_grid(transaction, district, grid);
  if (!stored || stored->known.timeline.empty()) return fail(kGridNotFound);
  const auto& known = stored->known.timeline;
  // On its first day it gives way to what is in force instead: it then never was, and only the journal knows of it.
  const bool replaced = on == known.front().from;
  if (auto bad = check_closing_day(known.front().from, known.back().to, on); bad && !replaced)
    return fail(kInvalid, {*bad});
  const auto before = facts_json(known.back());
  auto rows = close_grid_rows(transaction, district, actor, grid, on);
  JsonWriter json;
  json.begin_object().field("to", format_date(on)).end_object();
  record_change(transaction, district, actor,
                {"grids.closed", "grid", grid.value, before, json.take(), std::move(rows)});
  return {};
}

}  // namespace linli::areas
