#include "app/demo/model_district.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "modules/areas/api.hpp"
#include "modules/bodies/api.hpp"

namespace linli::app::demo {
namespace {

using areas::Level;
using storage::Transaction;

struct ModelSpot {
  std::int64_t id = 0;  // of an area or grid
  std::string name;
};

std::string reason_of(const Error& error) {
  auto text = error.message.zh;
  for (const auto& fault : error.faults)
    text += fmt::format("; {} {}: {} ({})", fault.field, fault.row.value_or(0), fault.reason.zh, fault.value);
  return text;
}

template <class T>
T must_be_taken(Result<T> result) {
  if (!result) throw storage::StorageError("demo model refused: " + reason_of(result.error()));
  return std::move(*result);
}

std::vector<ModelSpot> spots_of(Transaction& transaction, DistrictId district, const std::string& level, Date on) {
  std::vector<ModelSpot> spots;
  if (level == "grid") {
    for (const auto& grid : areas::grids_of(transaction, district, std::nullopt, {.on = on, .known_at = {}}))
      spots.push_back({grid.id.value, grid.facts.name});
  } else if (const auto parsed = areas::parse_level(level)) {
    for (const auto& area : areas::areas_of_level(transaction, district, *parsed, {.on = on, .known_at = {}}))
      spots.push_back({area.id.value, area.facts.name});
  }
  std::ranges::sort(spots, {}, &ModelSpot::id);
  return spots;
}

// 解放社区 and 社区居委会 are 解放社区居委会.
std::string joined_name(const std::string& place, const std::string& kind) {
  constexpr std::size_t kCharacter = 3;  // bytes of one in UTF-8
  for (auto length = kind.size() - kind.size() % kCharacter; length > 0; length -= kCharacter) {
    if (length <= place.size() && place.ends_with(kind.substr(0, length))) return place + kind.substr(length);
  }
  return place + kind;
}

void add_bodies(Transaction& transaction, DistrictId district, const rules::Model& model,
                const rules::DemoBodies& wanted, Date on) {
  const auto* kind = model.body_kind(wanted.kind);
  const auto spots = spots_of(transaction, district, wanted.level, on);
  const auto count =
      std::min(spots.size(), static_cast<std::size_t>(wanted.count.value_or(static_cast<int>(spots.size()))));
  for (std::size_t i = 0; i < count; ++i) {
    // Spread over the district, not all in its first subdistricts.
    const auto at = wanted.first ? static_cast<std::size_t>(*wanted.first) + i : i * spots.size() / count;
    if (at >= spots.size()) break;
    const auto& spot = spots[at];
    bodies::NewBody body{.name = joined_name(spot.name, kind->name.zh),
                         .kind = bodies::Kind::Other,
                         .areas = {AreaId{spot.id}},
                         .model = {.kind = kind->code,
                                   .seats = wanted.seats,
                                   .members = wanted.members,
                                   .full_members = wanted.members,
                                   .party_members = wanted.party_members},
                         .from = on};
    // The demo has residents' committees of its own already; the model says what kind they are.
    if (const auto existing = bodies::find_body(transaction, district, body.name)) {
      const bodies::BodyChange change{.model = body.model, .from = on};
      if (auto done = bodies::change_body(transaction, district, {}, *existing, change); !done)
        throw storage::StorageError("demo body refused: " + reason_of(done.error()));
    } else {
      must_be_taken(bodies::add_body(transaction, district, {}, body));
    }
  }
}

}  // namespace

TerritoryPlan plan_of(const rules::Demo& demo) {
  TerritoryPlan plan{.name = demo.name,
                     .code = demo.code,
                     .subdistricts = demo.subdistricts,
                     .communities = demo.communities,
                     .courtyards = demo.courtyards,
                     .grids = demo.grids,
                     .households = demo.households};
  for (const auto& merge : demo.merges)
    plan.mergers.push_back({.of_communities = merge.level == "community", .before = merge.before, .on = merge.on});
  std::ranges::sort(plan.mergers, {}, &TerritoryPlan::Merger::on);
  return plan;
}

void settle_model(storage::Store& store, const Settled& settled, const rules::NewModel& files,
                  const rules::Model& model, Date from) {
  store.write_now([&](Transaction& transaction) {
    auto adopted = files;
    adopted.from = from;
    must_be_taken(rules::adopt_model(transaction, settled.district, {}, adopted, kChinaOffset));
    for (const auto& wanted : model.demo->bodies) add_bodies(transaction, settled.district, model, wanted, from);
    return true;
  });
}

}  // namespace linli::app::demo
