#include "modules/cases/name_directory.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "modules/areas/api.hpp"
#include "modules/bodies/api.hpp"

namespace linli::cases {

namespace {
constexpr std::int64_t kNamesFreshMs = 60'000;
// `小区` is part of a thousand names: it is looked for in the texts only.
constexpr std::size_t kMostNamesOfWord = 48;
}  // namespace

std::shared_ptr<const KnownNames> NameDirectory::names(storage::Snapshot& snapshot, DistrictId district,
                                                       const catalogue::Book& book, Offset offset) {
  const auto now = to_ms(snapshot.now());
  const std::scoped_lock lock(mutex_);
  auto& entry = known_[district];
  if (entry.names && now >= entry.loaded_at && now - entry.loaded_at < kNamesFreshMs) return entry.names;
  entry = {load(snapshot, district, book, offset), now};
  return entry.names;
}

std::shared_ptr<const KnownNames> NameDirectory::load(storage::Snapshot& snapshot, DistrictId district,
                                                      const catalogue::Book& book, Offset offset) {
  if (!pinyin_) pinyin_ = std::make_unique<Pinyin>();
  auto names = std::make_shared<KnownNames>();
  const areas::AsOf today{.on = date_of(snapshot.now(), offset)};
  for (const auto level : {areas::Level::Subdistrict, areas::Level::Community, areas::Level::Courtyard})
    for (const auto& area : areas::areas_of_level(snapshot, district, level, today))
      names->push_back({pinyin_->read(area.facts.name), area.id.value, {}});
  for (const auto& grid : areas::grids_of(snapshot, district, std::nullopt, today))
    names->push_back({pinyin_->read(grid.facts.name), grid.id.value, {}});
  bodies::each_body(snapshot, district, today.on,
                    [&](const bodies::Body& body) { names->push_back({pinyin_->read(body.name), body.id.value, {}}); });
  for (const auto& matter : book.all()) names->push_back({pinyin_->read(matter.name.zh), 0, matter.id});
  return names;
}

std::vector<const KnownName*> names_for(const KnownNames& names, std::string_view word) {
  if (length_utf8(word) < 2) return {};
  std::vector<const KnownName*> found;
  for (const auto& known : names) {
    if (!known.name.matches(word)) continue;
    if (found.size() == kMostNamesOfWord) return {};
    found.push_back(&known);
  }
  std::ranges::sort(found, {},
                    [](const KnownName* known) { return std::pair(known->name.folded.size(), known->scope); });
  return found;
}

}  // namespace linli::cases
