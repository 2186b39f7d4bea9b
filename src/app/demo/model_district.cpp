#include "app/demo/model_district.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>
#include <type_traits>

#include "app/demo/names.hpp"
#include "app/demo/random.hpp"
#include "modules/areas/api.hpp"
#include "modules/bodies/api.hpp"
#include "modules/organisation/api.hpp"

namespace linli::app::demo {
namespace {

using areas::Level;
using storage::Transaction;

constexpr std::uint64_t kOrganisationSeed = 20260101;

struct ModelSpot {
  std::int64_t id = 0;  // of an area or grid
  std::string name;
};

std::string reason_of(const Error& error) {
  auto text = error.message.zh;
  for (const auto& fault : error.faults)
    text += fmt::format("; {} {}: {} ({})", fault.field, fault.row.value_or(0), fault.reason.zh, fault.value);
  return text;
}

template <class T>
T must_be_taken(Result<T> result) {
  if (!result) throw storage::StorageError("demo model refused: " + reason_of(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

std::vector<ModelSpot> spots_of(Transaction& transaction, DistrictId district, const std::string& level, Date on) {
  std::vector<ModelSpot> spots;
  if (level == "grid") {
    for (const auto& grid : areas::grids_of(transaction, district, std::nullopt, {.on = on, .known_at = {}}))
      spots.push_back({grid.id.value, grid.facts.name});
  } else if (const auto parsed = areas::parse_level(level)) {
    for (const auto& area : areas::areas_of_level(transaction, district, *parsed, {.on = on, .known_at = {}}))
      spots.push_back({area.id.value, area.facts.name});
  }
  std::ranges::sort(spots, {}, &ModelSpot::id);
  return spots;
}

// 解放社区 and 社区居委会 are 解放社区居委会.
std::string joined_name(const std::string& place, const std::string& kind) {
  constexpr std::size_t kCharacter = 3;  // bytes of one in UTF-8
  for (auto length = kind.size() - kind.size() % kCharacter; length > 0; length -= kCharacter) {
    if (length <= place.size() && place.ends_with(kind.substr(0, length))) return place + kind.substr(length);
  }
  return place + kind;
}

// Of these places only those that bodies of a kind serve.
std::vector<ModelSpot> spots_with(Transaction& transaction, DistrictId district, std::vector<ModelSpot> spots,
                                  const std::string& kind, Date on) {
  std::set<std::int64_t> served;
  bodies::each_body(transaction, district, on, [&](const bodies::Body& body) {
    if (body.model.kind != kind) return;
    for (const auto area : body.areas) served.insert(area.value);
  });
  std::erase_if(spots, [&](const ModelSpot& spot) { return !served.contains(spot.id); });
  return spots;
}

void add_bodies(Transaction& transaction, DistrictId district, const rules::Model& model,
                const rules::DemoBodies& wanted, Date on) {
  const auto* kind = model.body_kind(wanted.kind);
  auto spots = spots_of(transaction, district, wanted.level, on);
  if (!wanted.with.empty()) spots = spots_with(transaction, district, std::move(spots), wanted.with, on);
  const auto count = static_cast<std::size_t>(wanted.count.value_or(static_cast<int>(spots.size())));
  // Where there are more of them than places, several stand at one and bear a number.
  std::map<std::int64_t, int> numbers;
  for (std::size_t i = 0; i < count; ++i) {
    // Spread over the district, not all in its first subdistricts.
    const auto at = wanted.first ? static_cast<std::size_t>(*wanted.first) + i : i * spots.size() / count;
    if (at >= spots.size()) break;
    const auto& spot = spots[at];
    auto name = joined_name(spot.name, kind->name.zh);
    if (count > spots.size()) name += fmt::format("{:02}", ++numbers[spot.id]);
    bodies::NewBody body{.name = std::move(name),
                         .kind = bodies::Kind::Other,
                         .areas = {AreaId{spot.id}},
                         .model = {.kind = kind->code,
                                   .seats = wanted.seats,
                                   .members = wanted.members,
                                   .full_members = wanted.members,
                                   .party_members = wanted.party_members},
                         .from = on};
    // The demo has residents' committees of its own already; the model says what kind they are.
    if (const auto existing = bodies::find_body(transaction, district, body.name)) {
      const bodies::BodyChange change{.model = body.model, .from = on};
      if (auto done = bodies::change_body(transaction, district, {}, *existing, change); !done)
        throw storage::StorageError("demo body refused: " + reason_of(done.error()));
    } else {
      must_be_taken(bodies::add_body(transaction, district, {}, body));
    }
  }
}

// Links and posts as the model asks for them, so that charts have something to show: what a place's chart proposes is
// recorded, and posts are filled but for some. All names are invented.
class Organiser {
 public:
  Organiser(storage::Store& store, DistrictId district, Date from) : store_(store), district_(district), from_(from) {}

  void run() {
    atlas_ = areas::open_atlas(store_, clock_);
    store_.write_now([&](Transaction& transaction) {
      relate(transaction, areas::district_area(district_));
      for (const auto level : {Level::Subdistrict, Level::Community}) {
        for (const auto& area : areas::areas_of_level(transaction, district_, level, {.on = from_, .known_at = {}}))
          relate(transaction, area.id);
      }
      fill_posts(transaction);
      return true;
    });
  }

 private:
  void relate(Transaction& transaction, AreaId area) {
    must_be_taken(organisation::record_proposals(transaction, *atlas_, shelf_, district_, {}, area, from_));
  }

  void fill_posts(Transaction& transaction) {
    const auto model = shelf_.model(transaction, district_, from_);
    std::vector<bodies::Body> all;
    bodies::each_body(transaction, district_, from_, [&](const bodies::Body& body) { all.push_back(body); });
    for (const auto& body : all) {
      for (const auto* post : organisation::posts_of(*model, body.model.kind, from_)) {
        // Members whom units send beside their own work: most places have theirs, as one locality publishes (R122).
        const bool sent = post->seats == 1 && post->origin == std::vector<std::string>{"concurrent"};
        if (!post->required && !(sent && random_.chance(kSent))) continue;
        for (int seat = 0; seat < post->seats; ++seat) fill(transaction, *model, body, *post);
        if (post->code == kRotatingChair) rotate(transaction, body.id);
      }
    }
  }

  void fill(Transaction& transaction, const rules::Model& model, const bodies::Body& body, const rules::Post& post) {
    if (random_.chance(kVacant)) return;
    auto holder = person_name(random_);
    // One person where the model would have one, mostly.
    const auto place = body.areas.empty() ? 0 : body.areas.front().value;
    for (const auto& together : model.together) {
      if (together.strength == rules::Strength::May ||
          std::ranges::find(together.posts, post.code) == together.posts.end())
        continue;
      auto& one = one_person_[{place, together.code}];
      if (one.empty()) one = holder;
      if (!random_.chance(kTwoPersons)) holder = one;
    }
    must_be_taken(organisation::appoint(transaction, district_, {},
                                        {.body = body.id,
                                         .post = post.code,
                                         .holder = holder,
                                         .is_member = std::nullopt,
                                         .origin = {},
                                         .document = "",
                                         .from = from_,
                                         .term_ends = organisation_term(post)}));
  }

  // Where the model sets no term, five years, as committees of communities are elected for.
  [[nodiscard]] std::optional<Date> organisation_term(const rules::Post& post) const {
    if (post.full_time) return std::nullopt;
    const auto years = std::chrono::years{post.term_years.value_or(5)};
    return Date(std::chrono::sys_days(from_ + years) - std::chrono::days{1});
  }

  void rotate(Transaction& transaction, BodyId body) {
    must_be_taken(organisation::set_rotation(
        transaction, district_, {},
        {.body = body, .months = 3, .order = {"供电公司", "第二中学", "卫生院", "农商银行"}, .from = from_, .to = {}}));
  }

  static constexpr std::string_view kRotatingChair = "rotating_chair";
  static constexpr double kVacant = 0.06;
  static constexpr double kSent = 0.98;        // with the vacancies, 92 %
  static constexpr double kTwoPersons = 0.18;  // 82 % in one person, as one locality publishes (R088)

  storage::Store& store_;
  const DistrictId district_;
  const Date from_;
  const SystemClock clock_;
  std::unique_ptr<areas::LiveAtlas> atlas_;
  rules::ModelShelf shelf_;
  Random random_{kOrganisationSeed};
  std::map<std::pair<std::int64_t, std::string>, std::string> one_person_;
};

}  // namespace

TerritoryPlan plan_of(const rules::Demo& demo) {
  TerritoryPlan plan{.name = demo.name,
                     .code = demo.code,
                     .subdistricts = demo.subdistricts,
                     .communities = demo.communities,
                     .courtyards = demo.courtyards,
                     .grids = demo.grids,
                     .households = demo.households};
  for (const auto& merge : demo.merges)
    plan.mergers.push_back({.of_communities = merge.level == "community", .before = merge.before, .on = merge.on});
  std::ranges::sort(plan.mergers, {}, &TerritoryPlan::Merger::on);
  return plan;
}

void settle_model(storage::Store& store, const Settled& settled, const rules::NewModel& files,
                  const rules::Model& model, Date from) {
  store.write_now([&](Transaction& transaction) {
    auto adopted = files;
    adopted.from = from;
    must_be_taken(rules::adopt_model(transaction, settled.district, {}, adopted, kChinaOffset));
    for (const auto& wanted : model.demo->bodies) add_bodies(transaction, settled.district, model, wanted, from);
    return true;
  });
  Organiser(store, settled.district, from).run();
}

}  // namespace linli::app::demo
