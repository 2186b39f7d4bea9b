// Rows and rules of any kind: a fault, or a plan that passes the independent rules.
#include <fmt/format.h>
#include <fuzzer/FuzzedDataProvider.h>

#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

#include "gridding/assess.hpp"
#include "gridding/explain.hpp"
#include "gridding/planner.hpp"
#include "gridding/testing/checker.hpp"

namespace {

using namespace linli::gridding;

constexpr std::size_t kMostCourtyards = 30;

std::string name(FuzzedDataProvider& data, std::uint8_t most) {
  return fmt::format("{}", data.ConsumeIntegralInRange<std::uint8_t>(0, most));
}

std::optional<Households> households(FuzzedDataProvider& data) {
  const auto kind = data.ConsumeIntegralInRange<std::uint8_t>(0, 40);
  if (kind == 0) return std::nullopt;
  if (kind == 1) return data.ConsumeIntegral<Households>();
  if (kind == 2) return kMostHouseholds;
  return data.ConsumeIntegralInRange<Households>(0, 900);
}

std::optional<double> position(FuzzedDataProvider& data) {
  const auto kind = data.ConsumeIntegralInRange<std::uint8_t>(0, 60);
  if (kind == 0) return std::nullopt;
  if (kind == 1) return std::numeric_limits<double>::quiet_NaN();
  return data.ConsumeIntegralInRange<std::int16_t>(-500, 500);
}

void add_rows(FuzzedDataProvider& data, InstanceBuilder& builder, std::uint8_t courtyards) {
  for (std::uint8_t i = 0; i < courtyards; ++i) {
    builder.add({.id = data.ConsumeIntegralInRange<std::uint8_t>(0, 80) == 0 ? name(data, 40) : fmt::format("{}", i),
                 .households = households(data),
                 .type = name(data, 3),
                 .community = name(data, 1),
                 .present_grid = name(data, 5),
                 .attribute = static_cast<double>(data.ConsumeIntegral<std::int16_t>()),
                 .x = position(data),
                 .y = position(data)});
  }
  for (auto more = data.ConsumeIntegralInRange<std::uint8_t>(0, 12); more > 0; --more) {
    builder.add_building({.courtyard = name(data, courtyards),
                          .id = name(data, 30),
                          .households = households(data),
                          .x = position(data),
                          .y = position(data)});
  }
  for (auto more = data.ConsumeIntegralInRange<std::uint8_t>(0, 90); more > 0; --more) {
    const std::string barrier = data.ConsumeIntegralInRange<std::uint8_t>(0, 8) == 0 ? name(data, 2) : "";
    builder.join({.from = name(data, courtyards == 0 ? 0 : courtyards - 1),
                  .to = name(data, courtyards == 0 ? 0 : courtyards - 1),
                  .barrier = barrier});
  }
}

GridRules rules_of(FuzzedDataProvider& data, std::size_t nodes) {
  GridRules rules{.threshold = data.ConsumeIntegralInRange<Households>(0, 900)};
  rules.upper = data.ConsumeIntegralInRange<Households>(0, 2000);
  rules.replan = data.ConsumeBool();
  rules.join_by_type = data.ConsumeBool();
  rules.leftovers = data.ConsumeBool() ? Leftovers::JoinLarge : Leftovers::StandUndersize;
  if (data.ConsumeBool()) rules.standing_alone = {data.ConsumeIntegralInRange<std::uint32_t>(0, 4)};
  if (data.ConsumeBool()) rules.crossable = {data.ConsumeIntegralInRange<std::uint32_t>(0, 4)};
  const auto node = [&] { return data.ConsumeIntegralInRange<NodeIndex>(0, static_cast<NodeIndex>(nodes)); };
  if (data.ConsumeBool()) rules.together = {{node(), node()}};
  if (data.ConsumeBool()) rules.apart = {{node(), node()}};
  return rules;
}

void must(bool holds, const char* what) {
  if (holds) return;
  std::fputs(what, stderr);
  std::abort();
}

void plan_both(const Instance& instance, const GridRules& rules) {
  if (const auto plan = plan_grids(instance, rules, {.steps = 2000})) {
    for (const auto& wrong : linli::gridding::testing::violations(instance, rules, *plan)) must(false, wrong.c_str());
    must(assess(instance, rules, plan->grid_of).faults.empty(), "assess finds fault with the engine's own plan");
    const auto members = plan->members();
    for (std::size_t i = 0; i < members.size(); ++i)
      must(!explain(instance, rules, plan->grids[i], members[i]).zh.empty(), "a grid without a sentence");
  }
  const RegionRules regions{.threshold = rules.threshold};
  if (const auto plan = plan_regions(instance, regions, {.steps = 2000})) {
    for (const auto& wrong : linli::gridding::testing::violations(instance, regions, *plan)) must(false, wrong.c_str());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  FuzzedDataProvider data(bytes, size);
  InstanceBuilder builder;
  add_rows(data, builder, data.ConsumeIntegralInRange<std::uint8_t>(0, kMostCourtyards));
  const SplitRule split{.above = data.ConsumeIntegralInRange<Households>(0, 900),
                        .threshold = data.ConsumeIntegralInRange<Households>(1, 400)};
  auto instance = std::move(builder).build(split);
  if (!instance) return 0;
  GridRules rules = rules_of(data, instance->size());
  rules.split_above = split.above;
  plan_both(*instance, rules);
  return 0;
}
