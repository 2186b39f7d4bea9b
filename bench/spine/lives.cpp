// Sweeps of the ladder through the services of the module, without HTTP and without fsync: what grows with the number
// of open cases shows here, and nothing else.
//   spine_lives OPEN DUE ROUNDS   sweeps with DUE overdue of OPEN open cases, in turn with DUE overdue of DUE
// Prints {"large":[s…],"small":[s…],"per_second":…,"create_per_second":…}: seconds a sweep, and what intake does in the
// larger table afterwards.
#include <fmt/core.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "modules/cases/testing/world.hpp"

namespace {

using namespace linli;
using namespace linli::cases;
using namespace std::chrono_literals;
using cases::testing::World;
using Tick = std::chrono::steady_clock;
namespace asio = boost::asio;

constexpr int kAtOnce = 64;
constexpr unsigned kThreads = 2;
constexpr int kPortion = 1000;

double seconds_since(Tick::time_point began) { return std::chrono::duration<double>(Tick::now() - began).count(); }

// Runs `work` again and again for so many seconds, so many at once; how many times a second.
template <class Work>
double rate_of(const Work& work, double seconds) {
  std::atomic<std::int64_t> done{0};
  asio::io_context io;
  const auto began = Tick::now();
  auto line = [&]() -> asio::awaitable<void> {
    while (seconds_since(began) < seconds) {
      co_await work();
      ++done;
    }
  };
  for (int i = 0; i < kAtOnce; ++i) asio::co_spawn(io, line(), asio::detached);
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < kThreads; ++i) threads.emplace_back([&io] { io.run(); });
  io.run();
  threads.clear();
  return static_cast<double>(done.load()) / seconds_since(began);
}

// Everything is warned of before the first group falls due, and no rung above is reached before the last has.
constexpr auto kFirstDue = 50min;
constexpr auto kBetween = 2min;
constexpr int kMostRounds = 4;
constexpr auto kWarned = 48min;

// Open cases, of which each round's group falls due within the hour, and the others next month.
void fill(World& world, std::int64_t open, std::int64_t due, int rounds) {
  const auto matter = world.read([&](storage::Snapshot& snapshot) {
    return catalogue::find_matter_by_code(snapshot, world.district, "E1-02").value();
  });
  const auto pen = world.pen();
  const auto now = world.store.clock.now();
  for (std::int64_t i = 0; i < open; i += kPortion) {
    world.write([&](storage::Transaction& transaction) {
      for (auto n = i; n < std::min<std::int64_t>(i + kPortion, open); ++n) {
        CaseLife life;
        life.text = "楼道堆物";
        life.where = world.atlas->place_of(world.district, n % 2 == 0 ? world.yard_a : world.yard_b).value();
        life.received_at = now;
        life.lead = lead_of(world.grid_a);
        life.due_at = n < due * rounds ? now + kFirstDue + kBetween * (n / due) : now + 24h * 30;
        if (!import_case_life(transaction, pen, matter, life)) std::abort();
      }
      return true;
    });
  }
}

template <class T>
void must(const Result<T>& result) {
  if (!result) {
    fmt::print(stderr, "{}: {}\n", result.error().code, result.error().message.en);
    std::exit(1);
  }
}

std::int64_t sweep(World& world) {
  std::int64_t visited = 0;
  while (const int some = cases::testing::run(world.cases->clockwork.sweep(world.district, kChinaOffset)))
    visited += some;
  return visited;
}

// Seconds for the sweep of one group of `due`.
double time_sweep(World& world, std::int64_t due) {
  const auto began = Tick::now();
  const auto visited = sweep(world);
  const auto seconds = seconds_since(began);
  if (visited != due) {
    fmt::print(stderr, "{} cases were visited instead of {}\n", visited, due);
    std::exit(1);
  }
  return seconds;
}

double time_small(std::int64_t due) {
  World world;
  fill(world, due, due, 1);
  world.store.clock.advance(kWarned);
  (void)sweep(world);
  world.store.clock.advance(kFirstDue - kWarned + 1min);
  return time_sweep(world, due);
}

double time_intake(World& world) {
  const auto matter = world.matter("E1-02");
  auto intake = [&]() -> asio::awaitable<void> {
    NewReport report;
    report.matter = matter;
    report.area = world.yard_a;
    report.text = "楼道堆物";
    must(co_await world.cases->intake.receive(std::move(report), {.district = world.district}));
  };
  return rate_of(intake, 3);
}

void escalate(std::int64_t open, std::int64_t due, int rounds) {
  World large;
  fill(large, open, due, rounds);
  large.store.clock.advance(kWarned);
  (void)sweep(large);
  large.store.clock.advance(kFirstDue - kWarned + 1min);
  std::vector<double> of_large;
  std::vector<double> of_small;
  for (int i = 0; i < rounds; ++i) {
    of_large.push_back(time_sweep(large, due));
    of_small.push_back(time_small(due));
    large.store.clock.advance(kBetween);
  }
  std::vector<double> sorted = of_large;
  std::ranges::sort(sorted);
  fmt::print("{{\"large\":[{:.4f}],\"small\":[{:.4f}],\"per_second\":{:.1f},\"create_per_second\":{:.1f}}}\n",
             fmt::join(of_large, ","), fmt::join(of_small, ","), static_cast<double>(due) / sorted[sorted.size() / 2],
             time_intake(large));
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> given(arguments + 1, arguments + count);
  if (given.size() != 3) {
    fmt::print(stderr, "spine_lives OPEN DUE ROUNDS\n");
    return 2;
  }
  const auto open = std::stoll(given[0]);
  const auto due = std::stoll(given[1]);
  const auto rounds = std::min(std::stoi(given[2]), kMostRounds);
  if (due < 1 || due * rounds > open) return 2;
  escalate(open, due, rounds);
  return 0;
}
