// Subdistricts, communities, courtyards, buildings.

#include <fmt/core.h>

#include <algorithm>
#include <unordered_set>

#include "base/text.hpp"
#include "modules/intake_files/area_change.hpp"
#include "modules/intake_files/names.hpp"
#include "modules/intake_files/planner.hpp"
#include "modules/intake_files/positions.hpp"

namespace linli::intake_files {

using areas::Level;

namespace {

constexpr std::size_t kMaxName = 100;

// Above these a count is a slip of the pen.
std::int64_t highest_households(Level level) {
  switch (level) {
    case Level::Building:
      return 3'000;
    case Level::Courtyard:
      return 20'000;
    default:
      return 100'000;
  }
}

class AreaPlanner {
 public:
  AreaPlanner(Planner& planner, Level level)
      : planner_(planner),
        level_(level),
        parents_(planner, static_cast<Level>(static_cast<int>(level) - 1)),
        latest_year_(static_cast<int>(planner.settings.as_of.year()) + 1) {}

  void plan() {
    if (!planner_.each_row([&](RowPlace place) { read(place); })) return;
    settle();
    for (const auto& draft : drafts_) decide(draft);
    if (planner_.settings.mode == Mode::Full) close_missing();
  }

 private:
  void read(RowPlace place) {
    const auto name = clean_text(planner_.cell(place, "name"));
    auto key = name_key(name);
    if (const auto problem = name_problem(name)) {
      planner_.refuse(place, "name", *problem, {"填上名称;不用的行请删去。", "Fill in the name, or delete the row."});
      return;
    }
    const auto* parent = parents_.find(place);
    if (parent == nullptr) {
      unplaced_.insert(std::move(key));
      return;
    }
    AreaDraft draft{place, parent, std::move(key), {}, {}};
    draft.area.level = level_;
    draft.area.parent = parent->area.id;
    draft.area.name = name;
    draft.area.from = planner_.settings.as_of;
    read_code_of(draft);
    read_facts(draft);
    if (planner_.plan.faults.is_refused(place)) {
      unplaced_.insert(draft.key);
      return;
    }
    drafts_.push_back(std::move(draft));
  }

  static std::optional<Text> name_problem(const std::string& name) {
    if (name.empty()) return Text{"名称是空的。", "The name is blank."};
    if (length_utf8(name) > kMaxName) return Text{"名称超过 100 个字。", "The name is longer than 100 characters."};
    return std::nullopt;
  }

  void read_code_of(AreaDraft& draft) {
    const auto text = planner_.cell(draft.place, "code");
    if (text.empty()) return;
    const int digits = level_ == Level::Subdistrict ? 9 : level_ == Level::Community ? 12 : 0;
    const auto code = planner_.take(draft.place, "code", read_code(text, digits), Severity::Refuse);
    if (!code) return;
    draft.area.code = *code;
    for (const auto& fault : areas::check_area(draft.area, parent_code(*draft.parent)))
      planner_.refuse(draft.place, fault.field, fault.reason, fault.remedy);
    for (const auto& warning : areas::warnings_of(level_, *code))
      planner_.warn(draft.place, "code", warning.reason, warning.remedy);
  }

  static std::string_view parent_code(const KnownArea& parent) { return parent.area.facts.code; }

  void read_facts(AreaDraft& draft) {
    const auto place = draft.place;
    if (planner_.has_column(place, "households")) {
      const auto text = planner_.cell(place, "households");
      if (text.empty()) {
        planner_.unknown(place, "households", {"户数没有填。", "The number of households is blank."},
                         {"核实后补填。", "Find out and fill it in."});
      } else {
        draft.area.households = planner_.take(place, "households", read_count(text, highest_households(level_)));
      }
    }
    if (const auto text = planner_.cell(place, "built_year"); !text.empty())
      draft.area.built_year = planner_.take(place, "built_year", read_year(text, latest_year_));
    if (const auto text = planner_.cell(place, "kind"); !text.empty()) draft.area.kind = clean_text(text);
    if (const auto text = planner_.cell(place, "address"); !text.empty()) draft.area.address = clean_text(text);
    read_position(draft);
  }

  void read_position(AreaDraft& draft) {
    auto lon = planner_.cell(draft.place, "lon");
    auto lat = planner_.cell(draft.place, "lat");
    std::string_view lon_field = "lon";
    std::string_view lat_field = "lat";
    std::string normal;  // the parts point into it
    if (const auto both = planner_.cell(draft.place, "position"); lon.empty() && lat.empty() && !both.empty()) {
      normal = normalise_width(both);
      const auto cut = normal.find_first_of(", ;");
      lon = trim(std::string_view(normal).substr(0, cut));
      lat = cut == std::string::npos ? std::string_view{} : trim(std::string_view(normal).substr(cut + 1));
      lon_field = lat_field = "position";
    }
    if (lon.empty() && lat.empty()) return;
    const auto x = planner_.take(draft.place, lon_field, read_degrees(lon));
    const auto y = x ? planner_.take(draft.place, lat_field, read_degrees(lat)) : std::nullopt;
    if (x && y) draft.position = LonLat{*x, *y};
  }

  // Positions need the statistics of the whole file, so they are settled after all rows have been read.
  void settle() {
    std::vector<PositionRow> rows;
    std::vector<std::size_t> owners;
    for (std::size_t i = 0; i < drafts_.size(); ++i) {
      if (!drafts_[i].position) continue;
      rows.push_back({drafts_[i].place, *drafts_[i].position, drafts_[i].parent});
      owners.push_back(i);
    }
    const auto points = settle_positions(planner_, rows);
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (!points[i]) continue;
      drafts_[owners[i]].area.lon = points[i]->lon;
      drafts_[owners[i]].area.lat = points[i]->lat;
    }
  }

  // True when the row says again what an earlier one said.
  bool is_repeated(const AreaDraft& draft) {
    const auto [first, fresh] = seen_.emplace(child_key(draft.area.parent.value, draft.key), &draft);
    if (!fresh) {
      const auto& earlier = *first->second;
      const auto at = planner_.where(earlier.place);
      if (!same_facts(earlier.area, draft.area)) {
        planner_.refuse(
            draft.place, "name",
            {fmt::format("与{}重名,内容却不同。", at.zh), fmt::format("The same name as {}, but other values.", at.en)},
            {"留下对的一行,删去另一行;如果是两个小区,名称要分得开。",
             "Keep the right one; if they are two, give them names that differ."});
      } else if (level_ != Level::Subdistrict) {
        // A list of communities names each subdistrict many times; that is no fault.
        planner_.warn(
            draft.place, "name",
            {fmt::format("与{}重复,只导入一次。", at.zh), fmt::format("A repetition of {}; taken once.", at.en)},
            {"删去重复的行。", "Delete the repeated row."});
        ++planner_.plan.summary.same;
      } else {
        ++planner_.plan.summary.same;
      }
      return true;
    }
    if (draft.area.code.empty()) return false;
    const auto [owner, fresh_code] = codes_.emplace(draft.area.code, draft.place);
    if (fresh_code) return false;
    const auto at = planner_.where(owner->second);
    planner_.refuse(draft.place, "code",
                    {fmt::format("代码与{}相同。", at.zh), fmt::format("The same code as {}.", at.en)},
                    {"核对代码。", "Check the codes."});
    return true;
  }

  void decide(const AreaDraft& draft) {
    if (is_repeated(draft)) return;
    const auto* by_code = draft.area.code.empty() ? nullptr : planner_.known.by_code(level_, draft.area.code);
    const auto* by_name = planner_.known.child(level_, draft.area.parent, draft.key);
    if (by_code != nullptr && by_name != nullptr && by_code != by_name) {
      present_.insert(by_code->area.id.value);
      present_.insert(by_name->area.id.value);
      planner_.refuse(draft.place, "code",
                      {fmt::format("代码是“{}”的,名称却是另一个。", by_code->area.facts.name),
                       fmt::format("The code belongs to “{}”, the name to another area.", by_code->area.facts.name)},
                      {"核对代码和名称。", "Check code and name."});
      return;
    }
    const auto* existing = by_code != nullptr ? by_code : by_name;
    auto& plan = planner_.plan;
    if (existing == nullptr) {
      plan.new_areas.push_back(draft.area);
      plan.new_area_places.push_back(draft.place);
      ++plan.summary.add;
      return;
    }
    present_.insert(existing->area.id.value);
    const auto change = change_of(planner_, draft, *existing);
    if (!change) {
      ++plan.summary.same;
    } else if (planner_.settings.mode == Mode::Add) {
      ++plan.summary.same;
      planner_.warn(
          draft.place, "name",
          {"已经登记,内容有不同;“只增加”不改动它。", "On record with other values; “add” leaves it as it is."},
          {"要更新就选“更新”。", "Choose “update” to change it."});
    } else {
      ++plan.summary.change;
      plan.area_edits.push_back({draft.place, existing->area.id, *change});
    }
  }

  // Only below parents that the file speaks of: a list of one subdistrict closes nothing in another.
  void close_missing() {
    std::unordered_set<std::int64_t> covered;
    for (const auto& draft : drafts_) covered.insert(draft.area.parent.value);
    std::unordered_set<std::int64_t> has_children;
    if (level_ != Level::Building && level_ != Level::Courtyard) {
      for (const auto& child : planner_.known.level(static_cast<Level>(static_cast<int>(level_) + 1)))
        has_children.insert(child.area.facts.parent.value);
    }
    for (const auto& known : planner_.known.level(level_)) {
      const auto id = known.area.id.value;
      if (present_.contains(id) || !covered.contains(known.area.facts.parent.value)) continue;
      if (unplaced_.contains(known.key)) {
        keep(known, {"它的行有问题没有导入,所以不撤销。", "Its row was not taken, so it is not closed."});
      } else if (has_children.contains(id)) {
        keep(known,
             {"文件里没有它,但它下面还有区域,不能撤销。", "It is not in the file, but areas still stand in it."});
      } else if (planner_.settings.as_of <= known.area.from) {
        keep(known, {"它的起始日期不早于截止日期,不能撤销。", "It begins on or after the given date."});
      } else {
        planner_.plan.closed_areas.push_back(known.area.id);
        ++planner_.plan.summary.close;
      }
    }
  }

  void keep(const KnownArea& known, Text reason) {
    planner_.plan.faults.add({Severity::Warn,
                              -1,
                              0,
                              -1,
                              "name",
                              known.area.facts.name,
                              std::move(reason),
                              {"在“区域管理”里处理,或改正文件。", "Deal with it under Areas, or correct the file."}});
  }

  Planner& planner_;
  const Level level_;
  Parents parents_;
  const int latest_year_;
  std::vector<AreaDraft> drafts_;
  std::unordered_set<std::string> unplaced_;                // names of rows that were not taken
  std::unordered_set<std::int64_t> present_;                // areas that the file names
  std::unordered_map<std::string, const AreaDraft*> seen_;  // into drafts_, which no longer grows then
  std::unordered_map<std::string, RowPlace> codes_;
};

}  // namespace

void plan_areas(Planner& planner, Level level) { AreaPlanner(planner, level).plan(); }

}  // namespace linli::intake_files
