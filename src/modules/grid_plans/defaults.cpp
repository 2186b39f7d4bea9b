#include "modules/grid_plans/defaults.hpp"

#include <toml++/toml.h>

#include <utility>

namespace linli::grid_plans {

// Written by CMake from models/base/grid_plans.toml.
extern const std::string_view kDefaultsFile;

namespace {

using gridding::Objective;

const toml::table& section(const toml::table& file, std::string_view name) {
  const auto* table = file[name].as_table();
  LINLI_ASSERT(table != nullptr);
  return *table;
}

Source source_of(const toml::table& table) {
  return {table["row"].value_or(std::string()),
          {table["source_zh"].value_or(std::string()), table["source_en"].value_or(std::string())}};
}

std::int64_t number_in(const toml::table& table, std::string_view name) {
  const auto value = table[name].value<std::int64_t>();
  LINLI_ASSERT(value.has_value());
  return *value;
}

std::int64_t number_of(const toml::table& file, std::string_view name) {
  return number_in(section(file, name), "value");
}

std::vector<std::string> words_of(const toml::table& table, std::string_view name) {
  std::vector<std::string> words;
  const auto* array = table[name].as_array();
  LINLI_ASSERT(array != nullptr);
  for (const auto& item : *array) words.push_back(item.value_or(std::string()));
  return words;
}

Defaults read_defaults() {
  const auto file = toml::parse(kDefaultsFile);
  Defaults defaults;
  defaults.rules.threshold = number_of(file, "threshold");
  defaults.rules.upper = number_of(file, "upper");
  defaults.rules.split_above = number_of(file, "split_above");
  defaults.rules.seconds = static_cast<int>(number_of(file, "seconds"));
  defaults.rules.standing_alone = words_of(section(file, "standing_alone"), "value");
  const auto order = words_of(section(file, "order"), "value");
  LINLI_ASSERT(order.size() == defaults.rules.order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto objective = parse_objective(order[i]);
    LINLI_ASSERT(objective.has_value());
    defaults.rules.order[i] = *objective;
  }
  defaults.threshold = source_of(section(file, "threshold"));
  defaults.upper = source_of(section(file, "upper"));
  defaults.split_above = source_of(section(file, "split_above"));
  defaults.standing_alone = source_of(section(file, "standing_alone"));
  defaults.order = source_of(section(file, "order"));
  defaults.barrier_kinds = words_of(section(file, "barriers"), "kinds");
  const auto& roads = section(file, "roads");
  defaults.rules.narrow_road = number_in(roads, "narrow");
  defaults.rules.widest_road = number_in(roads, "widest");
  defaults.roads = source_of(roads);
  defaults.review_months = static_cast<int>(number_in(section(file, "review"), "every_months"));
  defaults.review = source_of(section(file, "review"));
  return defaults;
}

}  // namespace

const Defaults& shipped_defaults() {
  static const Defaults kDefaults = read_defaults();
  return kDefaults;
}

std::optional<Objective> parse_objective(std::string_view text) {
  for (const auto objective : {Objective::Moved, Objective::Excess, Objective::Mixing, Objective::Compactness}) {
    if (gridding::name(objective) == text) return objective;
  }
  return std::nullopt;
}

Text label(Objective objective) {
  switch (objective) {
    case Objective::Moved:
      return {"调整的户数少", "fewest households change grid"};
    case Objective::Excess:
      return {"超出上限的户数少", "least households above the upper end"};
    case Objective::Mixing:
      return {"同类型的在一起", "courtyards of one kind together"};
    case Objective::Compactness:
      return {"紧凑", "compact"};
  }
  std::unreachable();
}

}  // namespace linli::grid_plans
