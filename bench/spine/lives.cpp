// Whole lives of cases and sweeps of the ladder, through the services of the module, without HTTP and without fsync:
// what grows with the number of cases shows here, and nothing else.
//   lives lifecycle CASES SECONDS   full lives a second beside so many cases that are there already
//   lives escalate OPEN DUE         one sweep with DUE overdue of OPEN open cases, and intake's own rate
#include <fmt/core.h>

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

// Runs `work` again and again, so many at once, until `more()` says no; how many times.
template <class Work, class More>
std::int64_t run_many(const Work& work, const More& more) {
  std::atomic<std::int64_t> done{0};
  asio::io_context io;
  for (int i = 0; i < kAtOnce; ++i) {
    auto line = [&]() -> asio::awaitable<void> {
      while (more(done.load())) {
        co_await work();
        ++done;
      }
    };
    asio::co_spawn(io, line(), asio::detached);
  }
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < kThreads; ++i) threads.emplace_back([&io] { io.run(); });
  io.run();
  threads.clear();
  return done.load();
}

// Cases that are there already: settled ones, or open ones of which the first `due` fall due within the hour.
void fill(World& world, std::int64_t cases, std::int64_t due, bool settled) {
  const auto matter = world.read([&](storage::Snapshot& snapshot) {
    return catalogue::find_matter_by_code(snapshot, world.district, "E1-02").value();
  });
  const auto pen = world.pen();
  const auto now = world.store.clock.now();
  for (std::int64_t i = 0; i < cases; i += kPortion) {
    world.write([&](storage::Transaction& transaction) {
      for (auto n = i; n < std::min<std::int64_t>(i + kPortion, cases); ++n) {
        CaseLife life;
        life.text = "楼道堆物";
        life.where = world.atlas->place_of(world.district, n % 2 == 0 ? world.yard_a : world.yard_b).value();
        life.received_at = settled ? now - 24h * 40 : now;
        life.lead = lead_of(world.grid_a);
        life.due_at = n < due ? now + 1h : now + 24h * 30;
        const auto staff = storage::ActorKind::Staff;
        if (settled)
          life.steps = {{now - 24h * 39, staff, world.steward.account, {.step = Step::Done, .result = "已清"}},
                        {now - 24h * 38, staff, world.worker.account, {.step = Step::Verify}},
                        {now - 24h * 37, staff, world.worker.account, {.step = Step::Close}}};
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

asio::awaitable<void> one_life(World& world, MatterId matter) {
  NewReport report;
  report.matter = matter;
  report.area = world.yard_b;  // no steward: it is dispatched by hand
  report.text = "楼道堆物";
  const auto received = co_await world.cases->intake.receive(std::move(report), {.district = world.district});
  must(received);
  const auto id = received->entry.id;
  auto& desk = world.cases->desk;
  must(co_await desk.take(world.worker, id, {.step = Step::Dispatch, .to = lead_of(world.grid_a)}));
  must(co_await desk.take(world.steward, id, {.step = Step::Accept}));
  must(co_await desk.take(world.steward, id, {.step = Step::Done, .result = "已清"}));
  must(co_await desk.take(world.worker, id, {.step = Step::Verify}));
  must(co_await desk.show_number(world.worker, received->entry.number));
}

void lifecycle(std::int64_t cases, double seconds) {
  World world;
  fill(world, cases, 0, true);
  const auto matter = world.matter("E1-02");
  const auto began = Tick::now();
  const auto lives =
      run_many([&] { return one_life(world, matter); }, [&](std::int64_t) { return seconds_since(began) < seconds; });
  fmt::print("{{\"per_second\":{:.1f},\"cases\":{}}}\n", static_cast<double>(lives) / seconds_since(began), cases);
}

void escalate(std::int64_t open, std::int64_t due) {
  World world;
  fill(world, open, due, false);
  world.store.clock.advance(2h);
  const auto began = Tick::now();
  std::int64_t visited = 0;
  while (const int some = cases::testing::run(world.cases->clockwork.sweep(world.district, kChinaOffset)))
    visited += some;
  const auto sweep = seconds_since(began);
  const auto matter = world.matter("E1-02");
  const auto again = Tick::now();
  auto intake = [&]() -> asio::awaitable<void> {
    NewReport report;
    report.matter = matter;
    report.area = world.yard_a;
    report.text = "楼道堆物";
    must(co_await world.cases->intake.receive(std::move(report), {.district = world.district}));
  };
  const auto made = run_many(intake, [&](std::int64_t) { return seconds_since(again) < 2; });
  fmt::print("{{\"seconds\":{:.4f},\"visited\":{},\"per_second\":{:.1f},\"create_per_second\":{:.1f}}}\n", sweep,
             visited, static_cast<double>(visited) / sweep, static_cast<double>(made) / seconds_since(again));
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> given(arguments + 1, arguments + count);
  if (given.size() == 3 && given[0] == "lifecycle") {
    lifecycle(std::stoll(given[1]), std::stod(given[2]));
  } else if (given.size() == 3 && given[0] == "escalate") {
    escalate(std::stoll(given[1]), std::stoll(given[2]));
  } else {
    fmt::print(stderr, "lives lifecycle CASES SECONDS | lives escalate OPEN DUE\n");
    return 2;
  }
  return 0;
}
