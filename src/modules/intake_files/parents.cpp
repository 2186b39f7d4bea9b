// Which area a row belongs to.

#include <fmt/core.h>

#include <algorithm>

#include "modules/intake_files/headings.hpp"
#include "modules/intake_files/names.hpp"
#include "modules/intake_files/planner.hpp"

namespace linli::intake_files {

using areas::Level;

namespace {

std::string cache_key(int sheet, std::initializer_list<std::string_view> texts) {
  std::string key = std::to_string(sheet);
  for (const auto text : texts) key.append("\x1f").append(text);
  return key;
}

bool lies_in(const KnownArea& area, const KnownArea* within) {
  return within == nullptr || area.area.facts.parent == within->area.id;
}

std::string quoted(const std::vector<const KnownArea*>& areas) {
  std::string out;
  for (const auto* area : areas) out += (out.empty() ? "“" : "、“") + area->area.facts.name + "”";
  return out;
}

}  // namespace

const KnownArea* Parents::find(RowPlace place) {
  if (wanted_ == Level::District) return planner_.known.root();
  const Texts texts{planner_.parent_cell(place, "subdistrict"), planner_.cell(place, "subdistrict_code"),
                    planner_.parent_cell(place, "community"), planner_.cell(place, "community_code"),
                    planner_.parent_cell(place, "courtyard")};
  auto key = cache_key(
      place.sheet, {texts.subdistrict, texts.subdistrict_code, texts.community, texts.community_code, texts.courtyard});
  auto found = found_.find(key);
  const bool fresh = found == found_.end();
  if (fresh) found = found_.emplace(std::move(key), look_up(place.sheet, texts)).first;
  const auto& outcome = found->second;
  if (!fresh && !outcome.question.empty()) planner_.count_row_of(outcome.question);
  if (outcome.area == nullptr) planner_.refuse(place, outcome.field, outcome.reason, outcome.remedy);
  return outcome.area;
}

Parents::Outcome Parents::look_up(int sheet, const Texts& texts) {
  switch (wanted_) {
    case Level::Subdistrict:
      return subdistrict(sheet, texts);
    case Level::Community:
      return community(sheet, texts);
    default:
      return courtyard(sheet, texts);
  }
}

Parents::Outcome Parents::subdistrict(int sheet, const Texts& texts) {
  if (!texts.subdistrict_code.empty()) {
    const auto code = read_code(texts.subdistrict_code, 9);
    if (const auto* area = code.value ? planner_.known.by_code(Level::Subdistrict, *code.value) : nullptr)
      return {.area = area};
  }
  if (texts.subdistrict.empty()) {
    if (const auto* area = context(sheet)) return {.area = area};
    return {.field = "subdistrict",
            .reason = {"没有写所属街道。", "The subdistrict is not given."},
            .remedy = {"补上所属街道。", "Give the subdistrict."}};
  }
  return by_name("subdistrict", Level::Subdistrict, texts.subdistrict, nullptr);
}

Parents::Outcome Parents::community(int sheet, const Texts& texts) {
  if (!texts.community_code.empty()) {
    const auto code = read_code(texts.community_code, 12);
    if (const auto* area = code.value ? planner_.known.by_code(Level::Community, *code.value) : nullptr)
      return {.area = area};
  }
  if (texts.community.empty()) {
    return {.field = "community",
            .reason = {"没有写所属社区。", "The community is not given."},
            .remedy = {"补上所属社区。", "Give the community."}};
  }
  const KnownArea* within = nullptr;
  if (!texts.subdistrict.empty() || !texts.subdistrict_code.empty()) {
    auto above = subdistrict(sheet, texts);
    if (above.area == nullptr) return above;
    within = above.area;
  } else {
    within = context(sheet);
  }
  return by_name("community", Level::Community, texts.community, within);
}

Parents::Outcome Parents::courtyard(int sheet, const Texts& texts) {
  if (texts.courtyard.empty()) {
    return {.field = "courtyard",
            .reason = {"没有写所属小区(院落)。", "The courtyard is not given."},
            .remedy = {"补上所属小区。", "Give the courtyard."}};
  }
  const KnownArea* within = nullptr;
  if (!texts.community.empty() || !texts.community_code.empty()) {
    auto above = community(sheet, texts);
    if (above.area == nullptr) return above;
    within = above.area;
  }
  return by_name("courtyard", Level::Courtyard, texts.courtyard, within);
}

Parents::Outcome Parents::by_name(std::string_view field, Level level, std::string_view text, const KnownArea* within) {
  std::vector<const KnownArea*> matching;
  for (const auto* area : planner_.known.named(level, name_key(text))) {
    if (lies_in(*area, within)) matching.push_back(area);
  }
  if (matching.size() == 1) return {.area = matching.front()};
  if (matching.empty()) return by_nearest(field, level, text, within);
  const auto above = level == Level::Courtyard ? Text{"所属社区", "community"} : Text{"所属街道", "subdistrict"};
  return {.field = field,
          .reason = {fmt::format("有 {} 个同名的“{}”,不知道是哪一个。", matching.size(), text),
                     fmt::format("{} areas are called “{}”.", matching.size(), text)},
          .remedy = {fmt::format("同时写明{}。", above.zh), fmt::format("Give the {} as well.", above.en)}};
}

Parents::Outcome Parents::by_nearest(std::string_view field, Level level, std::string_view text,
                                     const KnownArea* within) {
  const auto key = name_key(text);
  std::vector<std::string> keys;
  for (const auto& area : planner_.known.level(level)) {
    if (lies_in(area, within)) keys.push_back(area.key);
  }
  std::vector<const KnownArea*> near;
  for (const auto& name : nearest_names(key, keys)) {
    for (const auto* area : planner_.known.named(level, name)) {
      if (lies_in(*area, within)) near.push_back(area);
    }
  }
  Outcome out{.field = field,
              .reason = {fmt::format("没有叫“{}”的{}。", text, areas::label(level).zh),
                         fmt::format("There is no {} called “{}”.", areas::label(level).en, text)},
              .remedy = {"核对名称;如果是新设的,先导入它。", "Check the name; if it is new, import it first."}};
  if (near.empty()) return out;
  out.remedy = {fmt::format("最接近的是{}。核对后改正,或在问题里确认。", quoted(near)),
                fmt::format("The nearest are {}. Correct it, or confirm it in the questions.", quoted(near))};
  const auto* best = near.front();
  const bool likely = name_stem(best->key) == name_stem(key) || edit_distance(best->key, key) == 1;
  if (!likely) return out;
  out.question = fmt::format("name:{}", text);
  const auto answer = planner_.ask(out.question, [&] {
    Question question{out.question,
                      {fmt::format("文件里写的“{}”没有登记。它就是“{}”吗?", text, best->area.facts.name),
                       fmt::format("“{}” in the file is not on record. Is it “{}”?", text, best->area.facts.name)},
                      {},
                      {},
                      0};
    question.choices.push_back(
        {"yes", {fmt::format("是,就是“{}”", best->area.facts.name), fmt::format("Yes, “{}”", best->area.facts.name)}});
    question.choices.push_back({"no", {"不是", "No"}});
    return question;
  });
  if (answer == "yes") out.area = best;
  return out;
}

const KnownArea* Parents::context(int sheet) {
  const auto known = contexts_.find(sheet);
  if (known != contexts_.end()) return known->second;
  const auto index = static_cast<std::size_t>(sheet);
  const auto text = name_key(text_above(planner_.check.sheets[index], planner_.check.uses[index]));
  const KnownArea* found = nullptr;
  for (const auto& area : planner_.known.level(Level::Subdistrict)) {
    // The longest name that is spoken of: 新兴 stands in 新兴东街道 too.
    if (text.find(area.key) == std::string::npos) continue;
    if (found == nullptr || area.key.size() > found->key.size()) found = &area;
  }
  return contexts_[sheet] = found;
}

}  // namespace linli::intake_files
