#include "modules/intake_files/export.hpp"

#include <fmt/core.h>

#include "modules/accounts/api.hpp"
#include "modules/bodies/api.hpp"
#include "modules/intake_files/known.hpp"
#include "modules/people/intake.hpp"

namespace linli::intake_files {

using areas::Level;

namespace {

template <class T>
std::string text(const std::optional<T>& value) {
  return value ? fmt::format("{}", *value) : std::string{};
}

std::string degrees(const std::optional<double>& value) {
  if (!value) return {};
  auto out = fmt::format("{:.8f}", *value);
  out.erase(out.find_last_not_of('0') + 1);
  return out.ends_with('.') ? out + "0" : out;
}

class Exporter {
 public:
  Exporter(storage::Snapshot& snapshot, DistrictId district, Date on) : known_(snapshot, district, on) {}

  ExportTable subdistricts() {
    ExportTable table{{"街道名称", "街道代码"}, {}, {}};
    for (const auto& area : known_.level(Level::Subdistrict))
      table.rows.push_back({area.area.facts.name, area.area.facts.code});
    return table;
  }

  ExportTable communities() {
    ExportTable table{{"社区名称", "社区代码", "所属街道", "户数", "地址"}, {}, {}};
    for (const auto& area : known_.level(Level::Community)) {
      const auto& f = area.area.facts;
      table.rows.push_back({f.name, f.code, area.area.parent_name, text(f.households), f.address});
    }
    return table;
  }

  ExportTable courtyards() {
    ExportTable table{
        {"小区名称", "小区代码", "所属社区", "所属街道", "户数", "小区类型", "建成年份", "地址", "经度", "纬度"},
        {},
        {}};
    for (const auto& area : known_.level(Level::Courtyard)) {
      const auto& f = area.area.facts;
      table.rows.push_back({f.name, f.code, area.area.parent_name, above(Level::Community, f.parent),
                            text(f.households), f.kind, text(f.built_year), f.address, degrees(f.lon), degrees(f.lat)});
    }
    return table;
  }

  ExportTable buildings() {
    ExportTable table{{"楼栋名称", "楼栋代码", "所属小区", "所属社区", "所属街道", "户数", "类型", "建成年份", "地址",
                       "经度", "纬度"},
                      {},
                      {}};
    for (const auto& area : known_.level(Level::Building)) {
      const auto& f = area.area.facts;
      const auto* courtyard = known_.by_id(Level::Courtyard, f.parent);
      const auto community = courtyard == nullptr ? AreaId{} : courtyard->area.facts.parent;
      table.rows.push_back({f.name, f.code, area.area.parent_name, above(Level::Courtyard, f.parent),
                            above(Level::Community, community), text(f.households), f.kind, text(f.built_year),
                            f.address, degrees(f.lon), degrees(f.lat)});
    }
    return table;
  }

  ExportTable boundaries() {
    ExportTable table{{"名称", "代码", "所属社区", "所属街道"}, {}, {}};
    for (const auto level : {Level::Subdistrict, Level::Community, Level::Courtyard}) {
      for (const auto& area : known_.level(level)) {
        if (!area.area.has_outline) continue;
        const auto* outline = known_.outline(area.area.id);
        const auto& f = area.area.facts;
        const bool courtyard = level == Level::Courtyard;
        table.rows.push_back({f.name, f.code, courtyard ? area.area.parent_name : "",
                              courtyard                   ? above(Level::Community, f.parent)
                              : level == Level::Community ? area.area.parent_name
                                                          : ""});
        table.geometries.push_back(outline->to_geojson());
      }
    }
    return table;
  }

  ExportTable grids() {
    ExportTable table{{"网格名称", "网格编码", "所属社区", "所属街道", "网格层级", "包含小区", "户数", "网格员",
                       "副网格员", "联系电话", "监督电话"},
                      {},
                      {}};
    auto& snapshot = known_.snapshot();
    for (const auto& grid : areas::grids_of(snapshot, known_.district(), std::nullopt, {known_.on(), {}})) {
      std::string members;
      for (const auto id : areas::members_of(snapshot, known_.district(), grid.id, {known_.on(), {}}))
        members += (members.empty() ? "" : "、") + member_name(id);
      table.rows.push_back({grid.facts.name, grid.facts.code, grid.community_name,
                            above(Level::Community, grid.facts.community), layer(grid.layer), members,
                            std::to_string(grid.households), account(grid.duty.steward), account(grid.duty.deputy),
                            grid.facts.phone, grid.facts.supervision_phone});
    }
    return table;
  }

  ExportTable bodies() {
    ExportTable table{{"单位名称", "单位类型", "联系电话", "服务范围"}, {}, {}};
    bodies::each_body(known_.snapshot(), known_.district(), known_.on(), [&](const bodies::Body& body) {
      std::string areas;
      for (const auto id : body.areas) areas += (areas.empty() ? "" : "、") + area_name(id);
      table.rows.push_back({body.name, bodies::label(body.kind).zh, body.phone, areas});
    });
    return table;
  }

  // Nothing protected leaves in a list: people are known again by name and door.
  ExportTable persons() {
    ExportTable table{{"姓名", "性别", "所属街道", "所属社区", "小区", "楼栋", "单元门牌", "与户主关系", "居住方式",
                       "入住日期", "文化程度"},
                      {},
                      {}};
    people::each_outgoing(known_.snapshot(), known_.district(), known_.on(), [&](const people::OutgoingPerson& person) {
      auto row = place_cells(person.household.place);
      row.insert(row.begin(), {person.name, gender_word(person.gender)});
      row.insert(row.end(), {person.household.door, person.residence.relation, stay_word(person.residence.stay),
                             format_date(person.residence.from), people::education_word(person.education)});
      table.rows.push_back(std::move(row));
    });
    return table;
  }

  ExportTable households() {
    ExportTable table{{"所属街道", "所属社区", "小区", "楼栋", "单元门牌", "户的类型"}, {}, {}};
    people::each_household(known_.snapshot(), known_.district(), known_.on(), [&](const people::Household& household) {
      auto row = place_cells(household.place);
      row.insert(row.end(), {household.door, household.kind == "collective" ? "集体户" : "家庭户"});
      table.rows.push_back(std::move(row));
    });
    return table;
  }

 private:
  // Subdistrict, community, courtyard, building of the smallest area.
  std::vector<std::string> place_cells(AreaId place) {
    std::vector<std::string> cells(4);
    for (const auto level : {Level::Building, Level::Courtyard, Level::Community, Level::Subdistrict}) {
      const auto* area = known_.by_id(level, place);
      if (area == nullptr) continue;
      cells[static_cast<std::size_t>(level) - 1] = area->area.facts.name;
      place = area->area.facts.parent;
    }
    return cells;
  }

  static std::string gender_word(people::Gender gender) {
    return gender == people::Gender::Male ? "男" : gender == people::Gender::Female ? "女" : "";
  }

  static std::string stay_word(people::Stay stay) {
    switch (stay) {
      case people::Stay::Registered:
        return "户籍";
      case people::Stay::Tenant:
        return "租住";
      case people::Stay::Collective:
        return "集体";
      default:
        return "常住";
    }
  }

  // The name of what an area of that level lies in.
  std::string above(Level level, AreaId id) {
    const auto* area = known_.by_id(level, id);
    return area == nullptr ? std::string{} : area->area.parent_name;
  }

  std::string area_name(AreaId id) {
    for (const auto level : {Level::District, Level::Subdistrict, Level::Community, Level::Courtyard}) {
      if (const auto* area = known_.by_id(level, id)) return area->area.facts.name;
    }
    return {};
  }

  std::string member_name(AreaId id) {
    if (const auto* courtyard = known_.by_id(Level::Courtyard, id)) return courtyard->area.facts.name;
    const auto* building = known_.by_id(Level::Building, id);
    return building == nullptr ? std::string{} : building->area.parent_name + "/" + building->area.facts.name;
  }

  std::string account(AccountId id) {
    if (!id) return {};
    return accounts::account_name(known_.snapshot(), known_.district(), id).value_or("");
  }

  static std::string layer(areas::Layer layer) {
    switch (layer) {
      case areas::Layer::Base:
        return "基础网格";
      case areas::Layer::Large:
        return "大网格";
      case areas::Layer::Special:
        return "专属网格";
    }
    return {};
  }

  Known known_;
};

}  // namespace

ExportTable export_table(storage::Snapshot& snapshot, DistrictId district, Target target, Date on) {
  Exporter exporter(snapshot, district, on);
  switch (target) {
    case Target::Subdistricts:
      return exporter.subdistricts();
    case Target::Communities:
      return exporter.communities();
    case Target::Courtyards:
      return exporter.courtyards();
    case Target::Buildings:
      return exporter.buildings();
    case Target::Boundaries:
      return exporter.boundaries();
    case Target::Grids:
      return exporter.grids();
    case Target::Bodies:
      return exporter.bodies();
    case Target::Persons:
      return exporter.persons();
    case Target::Households:
      return exporter.households();
    case Target::Cases:
    case Target::Hotline:
      break;  // `linli export cases` of the desk, which asks who may see what
  }
  return {};
}

}  // namespace linli::intake_files
