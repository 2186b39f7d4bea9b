#include "modules/intake_files/area_change.hpp"

#include <fmt/core.h>

#include <cmath>

#include "modules/intake_files/names.hpp"

namespace linli::intake_files {
namespace {

// Eight decimals are a millimetre; files round to six or seven.
constexpr double kSamePlace = 1.5e-7;

bool near(const std::optional<double>& a, const std::optional<double>& b) {
  return a.has_value() == b.has_value() && (!a || std::abs(*a - *b) < kSamePlace);
}

}  // namespace

bool same_facts(const areas::NewArea& a, const areas::NewArea& b) {
  return a.code == b.code && a.households == b.households && a.kind == b.kind && a.address == b.address &&
         a.built_year == b.built_year && near(a.lon, b.lon) && near(a.lat, b.lat);
}

std::optional<areas::AreaChange> change_of(Planner& planner, const AreaDraft& draft, const KnownArea& existing) {
  const auto& is = existing.area.facts;
  const auto& row = draft.area;
  areas::AreaChange change;
  bool any = false;
  const auto set = [&](auto& slot, const auto& value) {
    slot = value;
    any = true;
  };
  if (draft.key != existing.key) set(change.name, row.name);
  if (!row.code.empty() && row.code != is.code) {
    if (!is.code.empty()) {
      planner.warn(draft.place, "code",
                   {fmt::format("代码将由 {} 改为 {}。", is.code, row.code),
                    fmt::format("The code changes from {} to {}.", is.code, row.code)},
                   {"请确认区划代码确已变更。", "Make sure that the code has really changed."});
    }
    set(change.code, row.code);
  }
  if (row.parent != is.parent) {
    planner.warn(draft.place, "name",
                 {fmt::format("将由“{}”划入“{}”。", existing.area.parent_name, draft.parent->area.facts.name),
                  fmt::format("It moves from “{}” to “{}”.", existing.area.parent_name, draft.parent->area.facts.name)},
                 {"请确认隶属关系确已变更。", "Make sure that it has really moved."});
    set(change.parent, row.parent);
  }
  if (row.households && row.households != is.households) set(change.households, row.households);
  if (!row.kind.empty() && row.kind != is.kind) set(change.kind, row.kind);
  if (!row.address.empty() && row.address != is.address) set(change.address, row.address);
  if (row.built_year && row.built_year != is.built_year) set(change.built_year, row.built_year);
  if (row.lon && row.lat && !(near(row.lon, is.lon) && near(row.lat, is.lat)))
    set(change.position, std::pair{*row.lon, *row.lat});
  if (!any) return std::nullopt;
  change.from = planner.settings.as_of;
  return change;
}

}  // namespace linli::intake_files
