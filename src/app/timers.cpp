#include "app/timers.hpp"

#include <spdlog/spdlog.h>

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string_view>

#include "modules/cases/search.hpp"
#include "modules/people/search.hpp"
#include "modules/people/upkeep.hpp"
#include "modules/registers/upkeep.hpp"

namespace linli::app {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using Tick = std::chrono::steady_clock::time_point;

// Runs a service's coroutine to its end on this thread.
template <class T>
T wait_for(boost::asio::awaitable<T> work) {
  boost::asio::io_context context;
  auto result = boost::asio::co_spawn(context, std::move(work), boost::asio::use_future);
  context.run();
  return result.get();
}

template <class F>
void for_each_district(Platform& platform, F duty) {
  for (const auto district : platform.atlas().districts()) duty(district);
}

void close_quiet_cases(Platform& platform) {
  for_each_district(platform, [&](DistrictId district) {
    while (wait_for(platform.cases().desk.close_quiet_cases(district, kChinaOffset)) > 0) continue;
  });
}

void expire_photos(Platform& platform) {
  for_each_district(platform, [&](DistrictId district) {
    while (wait_for(platform.cases().photos.expire(district)) > 0) continue;
  });
}

void drop_old_keys(Platform& platform) {
  for_each_district(platform, [&](DistrictId district) {
    while (wait_for(platform.cases().desk.drop_old_keys(district)) > 0) continue;
  });
}

// A few portions a second, so that an upgraded database answers meanwhile.
void fill_search(Platform& platform) {
  constexpr int kPortion = 500;
  constexpr int kPortions = 4;
  for_each_district(platform, [&](DistrictId district) {
    auto work = [district](storage::Transaction& transaction) {
      return cases::fill_search(transaction, district, kPortion);
    };
    // Nothing is written, nor waited for, while there is nothing to do.
    const auto behind = [district](storage::Snapshot& snapshot) { return cases::search_is_behind(snapshot, district); };
    if (!platform.store().read_now(behind)) return;
    for (int i = 0; i < kPortions && platform.store().write_now(work) > 0; ++i) continue;
  });
}

void fill_names(Platform& platform) {
  constexpr int kPortion = 500;
  constexpr int kPortions = 4;
  for_each_district(platform, [&](DistrictId district) {
    auto work = [district](storage::Transaction& transaction) {
      return people::fill_people_search(transaction, district, kChinaOffset, kPortion);
    };
    const auto behind = [district](storage::Snapshot& snapshot) {
      return people::people_search_is_behind(snapshot, district);
    };
    if (!platform.store().read_now(behind)) return;
    for (int i = 0; i < kPortions && platform.store().write_now(work) > 0; ++i) continue;
  });
}

void adopt_plans(Platform& platform) {
  for_each_district(platform, [&](DistrictId district) { platform.grid_plans().adopt_due(district, kChinaOffset); });
}

void remind_reviews(Platform& platform) {
  for_each_district(platform,
                    [&](DistrictId district) { platform.grid_plans().remind_review(district, kChinaOffset); });
}

// Outside the database and never rewritten: whoever rolls the data back cannot roll this back with it.
void log_anchors(Platform& platform) {
  platform.store().key_ring().log_anchors(date_of(platform.clock().now(), kChinaOffset), "daily");
}

// Complaints nobody answered in time lie on the district's desk from then on.
void raise_feedback(Platform& platform) {
  for_each_district(platform, [&](DistrictId district) {
    while (platform.feedback().raise_overdue(district) > 0) continue;
  });
}

void drop_old_notices(Platform& platform) {
  for_each_district(platform, [&](DistrictId district) { platform.notices().sweep(district); });
}

// A few portions a second: a field that became a filter finds older records soon, and nobody waits for it.
void settle_registers(Platform& platform) {
  constexpr int kPortions = 4;
  for_each_district(platform, [&](DistrictId district) {
    for (int i = 0; i < kPortions && registers::settle_fields(platform.registers().context(), district) > 0; ++i)
      continue;
  });
}

void expire_registers(Platform& platform) {
  for_each_district(platform, [&](DistrictId district) {
    registers::expire_protected(platform.registers().context(), district, kChinaOffset, false);
  });
}

void expire_residents(Platform& platform) {
  for_each_district(platform, [&](DistrictId district) {
    while (people::expire_people(platform.store(), district, kChinaOffset) > 0) continue;
  });
}

// Whatever is due: warnings, ladders, pauses that end. Zero visits mean that nothing overdue is left unvisited.
void visit_due_cases(Platform& platform) {
  for_each_district(platform, [&](DistrictId district) {
    while (wait_for(platform.cases().clockwork.sweep(district, kChinaOffset)) > 0) continue;
  });
}

// What a changed calendar or flow left to work out; a restart goes on where it stopped.
void recount_due_times(Platform& platform) {
  for_each_district(platform, [&](DistrictId district) {
    while (wait_for(platform.cases().clockwork.continue_recount(district, kChinaOffset))) continue;
  });
}

// A flow that was set for today: open cases follow it from here on.
void begin_flows(Platform& platform) {
  for_each_district(
      platform, [&](DistrictId district) { wait_for(platform.cases().clockwork.begin_flow(district, kChinaOffset)); });
}

struct Duty {
  std::string_view name;
  seconds every;
  void (*run)(Platform&);
};

constexpr std::array kDuties{
    Duty{"link the journal", seconds{1}, [](Platform& p) { p.store().link_journal(); }},
    Duty{"visit cases that are due", seconds{5}, visit_due_cases},
    Duty{"begin flows whose day has come", minutes{1}, begin_flows},
    Duty{"work out due times anew", seconds{5}, recount_due_times},
    Duty{"raise overdue complaints", minutes{1}, raise_feedback},
    Duty{"close what was verified long ago", minutes{10}, close_quiet_cases},
    Duty{"index cases from before the index", seconds{1}, fill_search},
    Duty{"index names of residents", seconds{1}, fill_names},
    Duty{"put plans of grids into force", minutes{1}, adopt_plans},
    Duty{"tell of reviews of grids that are due", hours{1}, remind_reviews},
    Duty{"index records of new filters", seconds{1}, settle_registers},
    Duty{"destroy protected values whose time is up", hours{24}, expire_registers},
    Duty{"let go of residents' data whose time is up", hours{24}, expire_residents},
    Duty{"delete photos nobody claimed", hours{1}, expire_photos},
    Duty{"forget keys of requests sent long ago", hours{24}, drop_old_keys},
    Duty{"log the anchors of the journal", hours{24}, log_anchors},
    Duty{"drop notices read long ago", hours{24}, drop_old_notices},
    Duty{"sweep old sessions", hours{24}, [](Platform& p) { p.accounts().sweep(); }},
};

void run_duty(const Duty& duty, Platform& platform) {
  try {
    duty.run(platform);
  } catch (const std::exception& error) {
    spdlog::error("timed duty '{}' failed: {}", duty.name, error.what());
  }
}

void run_duties(std::stop_token stop, Platform& platform) {
  std::array<Tick, kDuties.size()> due;
  due.fill(std::chrono::steady_clock::now() + seconds{1});
  std::mutex mutex;
  std::condition_variable_any wake;
  while (!stop.stop_requested()) {
    for (std::size_t i = 0; i < kDuties.size() && !stop.stop_requested(); ++i) {
      const auto now = std::chrono::steady_clock::now();
      if (due[i] > now) continue;
      run_duty(kDuties[i], platform);
      due[i] = now + kDuties[i].every;
    }
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, seconds{1}, [] { return false; });
  }
}

}  // namespace

Timers::Timers(Platform& platform)
    : thread_([&platform](std::stop_token stop) { run_duties(std::move(stop), platform); }) {}

}  // namespace linli::app
