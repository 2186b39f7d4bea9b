// What several views say in the same words.
#include <fmt/format.h>

#include <algorithm>

#include "modules/grid_plans/lists.hpp"
#include "modules/grid_plans/views.hpp"

namespace linli::grid_plans {

using gridding::GridKind;
using gridding::Proof;

Visible visible_of(const accounts::Caller& caller, const Input& input) {
  Visible visible;
  const auto mine = [&](AreaId area) { return std::ranges::binary_search(caller.scopes, area.value); };
  for (const auto& community : input.communities)
    visible.push_back(caller.whole_district || mine(community.id) || mine(community.subdistrict) ? 1 : 0);
  return visible;
}

bool may_see(const accounts::Caller& caller, const PlanView& view) {
  if (caller.whole_district) return true;
  if (!view.shown()) return false;
  return contains(visible_of(caller, view.shown()->model->input()), 1);
}

void write_figures(JsonWriter& w, const Figures& figures) {
  const auto& score = figures.score;
  w.begin_object().field("grids", figures.grids).field("valid", score.valid).field("undersize", score.undersize);
  w.field("exempt", score.exempt).field("in_band", score.in_band).field("excess", score.excess);
  w.field("mixing", score.mixing).field("compactness", score.compactness).field("moved", score.moved);
  w.field("households", figures.households).field("stewards_needed", figures.stewards_needed);
  w.field("stewards_carried", figures.stewards_carried);
  w.field("stewards_to_find", figures.stewards_needed - figures.stewards_carried).end_object();
}

void write_reference(JsonWriter& w, std::int64_t id, std::string_view name) {
  w.begin_object().field("id", std::to_string(id)).field("name", name).end_object();
}

void write_person(JsonWriter& w, const ViewContext& context, AccountId account) {
  if (!account) {
    w.value(nullptr);
    return;
  }
  const auto name = accounts::account_name(context.snapshot, context.caller.district, account);
  write_reference(w, account.value, name.value_or(""));
}

void write_texts(JsonWriter& w, std::string_view name, const std::vector<Text>& texts) {
  w.key(name).begin_array();
  for (const auto& text : texts) w.value(text);
  w.end_array();
}

std::string_view name_of(GridKind kind) {
  if (kind == GridKind::Large) return "large";
  if (kind == GridKind::ByRule) return "by_rule";
  if (kind == GridKind::Joined) return "joined";
  if (kind == GridKind::Undersize) return "undersize";
  if (kind == GridKind::Extended) return "extended";
  return "part";
}

std::string_view name_of(Proof proof) {
  if (proof == Proof::Complete) return "complete";
  return proof == Proof::Count ? "count" : "none";
}

std::string_view name_of(gridding::Method method) {
  switch (method) {
    case gridding::Method::Forced:
      return "forced";
    case gridding::Method::Exact:
      return "exact";
    case gridding::Method::BranchAndBound:
      return "branch_and_bound";
    case gridding::Method::TreeCuts:
      return "tree_cuts";
    case gridding::Method::Given:
      return "given";
  }
  return "";
}

Judgement judge(const Division& division, const Visible& visible) {
  Judgement judgement{"complete", {}, 0, 0};
  auto weakest = Proof::Complete;
  bool given = false;
  for (std::size_t i = 0; i < division.communities().size(); ++i) {
    const auto& community = division.communities()[i];
    if (visible[i] == 0 || community.figures.grids == 0) continue;
    given |= community.given;
    if (!community.given) weakest = std::min(weakest, community.proof);
    judgement.bound += community.bound.valid;
    judgement.gap += community.bound.valid - community.figures.score.valid;
  }
  judgement.proof = given ? "given" : name_of(weakest);
  if (given) {
    judgement.text = {fmt::format("经人工调整；达标网格数距上界差 {} 个", judgement.gap),
                      fmt::format("changed by hand; {} valid grids below the bound", judgement.gap)};
  } else if (weakest == Proof::Complete) {
    judgement.text = {"已证明按全部目标最优", "proven best in every objective"};
  } else if (weakest == Proof::Count) {
    judgement.text = {"已证明达标网格数最多；其余目标未全部证明",
                      "proven to have the most valid grids; later objectives are not all proven"};
  } else {
    judgement.text = {fmt::format("未证明最优，达标网格数距上界差 {} 个", judgement.gap),
                      fmt::format("not proven; {} valid grids below the bound", judgement.gap)};
  }
  return judgement;
}

}  // namespace linli::grid_plans
