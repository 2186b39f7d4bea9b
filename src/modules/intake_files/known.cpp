#include "modules/intake_files/known.hpp"

#include "modules/intake_files/names.hpp"

namespace linli::intake_files {

using areas::Level;

std::string child_key(std::int64_t parent, std::string_view key) {
  std::string out(reinterpret_cast<const char*>(&parent), sizeof parent);
  return out.append(key);
}

Known::Known(storage::Snapshot& snapshot, DistrictId district, Date on)
    : snapshot_(snapshot), district_(district), on_(on) {}

Known::Loaded& Known::loaded(Level level) {
  auto& entry = levels_.at(static_cast<std::size_t>(level));
  if (entry.done) return entry;
  entry.done = true;
  for (auto& area : areas::areas_of_level(snapshot_, district_, level, {on_, {}})) {
    auto key = name_key(area.facts.name);
    const auto index = entry.areas.size();
    entry.by_id.emplace(area.id.value, index);
    if (!area.facts.code.empty()) entry.by_code.emplace(area.facts.code, index);
    // Thousands of buildings are called 1号楼; nobody asks for those without their courtyard.
    if (level != Level::Building) entry.by_key[key].push_back(index);
    entry.by_parent_and_key.emplace(child_key(area.facts.parent.value, key), index);
    entry.areas.push_back({std::move(area), std::move(key)});
  }
  return entry;
}

const KnownArea* Known::root() {
  const auto& all = loaded(Level::District).areas;
  return all.empty() ? nullptr : &all.front();
}

const std::vector<KnownArea>& Known::level(Level level) { return loaded(level).areas; }

const KnownArea* Known::by_id(Level level, AreaId id) {
  const auto& entry = loaded(level);
  const auto found = entry.by_id.find(id.value);
  return found == entry.by_id.end() ? nullptr : &entry.areas[found->second];
}

const KnownArea* Known::by_code(Level level, std::string_view code) {
  const auto& entry = loaded(level);
  const auto found = entry.by_code.find(std::string(code));
  return found == entry.by_code.end() ? nullptr : &entry.areas[found->second];
}

const KnownArea* Known::child(Level level, AreaId parent, std::string_view key) {
  const auto& entry = loaded(level);
  const auto found = entry.by_parent_and_key.find(child_key(parent.value, key));
  return found == entry.by_parent_and_key.end() ? nullptr : &entry.areas[found->second];
}

std::vector<const KnownArea*> Known::named(Level level, std::string_view key) {
  std::vector<const KnownArea*> out;
  const auto& entry = loaded(level);
  if (const auto found = entry.by_key.find(std::string(key)); found != entry.by_key.end()) {
    for (const auto index : found->second) out.push_back(&entry.areas[index]);
  }
  return out;
}

const Geometry* Known::outline(AreaId area) {
  auto found = outlines_.find(area.value);
  if (found == outlines_.end()) {
    const auto wkb = areas::outline_of(snapshot_, district_, area, {on_, {}});
    found = outlines_.emplace(area.value, wkb.empty() ? Geometry() : Geometry::from_wkb(geos_, wkb)).first;
  }
  return found->second ? &found->second : nullptr;
}

}  // namespace linli::intake_files
