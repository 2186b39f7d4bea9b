// The atlas that follows the database.

#include "modules/areas/live_atlas.hpp"

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "modules/areas/area_store.hpp"
#include "modules/areas/district_atlas.hpp"

namespace linli::areas {
namespace {

constexpr std::chrono::seconds kLookAgain{1};

std::uint64_t next_edition() {
  static std::atomic<std::uint64_t> last = 0;
  return ++last;
}

std::string name_in(const DistrictAtlas& atlas, std::int64_t id) {
  if (const auto* area = atlas.area(id)) return area->facts.name;
  if (const auto* grid = atlas.grid(id)) return grid->grid.facts.name;
  return {};
}

}  // namespace

LiveAtlasKeeper::LiveAtlasKeeper(storage::Store& store, const Clock& clock, Offset offset)
    : store_(store),
      clock_(clock),
      offset_(offset),
      territory_(std::make_shared<const Territory>()),
      edition_(next_edition()) {
  refresh();
  watcher_ = std::jthread([this](const std::stop_token& stop) { watch(stop); });
}

LiveAtlasKeeper::~LiveAtlasKeeper() = default;

void LiveAtlasKeeper::watch(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    {
      std::unique_lock lock(wake_mutex_);
      wake_.wait_for(lock, stop, kLookAgain, [this] { return touched_; });
      touched_ = false;
    }
    if (stop.stop_requested()) return;
    try {
      refresh();
    } catch (const std::exception&) {
      // The database is away: what is known stays, and the next second asks again.
    }
  }
}

void LiveAtlasKeeper::touch() {
  {
    const std::lock_guard lock(wake_mutex_);
    touched_ = true;
  }
  wake_.notify_one();
}

void LiveAtlasKeeper::refresh() {
  const std::lock_guard lock(refresh_mutex_);
  const AsOf today{date_of(clock_.now(), offset_), std::nullopt};
  const auto before = territory_.load();
  auto after = std::make_shared<Territory>(*before);
  bool changed = false;
  // One snapshot for revision and rows: a commit in between shows in the next round.
  store_.read_now([&](Snapshot& snapshot) {
    for (const auto& [district, revision] : revisions(snapshot)) {
      const auto known = before->find(district);
      if (known != before->end() && known->second.revision == revision && known->second.atlas->as_of().on == today.on) {
        continue;
      }
      (*after)[district] = {revision, load_district(snapshot, district, today)};
      changed = true;
    }
    return changed;
  });
  if (!changed) return;
  territory_.store(std::move(after));
  edition_ = next_edition();
}

const LiveAtlasKeeper::Territory& LiveAtlasKeeper::territory() const {
  thread_local std::uint64_t edition = 0;
  thread_local std::shared_ptr<const Territory> mine;
  if (const auto newest = edition_.load(); newest != edition) {
    mine = territory_.load();
    edition = newest;
  }
  return *mine;
}

std::shared_ptr<const DistrictAtlas> LiveAtlasKeeper::district(DistrictId district) const {
  const auto& known = territory();
  const auto found = known.find(district);
  return found == known.end() ? nullptr : found->second.atlas;
}

std::vector<DistrictId> LiveAtlasKeeper::districts() const {
  std::vector<DistrictId> found;
  for (const auto& [district, entry] : territory()) {
    if (!entry.atlas->areas().empty()) found.push_back(district);
  }
  return found;
}

std::optional<Place> LiveAtlasKeeper::locate(DistrictId district, double lon, double lat) const {
  const auto atlas = this->district(district);
  if (!atlas) return std::nullopt;
  return atlas->locate({lon, lat});
}

std::optional<Label> LiveAtlasKeeper::find_label(DistrictId district, std::int64_t area_or_grid) const {
  return store_.read_now([&](Snapshot& snapshot) { return last_label(snapshot, district, area_or_grid); });
}

std::optional<AreaId> LiveAtlasKeeper::courtyard_of(DistrictId district, AreaId building) const {
  const AsOf today{date_of(clock_.now(), offset_), std::nullopt};
  return store_.read_now([&](Snapshot& snapshot) -> std::optional<AreaId> {
    const auto area = find_area(snapshot, district, building, today);
    if (!area || area->level != Level::Building) return std::nullopt;
    return area->facts.parent;
  });
}

std::optional<Place> LiveAtlasKeeper::place_of(DistrictId district, AreaId area) const {
  const auto atlas = this->district(district);
  if (!atlas || !area) return std::nullopt;
  if (const auto* node = atlas->area(area.value)) return atlas->place_of(*node);
  const auto around = courtyard_of(district, area);
  const auto* courtyard = around ? atlas->area(around->value) : nullptr;
  if (!courtyard) return std::nullopt;
  auto place = atlas->place_of(*courtyard);
  place.building = area;
  const auto* member = atlas->building(area.value);
  if (member && member->base_grid != DistrictAtlas::kNone) {
    place.grid = atlas->grids()[member->base_grid].grid.id;
  } else if (courtyard->split) {
    place.grid = {};
  }
  return place;
}

std::optional<Place> LiveAtlasKeeper::place_of_grid(DistrictId district, GridId grid) const {
  const auto atlas = this->district(district);
  const auto* node = atlas ? atlas->grid(grid.value) : nullptr;
  if (!node) return std::nullopt;
  return atlas->place_of(*node);
}

std::string LiveAtlasKeeper::name(std::int64_t area_or_grid) const {
  for (const auto& [district, entry] : territory()) {
    if (auto found = name_in(*entry.atlas, area_or_grid); !found.empty()) return found;
  }
  for (const auto& [district, entry] : territory()) {
    if (auto label = find_label(district, area_or_grid)) return label->name;
  }
  return {};
}

std::optional<Level> LiveAtlasKeeper::level(std::int64_t area) const {
  for (const auto& [district, entry] : territory()) {
    if (const auto* node = entry.atlas->area(area)) return node->level;
  }
  for (const auto& [district, entry] : territory()) {
    if (const auto label = find_label(district, area)) return label->level;
  }
  return std::nullopt;
}

std::string LiveAtlasKeeper::path_text(const Place& place) const {
  std::string text;
  for (const auto id : {place.subdistrict, place.community, place.courtyard, place.building}) {
    if (!id) continue;
    if (!text.empty()) text += " / ";
    text += name(id.value);
  }
  return text.empty() && place.district ? name(place.district.value) : text;
}

std::optional<Grid> LiveAtlasKeeper::grid(DistrictId district, GridId grid) const {
  const auto atlas = this->district(district);
  const auto* node = atlas ? atlas->grid(grid.value) : nullptr;
  if (!node) return std::nullopt;
  return node->grid;
}

std::optional<GridDuty> LiveAtlasKeeper::duty(DistrictId district, GridId grid) const {
  const auto atlas = this->district(district);
  const auto* node = atlas ? atlas->grid(grid.value) : nullptr;
  if (!node) return std::nullopt;
  return node->grid.duty;
}

std::optional<std::pair<DistrictId, GridId>> LiveAtlasKeeper::grid_by_slug(std::string_view slug) const {
  for (const auto& [district, entry] : territory()) {
    if (const auto* node = entry.atlas->grid_by_slug(slug)) return std::pair(district, node->grid.id);
  }
  return std::nullopt;
}

bool LiveAtlasKeeper::within(DistrictId district, std::int64_t area, std::span<const std::int64_t> scopes) const {
  const auto atlas = this->district(district);
  if (!atlas) return false;
  const auto* grid = atlas->grid(area);
  const auto place = grid ? atlas->place_of(*grid) : place_of(district, {area}).value_or(Place{});
  const auto above = atlas->scopes_of(place);
  return std::ranges::any_of(scopes, [&](auto scope) { return std::ranges::find(above, scope) != above.end(); });
}

std::vector<std::int64_t> LiveAtlasKeeper::children(DistrictId district, std::int64_t area) const {
  const auto atlas = this->district(district);
  return atlas ? atlas->children(area) : std::vector<std::int64_t>{};
}

std::vector<Candidate> LiveAtlasKeeper::candidates(DistrictId district, std::string_view text,
                                                   std::size_t limit) const {
  const auto atlas = this->district(district);
  return atlas ? atlas->candidates(text, limit) : std::vector<Candidate>{};
}

std::unique_ptr<LiveAtlas> open_atlas(storage::Store& store, const Clock& clock, Offset offset) {
  return std::make_unique<LiveAtlasKeeper>(store, clock, offset);
}

}  // namespace linli::areas
