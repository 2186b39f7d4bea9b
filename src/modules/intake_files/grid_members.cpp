#include "modules/intake_files/grid_members.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "modules/intake_files/names.hpp"

namespace linli::intake_files {

using areas::Level;

const KnownArea* GridMembers::find(const KnownArea& community, std::string_view text) {
  if (const auto* courtyard = planner_.known.child(Level::Courtyard, community.area.id, name_key(text)))
    return courtyard;
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return nullptr;
  const auto* courtyard = planner_.known.child(Level::Courtyard, community.area.id, name_key(text.substr(0, slash)));
  if (courtyard == nullptr) return nullptr;
  return planner_.known.child(Level::Building, courtyard->area.id, name_key(text.substr(slash + 1)));
}

std::string GridMembers::nearest(const KnownArea& community, std::string_view text) {
  std::vector<std::string> keys;
  for (const auto& courtyard : planner_.known.level(Level::Courtyard)) {
    if (courtyard.area.facts.parent == community.area.id) keys.push_back(courtyard.key);
  }
  std::string out;
  for (const auto& name : nearest_names(name_key(text), keys)) out += (out.empty() ? "" : "、") + name;
  return out;
}

const KnownArea* GridMembers::area(AreaId id) {
  const auto* courtyard = planner_.known.by_id(Level::Courtyard, id);
  return courtyard != nullptr ? courtyard : planner_.known.by_id(Level::Building, id);
}

std::vector<AreaId> GridMembers::read(RowPlace place, const KnownArea& community) {
  std::vector<AreaId> members;
  for (const auto text : split_list(planner_.cell(place, "members"))) {
    const auto* found = find(community, text);
    if (found == nullptr) {
      const auto near = nearest(community, text);
      planner_.unknown(
          place, "members",
          {fmt::format("“{}”没有登记小区“{}”,没有放进网格。", community.area.facts.name, text),
           fmt::format("“{}” has no courtyard “{}” on record; left out of the grid.", community.area.facts.name, text)},
          near.empty() ? Text{"先在小区台账里补上它。", "Add it to the list of courtyards first."}
                       : Text{fmt::format("最接近的是:{}。核对名称。", near),
                              fmt::format("The nearest: {}. Check the name.", near)});
      continue;
    }
    if (std::ranges::find(members, found->area.id) == members.end()) {
      members.push_back(found->area.id);
    } else {
      planner_.warn(place, "members", {fmt::format("“{}”写了两次。", text), fmt::format("“{}” is named twice.", text)},
                    {"删去一个。", "Delete one."});
    }
  }
  return members;
}

void GridMembers::hold(const std::vector<AreaId>& members, const std::string& grid) {
  for (const auto member : members) owners_.emplace(member.value, grid);
}

void GridMembers::claim(RowPlace place, std::vector<AreaId>& members, const std::string& grid) {
  std::erase_if(members, [&](AreaId member) {
    const auto [owner, fresh] = owners_.emplace(member.value, grid);
    if (fresh) return false;
    const auto* known = area(member);
    const std::string name = known == nullptr ? "" : known->area.facts.name;
    planner_.unknown(
        place, "members",
        {fmt::format("“{}”已在“{}”里,没有再放进这个网格。", name, owner->second),
         fmt::format("“{}” lies in “{}” already; left out of this grid.", name, owner->second)},
        {"一个小区只能在一个基础网格里,核对它归哪个。", "A courtyard lies in one base grid only; check which."});
    return true;
  });
}

void GridMembers::check_households(RowPlace place, const std::vector<AreaId>& members) {
  const auto text = planner_.cell(place, "households");
  if (text.empty()) return;
  const auto stated = planner_.take(place, "households", read_count(text, 100'000), Severity::Unknown);
  if (!stated) return;
  std::int64_t sum = 0;
  for (const auto member : members) {
    const auto* known = area(member);
    if (known == nullptr || !known->area.facts.households) return;
    sum += *known->area.facts.households;
  }
  if (sum == *stated) return;
  planner_.warn(place, "households",
                {fmt::format("户数 {} 与所含小区的户数之和 {} 不符。", *stated, sum),
                 fmt::format("{} households, but those of its courtyards add up to {}.", *stated, sum)},
                {"核对网格范围和小区户数。", "Check what the grid holds and the courtyards' households."});
}

void GridMembers::tell_left_out(const std::unordered_set<std::int64_t>& communities) {
  std::unordered_set<std::int64_t> by_building;
  for (const auto& building : planner_.known.level(Level::Building)) {
    if (owners_.contains(building.area.id.value)) by_building.insert(building.area.facts.parent.value);
  }
  for (const auto& courtyard : planner_.known.level(Level::Courtyard)) {
    const auto id = courtyard.area.id.value;
    if (owners_.contains(id) || by_building.contains(id) || !communities.contains(courtyard.area.facts.parent.value))
      continue;
    planner_.plan.faults.add({Severity::Warn,
                              -1,
                              0,
                              -1,
                              "members",
                              fmt::format("{} / {}", courtyard.area.parent_name, courtyard.area.facts.name),
                              {"这个小区不在任何网格里。", "This courtyard lies in no grid."},
                              {"把它放进一个网格。", "Put it into a grid."}});
  }
}

}  // namespace linli::intake_files
