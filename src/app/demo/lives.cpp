#include "app/demo/lives.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace linli::app::demo {
namespace {

using cases::Channel;
using cases::Command;
using cases::Lead;
using cases::Step;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using storage::ActorKind;

constexpr auto kYear = days{365};
constexpr double kLateShare = 0.07;
constexpr auto kRecent = days{30};
constexpr double kUntouchedShare = 0.04;
// The newest cases lie in the grid of the demo's steward, so that who tries it finds work to do.
constexpr std::int64_t kForTheSteward = 12;
// Share of a day's reports by hour: people call in the morning and after work.
constexpr std::array<int, 24> kByHour{1, 0, 0, 0, 0, 1, 3, 6, 11, 12, 11, 8, 6, 6, 8, 9, 9, 8, 7, 7, 5, 4, 2, 1};

// The next moment of a working person's day.
Instant by_day(Instant at, Random& random) {
  const auto midnight = start_of(date_of(at));
  const auto hour = std::chrono::floor<hours>(at - midnight).count();
  if (hour >= 8 && hour < 20) return at;
  const auto morning = midnight + (hour < 8 ? hours{8} : hours{32});
  return morning + minutes{random.below(150)};
}

// When the work that began at `start` is done: in time mostly, by day, sometimes some days late.
Instant finish_time(Instant start, Instant due, Random& random) {
  if (start >= due || random.chance(kLateShare)) {
    return by_day(std::max(start, due) + minutes{random.between(60, 5 * 24 * 60)}, random);
  }
  const auto left = std::chrono::duration<double, std::milli>(due - start).count();
  const auto took = milliseconds{static_cast<std::int64_t>(left * (0.1 + 0.75 * random.unit()))};
  return std::min(by_day(start + took, random), due - minutes{1});
}

Channel pick_channel(Random& random) {
  const double share = random.unit();
  if (share < 0.14) return Channel::Page;
  if (share < 0.27) return Channel::Qr;
  if (share < 0.62) return Channel::Phone;
  if (share < 0.78) return Channel::Window;
  return Channel::Steward;
}

bool is_winter(Instant at) {
  const auto month = static_cast<unsigned>(date_of(at).month());
  return month <= 3 || month >= 11;
}

Point point_within(const Polygon& outline, Random& random) {
  Point sum;
  double weights = 0;
  for (const Point corner : outline) {
    const double weight = random.unit();
    sum = {sum.x + weight * corner.x, sum.y + weight * corner.y};
    weights += weight;
  }
  return {sum.x / weights, sum.y / weights};
}

Lead lead_of(const catalogue::Matter& matter, const Spot& spot) {
  if (matter.handler == catalogue::Handler::Body && matter.body) return cases::lead_of(matter.body);
  if (matter.handler == catalogue::Handler::Community) return cases::lead_of(spot.committee);
  return cases::lead_of(spot.place.grid);
}

// Adds steps in order of time until the present is reached.
class Course {
 public:
  Course(std::vector<cases::LifeStep>& steps, Instant start, Instant now) : steps_(steps), at_(start), now_(now) {}

  // False, and nothing added, when the step lies in the future.
  bool add(Instant at, ActorKind by, AccountId account, Command command) {
    if (ended_ || at > now_) {
      ended_ = true;
      return false;
    }
    at_ = std::max(at_, at);
    steps_.push_back({at_, by, account, std::move(command)});
    return true;
  }
  [[nodiscard]] Instant at() const { return at_; }

 private:
  std::vector<cases::LifeStep>& steps_;
  Instant at_;
  const Instant now_;
  bool ended_ = false;
};

}  // namespace

LifeMaker::LifeMaker(const Settled& settled, std::unordered_map<std::string_view, catalogue::Matter> matters,
                     std::uint64_t seed, Instant now, std::int64_t cases)
    : settled_(settled), matters_(std::move(matters)), seed_(seed), now_(now), cases_(cases) {
  std::int64_t sum = 0;
  for (const auto& spot : settled_.spots) households_up_to_.push_back(sum += spot.households);
}

std::vector<Instant> LifeMaker::intake_times() const {
  Random random(seed_ ^ 0x74696d6573);
  const auto first = start_of(date_of(now_ - kYear));
  std::vector<Instant> times;
  times.reserve(static_cast<std::size_t>(cases_));
  while (static_cast<std::int64_t>(times.size()) < cases_) {
    const auto day = first + days{random.below(366)};
    const auto hour = random.below(24);
    if (static_cast<int>(random.below(12)) >= kByHour[hour]) continue;
    const bool sunday = std::chrono::weekday(std::chrono::sys_days(date_of(day))) == std::chrono::Sunday;
    if (sunday && random.chance(0.5)) continue;
    const auto at = day + hours{hour} + milliseconds{random.below(3'600'000)};
    if (at < now_) times.push_back(at);
  }
  std::ranges::sort(times);
  return times;
}

const Saying& LifeMaker::pick_saying(Instant at, Random& random) const {
  const auto weight = is_winter(at) ? &Saying::winter_weight : &Saying::summer_weight;
  int sum = 0;
  for (const auto& saying : sayings()) sum += saying.*weight;
  int rest = static_cast<int>(random.below(static_cast<std::size_t>(sum)));
  for (const auto& saying : sayings()) {
    rest -= saying.*weight;
    if (rest < 0) return saying;
  }
  return sayings().back();
}

const Spot& LifeMaker::pick_spot(std::int64_t index, Random& random) const {
  const auto& first = settled_.spots.front();
  if (index >= cases_ - kForTheSteward) {
    const auto end =
        std::ranges::find_if(settled_.spots, [&](const Spot& spot) { return spot.steward != first.steward; });
    return settled_.spots[random.below(static_cast<std::size_t>(end - settled_.spots.begin()))];
  }
  const auto household = static_cast<std::int64_t>(random.below(static_cast<std::size_t>(households_up_to_.back())));
  const auto found = std::ranges::upper_bound(households_up_to_, household);
  return settled_.spots[static_cast<std::size_t>(found - households_up_to_.begin())];
}

LifeMaker::Actors LifeMaker::actors_of(const Spot& spot, const Lead& lead) const {
  if (lead.kind == cases::LeadKind::Grid) return {spot.steward, spot.worker};
  const auto duty = settled_.duty_of_body.find(BodyId{lead.id});
  if (duty != settled_.duty_of_body.end()) return {duty->second, spot.worker};
  return {spot.worker, spot.officer};
}

LifeMaker::Made LifeMaker::make(std::int64_t index, Instant received_at) const {
  Random random(seed_ * 0x9e3779b97f4a7c15ULL + static_cast<std::uint64_t>(index));
  const auto& saying = pick_saying(received_at, random);
  const auto& spot = pick_spot(index, random);
  const auto& matter = matters_.at(saying.alias);

  Made made{.matter = &matter, .life = {}};
  auto& life = made.life;
  life.matter = matter.id;
  life.text = fill_slots(saying.text, spot.yard, random);
  life.channel = pick_channel(random);
  life.where = spot.place;
  const auto point = point_within(spot.outline, random);
  life.lon = point.x;
  life.lat = point.y;
  life.place = fmt::format("{}{}号楼", spot.yard, random.between(1, 12));
  life.received_at = received_at;
  life.lead = lead_of(matter, spot);
  if (life.channel == Channel::Phone && random.chance(0.4)) {
    life.contact = {.name = "", .phone = fmt::format("0374-{}", random.between(9'900'000, 9'999'999))};
  }
  auto actors = actors_of(spot, life.lead);
  if (life.channel == Channel::Steward) {
    life.by = ActorKind::Staff;
    life.account = spot.steward;
  } else if (life.channel != Channel::Page && life.channel != Channel::Qr) {
    life.by = ActorKind::Staff;
    life.account = spot.worker;
  }

  Course course(life.steps, received_at, now_);
  const auto due = matter.settle ? catalogue::due_after(*matter.settle, received_at) : received_at + hours{72};
  if (life.lead.kind == cases::LeadKind::Body && random.chance(0.05)) {
    const auto returned = by_day(received_at + (due - received_at) / 10, random);
    course.add(returned, ActorKind::Staff, actors.handler,
               {.step = Step::Return, .reason = std::string(return_reason(random))});
    course.add(by_day(returned + minutes{random.between(10, 90)}, random), ActorKind::Staff, spot.officer,
               {.step = Step::Dispatch, .to = cases::lead_of(spot.place.grid)});
    actors = {spot.steward, spot.worker};
  }
  // Some of the last weeks lie untouched: what boards are for.
  if (now_ - received_at < kRecent && random.chance(kUntouchedShare)) return made;

  const bool confirmed = random.chance(saying.solved_share);
  bool rejected = false;
  for (int round = 0; round < 3; ++round) {
    const auto finished = finish_time(course.at(), due, random);
    if (!rejected) {
      course.add(std::min(finished, by_day(course.at() + (finished - course.at()) / 8, random)), ActorKind::Staff,
                 actors.handler, {.step = Step::Accept});
    }
    course.add(finished, ActorKind::Staff, actors.handler, {.step = Step::Done, .result = std::string(saying.result)});
    const auto looked = by_day(course.at() + minutes{random.between(60, 1'800)}, random);
    rejected = round == 0 && random.chance(0.04);
    if (rejected) {
      course.add(looked, ActorKind::Staff, actors.verifier,
                 {.step = Step::Reject, .reason = "现场看过,还没有彻底解决。"});
      continue;
    }
    course.add(looked, ActorKind::Staff, actors.verifier, {.step = Step::Verify});
    if (!random.chance(0.68)) break;
    const bool solved = confirmed || round > 0;
    const int rating = solved ? random.between(3, 5) + (random.chance(0.4) ? 1 : 0) : random.between(1, 3);
    course.add(course.at() + minutes{random.between(60, 4'000)}, ActorKind::Resident, {},
               {.step = Step::Rate,
                .note = std::string(comment_for(solved, random)),
                .rating = std::min(5, rating),
                .solved = solved});
    if (solved) return made;
  }
  course.add(course.at() + days{7}, ActorKind::System, {}, {.step = Step::Close});
  return made;
}

}  // namespace linli::app::demo
