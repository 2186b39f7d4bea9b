// Grids with their members and who answers for them.

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

#include "modules/accounts/api.hpp"
#include "modules/intake_files/grid_members.hpp"
#include "modules/intake_files/grid_rows.hpp"
#include "modules/intake_files/names.hpp"
#include "modules/intake_files/planner.hpp"

namespace linli::intake_files {

using areas::Layer;

namespace {

class GridPlanner {
 public:
  explicit GridPlanner(Planner& planner) : planner_(planner), members_(planner), rows_(planner, members_) {
    auto& known = planner.known;
    for (auto& grid : areas::grids_of(known.snapshot(), known.district(), std::nullopt, {known.on(), {}})) {
      auto members = areas::members_of(known.snapshot(), known.district(), grid.id, {known.on(), {}});
      if (!grid.facts.code.empty()) by_code_[grid.facts.code] = known_.size();
      by_name_[child_key(grid.facts.community.value, name_key(grid.facts.name))] = known_.size();
      known_.push_back({std::move(grid), std::move(members)});
    }
  }

  void plan() {
    if (!planner_.each_row([&](RowPlace place) { read(place); })) return;
    for (auto& draft : drafts_) match(draft);
    settle_members();
    for (auto& draft : drafts_) decide(draft);
    if (planner_.settings.mode == Mode::Full) close_missing();
    tell_left_out();
  }

 private:
  void read(RowPlace place) {
    if (auto draft = rows_.read(place)) drafts_.push_back(std::move(*draft));
  }

  void match(GridDraft& draft) {
    const auto named = child_key(draft.grid.community.value, name_key(draft.grid.name));
    if (const auto [first, fresh] = names_.emplace(named, draft.place); !fresh) {
      const auto at = planner_.where(first->second);
      planner_.refuse(draft.place, "name",
                      {fmt::format("与{}重名。", at.zh), fmt::format("The same name as {}.", at.en)},
                      {"改名或删去一行。", "Rename or delete one."});
      return;
    }
    if (const auto found = by_code_.find(draft.grid.code); !draft.grid.code.empty() && found != by_code_.end()) {
      draft.existing = &known_[found->second];
    } else if (const auto same = by_name_.find(named); same != by_name_.end()) {
      draft.existing = &known_[same->second];
    }
    if (draft.existing != nullptr) present_.insert(draft.existing->grid.id.value);
    layers_.insert(draft.grid.layer);
    covered_.insert(draft.grid.community.value);
  }

  bool stays(const KnownGrid& known) const {
    const bool missing = planner_.settings.mode == Mode::Full && covered_.contains(known.grid.facts.community.value) &&
                         layers_.contains(known.grid.layer);
    return !present_.contains(known.grid.id.value) && !missing;
  }

  // A courtyard lies in one base grid: the first in the file keeps it, and grids that are not in the file keep theirs.
  void settle_members() {
    for (const auto& known : known_) {
      if (known.grid.layer == Layer::Base && stays(known)) members_.hold(known.members, known.grid.facts.name);
    }
    for (auto& draft : drafts_) {
      if (planner_.plan.faults.is_refused(draft.place)) continue;
      if (draft.grid.layer == Layer::Base) members_.claim(draft.place, draft.grid.members, draft.grid.name);
      members_.check_households(draft.place, draft.grid.members);
      if (draft.grid.members.empty()) {
        planner_.refuse(draft.place, "members",
                        {"包含的小区都已在别的网格里。", "All its courtyards lie in other grids."},
                        {"核对网格范围。", "Check what the grid holds."});
      }
    }
  }

  bool create_accounts() {
    const auto answer = planner_.ask("stewards", [] {
      return Question{
          "stewards",
          {"文件里的网格员还没有账号。为他们建立账号并记为网格负责人吗?(没有密码,安全管理员设置密码和角色之前不能登录)",
           "Stewards in the file have no accounts yet. Create them and record them as answering for their grids? "
           "(Without "
           "a password nobody can sign in until the security administrator gives one.)"},
          {{"create", {"建立账号", "Create accounts"}}, {"skip", {"不建,网格员暂缺", "No, leave the stewards open"}}},
          {},
          0};
    });
    return answer == "create";
  }

  std::string name_of(AccountId account) {
    if (!account) return {};
    return accounts::account_name(planner_.known.snapshot(), planner_.known.district(), account).value_or("");
  }

  // Who is new in this row; somebody who answers for the grid already stays.
  bool duty_changes(const GridDraft& draft, areas::GridDuty& stay, Person& steward, Person& deputy) {
    const auto duty = draft.existing != nullptr ? draft.existing->grid.duty : areas::GridDuty{};
    stay = duty;
    const bool same_steward = draft.steward.name.empty() || draft.steward.name == name_of(duty.steward);
    const bool same_deputy = draft.deputy.name.empty() || draft.deputy.name == name_of(duty.deputy);
    if (same_steward && same_deputy) return false;
    if (!create_accounts()) return false;
    if (!same_steward) steward = draft.steward;
    if (!same_deputy) deputy = draft.deputy;
    return true;
  }

  void decide(const GridDraft& draft) {
    if (planner_.plan.faults.is_refused(draft.place)) return;
    auto& plan = planner_.plan;
    areas::GridDuty stay;
    Person steward;
    Person deputy;
    const bool duty = duty_changes(draft, stay, steward, deputy);
    if (draft.existing == nullptr) {
      plan.new_grids.push_back({draft.place, draft.grid, steward, deputy});
      ++plan.summary.add;
      return;
    }
    auto edit = difference(draft);
    edit.duty_change = duty;
    edit.duty = stay;
    edit.steward = steward;
    edit.deputy = deputy;
    const bool any = edit.facts_change || edit.members_change || edit.duty_change;
    if (any && planner_.settings.mode == Mode::Add) {
      planner_.warn(
          draft.place, "name",
          {"已经登记,内容有不同;“只增加”不改动它。", "On record with other values; “add” leaves it as it is."},
          {"要更新就选“更新”。", "Choose “update” to change it."});
    }
    if (!any || planner_.settings.mode == Mode::Add) {
      ++plan.summary.same;
      return;
    }
    ++plan.summary.change;
    plan.grid_edits.push_back(std::move(edit));
  }

  GridEdit difference(const GridDraft& draft) const {
    const auto& is = draft.existing->grid.facts;
    GridEdit edit;
    edit.place = draft.place;
    edit.grid = draft.existing->grid.id;
    edit.change.from = planner_.settings.as_of;
    const auto set = [&](auto& slot, const auto& value, bool differs) {
      if (!differs) return;
      slot = value;
      edit.facts_change = true;
    };
    set(edit.change.name, draft.grid.name, name_key(draft.grid.name) != name_key(is.name));
    set(edit.change.code, draft.grid.code, !draft.grid.code.empty() && draft.grid.code != is.code);
    set(edit.change.community, draft.grid.community, draft.grid.community != is.community);
    set(edit.change.phone, draft.grid.phone, !draft.grid.phone.empty() && draft.grid.phone != is.phone);
    set(edit.change.supervision_phone, draft.grid.supervision_phone,
        !draft.grid.supervision_phone.empty() && draft.grid.supervision_phone != is.supervision_phone);
    const std::set<AreaId> now(draft.existing->members.begin(), draft.existing->members.end());
    const std::set<AreaId> then(draft.grid.members.begin(), draft.grid.members.end());
    edit.members_change = now != then;
    edit.members = draft.grid.members;
    return edit;
  }

  void close_missing() {
    for (const auto& known : known_) {
      if (present_.contains(known.grid.id.value) || stays(known)) continue;
      planner_.plan.closed_grids.push_back(known.grid.id);
      ++planner_.plan.summary.close;
    }
  }

  void tell_left_out() {
    if (!layers_.contains(Layer::Base)) return;
    members_.tell_left_out(covered_);
  }

  Planner& planner_;
  GridMembers members_;
  GridRows rows_;
  std::vector<KnownGrid> known_;
  std::unordered_map<std::string, std::size_t> by_code_;
  std::unordered_map<std::string, std::size_t> by_name_;
  std::vector<GridDraft> drafts_;
  std::unordered_map<std::string, RowPlace> names_;
  std::unordered_set<std::int64_t> present_;
  std::unordered_set<std::int64_t> covered_;  // communities
  std::set<Layer> layers_;
};

}  // namespace

void plan_grids(Planner& planner) { GridPlanner(planner).plan(); }

}  // namespace linli::intake_files
