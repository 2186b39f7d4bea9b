#include "modules/intake_files/grid_rows.hpp"

#include <fmt/core.h>

#include "modules/intake_files/names.hpp"

namespace linli::intake_files {

using areas::Layer;

std::optional<GridDraft> GridRows::read(RowPlace place) {
  GridDraft draft{place, nullptr, {}, {}, {}, nullptr};
  draft.grid.name = clean_text(planner_.cell(place, "name"));
  if (draft.grid.name.empty()) {
    planner_.refuse(place, "name", {"网格名称是空的。", "The grid's name is blank."}, {"填上名称。", "Fill it in."});
    return std::nullopt;
  }
  draft.community = communities_.find(place);
  if (draft.community == nullptr) return std::nullopt;
  draft.grid.community = draft.community->area.id;
  draft.grid.from = planner_.settings.as_of;
  read_code_of(draft);
  read_layer(draft);
  read_people(draft);
  draft.grid.members = members_.read(place, *draft.community);
  if (draft.grid.members.empty() && !planner_.plan.faults.is_refused(place)) {
    planner_.refuse(place, "members", {"没有一个能认出的小区。", "Not one courtyard of it is on record."},
                    {"写明包含的小区,用顿号隔开。", "Name its courtyards, separated by commas."});
  }
  if (planner_.plan.faults.is_refused(place)) return std::nullopt;
  return draft;
}

void GridRows::read_code_of(GridDraft& draft) {
  const auto text = planner_.cell(draft.place, "code");
  if (text.empty()) {
    if (planner_.has_column(draft.place, "code"))
      planner_.unknown(draft.place, "code", {"网格编码没有填。", "The grid has no code."},
                       {"有编码就补上;不要自编。", "Add it when there is one; never make one up."});
    return;
  }
  const auto code = planner_.take(draft.place, "code", read_code(text, 0), Severity::Refuse);
  if (!code) return;
  draft.grid.code = *code;
  const auto& above = draft.community->area.facts.code;
  if (!above.empty() && !code->starts_with(above)) {
    planner_.refuse(draft.place, "code",
                    {fmt::format("编码应以社区代码 {} 开头。", above),
                     fmt::format("The code must begin with its community's, {}.", above)},
                    {"核对编码和所属社区。", "Check the code and the community."});
  } else if (code->size() != 15) {
    planner_.warn(draft.place, "code", {"网格编码通常是 15 位。", "Codes of grids usually have 15 digits."},
                  {"请核对。", "Please check."});
  }
  if (const auto [first, fresh] = codes_.emplace(*code, draft.place); !fresh) {
    const auto at = planner_.where(first->second);
    planner_.refuse(draft.place, "code",
                    {fmt::format("编码与{}相同。", at.zh), fmt::format("The same code as {}.", at.en)},
                    {"核对编码。", "Check the codes."});
  }
}

void GridRows::read_layer(GridDraft& draft) {
  const auto text = name_key(planner_.cell(draft.place, "layer"));
  if (text.empty() || text == "base" || text.find("基础") != std::string::npos ||
      text.find("一般") != std::string::npos)
    return;
  if (text == "large" || text.find("大") != std::string::npos) {
    draft.grid.layer = Layer::Large;
  } else if (text == "special" || text.find("专") != std::string::npos) {
    draft.grid.layer = Layer::Special;
  } else {
    planner_.warn(draft.place, "layer",
                  {"认不出的网格层级,按基础网格导入。", "An unknown layer; taken as a base grid."},
                  {"写“基础网格”“大网格”或“专属网格”。", "Write base, large or special."});
  }
}

void GridRows::read_people(GridDraft& draft) {
  const auto place = draft.place;
  if (const auto text = planner_.cell(place, "phone"); !text.empty()) {
    if (const auto phone = planner_.take(place, "phone", read_phone(text))) draft.grid.phone = *phone;
  }
  if (const auto text = planner_.cell(place, "supervision_phone"); !text.empty()) {
    if (const auto phone = planner_.take(place, "supervision_phone", read_phone(text)))
      draft.grid.supervision_phone = *phone;
  }
  draft.steward = {clean_text(planner_.cell(place, "steward")), draft.grid.phone, draft.grid.community};
  draft.deputy = {clean_text(planner_.cell(place, "deputy")), {}, draft.grid.community};
  if (draft.steward.name.empty() && planner_.has_column(place, "steward"))
    planner_.unknown(place, "steward", {"没有写网格员。", "No steward is named."},
                     {"补上网格员,或确认空岗。", "Name the steward, or confirm that nobody is."});
  if (draft.grid.phone.empty() || draft.steward.name.empty()) return;
  if (const auto [first, fresh] = phones_.emplace(draft.grid.phone, std::pair{draft.steward.name, place});
      !fresh && first->second.first != draft.steward.name) {
    const auto at = planner_.where(first->second.second);
    planner_.warn(place, "phone",
                  {fmt::format("电话与{}的“{}”相同。", at.zh, first->second.first),
                   fmt::format("The same phone as “{}” in {}.", first->second.first, at.en)},
                  {"核对是谁的电话。", "Check whose phone it is."});
  }
}

}  // namespace linli::intake_files
