#include "modules/intake_files/apply.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include "modules/accounts/api.hpp"
#include "modules/intake_files/errors.hpp"

namespace linli::intake_files {
namespace {

class Applier {
 public:
  Applier(storage::Transaction& transaction, DistrictId district, AccountId actor, const Plan& plan, const Check& check)
      : transaction_(transaction), district_(district), actor_(actor), plan_(plan), check_(check) {}

  Result<void> apply() {
    using Step = Result<void> (Applier::*)();
    constexpr std::array<Step, 9> kSteps{&Applier::close_grids,   &Applier::add_areas, &Applier::change_areas,
                                         &Applier::close_areas,   &Applier::outlines,  &Applier::grids,
                                         &Applier::change_bodies, &Applier::add_cases, &Applier::take_orders};
    for (const auto step : kSteps) {
      if (cancelled()) return fail(kCancelled);
      if (auto done = (this->*step)(); !done) return done;
    }
    return {};
  }

 private:
  bool cancelled() const { return check_.cancel != nullptr && check_.cancel->load(); }

  // The row that the refusal is about stands in the fault.
  std::unexpected<Error> refused(Error error, RowPlace place) const {
    if (error.faults.empty()) error.faults.push_back({"name", {}, {}, error.message, {}});
    for (auto& fault : error.faults) fault.row = number(place);
    return fail(kHasFaults, std::move(error.faults));
  }

  std::optional<std::int64_t> number(RowPlace place) const {
    if (place.sheet < 0) return std::nullopt;
    return check_.sheets[static_cast<std::size_t>(place.sheet)].number(place.row);
  }

  Result<void> add_areas() {
    if (plan_.new_areas.empty()) return {};
    auto added = areas::add_areas(transaction_, district_, actor_, plan_.new_areas);
    if (added) return {};
    auto error = std::move(added.error());
    for (auto& fault : error.faults) {
      const auto index = static_cast<std::size_t>(fault.row.value_or(1) - 1);
      if (index < plan_.new_area_places.size()) fault.row = number(plan_.new_area_places[index]);
    }
    return fail(kHasFaults, std::move(error.faults));
  }

  Result<void> change_areas() {
    for (const auto& edit : plan_.area_edits) {
      auto done = areas::change_area(transaction_, district_, actor_, edit.area, edit.change);
      if (!done) return refused(std::move(done.error()), edit.place);
    }
    return {};
  }

  Result<void> close_areas() {
    for (const auto area : plan_.closed_areas) {
      auto done =
          areas::close_area(transaction_, district_, actor_, area, check_.settings.as_of, areas::Children::CloseToo);
      if (!done) return refused(std::move(done.error()), {});
    }
    return {};
  }

  Result<void> outlines() {
    for (const auto& edit : plan_.outlines) {
      auto done = areas::set_outline(transaction_, district_, actor_, edit.area, edit.wkb, check_.settings.as_of);
      if (!done) return refused(std::move(done.error()), edit.place);
    }
    return {};
  }

  Result<void> close_grids() {
    for (const auto grid : plan_.closed_grids) {
      auto done = areas::close_grid(transaction_, district_, actor_, grid, check_.settings.as_of);
      if (!done) return refused(std::move(done.error()), {});
    }
    return {};
  }

  Result<void> grids() {
    if (auto freed = free_members(); !freed) return freed;
    for (const auto& edit : plan_.grid_edits) {
      if (auto done = change_grid(edit); !done) return refused(std::move(done.error()), edit.place);
    }
    for (const auto& add : plan_.new_grids) {
      auto grid = areas::add_grid(transaction_, district_, actor_, add.grid);
      if (!grid) return refused(std::move(grid.error()), add.place);
      if (auto done = set_duty(*grid, {}, add.steward, add.deputy, add.grid.from); !done)
        return refused(std::move(done.error()), add.place);
    }
    return {};
  }

  // A courtyard that moves from one grid to another must have left the first before it enters the second.
  Result<void> free_members() {
    for (const auto& edit : plan_.grid_edits) {
      if (!edit.members_change) continue;
      std::vector<AreaId> kept;
      for (const auto member : areas::members_of(transaction_, district_, edit.grid, {check_.settings.as_of, {}})) {
        if (std::ranges::find(edit.members, member) != edit.members.end()) kept.push_back(member);
      }
      if (kept.empty()) continue;
      auto done = areas::set_grid_members(transaction_, district_, actor_, edit.grid, kept, check_.settings.as_of);
      if (!done) return refused(std::move(done.error()), edit.place);
    }
    return {};
  }

  Result<void> change_grid(const GridEdit& edit) {
    if (edit.facts_change) {
      if (auto done = areas::change_grid(transaction_, district_, actor_, edit.grid, edit.change); !done) return done;
    }
    if (edit.members_change) {
      auto done =
          areas::set_grid_members(transaction_, district_, actor_, edit.grid, edit.members, check_.settings.as_of);
      if (!done) return done;
    }
    if (!edit.duty_change) return {};
    return set_duty(edit.grid, edit.duty, edit.steward, edit.deputy, check_.settings.as_of);
  }

  Result<void> set_duty(GridId grid, areas::GridDuty duty, const Person& steward, const Person& deputy, Date from) {
    if (steward.name.empty() && deputy.name.empty()) return {};
    for (const auto& [person, slot] : {std::pair{&steward, &duty.steward}, std::pair{&deputy, &duty.deputy}}) {
      if (person->name.empty()) continue;
      auto account = account_of(*person);
      if (!account) return std::unexpected(account.error());
      *slot = *account;
    }
    if (duty.deputy == duty.steward) duty.deputy = {};
    return areas::set_grid_duty(transaction_, district_, actor_, grid, duty, from);
  }

  // One account for one name and phone. It has no password and no role: giving those is the security administrator's.
  Result<AccountId> account_of(const Person& person) {
    if (people_.empty()) remember_stewards();
    const auto key = std::pair{person.name, whose(person.phone, person.community)};
    if (const auto found = people_.find(key); found != people_.end()) return found->second;
    const auto base =
        person.phone.empty() ? "wg" + std::to_string(transaction_.new_id() % 100'000'000'000) : person.phone;
    for (int attempt = 1;; ++attempt) {
      const auto login = attempt == 1 ? base : base + "-" + std::to_string(attempt);
      auto account = accounts::add_account(transaction_, district_, actor_, {login, person.name, {}, true});
      if (!account && account.error().code == "accounts.login_taken" && attempt < 20) continue;
      if (account) people_.emplace(key, *account);
      return account;
    }
  }

  static std::string whose(const std::string& phone, AreaId community) {
    return phone.empty() ? to_string(community) : phone;
  }

  void remember_stewards() {
    for (const auto& grid : areas::grids_of(transaction_, district_, std::nullopt, {check_.settings.as_of, {}})) {
      remember(grid.duty.steward, whose(grid.facts.phone, grid.facts.community));
      remember(grid.duty.deputy, whose({}, grid.facts.community));
    }
  }

  void remember(AccountId account, std::string key) {
    if (!account) return;
    if (auto name = accounts::account_name(transaction_, district_, account))
      people_.emplace(std::pair{std::move(*name), std::move(key)}, account);
  }

  Result<void> change_bodies() {
    for (const auto& add : plan_.new_bodies) {
      auto body = bodies::add_body(transaction_, district_, actor_, add.body);
      if (!body) return refused(std::move(body.error()), add.place);
    }
    for (const auto& edit : plan_.body_edits) {
      auto done = bodies::change_body(transaction_, district_, actor_, edit.body, edit.change);
      if (!done) return refused(std::move(done.error()), edit.place);
    }
    for (const auto body : plan_.closed_bodies) {
      auto done = bodies::close_body(transaction_, district_, actor_, body, check_.settings.as_of);
      if (!done) return refused(std::move(done.error()), {});
    }
    return {};
  }

  // Nobody hears of them: they are past. A life that the rules refuse is the row's fault.
  Result<void> add_cases() {
    cases::Pen pen;
    pen.district = district_;
    pen.rules = cases::shipped_flow_rules();
    pen.projections = check_.projections;
    for (const auto& add : plan_.new_cases) {
      if (cancelled()) return fail(kCancelled);
      auto id = cases::import_case_life(transaction_, pen, add.matter, add.life);
      if (!id) return refused(std::move(id.error()), add.place);
      cases::put_foreign(transaction_, district_, cases::Origin::Ledger, add.number,
                         {*id, 1, add.life.received_at, std::nullopt});
    }
    return {};
  }

  Result<void> take_orders() {
    if (plan_.orders.empty()) return {};
    const auto pen = check_.pen(transaction_);
    for (const auto& order : plan_.orders) {
      if (cancelled()) return fail(kCancelled);
      auto foreign = order.known ? take_again(pen, order) : take_new(pen, order);
      if (!foreign) return refused(std::move(foreign.error()), order.place);
      cases::put_foreign(transaction_, district_, cases::Origin::Hotline, order.number, *foreign);
      transaction_.execute(
          "INSERT INTO hotline_sendings (district, number, digest, at) VALUES ($1, $2, $3, $4) "
          "ON CONFLICT (district, number, digest) DO NOTHING",
          district_, order.number, order.digest, transaction_.now());
    }
    return {};
  }

  Result<cases::Foreign> take_new(const cases::Pen& pen, const HotlineOrder& order) {
    auto life = order.life;
    life.account = actor_;
    const auto id = cases::import_case_life(transaction_, pen, order.matter, life);
    if (!id) return fail(id.error());
    return cases::Foreign{
        *id, 1, order.sent_at, std::nullopt, order.due_at, cases::own_limit(pen, order.matter, life.received_at)};
  }

  // The result has to go back once more.
  Result<cases::Foreign> take_again(const cases::Pen& pen, const HotlineOrder& order) {
    auto foreign = *order.known;
    ++foreign.times;
    foreign.last_sent_at = std::max(order.sent_at, foreign.last_sent_at);
    foreign.answered_at.reset();
    if (order.due_at) foreign.due_at = order.due_at;
    const auto reason = fmt::format("12345热线第{}次派来（退回重办）{}{} / sent back by the city's hotline",
                                    foreign.times, order.reason.empty() ? "" : "：", order.reason);
    auto sent = cases::send_back(transaction_, pen, {foreign.entry, actor_, reason, order.due_at});
    if (!sent) return fail(std::move(sent.error()));
    return foreign;
  }

  storage::Transaction& transaction_;
  const DistrictId district_;
  const AccountId actor_;
  const Plan& plan_;
  const Check& check_;
  std::map<std::pair<std::string, std::string>, AccountId> people_;
};

}  // namespace

Result<void> apply_plan(storage::Transaction& transaction, DistrictId district, AccountId actor, const Plan& plan,
                        const Check& check) {
  return Applier(transaction, district, actor, plan, check).apply();
}

}  // namespace linli::intake_files
