#pragma once
// Matters: what people can bring, who answers for it, by when, and where that is written.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "storage/store.hpp"

namespace linli::catalogue {

enum class LimitUnit { WorkingHours, WorkingDays, CalendarHours, CalendarDays };
struct Limit {
  int amount = 0;
  LimitUnit unit = LimitUnit::CalendarDays;
};
// Who a matter goes to when it comes in.
enum class Handler { Grid, Community, Body };

struct Matter {
  MatterId id;
  MatterId parent;
  std::string code;
  Text name;
  std::string kind;  // service | component | event
  Handler handler = Handler::Grid;
  BodyId body;  // when handler is Body
  std::optional<Limit> respond;
  std::optional<Limit> settle;
  bool leaf = true;
  bool open_to_residents = true;
  bool active = true;
};

[[nodiscard]] std::optional<Matter> find_matter(storage::Snapshot& snapshot, DistrictId district, MatterId matter);
// An office's own class name → matter.
[[nodiscard]] std::optional<MatterId> find_alias(storage::Snapshot& snapshot, DistrictId district,
                                                 std::string_view alias);
// Ships the catalogue into a new district. `body_of(code)` names the departments for matters that go to one.
Result<void> ship_catalogue(storage::Transaction& transaction, DistrictId district, AccountId actor, Date from);

// When a limit that starts at `start` ends. Working time follows Monday–Friday 8:30–12:00 and 14:30–18:00 until the
// calendar of the district says otherwise (rules, a later issue).
[[nodiscard]] Instant due_after(const Limit& limit, Instant start, Offset offset = kChinaOffset);

}  // namespace linli::catalogue
