#include "modules/grid_plans/model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "modules/grid_plans/errors.hpp"
#include "modules/grid_plans/wkb.hpp"

namespace linli::grid_plans {
namespace {

using gridding::kNone;

// Names that stand twice get what tells them apart: the engine and its sentences need them to differ.
class UniqueNames {
 public:
  std::string name(const std::string& wanted, const std::string& context) {
    if (used_.insert(wanted).second) return wanted;
    auto name = fmt::format("{}（{}）", wanted, context);
    for (int number = 2; !used_.insert(name).second; ++number)
      name = fmt::format("{}（{}{}）", wanted, context, number);
    return name;
  }

 private:
  std::set<std::string> used_;
};

std::vector<Fault> faults_of(const std::vector<gridding::Fault>& faults) {
  std::vector<Fault> list;
  for (const auto& fault : faults)
    list.push_back({"rules", std::nullopt, {}, fault.text, {"请修改规则后再试", "mend the rules and try again"}});
  return list;
}

}  // namespace

std::vector<EffectivePair> effective_pairs(const Input& input, std::span<const Override> overrides) {
  std::map<AreaId, std::uint32_t> site_of;
  for (std::uint32_t i = 0; i < input.sites.size(); ++i) site_of[input.sites[i].id] = i;
  std::map<std::pair<std::uint32_t, std::uint32_t>, bool> decided;
  for (const auto& override : overrides) {
    const auto low = site_of.find(override.low);
    const auto high = site_of.find(override.high);
    if (low == site_of.end() || high == site_of.end()) continue;
    if (input.sites[low->second].community != input.sites[high->second].community) continue;
    decided[std::minmax(low->second, high->second)] = override.neighbours;
  }
  std::vector<EffectivePair> pairs;
  for (std::size_t i = 0; i < input.pairs.size(); ++i) {
    const auto& pair = input.pairs[i];
    const auto found = decided.find({pair.a, pair.b});
    const bool known = found != decided.end();
    // A person who says that two courtyards are neighbours has looked at what lies between them.
    pairs.push_back({pair.a, pair.b, known && found->second ? std::string() : pair.barrier,
                     known ? found->second : pair.proposed, static_cast<std::ptrdiff_t>(i), known});
    if (known) decided.erase(found);
  }
  for (const auto& [sites, neighbours] : decided)
    pairs.push_back({sites.first, sites.second, {}, neighbours, -1, true});
  return pairs;
}

Model::Model(Input input, PlanRules rules, std::vector<Override> overrides)
    : input_(std::move(input)), rules_(std::move(rules)), overrides_(std::move(overrides)) {}

Result<std::shared_ptr<const Model>> Model::make(Input input, PlanRules rules, std::vector<Override> overrides) {
  std::shared_ptr<Model> model(new Model(std::move(input), std::move(rules), std::move(overrides)));
  if (auto built = model->build(); !built) return fail(built.error());
  return std::shared_ptr<const Model>(std::move(model));
}

void Model::name_units() {
  UniqueNames communities;
  UniqueNames sites;
  UniqueNames units;
  UniqueNames grids;
  for (const auto& community : input_.communities)
    community_names_.push_back(communities.name(community.name, to_string(community.id)));
  for (const auto& site : input_.sites)
    site_names_.push_back(sites.name(site.name, input_.communities[site.community].name));
  for (const auto& unit : input_.units) {
    const auto& site = input_.sites[unit.site];
    if (unit.level == areas::Level::Courtyard) {
      building_names_.emplace_back();
      continue;
    }
    // Units of buildings are called after both.
    const bool both = unit.name.size() > site.name.size() && unit.name.starts_with(site.name);
    const auto own = both ? unit.name.substr(site.name.size()) : unit.name;
    const auto prefix = site_names_[unit.site] + '/';
    building_names_.push_back(units.name(prefix + own, to_string(unit.id)).substr(prefix.size()));
  }
  for (const auto& grid : input_.grids)
    grid_names_.push_back(grids.name(grid.name, grid.code.empty() ? to_string(grid.id) : grid.code));
}

gridding::Point Model::origin() const {
  for (const auto& site : input_.sites)
    if (site.point) return *site.point;
  return {0, 0};
}

// Buildings take the place of their courtyard: the engine knows which of them border each other and the courtyards
// around (R053).
Result<void> Model::build() {
  name_units();
  gridding::InstanceBuilder builder;
  gridding::SplitRule split{.threshold = rules_.threshold};
  add_courtyards(builder, split);
  add_buildings(builder);
  for (const auto& pair : effective_pairs(input_, overrides_)) {
    if (pair.neighbours)
      builder.join({.from = site_names_[pair.a], .to = site_names_[pair.b], .barrier = pair.barrier});
  }
  auto instance = std::move(builder).build(split);
  if (!instance) return fail(kInvalid, faults_of(instance.error()));
  instance_ = std::move(*instance);
  LINLI_ASSERT(instance_->size() == input_.units.size());
  if (auto done = translate_rules(); !done) return done;
  find_edges();
  return {};
}

void Model::add_courtyards(gridding::InstanceBuilder& builder, gridding::SplitRule& split) const {
  const Projection projection(origin());
  for (std::size_t i = 0; i < input_.units.size(); ++i) {
    const auto& unit = input_.units[i];
    const auto& site = input_.sites[unit.site];
    const bool whole = unit.level == areas::Level::Courtyard;
    if (!whole && i > 0 && input_.units[i - 1].site == unit.site) continue;  // a courtyard's buildings stand together
    if (!whole) split.always.push_back(site_names_[unit.site]);
    gridding::CourtyardRow row{.id = site_names_[unit.site],
                               .households = whole ? unit.households.value_or(0) : 0,
                               .type = unit.kind,
                               .community = community_names_[site.community],
                               .line = i + 1};
    if (whole && unit.present != kNone) row.present_grid = grid_names_[unit.present];
    if (site.point) {
      const auto at = projection.metres(*site.point);
      row.x = at.x;
      row.y = at.y;
    }
    builder.add(row);
  }
}

void Model::add_buildings(gridding::InstanceBuilder& builder) const {
  const Projection projection(origin());
  for (std::size_t i = 0; i < input_.units.size(); ++i) {
    const auto& unit = input_.units[i];
    if (unit.level == areas::Level::Courtyard) continue;
    gridding::BuildingRow row{.courtyard = site_names_[unit.site],
                              .id = building_names_[i],
                              .households = unit.households.value_or(0),
                              .line = i + 1};
    if (unit.present != kNone) row.present_grid = grid_names_[unit.present];
    if (unit.point) {
      const auto at = projection.metres(*unit.point);
      row.x = at.x;
      row.y = at.y;
    }
    builder.add_building(row);
  }
}

void Model::find_edges() {
  for (std::uint32_t unit = 0; unit < input_.units.size(); ++unit) {
    for (const auto& next : instance_->neighbours(unit)) {
      if (next.node > unit && !separates(next.barrier)) edges_.emplace_back(unit, next.node);
    }
  }
}

bool Model::separates(std::uint32_t barrier) const {
  return barrier != kNone && std::ranges::find(grid_rules_.crossable, barrier) == grid_rules_.crossable.end();
}

Result<void> Model::translate_rules() {
  const auto indices = [](std::span<const std::string> known, const std::vector<std::string>& names) {
    std::vector<std::uint32_t> list;
    for (std::uint32_t i = 0; i < known.size(); ++i)
      if (std::ranges::find(names, known[i]) != names.end()) list.push_back(i);
    return list;
  };
  const auto units_of = [&](const std::vector<AreaId>& areas) {
    std::vector<gridding::NodeIndex> units;
    for (std::uint32_t i = 0; i < input_.units.size(); ++i) {
      const auto& unit = input_.units[i];
      const auto site = input_.sites[unit.site].id;
      if (std::ranges::find(areas, unit.id) != areas.end() || std::ranges::find(areas, site) != areas.end())
        units.push_back(i);
    }
    return units;
  };
  auto& rules = grid_rules_;
  rules.threshold = rules_.threshold;
  rules.upper = rules_.upper;
  rules.order = rules_.order;
  rules.replan = rules_.replan && !input_.grids.empty();
  rules.join_by_type = rules_.join_by_type;
  rules.leftovers = rules_.leftovers;
  rules.split_above = rules_.split_above;
  rules.standing_alone = indices(instance_->types(), rules_.standing_alone);
  rules.crossable = indices(instance_->barriers(), rules_.crossable);
  for (const auto& group : rules_.together) {
    if (auto units = units_of(group); units.size() >= 2) rules.together.push_back(std::move(units));
  }
  for (const auto& group : rules_.apart) {
    const auto units = units_of(group);
    for (std::size_t i = 0; i < units.size(); ++i)
      for (std::size_t j = i + 1; j < units.size(); ++j)
        if (input_.units[units[i]].site != input_.units[units[j]].site) rules.apart.emplace_back(units[i], units[j]);
  }
  const auto faults = gridding::check(rules, *instance_);
  if (!faults.empty()) return fail(kInvalid, faults_of(faults));
  return {};
}

std::optional<std::uint32_t> Model::find_unit(AreaId unit) const {
  const auto found = std::ranges::find(input_.units, unit, &Unit::id);
  if (found == input_.units.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - input_.units.begin());
}

}  // namespace linli::grid_plans
