#include "gridding/testing/random_district.hpp"

#include <fmt/format.h>

#include "gridding/search.hpp"

namespace linli::gridding::testing {

RandomDistrict random_district(std::uint64_t seed, std::uint32_t courtyards) {
  Random random(seed);
  const Households scale = random.below(10) == 0 ? kMostHouseholds / 20 : 1;
  const std::uint32_t communities = 1 + random.below(2), types = 1 + random.below(4), grids = 1 + random.below(4);
  const double density = 0.2 + 0.5 * random.unit();
  InstanceBuilder builder;
  for (std::uint32_t i = 0; i < courtyards; ++i) {
    const bool in_force = random.below(8) != 0;
    builder.add({.id = fmt::format("c{}", i),
                 .households = static_cast<Households>(random.below(random.below(6) == 0 ? 20 : 9)) * scale,
                 .type = fmt::format("t{}", random.below(types)),
                 .community = fmt::format("k{}", random.below(communities)),
                 .present_grid = in_force ? fmt::format("g{}", random.below(grids)) : std::string(),
                 .attribute = static_cast<double>(random.below(50)),
                 .x = random.unit(),
                 .y = random.unit(),
                 .line = i + 2});
  }
  for (std::uint32_t i = 0; i < courtyards; ++i) {
    for (std::uint32_t j = i + 1; j < courtyards; ++j) {
      if (random.unit() >= density) continue;
      const char* barrier = random.below(8) == 0 ? (random.below(2) == 0 ? "river" : "road") : "";
      builder.join({.from = fmt::format("c{}", i), .to = fmt::format("c{}", j), .barrier = barrier, .line = j + 2});
    }
  }
  const Households threshold = (5 + random.below(8)) * scale;
  return {std::move(builder).build().value(), {.threshold = threshold, .upper = threshold + random.below(5) * scale}};
}

Instance lattice(std::uint32_t width, std::uint32_t height, std::uint64_t seed) {
  Random random(seed);
  InstanceBuilder builder;
  const auto id = [&](std::uint32_t x, std::uint32_t y) { return fmt::format("{}-{}", x, y); };
  for (std::uint32_t y = 0; y < height; ++y) {
    for (std::uint32_t x = 0; x < width; ++x) {
      builder.add({.id = id(x, y),
                   .households = 20 + random.below(120),
                   .type = fmt::format("t{}", random.below(3)),
                   .community = "k",
                   .present_grid = fmt::format("g{}-{}", x / 3, y / 2),
                   .attribute = static_cast<double>(random.below(1000)),
                   .x = x + random.unit() * 0.5,
                   .y = y + random.unit() * 0.5});
    }
  }
  for (std::uint32_t y = 0; y < height; ++y) {
    for (std::uint32_t x = 0; x < width; ++x) {
      if (x + 1 < width) builder.join({.from = id(x, y), .to = id(x + 1, y)});
      if (y + 1 < height) builder.join({.from = id(x, y), .to = id(x, y + 1)});
    }
  }
  return std::move(builder).build().value();
}

}  // namespace linli::gridding::testing
