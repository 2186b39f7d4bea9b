#pragma once
// Reading the rows of one scope for analyses: bounded, in the order of the lists. Part of api.hpp.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "modules/cases/types.hpp"
#include "storage/store.hpp"

namespace linli::cases {

struct ScanMark {
  std::int64_t sort_at = 0;
  std::int64_t case_id = 0;
  bool ended = true;  // open cases come first where a scan reads both
};
// Cases of a scope that ended within [from, until), newest end first.
struct EndedScan {
  std::int64_t scope = 0;
  Instant from{};
  Instant until{};
  MatterId matter;        // none: all
  bool excluded = false;  // those left out of figures instead of those that count
  std::optional<ScanMark> after;
  int most = 1000;  // rows read
};
// Hears of each until it gives false. The mark of the last one read when there may be more.
std::optional<ScanMark> scan_ended(storage::Snapshot& snapshot, DistrictId district, const EndedScan& scan,
                                   const std::function<bool(const Case&)>& visit);

// Cases that were received on the days [from, to), in whatever state they are now; open ones first.
struct ReceivedScan {
  std::int64_t scope = 0;
  Date from{};
  Date to{};
  MatterId matter;
  bool distinct = false;  // without withdrawn reports and those merged into another
  std::optional<ScanMark> after;
  int most = 1000;  // rows read
};
// The same way as scan_ended.
std::optional<ScanMark> scan_received(storage::Snapshot& snapshot, DistrictId district, Offset offset,
                                      const ReceivedScan& scan, const std::function<bool(const Case&)>& visit);

struct PlaceCount {
  std::int64_t scope = 0;
  MatterId matter;
  std::int64_t cases = 0;
};
// How many were received on the days [from, to) in each of these scopes, matter by matter; what is left out of figures
// is not counted. Reads the rows of that time only.
[[nodiscard]] std::vector<PlaceCount> count_received(storage::Snapshot& snapshot, DistrictId district, Offset offset,
                                                     std::span<const std::int64_t> scopes, Date from, Date to,
                                                     bool distinct);
// Answered cases (rated or asked on the days [from, to)), the same way as scan_ended: newest end first, after those
// still open.
struct AnsweredScan {
  std::int64_t scope = 0;
  Date from{};
  Date to{};
  MatterId matter;
  std::optional<ScanMark> after;
  int most = 1000;
};
std::optional<ScanMark> scan_answered(storage::Snapshot& snapshot, DistrictId district, const AnsweredScan& scan,
                                      const std::function<bool(const Case&)>& visit);
// Open cases of a scope that are left out of figures.
void each_open_excluded(storage::Snapshot& snapshot, DistrictId district, std::int64_t scope, int most,
                        const std::function<void(const Case&)>& visit);

}  // namespace linli::cases
