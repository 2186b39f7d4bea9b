#include "modules/grid_plans/adoption.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "modules/areas/api.hpp"
#include "modules/grid_plans/errors.hpp"
#include "modules/grid_plans/ground.hpp"

namespace linli::grid_plans {
namespace {

using gridding::kNone;

constexpr std::size_t kNamedInWarnings = 5;

std::string some_names(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kNamedInWarnings); ++i) text += (i == 0 ? "" : "、") + names[i];
  if (names.size() > kNamedInWarnings) text += fmt::format(" …（{}）", names.size());
  return text;
}

// The next of a community's codes that nobody ever had: twelve digits and three.
class CodeSource {
 public:
  CodeSource(storage::Snapshot& snapshot, DistrictId district) : snapshot_(snapshot), district_(district) {}

  std::string next(const InputCommunity& community) {
    constexpr std::size_t kCommunityDigits = 12;
    constexpr int kMost = 999;
    if (community.code.size() != kCommunityDigits) return {};
    for (int& number = last_[community.id]; number < kMost;) {
      auto code = fmt::format("{}{:03}", community.code, ++number);
      if (!areas::code_is_taken(snapshot_, district_, code) && !code_was_reserved(snapshot_, district_, code))
        return code;
    }
    return {};
  }

 private:
  storage::Snapshot& snapshot_;
  DistrictId district_;
  std::map<AreaId, int> last_;
};

// One plan coming into force.
class Adoption {
 public:
  Adoption(Transaction& transaction, const cases::Pen& pen, const Plan& plan, const Division& division)
      : transaction_(transaction),
        pen_(pen),
        plan_(plan),
        division_(division),
        input_(division.model().input()),
        on_(plan.adopt_on.value()),
        ground_(transaction, pen.district, division, on_),
        reserved_(load_reserved(transaction, pen.district, plan.id)),
        codes_(transaction, pen.district) {}

  Result<Adopted> run() {
    std::set<GridId> kept;
    std::vector<std::pair<const PlanGrid*, Members>> wanted;
    for (const auto& grid : division_.grids()) {
      auto members = ground_.standing_members(grid);
      if (members.empty()) continue;
      const auto same = std::ranges::find(ground_.grids(), members, &Standing::members);
      if (same != ground_.grids().end()) {
        kept.insert(same->grid.id);
      } else {
        wanted.emplace_back(&grid, std::move(members));
      }
    }
    for (const auto& standing : ground_.grids()) {
      if (kept.contains(standing.grid.id)) continue;
      if (auto closed = areas::close_grid(transaction_, pen_.district, plan_.scheduled_by, standing.grid.id, on_);
          !closed)
        return fail(closed.error());
      regrid_.closed.push_back(standing.grid.id);
    }
    for (const auto& [grid, members] : wanted)
      if (auto added = add(*grid, members); !added) return fail(added.error());
    return finish();
  }

 private:
  const Standing* carried(const PlanGrid& grid) const {
    if (grid.carries_on == kNone) return nullptr;
    const auto found = std::ranges::find(ground_.grids(), input_.grids[grid.carries_on].id,
                                         [](const Standing& standing) { return standing.grid.id; });
    return found == ground_.grids().end() ? nullptr : &*found;
  }

  Result<void> add(const PlanGrid& grid, const Members& members) {
    const auto* from = carried(grid);
    const auto fixed = std::ranges::find(reserved_, grid.key, &ReservedGrid::key);
    const bool known = fixed != reserved_.end();
    areas::NewGrid wanted{.name = known ? fixed->name : grid.name,
                          .code = known ? fixed->code : codes_.next(input_.communities[grid.community]),
                          .community = input_.communities[grid.community].id,
                          .members = {members.begin(), members.end()},
                          .from = on_};
    if (known) wanted.reserved = fixed->id;
    if (from != nullptr) {
      wanted.phone = from->grid.facts.phone;
      wanted.supervision_phone = from->grid.facts.supervision_phone;
    }
    const auto shares = shares_of(grid);
    for (const auto& [was, households] : shares) wanted.predecessors.push_back(was);
    const auto id = areas::add_grid(transaction_, pen_.district, plan_.scheduled_by, wanted);
    if (!id) return fail(id.error());
    if (from != nullptr && (from->grid.duty.steward || from->grid.duty.deputy)) {
      auto done = areas::set_grid_duty(transaction_, pen_.district, plan_.scheduled_by, *id, from->grid.duty, on_);
      if (!done) return done;
      regrid_.duties[*id] = from->grid.duty;
    }
    for (const auto unit : grid.units) {
      regrid_.grid_of[input_.units[unit].id] = *id;
      if (members.contains(input_.sites[input_.units[unit].site].id))
        regrid_.grid_of[input_.sites[input_.units[unit].site].id] = *id;
    }
    for (const auto& [was, households] : shares) {
      auto& best = best_[was];
      if (!best.second || households > best.first) best = {households, *id};
    }
    return {};
  }

  // Grids in force on the day whose courtyards come here, with their households.
  std::map<GridId, std::int64_t> shares_of(const PlanGrid& grid) const {
    std::map<GridId, std::int64_t> shares;
    for (const auto unit : grid.units) {
      const auto site = input_.sites[input_.units[unit].site].id;
      for (const auto& standing : ground_.grids()) {
        if (standing.members.contains(input_.units[unit].id) || standing.members.contains(site))
          shares[standing.grid.id] += input_.units[unit].households.value_or(0);
      }
    }
    return shares;
  }

  Result<Adopted> finish() {
    for (const auto& [was, best] : best_) regrid_.otherwise[was] = best.second;
    regrid_.reason = fmt::format("网格调整，自 {} 起由新网格负责 / grids changed: the new grid answers from {}",
                                 format_date(on_), format_date(on_));
    Adopted adopted;
    adopted.cases_rerouted = cases::regrid_cases(transaction_, pen_, regrid_);
    return adopted;
  }

  Transaction& transaction_;
  const cases::Pen& pen_;
  const Plan& plan_;
  const Division& division_;
  const Input& input_;
  const Date on_;
  const Ground ground_;
  const std::vector<ReservedGrid> reserved_;
  CodeSource codes_;
  cases::Regrid regrid_;
  std::map<GridId, std::pair<std::int64_t, GridId>> best_;  // old grid → most households that went to one new grid
};

}  // namespace

GridChange change_of(const Division& division, const Visible& visible) {
  GridChange change;
  const auto& input = division.model().input();
  std::set<std::uint32_t> kept;
  std::set<AccountId> busy;
  const auto seen = [&](std::uint32_t community) { return visible.empty() || visible[community] != 0; };
  for (const auto& grid : division.grids()) {
    if (!seen(grid.community)) continue;
    if (grid.carries_on != kNone) busy.insert(input.grids[grid.carries_on].steward);
    if (grid.unchanged) {
      change.kept.push_back(&grid);
      kept.insert(grid.carries_on);
      continue;
    }
    change.made.push_back(&grid);
    if (grid.carries_on != kNone && input.grids[grid.carries_on].steward) ++change.stewards_carried;
  }
  for (std::uint32_t i = 0; i < input.grids.size(); ++i) {
    if (kept.contains(i) || !seen(input.grids[i].community)) continue;
    change.closed.push_back(i);
    if (input.grids[i].steward && !busy.contains(input.grids[i].steward)) change.without.push_back(i);
  }
  return change;
}

DayCheck check_day(storage::Snapshot& snapshot, DistrictId district, const Division& division, Date on) {
  DayCheck check;
  const auto& input = division.model().input();
  const Ground ground(snapshot, district, division, on);
  std::set<AreaId> known;
  std::vector<std::string> gone;
  std::vector<std::string> elsewhere;
  for (const auto& site : input.sites) {
    known.insert(site.id);
    const auto now = ground.courtyards().find(site.id);
    if (now == ground.courtyards().end()) {
      gone.push_back(site.name);
    } else if (now->second.facts.parent != input.communities[site.community].id) {
      elsewhere.push_back(site.name);
    }
  }
  std::vector<std::string> fresh;
  for (const auto& [id, area] : ground.courtyards())
    if (!known.contains(id)) fresh.push_back(area.facts.name);
  if (!gone.empty())
    check.warnings.push_back({fmt::format("方案制定后已撤销，不再划入：{}", some_names(gone)),
                              fmt::format("closed since the plan was made, left out: {}", some_names(gone))});
  if (!fresh.empty())
    check.warnings.push_back(
        {fmt::format("方案制定后新增，启用后不在任何网格里：{}", some_names(fresh)),
         fmt::format("new since the plan was made, in no grid afterwards: {}", some_names(fresh))});
  for (const auto& name : elsewhere)
    check.faults.push_back({"on",
                            std::nullopt,
                            name,
                            {"小区已划归别的社区", "the courtyard belongs to another community now"},
                            {"重新计算方案", "run the plan again"}});
  std::vector<std::string> began;
  for (const auto& standing : ground.grids()) {
    if (standing.grid.from < on) continue;
    began.push_back(standing.grid.facts.name);
  }
  if (!began.empty())
    check.warnings.push_back(
        {fmt::format("当天才开始使用的网格将由新网格直接代替：{}", some_names(began)),
         fmt::format("grids that begin on that very day give way at once: {}", some_names(began))});
  return check;
}

std::vector<ReservedGrid> reserve_grids(Transaction& transaction, DistrictId district, const Division& division) {
  std::vector<ReservedGrid> reserved;
  CodeSource codes(transaction, district);
  for (const auto* grid : change_of(division).made) {
    auto fixed = areas::reserve_grid(transaction);
    reserved.push_back({fixed.id, grid->key, grid->name,
                        codes.next(division.model().input().communities[grid->community]), std::move(fixed.slug)});
  }
  return reserved;
}

Result<Adopted> adopt_grids(Transaction& transaction, const cases::Pen& pen, const Plan& plan,
                            const Division& division) {
  auto check = check_day(transaction, pen.district, division, plan.adopt_on.value());
  if (!check.faults.empty()) return fail(kCannotAdopt, std::move(check.faults));
  return Adoption(transaction, pen, plan, division).run();
}

}  // namespace linli::grid_plans
