#pragma once
// Working calendars: the national one as shipped data, a locality's own hours and days on top. Other modules see this
// file and calendar.hpp.

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "modules/calendars/calendar.hpp"
#include "storage/store.hpp"

namespace linli::calendars {

extern const storage::Schema kCalendarsSchema;

// Keeps the calendars of the districts in memory: every limit needs one. Thread-safe. A change by this process shows at
// once (forget), one by another within five seconds.
class Calendars {
 public:
  [[nodiscard]] std::shared_ptr<const Calendar> of(storage::Snapshot& snapshot, DistrictId district,
                                                   Offset offset = kChinaOffset);
  void forget(DistrictId district);

 private:
  struct Entry {
    std::shared_ptr<const Calendar> calendar;
    std::int64_t loaded_at = 0;
  };
  std::mutex mutex_;
  std::unordered_map<DistrictId, Entry> calendars_;  // guarded by mutex_
  std::int64_t generation_ = 0;                      // guarded by mutex_
};

// Straight from the tables, also what the running transaction wrote. Number 0 when the district never set one.
[[nodiscard]] Version current_version(storage::Snapshot& snapshot, DistrictId district);
[[nodiscard]] std::shared_ptr<const Calendar> load_calendar(storage::Snapshot& snapshot, DistrictId district,
                                                            Offset offset);

// Sets the locality's sheet; records one journal event. Fails with kOvertaken when `known` is not the current number.
Result<Version> set_sheet(storage::Transaction& transaction, DistrictId district, AccountId actor, Sheet sheet,
                          std::string reason, std::int64_t known);

// What a change of calendar does to one thing that has a limit.
struct MovedDue {
  std::int64_t id = 0;
  std::string number;
  Instant from{};
  Instant to{};
};
struct Moved {
  std::int64_t checked = 0;
  std::int64_t earlier = 0;
  std::int64_t later = 0;
  bool finished = true;  // false: the rest is moved by a timed duty
  std::vector<MovedDue> sample;
};
// Works out due times anew under that calendar; a preview changes nothing. Wired in app: whoever keeps due times.
using Recompute =
    std::function<boost::asio::awaitable<Moved>(DistrictId, std::shared_ptr<const Calendar>, bool preview)>;

}  // namespace linli::calendars
