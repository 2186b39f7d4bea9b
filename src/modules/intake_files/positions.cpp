#include "modules/intake_files/positions.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace linli::intake_files {
namespace {

// A courtyard's point may stand at its gate, a little outside the community's drawn border.
constexpr double kSlack_m = 60;
// Without any outline near, only what lies far from all other points is suspected.
constexpr double kFar_m = 30'000;
constexpr std::array<Datum, 3> kDatums{Datum::Wgs84, Datum::Gcj02, Datum::Bd09};

enum class Verdict { Fits, Swapped, Gcj02, Bd09, Outside, NoOutline };

Text name_of(Datum datum) {
  switch (datum) {
    case Datum::Gcj02:
      return {"GCJ-02(高德、腾讯地图)", "GCJ-02 (Amap, Tencent)"};
    case Datum::Bd09:
      return {"BD-09(百度地图)", "BD-09 (Baidu)"};
    default:
      return {"CGCS2000 / WGS 84", "CGCS2000 / WGS 84"};
  }
}

class Settler {
 public:
  Settler(Planner& planner, const std::vector<PositionRow>& rows) : planner_(planner), rows_(rows) {}

  std::vector<std::optional<LonLat>> settle() {
    find_middle();
    for (const auto& row : rows_) verdicts_.push_back(judge(row));
    find_whole_datum();
    std::vector<std::optional<LonLat>> out;
    for (std::size_t i = 0; i < rows_.size(); ++i) out.push_back(whole_ ? convert_whole(i) : decide(i));
    return out;
  }

 private:
  // The nearest outline at or above the area.
  const Geometry* outline_for(const KnownArea* area) {
    using areas::Level;
    for (const auto* at = area; at != nullptr;) {
      if (const auto* outline = planner_.known.outline(at->area.id)) return outline;
      if (at->area.level == Level::District) break;
      at = planner_.known.by_id(static_cast<Level>(static_cast<int>(at->area.level) - 1), at->area.facts.parent);
    }
    return nullptr;
  }

  void find_middle() {
    std::vector<double> lons;
    std::vector<double> lats;
    for (const auto& row : rows_) {
      if (!in_china(row.raw)) continue;
      lons.push_back(row.raw.lon);
      lats.push_back(row.raw.lat);
    }
    if (lons.empty()) return;
    const auto half = static_cast<std::ptrdiff_t>(lons.size() / 2);
    std::nth_element(lons.begin(), lons.begin() + half, lons.end());
    std::nth_element(lats.begin(), lats.begin() + half, lats.end());
    middle_ = LonLat{lons[lons.size() / 2], lats[lats.size() / 2]};
  }

  bool fits(const Geometry* outline, LonLat point) const {
    if (outline != nullptr) return outline->contains(point) || outline->distance_m(point) < kSlack_m;
    return in_china(point) && (!middle_ || distance_m(*middle_, point) < kFar_m);
  }

  Verdict judge(const PositionRow& row) {
    const auto* outline = outline_for(row.parent);
    if (outline != nullptr) {
      // Shares of all rows that fall inside under each reading, which tell the datum of the whole file.
      ++with_outline_;
      for (std::size_t d = 0; d < kDatums.size(); ++d)
        inside_.at(d) += outline->contains(to_wgs84(row.raw, kDatums.at(d))) ? 1 : 0;
    }
    if (fits(outline, row.raw)) return outline != nullptr ? Verdict::Fits : Verdict::NoOutline;
    if (looks_swapped(row.raw) && fits(outline, {row.raw.lat, row.raw.lon})) return Verdict::Swapped;
    if (outline != nullptr && fits(outline, to_wgs84(row.raw, Datum::Gcj02))) return Verdict::Gcj02;
    if (outline != nullptr && fits(outline, to_wgs84(row.raw, Datum::Bd09))) return Verdict::Bd09;
    return Verdict::Outside;
  }

  // Most of the file falls into place only when read as a map service's.
  void find_whole_datum() {
    const auto best = static_cast<std::size_t>(std::ranges::max_element(inside_) - inside_.begin());
    const auto plain = inside_[0];
    if (best == 0 || with_outline_ < 5 || inside_.at(best) * 10 < with_outline_ * 6) return;
    if (inside_.at(best) - plain < std::max<std::int64_t>(3, with_outline_ / 5)) return;
    whole_ = kDatums.at(best);
  }

  std::optional<LonLat> convert_whole(std::size_t i) {
    const auto& row = rows_[i];
    const auto answer = parse_datum(ask_datum(planner_, *whole_, true, 1));
    if (answer) {
      const auto point = to_wgs84(row.raw, *answer);
      if (*answer == Datum::Wgs84 || fits(outline_for(row.parent), point)) return point;
      return outside(row, point);
    }
    const auto name = name_of(*whole_);
    planner_.unknown(row.place, column_for(row.place),
                     {fmt::format("坐标像是从地图服务复制的({})。", name.zh),
                      fmt::format("The coordinates look copied from a map service ({}).", name.en)},
                     {"请回答坐标系的问题;回答之前按位置不详处理。",
                      "Answer the question on the datum; until then the position is left out."});
    return std::nullopt;
  }

  std::optional<LonLat> decide(std::size_t i) {
    const auto& row = rows_[i];
    switch (verdicts_[i]) {
      case Verdict::Fits:
      case Verdict::NoOutline:
        return row.raw;
      case Verdict::Swapped:
        return swapped(row);
      case Verdict::Gcj02:
        return single(row, Datum::Gcj02);
      case Verdict::Bd09:
        return single(row, Datum::Bd09);
      case Verdict::Outside:
        return outside(row, row.raw);
    }
    return std::nullopt;
  }

  std::optional<LonLat> swapped(const PositionRow& row) {
    const auto answer = planner_.ask("swapped", [] {
      return Question{
          "swapped",
          {"有些行的经度和纬度写反了(反过来正好落在所属社区里)。调换过来吗?",
           "In some rows longitude and latitude stand in each other's place (the other way round they fall into "
           "their community). Swap them?"},
          {{"swap", {"调换", "Swap them"}}, {"leave_out", {"不,位置按不详处理", "No, leave the position out"}}},
          {},
          0};
    });
    const Text reason{"经度和纬度写反了。", "Longitude and latitude stand in each other's place."};
    if (answer == "swap") {
      planner_.warn(row.place, column_for(row.place), reason, {"已按您的回答调换。", "Swapped as you answered."});
      return LonLat{row.raw.lat, row.raw.lon};
    }
    planner_.unknown(row.place, column_for(row.place), reason,
                     {"调换这两格,或在问题里回答“调换”。", "Swap the two cells, or answer “swap” to the question."});
    return std::nullopt;
  }

  std::optional<LonLat> single(const PositionRow& row, Datum datum) {
    const auto answer = ask_datum(planner_, datum, false, 1);
    const auto name = name_of(datum);
    const Text reason{fmt::format("不在所属区域内;按 {} 换算后正好在里面。", name.zh),
                      fmt::format("It lies outside its area; read as {} it lies inside.", name.en)};
    if (answer == to_string(datum)) {
      planner_.warn(row.place, column_for(row.place), reason, {"已按您的回答换算。", "Converted as you answered."});
      return to_wgs84(row.raw, datum);
    }
    if (answer == to_string(Datum::Wgs84)) return row.raw;
    planner_.unknown(row.place, column_for(row.place), reason,
                     {"请回答坐标系的问题;回答之前按位置不详处理。",
                      "Answer the question on the datum; until then the position is left out."});
    return std::nullopt;
  }

  std::optional<LonLat> outside(const PositionRow& row, LonLat point) {
    const auto* outline = outline_for(row.parent);
    const double metres = outline != nullptr ? outline->distance_m(point) : middle_ ? distance_m(*middle_, point) : 0;
    const auto far = metres >= 10'000 ? fmt::format("{:.0f} km", metres / 1000) : fmt::format("{:.0f} m", metres);
    Text remedy{"核对经纬度。", "Check the coordinates."};
    if (outline != nullptr) {
      const auto box = outline->box();
      remedy = {fmt::format("核对经纬度:经度应在 {:.4f}—{:.4f},纬度应在 {:.4f}—{:.4f}。", box.west, box.east, box.south,
                            box.north),
                fmt::format("Check them: longitude {:.4f} to {:.4f}, latitude {:.4f} to {:.4f}.", box.west, box.east,
                            box.south, box.north)};
    }
    planner_.unknown(row.place, column_for(row.place),
                     {fmt::format("落在所属区域“{}”以外 {}。", row.parent->area.facts.name, far),
                      fmt::format("It falls {} outside “{}”.", far, row.parent->area.facts.name)},
                     std::move(remedy));
    return std::nullopt;
  }

  std::string_view column_for(RowPlace place) const { return planner_.has_column(place, "lon") ? "lon" : "position"; }

  Planner& planner_;
  const std::vector<PositionRow>& rows_;
  std::vector<Verdict> verdicts_;
  std::optional<LonLat> middle_;
  std::optional<Datum> whole_;
  std::int64_t with_outline_ = 0;
  std::array<std::int64_t, 3> inside_{};
};

}  // namespace

std::string_view ask_datum(Planner& planner, Datum suspected, bool whole, std::int64_t rows) {
  const std::string id = whole ? "datum" : fmt::format("datum_{}", to_string(suspected));
  std::string_view answer;
  for (std::int64_t i = 0; i < rows; ++i) {
    answer = planner.ask(id, [&] {
      const auto name = name_of(suspected);
      Question question{id, {}, {}, {}, 0};
      question.text =
          whole
              ? Text{fmt::format("整个文件的坐标像是 {},不是 CGCS2000:换算后才落在所属区域里。按哪种坐标系导入?",
                                 name.zh),
                     fmt::format(
                         "The coordinates of this file look like {}: only converted do they fall into their areas. "
                         "Which datum are they in?",
                         name.en)}
              : Text{fmt::format("有些坐标不在所属区域内,按 {} 换算后正好在里面。换算它们吗?", name.zh),
                     fmt::format("Some coordinates lie outside their areas, but inside when read as {}. Convert them?",
                                 name.en)};
      question.choices.push_back({std::string(to_string(suspected)),
                                  {fmt::format("按 {} 换算", name.zh), fmt::format("Convert from {}", name.en)}});
      question.choices.push_back({"wgs84", {"不换算,原样导入", "Take them as they are"}});
      if (whole) {
        const auto other = suspected == Datum::Gcj02 ? Datum::Bd09 : Datum::Gcj02;
        question.choices.push_back(
            {std::string(to_string(other)),
             {fmt::format("按 {} 换算", name_of(other).zh), fmt::format("Convert from {}", name_of(other).en)}});
      }
      return question;
    });
  }
  return answer;
}

std::vector<std::optional<LonLat>> settle_positions(Planner& planner, const std::vector<PositionRow>& rows) {
  return Settler(planner, rows).settle();
}

}  // namespace linli::intake_files
