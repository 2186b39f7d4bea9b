// Outlines onto areas that are there already.

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <unordered_set>

#include "modules/intake_files/outline_areas.hpp"
#include "modules/intake_files/outlines.hpp"
#include "modules/intake_files/planner.hpp"
#include "modules/intake_files/positions.hpp"

namespace linli::intake_files {

using areas::Level;

namespace {

constexpr double kInsideShare = 0.9;
constexpr double kPointSlack_m = 30;
constexpr double kOutsideShare = 0.02;

struct OutlineDraft {
  RowPlace place;
  const KnownArea* area = nullptr;
  Geometry geometry;
  Datum fits = Datum::Wgs84;
  bool misplaced = false;  // fits nowhere, however it is read
};

std::string square_metres(double area) { return fmt::format("{:.0f}", std::max(area, 1.0)); }

class OutlinePlanner {
 public:
  explicit OutlinePlanner(Planner& planner) : planner_(planner), areas_(planner) {}

  void plan() {
    if (!planner_.each_row([&](RowPlace place) { read(place); })) return;
    convert();
    for (const auto level : {Level::District, Level::Subdistrict, Level::Community, Level::Courtyard, Level::Building})
      settle_level(level);
    for (auto& draft : drafts_) decide(draft);
  }

 private:
  void read(RowPlace place) {
    const auto* area = areas_.find(place);
    if (area == nullptr) return;
    if (const auto [first, fresh] = rows_.emplace(area->area.id.value, place); !fresh) {
      const auto at = planner_.where(first->second);
      planner_.refuse(
          place, "name",
          {fmt::format("与{}是同一个区域的边界。", at.zh), fmt::format("The outline of the same area as {}.", at.en)},
          {"只留一个。", "Keep one of them."});
      return;
    }
    const int column = planner_.sheet(place).wkt_column;
    auto outline = read_outline(planner_.known.geos(), column < 0 ? "" : planner_.sheet(place).cell(place.row, column));
    if (!accept(place, outline)) return;
    OutlineDraft draft{place, area, std::move(outline.geometry), Datum::Wgs84, false};
    judge(draft);
    drafts_.push_back(std::move(draft));
  }

  bool accept(RowPlace place, const ReadOutline& outline) {
    switch (outline.state) {
      case OutlineState::Good:
        return true;
      case OutlineState::Repaired:
        planner_.warn(
            place, "name",
            {"边界线自己相交(毛刺或重复点),已修复,面积变化不到 2%。",
             "The ring crossed itself (a spike or doubled point); repaired, its area changed by less than 2 %."},
            {"请在地图上看一眼。", "Have a look at it on the map."});
        return true;
      case OutlineState::Crossed:
        planner_.refuse(place, "name",
                        {"边界线自己交叉成“8”字形,看不出是哪块地。",
                         "The ring crosses itself like a figure of eight; which land is meant cannot be told."},
                        {"在绘图软件里重新描一遍再传。", "Draw it again and send it."});
        return false;
      case OutlineState::NotDegrees:
        planner_.refuse(
            place, "name",
            {"坐标不是经纬度,文件也没有说明投影(缺 .prj)。",
             "The coordinates are not degrees and the file does not name its projection (.prj missing)."},
            {"连同 .prj 一起传,或导出为 CGCS2000 经纬度。", "Send the .prj too, or export in degrees of CGCS2000."});
        return false;
      case OutlineState::NotPolygon:
      case OutlineState::Unreadable:
        planner_.refuse(place, "name", {"这一行没有面状边界。", "This row has no polygon."},
                        {"边界要画成封闭的面。", "Draw the outline as a closed polygon."});
        return false;
    }
    return false;
  }

  const Geometry* parent_outline(const KnownArea& area) {
    return area.area.level == Level::District ? nullptr : planner_.known.outline(area.area.facts.parent);
  }

  // Share of the outline that lies inside its parent's; 1 when that is not known.
  double inside_share(const OutlineDraft& draft, const Geometry& geometry) {
    const auto* parent = parent_outline(*draft.area);
    if (parent == nullptr) return 1;
    const auto common = parent->intersection(geometry);
    return (common ? common.area_m2() : 0) / std::max(geometry.area_m2(), 0.01);
  }

  double point_distance(const OutlineDraft& draft, const Geometry& geometry) const {
    const auto& facts = draft.area->area.facts;
    return facts.lon && facts.lat ? geometry.distance_m({*facts.lon, *facts.lat}) : 0;
  }

  bool fits(const OutlineDraft& draft, const Geometry& geometry) {
    return inside_share(draft, geometry) >= kInsideShare && point_distance(draft, geometry) <= kPointSlack_m;
  }

  void judge(OutlineDraft& draft) {
    if (fits(draft, draft.geometry)) return;
    for (const auto datum : {Datum::Gcj02, Datum::Bd09}) {
      if (!fits(draft, read_as(draft.geometry, datum))) continue;
      draft.fits = datum;
      ++suspects_[datum];
      return;
    }
    draft.misplaced = true;
  }

  static Geometry read_as(const Geometry& geometry, Datum datum) {
    return geometry.moved([datum](LonLat point) { return to_wgs84(point, datum); });
  }

  void convert() {
    for (auto& draft : drafts_) {
      if (draft.fits == Datum::Wgs84) continue;
      const bool whole =
          suspects_[draft.fits] * 10 >= static_cast<std::int64_t>(drafts_.size()) * 6 && drafts_.size() >= 5;
      const auto answer = ask_datum(planner_, draft.fits, whole, 1);
      const Text reason{"边界偏移几百米,像是从地图服务描下来的。",
                        "The outline lies some hundred metres off, as if traced on a map service."};
      const auto datum = parse_datum(answer);
      if (!datum) {
        planner_.warn(draft.place, "name", reason,
                      {"请回答坐标系的问题;回答之前原样导入。",
                       "Answer the question on the datum; until then it is taken as it is."});
        continue;
      }
      if (*datum == Datum::Wgs84) continue;
      draft.geometry = read_as(draft.geometry, *datum);
      planner_.warn(draft.place, "name", reason, {"已按您的回答换算。", "Converted as you answered."});
    }
  }

  // Outlines of one level against each other and against what stands in the database.
  void settle_level(Level level) {
    std::vector<Parcel> parcels;
    std::vector<OutlineDraft*> owners;
    std::vector<std::string> names;
    for (auto& draft : drafts_) {
      if (draft.area->area.level != level) continue;
      parcels.push_back({std::move(draft.geometry), false, false});
      owners.push_back(&draft);
      names.push_back(draft.area->area.facts.name);
    }
    if (parcels.empty()) return;
    const auto in_file = parcels.size();
    for (const auto& area : planner_.known.level(level)) {
      if (!area.area.has_outline || rows_.contains(area.area.id.value)) continue;
      parcels.push_back({planner_.known.outline(area.area.id)->clone(), true, false});
      names.push_back(area.area.facts.name);
    }
    tell_overlaps(settle_overlaps(planner_.known.geos(), parcels), owners, names);
    if (level == Level::Community || level == Level::Subdistrict)
      tell_gaps(settle_gaps(planner_.known.geos(), parcels), owners, names);
    for (std::size_t i = 0; i < in_file; ++i) owners[i]->geometry = std::move(parcels[i].geometry);
    tell_missing(level);
  }

  void tell_overlaps(const std::vector<Overlap>& overlaps, const std::vector<OutlineDraft*>& owners,
                     const std::vector<std::string>& names) {
    std::map<std::size_t, std::pair<int, double>> trimmed;
    for (const auto& overlap : overlaps) {
      // What stands in the database comes after the file's own.
      const auto mine = overlap.second < owners.size() ? overlap.second : overlap.first;
      const auto other = mine == overlap.second ? overlap.first : overlap.second;
      if (overlap.trimmed) {
        auto& [count, area] = trimmed[mine];
        ++count;
        area += overlap.area_m2;
        continue;
      }
      const auto area = square_metres(overlap.area_m2);
      planner_.warn(owners[mine]->place, "name",
                    {fmt::format("与“{}”的边界重叠 {} 平方米。", names[other], area),
                     fmt::format("It overlaps “{}” by {} m².", names[other], area)},
                    {"在地图上核对两者的边界。", "Check both outlines on the map."});
    }
    for (const auto& [mine, sum] : trimmed) {
      planner_.warn(
          owners[mine]->place, "name",
          {fmt::format("与 {} 个相邻区域的边界有细条重叠(共 {} 平方米),已裁齐。", sum.first, square_metres(sum.second)),
           fmt::format("Slivers overlapped {} neighbours ({} m² in all); trimmed.", sum.first,
                       square_metres(sum.second))},
          {"不用处理。", "Nothing to do."});
    }
  }

  void tell_gaps(const std::vector<Gap>& gaps, const std::vector<OutlineDraft*>& owners,
                 const std::vector<std::string>& names) {
    for (const auto& gap : gaps) {
      if (gap.neighbour >= owners.size()) continue;
      const auto area = square_metres(gap.area_m2);
      planner_.warn(
          owners[gap.neighbour]->place, "name",
          gap.closed
              ? Text{fmt::format("与相邻区域之间有 {} 平方米的缝隙,已并入“{}”。", area, names[gap.neighbour]),
                     fmt::format("A gap of {} m² between neighbours was given to “{}”.", area, names[gap.neighbour])}
              : Text{fmt::format("在 {:.5f}, {:.5f} 附近有 {} 平方米不属于任何区域。", gap.centre.lon, gap.centre.lat,
                                 area),
                     fmt::format("{} m² near {:.5f}, {:.5f} belong to no area.", area, gap.centre.lon, gap.centre.lat)},
          gap.closed ? Text{"不用处理。", "Nothing to do."}
                     : Text{"在地图上核对边界。", "Check the outlines on the map."});
    }
  }

  // Areas beside those of the file that still have no outline.
  void tell_missing(Level level) {
    std::unordered_set<std::int64_t> parents;
    for (const auto& draft : drafts_) {
      if (draft.area->area.level == level) parents.insert(draft.area->area.facts.parent.value);
    }
    for (const auto& area : planner_.known.level(level)) {
      if (area.area.has_outline || rows_.contains(area.area.id.value) ||
          !parents.contains(area.area.facts.parent.value))
        continue;
      planner_.plan.faults.add({Severity::Warn,
                                -1,
                                0,
                                -1,
                                "name",
                                fmt::format("{} / {}", area.area.parent_name, area.area.facts.name),
                                {"文件里没有它的边界。", "The file has no outline of it."},
                                {"补画后再导入。", "Draw it and import it later."}});
    }
  }

  void tell_place(const OutlineDraft& draft) {
    const double outside = 1 - inside_share(draft, draft.geometry);
    const double off = point_distance(draft, draft.geometry);
    if (outside > kOutsideShare) {
      planner_.warn(draft.place, "name",
                    {fmt::format("有 {:.0f}% 的面积在“{}”以外。", outside * 100, draft.area->area.parent_name),
                     fmt::format("{:.0f} % of it lies outside “{}”.", outside * 100, draft.area->area.parent_name)},
                    {"在地图上核对边界。", "Check the outline on the map."});
    } else if (off > kPointSlack_m) {
      planner_.warn(draft.place, "name",
                    {fmt::format("登记的位置在边界以外 {:.0f} 米。", off),
                     fmt::format("Its point on record lies {:.0f} m outside.", off)},
                    {"核对边界和经纬度。", "Check outline and coordinates."});
    }
  }

  void decide(OutlineDraft& draft) {
    tell_place(draft);
    auto& plan = planner_.plan;
    const auto* existing = draft.area->area.has_outline ? planner_.known.outline(draft.area->area.id) : nullptr;
    if (existing != nullptr && same_outline(*existing, draft.geometry)) {
      ++plan.summary.same;
      return;
    }
    if (existing != nullptr && planner_.settings.mode == Mode::Add) {
      ++plan.summary.same;
      planner_.warn(draft.place, "name",
                    {"已有边界,与文件不同;“只增加”不改动它。", "It has another outline; “add” leaves it as it is."},
                    {"要更新就选“更新”。", "Choose “update” to change it."});
      return;
    }
    ++(existing == nullptr ? plan.summary.add : plan.summary.change);
    plan.outlines.push_back({draft.place, draft.area->area.id, draft.geometry.to_wkb()});
  }

  Planner& planner_;
  OutlineAreas areas_;
  std::vector<OutlineDraft> drafts_;
  std::unordered_map<std::int64_t, RowPlace> rows_;  // area → its row
  std::map<Datum, std::int64_t> suspects_;
};

}  // namespace

void plan_outlines(Planner& planner) { OutlinePlanner(planner).plan(); }

}  // namespace linli::intake_files
