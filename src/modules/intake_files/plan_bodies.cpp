// Departments and other handlers, with the areas they serve.

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <set>
#include <unordered_set>

#include "modules/intake_files/names.hpp"
#include "modules/intake_files/planner.hpp"

namespace linli::intake_files {

using areas::Level;
using bodies::Kind;

namespace {

struct KindWord {
  std::string_view word;
  Kind kind;
};
// Looked for in the kind's own cell, then in the name; the first that is found decides.
constexpr std::array<KindWord, 16> kKindWords{{{"居委", Kind::ResidentsCommittee},
                                               {"居民委员会", Kind::ResidentsCommittee},
                                               {"村委", Kind::ResidentsCommittee},
                                               {"村民委员会", Kind::ResidentsCommittee},
                                               {"社区", Kind::ResidentsCommittee},
                                               {"街道办", Kind::SubdistrictOffice},
                                               {"办事处", Kind::SubdistrictOffice},
                                               {"镇政府", Kind::SubdistrictOffice},
                                               {"街道", Kind::SubdistrictOffice},
                                               {"公司", Kind::Company},
                                               {"物业", Kind::Company},
                                               {"企业", Kind::Company},
                                               {"局", Kind::Department},
                                               {"委", Kind::Department},
                                               {"部门", Kind::Department},
                                               {"中心", Kind::Department}}};

std::optional<Kind> kind_from(std::string_view text) {
  if (const auto code = bodies::parse_kind(text)) return code;
  for (const auto kind :
       {Kind::Department, Kind::ResidentsCommittee, Kind::SubdistrictOffice, Kind::Company, Kind::Other}) {
    if (bodies::label(kind).zh == text) return kind;
  }
  for (const auto& [word, kind] : kKindWords) {
    if (text.find(word) != std::string_view::npos) return kind;
  }
  return std::nullopt;
}

class BodyPlanner {
 public:
  explicit BodyPlanner(Planner& planner) : planner_(planner) {
    auto& known = planner.known;
    bodies::each_body(known.snapshot(), known.district(), known.on(),
                      [&](const bodies::Body& body) { known_.emplace(name_key(body.name), body); });
  }

  void plan() {
    if (!planner_.each_row([&](RowPlace place) { read(place); })) return;
    if (planner_.settings.mode == Mode::Full) close_missing();
  }

 private:
  void read(RowPlace place) {
    bodies::NewBody body;
    body.name = clean_text(planner_.cell(place, "name"));
    if (body.name.empty()) {
      planner_.refuse(place, "name", {"单位名称是空的。", "The name is blank."}, {"填上名称。", "Fill it in."});
      return;
    }
    const auto key = name_key(body.name);
    present_.insert(key);
    if (const auto [first, fresh] = rows_.emplace(key, place); !fresh) {
      const auto at = planner_.where(first->second);
      planner_.refuse(place, "name", {fmt::format("与{}重名。", at.zh), fmt::format("The same name as {}.", at.en)},
                      {"只留一行。", "Keep one of them."});
      return;
    }
    body.from = planner_.settings.as_of;
    if (const auto text = planner_.cell(place, "phone"); !text.empty())
      body.phone = planner_.take(place, "phone", read_phone(text)).value_or("");
    body.areas = read_areas(place);
    decide(place, std::move(body), read_kind(place));
  }

  std::optional<Kind> read_kind(RowPlace place) {
    const auto text = planner_.cell(place, "kind");
    if (text.empty()) return std::nullopt;
    const auto kind = kind_from(text);
    if (!kind)
      planner_.unknown(place, "kind", {"认不出的单位类型。", "An unknown kind."},
                       {"写:部门、居委会、街道办事处、企业或其他。",
                        "Write: department, residents_committee, subdistrict_office, company or other."});
    return kind;
  }

  std::vector<AreaId> read_areas(RowPlace place) {
    std::vector<AreaId> out;
    for (const auto text : split_list(planner_.cell(place, "areas"))) {
      const auto key = name_key(text);
      const KnownArea* found = nullptr;
      for (const auto level : {Level::District, Level::Subdistrict, Level::Community, Level::Courtyard}) {
        const auto named = planner_.known.named(level, key);
        if (named.size() == 1 && found == nullptr) found = named.front();
      }
      if (found == nullptr) {
        planner_.unknown(place, "areas",
                         {fmt::format("没有叫“{}”的区域,或有几个同名的。", text),
                          fmt::format("No area, or more than one, is called “{}”.", text)},
                         {"写街道或社区的全名。", "Give the full name of a subdistrict or community."});
      } else if (std::ranges::find(out, found->area.id) == out.end()) {
        out.push_back(found->area.id);
      }
    }
    return out;
  }

  void decide(RowPlace place, bodies::NewBody body, std::optional<Kind> kind) {
    auto& plan = planner_.plan;
    const auto found = known_.find(name_key(body.name));
    if (found == known_.end()) {
      body.kind = kind ? *kind : kind_from(body.name).value_or(Kind::Other);
      plan.new_bodies.push_back({place, std::move(body)});
      ++plan.summary.add;
      return;
    }
    const auto& is = found->second;
    bodies::BodyChange change;
    change.from = planner_.settings.as_of;
    if (kind && *kind != is.kind) change.kind = *kind;
    if (!body.phone.empty() && body.phone != is.phone) change.phone = body.phone;
    const std::set<AreaId> now(is.areas.begin(), is.areas.end());
    const std::set<AreaId> then(body.areas.begin(), body.areas.end());
    if (!then.empty() && now != then) change.areas = body.areas;
    const bool any = change.kind || change.phone || change.areas;
    if (any && planner_.settings.mode != Mode::Add) {
      plan.body_edits.push_back({place, is.id, change});
      ++plan.summary.change;
      return;
    }
    ++plan.summary.same;
    if (any)
      planner_.warn(
          place, "name",
          {"已经登记,内容有不同;“只增加”不改动它。", "On record with other values; “add” leaves it as it is."},
          {"要更新就选“更新”。", "Choose “update” to change it."});
  }

  void close_missing() {
    for (const auto& [key, body] : known_) {
      if (present_.contains(key)) continue;
      if (planner_.settings.as_of <= body.from) continue;
      planner_.plan.closed_bodies.push_back(body.id);
      ++planner_.plan.summary.close;
    }
  }

  Planner& planner_;
  std::map<std::string, bodies::Body> known_;
  std::unordered_map<std::string, RowPlace> rows_;
  std::unordered_set<std::string> present_;
};

}  // namespace

void plan_bodies(Planner& planner) { BodyPlanner(planner).plan(); }

}  // namespace linli::intake_files
