#include "modules/intake_files/types.hpp"

#include <array>
#include <utility>

namespace linli::intake_files {
namespace {

struct TargetName {
  Target target;
  std::string_view name;
  std::string_view zh;
  std::string_view en;
};
constexpr std::array<TargetName, kTargetCount> kTargets{{
    {Target::Subdistricts, "subdistricts", "街道(乡镇)", "subdistricts"},
    {Target::Communities, "communities", "社区(村)", "communities"},
    {Target::Courtyards, "courtyards", "小区(院落)", "courtyards"},
    {Target::Buildings, "buildings", "楼栋", "buildings"},
    {Target::Boundaries, "boundaries", "边界", "boundaries"},
    {Target::Grids, "grids", "网格", "grids"},
    {Target::Bodies, "bodies", "部门和单位", "bodies"},
    {Target::Cases, "cases", "诉求台账", "ledger of cases"},
    {Target::Persons, "persons", "居民", "residents"},
    {Target::Households, "households", "住户", "households"},
    {Target::Hotline, "hotline", "12345工单", "work orders of the city's hotline"},
}};

constexpr std::array<std::pair<Mode, std::string_view>, 3> kModes{
    {{Mode::Add, "add"}, {Mode::Update, "update"}, {Mode::Full, "full"}}};

}  // namespace

std::string_view to_string(Target target) { return kTargets.at(static_cast<std::size_t>(target)).name; }

std::optional<Target> parse_target(std::string_view text) {
  for (const auto& entry : kTargets) {
    if (entry.name == text) return entry.target;
  }
  return std::nullopt;
}

Text label_of(Target target) {
  const auto& entry = kTargets.at(static_cast<std::size_t>(target));
  return {std::string(entry.zh), std::string(entry.en)};
}

std::string_view to_string(Mode mode) { return kModes.at(static_cast<std::size_t>(mode)).second; }

std::optional<Mode> parse_mode(std::string_view text) {
  for (const auto& [mode, name] : kModes) {
    if (name == text) return mode;
  }
  return std::nullopt;
}

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::Refuse:
      return "refuse";
    case Severity::Unknown:
      return "unknown";
    case Severity::Warn:
      return "warn";
  }
  return {};
}

}  // namespace linli::intake_files
