#include "modules/grid_plans/barrier_json.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <cmath>

namespace linli::grid_plans {
namespace {

namespace json = boost::json;

using Line = std::vector<std::pair<double, double>>;

constexpr std::size_t kMostPoints = 2000;

std::optional<Line> line_of(const json::array& points) {
  Line line;
  for (const auto& point : points) {
    const auto* pair = point.if_array();
    if (pair == nullptr || pair->size() != 2 || !(*pair)[0].is_number() || !(*pair)[1].is_number()) return std::nullopt;
    line.emplace_back((*pair)[0].to_number<double>(), (*pair)[1].to_number<double>());
  }
  return line;
}

void write_line(JsonWriter& w, const Line& line) {
  w.begin_array();
  for (const auto& [lon, lat] : line) w.begin_array().value(lon).value(lat).end_array();
  w.end_array();
}

}  // namespace

std::optional<Barrier> barrier_of(const json::value& value) {
  const auto* object = value.if_object();
  const auto* kind = object == nullptr ? nullptr : object->if_contains("kind");
  const auto* line = object == nullptr ? nullptr : object->if_contains("line");
  if (kind == nullptr || !kind->is_string() || kind->as_string().empty() || line == nullptr || !line->is_array())
    return std::nullopt;
  Barrier barrier{std::string(kind->as_string()), {}, {}};
  if (const auto* name = object->if_contains("name"); name != nullptr && name->is_string())
    barrier.name = std::string(name->as_string());
  auto points = line_of(line->as_array());
  if (!points) return std::nullopt;
  barrier.line = std::move(*points);
  if (barrier.line.size() < 2 || barrier.line.size() > kMostPoints) return std::nullopt;
  return barrier;
}

const Text& barrier_remedy() {
  static const Text kRemedy{"每条阻隔写明 kind，并有2到2000个经纬度点",
                            "give each barrier a kind and 2 to 2000 points of longitude and latitude"};
  return kRemedy;
}

bool on_earth(const Barrier& barrier) {
  return std::ranges::all_of(barrier.line, [](const std::pair<double, double>& point) {
    return std::abs(point.first) <= 180 && std::abs(point.second) <= 90;
  });
}

Fault off_earth(std::string field, const Barrier& barrier) {
  return {std::move(field),
          std::nullopt,
          barrier.name,
          {"坐标不是经纬度", "the points are no longitudes and latitudes"},
          {"用WGS 84经纬度，经度在前", "use WGS 84 degrees, longitude first"}};
}

void write_barrier_fields(JsonWriter& w, const Barrier& barrier) {
  w.field("kind", barrier.kind).field("name", barrier.name).key("line");
  write_line(w, barrier.line);
}

void write_barrier(JsonWriter& w, const Barrier& barrier) {
  w.begin_object();
  write_barrier_fields(w, barrier);
  w.end_object();
}

std::string line_json(const Barrier& barrier) {
  JsonWriter w;
  write_line(w, barrier.line);
  return w.take();
}

Line stored_line(std::string_view text) {
  const auto value = json::parse(json::string_view(text.data(), text.size()));
  auto line = line_of(value.as_array());
  LINLI_ASSERT(line.has_value());
  return std::move(*line);
}

}  // namespace linli::grid_plans
