// The yearly review and its reminder.
#include "modules/grid_plans/review.hpp"

#include <algorithm>

#include "base/json_writer.hpp"
#include "modules/grid_plans/defaults.hpp"
#include "modules/grid_plans/service_parts.hpp"

namespace linli::grid_plans {
namespace {

Date months_after(Date day, int months) {
  const auto moved = day + std::chrono::months(months);
  return moved.ok() ? moved : Date{moved.year() / moved.month() / std::chrono::last};
}

// Of the base grids in force: the day the oldest of them began.
std::optional<Date> oldest_grid(Snapshot& snapshot, DistrictId district, Date today) {
  std::optional<Date> oldest;
  for (const auto& grid : areas::grids_of(snapshot, district, std::nullopt, {today, std::nullopt})) {
    if (grid.layer == areas::Layer::Base && (!oldest || grid.from < *oldest)) oldest = grid.from;
  }
  return oldest;
}

}  // namespace

Date review_day(Date last, int months, Date today) {
  int count = 1;
  while (months_after(last, (count + 1) * months) <= today) ++count;
  return months_after(last, count * months);
}

std::optional<ReviewDue> GridPlans::review(Snapshot& snapshot, DistrictId district, Date today) {
  auto last = last_adoption(snapshot, district);
  if (!last) last = oldest_grid(snapshot, district, today);
  if (!last) return std::nullopt;
  ReviewDue review{.last = *last, .due = review_day(*last, shipped_defaults().review_months, today)};
  review.come = review.due <= today;
  review.told = review_told(snapshot, district, review.due);
  review.open = open_review(snapshot, district);
  return review;
}

bool GridPlans::remind_review(DistrictId district, Offset offset) {
  const auto wanted = [&](Snapshot& snapshot) -> std::optional<Date> {
    const auto found = review(snapshot, district, date_of(snapshot.now(), offset));
    if (!found || !found->come || found->told || found->open != 0) return std::nullopt;
    return found->due;
  };
  // Nothing is written, nor waited for, on all the other days.
  if (!parts_.store.read_now(wanted)) return false;
  return parts_.store.write_now([&](Transaction& transaction) {
    const auto due = wanted(transaction);
    if (!due) return false;
    storage::Event event;
    event.district = district;
    event.kind = "grid_plans.review_due";
    event.actor_kind = storage::ActorKind::System;
    event.subject_kind = "district";
    event.subject_id = district.value;
    JsonWriter w;
    w.begin_object().field("due", format_date(*due)).end_object();
    event.after = w.take();
    event.rows.push_back(insert_review(transaction, district, *due));
    transaction.record(event);
    if (parts_.review_due) parts_.review_due(transaction, district, *due);
    return true;
  });
}

}  // namespace linli::grid_plans
