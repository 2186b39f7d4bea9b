#include "modules/grid_plans/input.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "base/json_writer.hpp"

namespace linli::grid_plans {
namespace {

namespace json = boost::json;

// Rows are arrays: a district has thousands of them.
void write_text(JsonWriter& w, const Text& text) { w.value(text.zh).value(text.en); }

void write_grids(JsonWriter& w, const Input& input) {
  w.key("grids").begin_array();
  for (const auto& grid : input.grids) {
    w.begin_array().value(to_string(grid.id)).value(grid.name).value(grid.code).value(grid.phone);
    w.value(grid.supervision_phone).value(std::int64_t{grid.community});
    w.value(std::to_string(grid.steward.value)).value(std::to_string(grid.deputy.value)).end_array();
  }
  w.end_array();
}

void write_places(JsonWriter& w, const Input& input) {
  w.key("communities").begin_array();
  for (const auto& community : input.communities) {
    w.begin_array().value(to_string(community.id)).value(to_string(community.subdistrict));
    w.value(community.name).value(community.code).end_array();
  }
  w.end_array().key("sites").begin_array();
  for (const auto& site : input.sites) {
    w.begin_array().value(to_string(site.id)).value(site.name).value(std::int64_t{site.community});
    if (site.point) w.value(site.point->x).value(site.point->y);
    w.end_array();
  }
  w.end_array().key("units").begin_array();
  for (const auto& unit : input.units) {
    w.begin_array().value(to_string(unit.id)).value(unit.name).value(unit.level == areas::Level::Building);
    w.value(std::int64_t{unit.site}).value(unit.households).value(unit.kind);
    w.value(unit.present == gridding::kNone ? std::int64_t{-1} : std::int64_t{unit.present});
    if (unit.point) w.value(unit.point->x).value(unit.point->y);
    w.end_array();
  }
  w.end_array();
}

void write_pairs(JsonWriter& w, const Input& input) {
  w.key("pairs").begin_array();
  for (const auto& pair : input.pairs) {
    w.begin_array().value(std::int64_t{pair.a}).value(std::int64_t{pair.b}).value(static_cast<int>(pair.doubt));
    w.value(pair.proposed).value(pair.length).value(pair.distance).value(pair.barrier).end_array();
  }
  w.end_array().key("faults").begin_array();
  for (const auto& fault : input.faults) {
    w.begin_array().value(std::int64_t{fault.site}).value(fault.usable);
    write_text(w, fault.text);
    w.end_array();
  }
  w.end_array().key("notices").begin_array();
  for (const auto& notice : input.notices) {
    w.begin_array();
    write_text(w, notice);
    w.end_array();
  }
  w.end_array();
}

// One row of an array of rows, read from left to right.
class Row {
 public:
  explicit Row(const json::value& value) : items_(value.as_array()) {}

  std::string text() { return std::string(next().as_string()); }
  template <class IdType>
  IdType id() {
    return IdType{parse_id(next().as_string()).value_or(0)};
  }
  std::uint32_t index() { return next().to_number<std::uint32_t>(); }
  std::int64_t number() { return next().to_number<std::int64_t>(); }
  double real() { return next().to_number<double>(); }
  bool flag() { return next().as_bool(); }
  std::optional<std::int64_t> maybe_number() {
    const auto& value = next();
    return value.is_null() ? std::nullopt : std::optional(value.to_number<std::int64_t>());
  }
  Text both() {
    Text text{this->text(), {}};
    text.en = this->text();
    return text;
  }
  [[nodiscard]] bool more() const { return at_ < items_.size(); }

 private:
  const json::value& next() { return items_.at(at_++); }

  const json::array& items_;
  std::size_t at_ = 0;
};

template <class T, class Read>
std::vector<T> rows_of(const json::object& object, std::string_view name, Read read) {
  std::vector<T> rows;
  const auto& array = object.at(name).as_array();
  rows.reserve(array.size());
  for (const auto& value : array) rows.push_back(read(Row(value)));
  return rows;
}

Site read_site(Row row) {
  Site site{row.id<AreaId>(), {}, 0, std::nullopt};
  site.name = row.text();
  site.community = row.index();
  if (row.more()) {
    const double x = row.real();
    site.point = gridding::Point{x, row.real()};
  }
  return site;
}

Unit read_unit(Row row) {
  Unit unit;
  unit.id = row.id<AreaId>();
  unit.name = row.text();
  unit.level = row.flag() ? areas::Level::Building : areas::Level::Courtyard;
  unit.site = row.index();
  unit.households = row.maybe_number();
  unit.kind = row.text();
  const auto present = row.number();
  unit.present = present < 0 ? gridding::kNone : static_cast<std::uint32_t>(present);
  if (row.more()) {
    const double x = row.real();
    unit.point = gridding::Point{x, row.real()};
  }
  return unit;
}

PresentGrid read_present(Row row) {
  PresentGrid grid;
  grid.id = row.id<GridId>();
  grid.name = row.text();
  grid.code = row.text();
  grid.phone = row.text();
  grid.supervision_phone = row.text();
  grid.community = row.index();
  grid.steward = row.id<AccountId>();
  grid.deputy = row.id<AccountId>();
  return grid;
}

SitePair read_pair(Row row) {
  SitePair pair;
  pair.a = row.index();
  pair.b = row.index();
  pair.doubt = static_cast<gridding::Doubt>(row.number());
  pair.proposed = row.flag();
  pair.length = row.real();
  pair.distance = row.real();
  pair.barrier = row.text();
  return pair;
}

InputCommunity read_community(Row row) {
  InputCommunity community;
  community.id = row.id<AreaId>();
  community.subdistrict = row.id<AreaId>();
  community.name = row.text();
  community.code = row.text();
  return community;
}

SiteFault read_fault(Row row) {
  SiteFault fault;
  fault.site = row.index();
  fault.usable = row.flag();
  fault.text = row.both();
  return fault;
}

}  // namespace

std::string_view to_string(Geometry geometry) {
  switch (geometry) {
    case Geometry::Outlines:
      return "outlines";
    case Geometry::Points:
      return "points";
    case Geometry::Mixed:
      return "mixed";
    case Geometry::None:
      return "none";
  }
  return "none";
}

std::string input_json(const Input& input) {
  JsonWriter w;
  w.begin_object().field("as_of", format_date(input.as_of)).field("geometry", static_cast<int>(input.geometry));
  write_grids(w, input);
  write_places(w, input);
  write_pairs(w, input);
  w.end_object();
  return w.take();
}

Input stored_input(std::string_view text) {
  const auto value = json::parse(json::string_view(text.data(), text.size()));
  const auto& object = value.as_object();
  Input input;
  input.as_of = parse_date(object.at("as_of").as_string()).value_or(Date{});
  input.geometry = static_cast<Geometry>(object.at("geometry").to_number<int>());
  input.grids = rows_of<PresentGrid>(object, "grids", read_present);
  input.communities = rows_of<InputCommunity>(object, "communities", read_community);
  input.sites = rows_of<Site>(object, "sites", read_site);
  input.units = rows_of<Unit>(object, "units", read_unit);
  input.pairs = rows_of<SitePair>(object, "pairs", read_pair);
  input.faults = rows_of<SiteFault>(object, "faults", read_fault);
  input.notices = rows_of<Text>(object, "notices", [](Row row) { return row.both(); });
  return input;
}

}  // namespace linli::grid_plans
