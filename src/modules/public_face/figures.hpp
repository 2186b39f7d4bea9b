#pragma once
// Figures for everybody, from counters alone: the same cost at any number of cases. Each answer is kept for some
// minutes, so that a crowd of readers costs no more than one.

#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include "modules/areas/api.hpp"
#include "modules/catalogue/api.hpp"
#include "modules/public_face/rules.hpp"
#include "storage/store.hpp"

namespace linli::public_face {

inline constexpr auto kFiguresKept = std::chrono::minutes{5};

class Figures {
 public:
  Figures(const areas::Atlas& atlas, catalogue::Catalogue& catalogue) : atlas_(atlas), catalogue_(catalogue) {}

  // Of whole months that are over: what grows from day to day would let a reader subtract yesterday from today. Fails
  // with kBadFilter for a year that is none or still to come.
  [[nodiscard]] Result<std::string> map(storage::Snapshot& snapshot, DistrictId district, Offset offset,
                                        std::string_view year);
  // How long each matter usually takes from intake to done, with its sample; none for few.
  [[nodiscard]] Result<std::string> times(storage::Snapshot& snapshot, DistrictId district, Offset offset,
                                          std::string_view year);

 private:
  struct Months {
    std::int64_t first = 0;  // yyyymm
    std::int64_t last = 0;   // below first: none is over
  };
  [[nodiscard]] static Result<Months> months_of(std::string_view year, Date today);
  [[nodiscard]] std::optional<std::string> kept(const std::string& key, Instant now);
  [[nodiscard]] std::string keep(std::string key, Instant now, std::string json);
  [[nodiscard]] Count count_below(storage::Snapshot& snapshot, DistrictId district, std::int64_t area,
                                  const Months& months) const;
  [[nodiscard]] std::string draw_map(storage::Snapshot& snapshot, DistrictId district, const Months& months,
                                     Date today) const;

  [[nodiscard]] std::string draw_times(storage::Snapshot& snapshot, DistrictId district, Offset offset,
                                       const Months& months, Date today);

  struct Kept {
    Instant until{};
    std::string json;
  };
  const areas::Atlas& atlas_;
  catalogue::Catalogue& catalogue_;
  std::mutex mutex_;
  std::map<std::string, Kept> kept_;  // guarded by mutex_
};

}  // namespace linli::public_face
