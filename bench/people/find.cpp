// people_find: whom to look for by name and by pinyin initials, and finding by whole ID number, in this process since
// one account may not ask that often; p95 in microseconds, and of reading one case likewise.
//   people_find DATA QUERIES NAMES INITIALS     writes the two files, prints {"id_number":…,"read_case":…}
#include <fmt/core.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "app/schemas.hpp"
#include "base/pinyin.hpp"
#include "modules/areas/api.hpp"
#include "modules/cases/service.hpp"
#include "modules/people/seal.hpp"
#include "modules/people/service.hpp"

namespace linli {
namespace {

using Clock = std::chrono::steady_clock;
using storage::Snapshot;

template <class T>
T run(boost::asio::awaitable<T> work) {
  boost::asio::io_context io;
  auto result = boost::asio::co_spawn(io, std::move(work), boost::asio::use_future);
  io.run();
  return result.get();
}

struct Wanted {
  std::string name;
  std::string initials;
  std::string id_number;
};

// Persons spread evenly over all of them.
std::vector<Wanted> pick(storage::Store& store, DistrictId district, int count) {
  return store.read_now([&](Snapshot& snapshot) {
    std::vector<std::pair<std::int64_t, std::string>> rows;
    auto all =
        snapshot.query("SELECT id, name FROM persons WHERE district = $1 AND state = 0 AND name_sealed = 0", district);
    while (all.next()) rows.emplace_back(all.integer(0), all.string(1));
    std::vector<Wanted> wanted;
    Pinyin pinyin;
    const auto step = std::max<std::size_t>(1, rows.size() / static_cast<std::size_t>(count));
    for (std::size_t at = 0; at < rows.size() && wanted.size() < static_cast<std::size_t>(count); at += step) {
      Wanted one{rows[at].second, {}, {}};
      for (const auto& readings : pinyin.read(one.name).readings) one.initials += readings.front().front();
      const auto secret = people::open_protected(snapshot, store.keys(), district, people::PersonId{rows[at].first});
      if (secret) one.id_number = secret->id_number;
      wanted.push_back(std::move(one));
    }
    return wanted;
  });
}

template <class F>
double p95_of(std::size_t count, F request) {
  std::vector<double> took;
  for (std::size_t i = 0; i < count; ++i) {
    const auto began = Clock::now();
    request(i);
    took.push_back(std::chrono::duration<double, std::micro>(Clock::now() - began).count());
  }
  std::ranges::sort(took);
  return took.empty() ? 0 : took[took.size() * 95 / 100];
}

int measure(const std::string& data, int queries, const std::string& names, const std::string& initials) {
  const SystemClock clock;
  storage::StoreOptions options;
  options.data_dir = data;
  options.sync = false;  // a look-up by number writes its log: how fast a disk syncs is not the question
  const auto store = storage::Store::open(options, app::schemas(), clock);
  const auto atlas = areas::open_atlas(*store, clock);
  catalogue::Catalogue catalogue;
  http::LiveHub hub;
  cases::Cases cases(
      {.store = *store, .atlas = *atlas, .catalogue = catalogue, .hub = hub, .photos = {.folder = data + "/photos"}});
  people::People people(*store, *atlas);
  accounts::Caller caller;
  caller.district = store->read_now([](Snapshot& snapshot) { return accounts::home_district(snapshot).value().id; });
  caller.whole_district = true;
  caller.rights = {accounts::Right::PeopleRead, accounts::Right::PeopleEdit, accounts::Right::BoardRead};
  const auto wanted = pick(*store, caller.district, queries);
  const auto by_number = [&](std::size_t i) {
    // Every fifty questions somebody else asks: one account may not ask that often.
    caller.account = AccountId{static_cast<std::int64_t>(1 + i / 50) + to_ms(clock.now()) % 1'000'000 * 1000};
    if (!run(people.look_up(
            caller, {.id_number = wanted[i].id_number, .phone = {}, .name = {}, .last4 = {}, .reason = "bench"})))
      std::abort();
  };
  std::vector<CaseId> ids = store->read_now([&](Snapshot& snapshot) {
    std::vector<CaseId> found;
    auto rows =
        snapshot.query("SELECT id FROM cases WHERE district = $1 ORDER BY id LIMIT $2", caller.district, queries);
    while (rows.next()) found.push_back(rows.id<CaseId>(0));
    return found;
  });
  const auto read_case = [&](std::size_t i) { static_cast<void>(run(cases.desk.show(caller, ids[i]))); };
  std::ofstream name_file(names), initials_file(initials);
  for (const auto& one : wanted) {
    name_file << one.name << '\n';
    initials_file << one.initials << '\n';
  }
  const auto number = p95_of(wanted.size(), by_number);
  const auto read = p95_of(ids.size(), read_case);
  fmt::print("{{\"id_number\":{:.1f},\"read_case\":{:.1f}}}\n", number, read);
  return name_file.flush() && initials_file.flush() ? 0 : 1;
}

}  // namespace
}  // namespace linli

int main(int count, char** arguments) {
  if (count < 5) return 2;
  return linli::measure(arguments[1], std::atoi(arguments[2]), arguments[3], arguments[4]);
}
