#pragma once
// A year of cases for the demo district: who says what where, and what becomes of it.

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "app/demo/random.hpp"
#include "app/demo/settle.hpp"
#include "app/demo/texts.hpp"
#include "base/time.hpp"
#include "modules/cases/api.hpp"
#include "modules/catalogue/api.hpp"

namespace linli::app::demo {

// Makes lives; the same for the same seed, district and moment, whatever the order they are asked for.
class LifeMaker {
 public:
  LifeMaker(const Settled& settled, std::unordered_map<std::string_view, catalogue::Matter> matters, std::uint64_t seed,
            Instant now, std::int64_t cases);

  struct Made {
    const catalogue::Matter* matter = nullptr;
    cases::CaseLife life;
  };
  [[nodiscard]] Made make(std::int64_t index, Instant received_at) const;
  // When the cases came in during the year before now, in order: by day and not by night, less on Sundays.
  [[nodiscard]] std::vector<Instant> intake_times() const;

 private:
  struct Actors {
    AccountId handler;
    AccountId verifier;
  };
  [[nodiscard]] const Saying& pick_saying(Instant at, Random& random) const;
  [[nodiscard]] const Spot& pick_spot(std::int64_t index, Random& random) const;
  [[nodiscard]] Actors actors_of(const Spot& spot, const cases::Lead& lead) const;

  const Settled& settled_;
  const std::unordered_map<std::string_view, catalogue::Matter> matters_;
  const std::uint64_t seed_;
  const Instant now_;
  const std::int64_t cases_;
  std::vector<std::int64_t> households_up_to_;  // running sums over the spots
};

}  // namespace linli::app::demo
