#pragma once
// The live atlas, with what only this module's routes ask of it.

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "modules/areas/api.hpp"
#include "modules/areas/area_store.hpp"
#include "modules/areas/district_atlas.hpp"

namespace linli::areas {

class LiveAtlasKeeper final : public LiveAtlas {
 public:
  LiveAtlasKeeper(storage::Store& store, const Clock& clock, Offset offset);
  ~LiveAtlasKeeper() override;

  [[nodiscard]] std::shared_ptr<const DistrictAtlas> district(DistrictId district) const override;

  void refresh() override;
  void touch() override;
  [[nodiscard]] std::optional<Place> locate(DistrictId district, double lon, double lat) const override;
  [[nodiscard]] std::optional<Place> place_of(DistrictId district, AreaId area) const override;
  [[nodiscard]] std::optional<Place> place_of_grid(DistrictId district, GridId grid) const override;
  [[nodiscard]] std::string name(std::int64_t area_or_grid) const override;
  [[nodiscard]] std::optional<Level> level(std::int64_t area) const override;
  [[nodiscard]] std::string path_text(const Place& place) const override;
  [[nodiscard]] std::optional<GridDuty> duty(DistrictId district, GridId grid) const override;
  [[nodiscard]] std::optional<Grid> grid(DistrictId district, GridId grid) const override;
  [[nodiscard]] std::optional<std::pair<DistrictId, GridId>> grid_by_slug(std::string_view slug) const override;
  [[nodiscard]] bool within(DistrictId district, std::int64_t area,
                            std::span<const std::int64_t> scopes) const override;
  [[nodiscard]] std::vector<std::int64_t> children(DistrictId district, std::int64_t area) const override;
  [[nodiscard]] std::vector<Candidate> candidates(DistrictId district, std::string_view text,
                                                  std::size_t limit) const override;
  [[nodiscard]] std::vector<DistrictId> districts() const override;

 private:
  struct Entry {
    std::int64_t revision = 0;
    std::shared_ptr<const DistrictAtlas> atlas;
  };
  using Territory = std::map<DistrictId, Entry>;
  // Buildings are looked up one by one where somebody asks: a query of microseconds, against a hundred thousand names
  // in memory and at every start.
  [[nodiscard]] std::optional<AreaId> courtyard_of(DistrictId district, AreaId building) const;
  [[nodiscard]] std::optional<Label> find_label(DistrictId district, std::int64_t area_or_grid) const;
  void watch(const std::stop_token& stop);
  // The calling thread's own copy: names are asked for a dozen times an answer, and one counter for all threads would
  // travel between their caches each time.
  [[nodiscard]] const Territory& territory() const;

  storage::Store& store_;
  const Clock& clock_;
  const Offset offset_;

  std::mutex refresh_mutex_;  // one rebuild at a time
  std::atomic<std::shared_ptr<const Territory>> territory_;
  std::atomic<std::uint64_t> edition_;  // a number for each value of territory_, never used twice in the process

  std::mutex wake_mutex_;
  std::condition_variable_any wake_;
  bool touched_ = false;  // guarded by wake_mutex_

  std::jthread watcher_;  // last: stops before the rest goes
};

}  // namespace linli::areas
