// The yardsticks shipped with Linli.
#include <toml++/toml.h>

#include "modules/analysis/store.hpp"

namespace linli::analysis {

// Written by CMake from models/base/analysis.toml.
extern const std::string_view kYardstickFile;

namespace {

template <class T>
T shipped_value(const toml::table& table, std::string_view key) {
  const auto value = table[key].value<T>();
  LINLI_ASSERT(value.has_value());
  return *value;
}

Yardstick read_one(const toml::table& table) {
  Yardstick one;
  const auto from = parse_date(shipped_value<std::string>(table, "from"));
  const auto* name = table["name"].as_array();
  LINLI_ASSERT(from && name != nullptr && name->size() == 2);
  one.from = *from;
  one.name = {name->at(0).value_or(std::string()), name->at(1).value_or(std::string())};
  one.source = shipped_value<std::string>(table, "source");
  one.response = shipped_value<int>(table, "response");
  one.resolution = shipped_value<int>(table, "resolution");
  one.satisfaction = shipped_value<int>(table, "satisfaction");
  one.satisfied_from = shipped_value<int>(table, "satisfied_from");
  one.fairly_satisfied = shipped_value<int>(table, "fairly_satisfied");
  one.fairly_satisfied_percent = shipped_value<int>(table, "fairly_satisfied_percent");
  one.first_answer_only = shipped_value<bool>(table, "first_answer_only");
  one.small_below = shipped_value<int>(table, "small_below");
  one.repeated_times = shipped_value<int>(table, "repeated_times");
  one.repeated_days = shipped_value<int>(table, "repeated_days");
  return one;
}

}  // namespace

std::vector<Yardstick> shipped_yardsticks() {
  const auto file = toml::parse(kYardstickFile);
  const auto* versions = file["version"].as_array();
  LINLI_ASSERT(versions != nullptr && !versions->empty());
  std::vector<Yardstick> all;
  for (const auto& version : *versions) {
    LINLI_ASSERT(version.is_table());
    all.push_back(read_one(*version.as_table()));
  }
  return all;
}

std::vector<Yardstick> yardsticks(storage::Snapshot& snapshot, DistrictId district) {
  auto all = shipped_yardsticks();
  for (auto& own : own_yardsticks(snapshot, district)) all.push_back(std::move(own));
  return all;
}

}  // namespace linli::analysis
