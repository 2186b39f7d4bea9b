#pragma once
// The engine's own hand: visits every case whose time has come, and works out due times anew when a calendar changes.

#include <boost/asio/awaitable.hpp>

#include "modules/calendars/api.hpp"
#include "modules/cases/context.hpp"

namespace linli::cases {

class Clockwork {
 public:
  explicit Clockwork(Context& context) : context_(context) {}

  // Visits the cases whose next visit is due, earliest first, one portion a call; how many. Zero means that no case is
  // overdue without its ladder having been climbed. Called by a timer until it gives zero.
  boost::asio::awaitable<int> sweep(DistrictId district, Offset offset);

  // Due times under a calendar: as much as fits into a moment, the rest by continue_recount() from a timer. A preview
  // reads all open cases and writes nothing.
  boost::asio::awaitable<calendars::Moved> recompute(DistrictId district,
                                                     std::shared_ptr<const calendars::Calendar> calendar, bool preview);
  // The same after the flow changed: ladders and warnings of open cases follow the new plan.
  boost::asio::awaitable<calendars::Moved> revisit_all(DistrictId district, Offset offset);
  // What another plan would do: how many open cases would be warned of or climb at another time. Writes nothing.
  boost::asio::awaitable<calendars::Moved> preview_plan(DistrictId district, Offset offset,
                                                        std::shared_ptr<const FlowPlan> plan);
  // A flow whose day has come: open cases follow it. False when there is none.
  boost::asio::awaitable<bool> begin_flow(DistrictId district, Offset offset);
  // One portion of an unfinished recount; false when there is none.
  boost::asio::awaitable<bool> continue_recount(DistrictId district, Offset offset);

 private:
  Context& context_;
};

}  // namespace linli::cases
