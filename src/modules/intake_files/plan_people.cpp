// Residents and households: where they live, whether they are known already.

#include <fmt/core.h>

#include <set>
#include <unordered_map>
#include <unordered_set>

#include "modules/intake_files/errors.hpp"
#include "modules/intake_files/names.hpp"
#include "modules/intake_files/people_rows.hpp"

namespace linli::intake_files {

using areas::Level;
using people::RowAction;

namespace {

class PeoplePlanner {
 public:
  explicit PeoplePlanner(Planner& planner)
      : planner_(planner),
        parents_(planner, Level::Community),
        cells_(planner.check),
        intake_(*planner.check.keys, planner.check.district, {}, planner.settings.as_of,
                people::PeopleIntake::nobody_lives_in(planner.known.snapshot(), planner.check.district)) {}

  void persons() {
    const bool done = planner_.each_row([&](RowPlace place) {
      const auto refused = planner_.plan.faults.refused_rows();
      const auto* community = person(place);
      if (planner_.plan.faults.refused_rows() > refused)
        doubtful_.insert(community != nullptr ? community->area.id.value : 0);
    });
    if (done && planner_.settings.mode == Mode::Full) find_departed();
  }

  void households() {
    (void)planner_.each_row([&](RowPlace place) { household(place); });
  }

 private:
  struct Home {
    const KnownArea* community = nullptr;
    AreaId area;
  };

  CellNote note_of(RowPlace place) {
    return [this, place](std::string_view field, Severity severity, Text reason, Text remedy) {
      switch (severity) {
        case Severity::Refuse:
          return planner_.refuse(place, field, std::move(reason), std::move(remedy));
        case Severity::Unknown:
          return planner_.unknown(place, field, std::move(reason), std::move(remedy));
        case Severity::Warn:
          return planner_.warn(place, field, std::move(reason), std::move(remedy));
      }
    };
  }

  Home home(RowPlace place) {
    const auto* community = parents_.find(place);
    if (community == nullptr) return {};
    const auto courtyard = planner_.cell(place, "courtyard");
    if (courtyard.empty()) return {community, community->area.id};
    const auto* yard = planner_.known.child(Level::Courtyard, community->area.id, name_key(courtyard));
    if (yard == nullptr) {
      planner_.unknown(place, "courtyard",
                       {fmt::format("{}没有叫“{}”的小区。", community->area.facts.name, courtyard),
                        fmt::format("{} has no courtyard called “{}”.", community->area.facts.name, courtyard)},
                       {"改正名称，或先登记小区；不改就只记到社区。",
                        "Correct it, or register the courtyard; otherwise the community alone is kept."});
      return {community, community->area.id};
    }
    const auto building = planner_.cell(place, "building");
    if (building.empty()) return {community, yard->area.id};
    const auto* block = planner_.known.child(Level::Building, yard->area.id, name_key(building));
    if (block != nullptr) return {community, block->area.id};
    planner_.unknown(place, "building",
                     {fmt::format("{}没有叫“{}”的楼栋。", yard->area.facts.name, building),
                      fmt::format("{} has no building called “{}”.", yard->area.facts.name, building)},
                     {"改正名称，或先登记楼栋；不改就只记到小区。",
                      "Correct it, or register the building; otherwise the courtyard alone is kept."});
    return {community, yard->area.id};
  }

  void refuse_error(RowPlace place, const Error& error) {
    for (const auto& fault : error.faults) planner_.refuse(place, fault.field, fault.reason, fault.remedy);
    if (error.faults.empty()) planner_.refuse(place, "name", error.message, {});
  }

  // Twice the same key is twice the same thing.
  bool seen_before(RowPlace place, std::string key, std::string_view field) {
    const auto [first, fresh] = rows_.emplace(std::hash<std::string>{}(key), place);
    if (fresh) return false;
    const auto at = planner_.where(first->second);
    planner_.refuse(place, field, {fmt::format("与{}是同一个。", at.zh), fmt::format("The same as {}.", at.en)},
                    {"只留一行。", "Keep one of them."});
    return true;
  }

  void count(RowPlace place, RowAction action, AreaId area, std::string_view field) {
    auto& plan = planner_.plan;
    if (action == RowAction::Add) {
      ++plan.summary.add;
      plan.people.push_back({place, area});
      return;
    }
    if (action == RowAction::Change && planner_.settings.mode != Mode::Add) {
      ++plan.summary.change;
      plan.people.push_back({place, area});
      return;
    }
    ++plan.summary.same;
    if (action == RowAction::Change)
      planner_.warn(
          place, field,
          {"已经登记，内容有不同；“只增加”不改动它。", "On record with other values; “add” leaves it as it is."},
          {"要更新就选“更新”。", "Choose “update” to change it."});
  }

  const KnownArea* person(RowPlace place) {
    const auto at = home(place);
    if (at.community == nullptr) return nullptr;
    named_.insert(at.community->area.id.value);
    const auto incoming = cells_.person({place, at.area}, note_of(place));
    if (!incoming || seen_before(place, intake_.key_of(*incoming), incoming->id_number.empty() ? "name" : "id_number"))
      return at.community;
    const auto judged = intake_.judge(planner_.known.snapshot(), *incoming);
    if (!judged) {
      refuse_error(place, judged.error());
      return at.community;
    }
    if (judged->person) present_.insert(judged->person.value);
    count(place, judged->action, at.area, "name");
    return at.community;
  }

  void household(RowPlace place) {
    const auto at = home(place);
    if (at.community == nullptr) return;
    const auto incoming = cells_.household({place, at.area}, note_of(place));
    if (!incoming) return;
    if (seen_before(place, to_string(at.area) + '\n' + incoming->door, "door")) return;
    count(place, intake_.judge_household(planner_.known.snapshot(), *incoming), at.area, "door");
  }

  // Whoever lives in a community that the file names and does not stand in it; never what a refused row may have meant.
  void find_departed() {
    if (doubtful_.contains(0)) return;
    for (const auto community : named_) {
      if (doubtful_.contains(community)) continue;
      for (const auto person : intake_.living_in(planner_.known.snapshot(), AreaId{community})) {
        if (present_.contains(person.value)) continue;
        planner_.plan.departed.push_back(person);
        ++planner_.plan.summary.close;
      }
    }
  }

  Planner& planner_;
  Parents parents_;
  PeopleCells cells_;
  people::PeopleIntake intake_;
  std::unordered_map<std::size_t, RowPlace> rows_;  // by the hash of their key
  std::set<std::int64_t> named_;                    // communities of the file
  std::set<std::int64_t> doubtful_;                 // of which a row was refused; 0: of which is not known
  std::unordered_set<std::int64_t> present_;
};

constexpr std::size_t kPortion = 5000;

}  // namespace

void plan_persons(Planner& planner) { PeoplePlanner(planner).persons(); }
void plan_households(Planner& planner) { PeoplePlanner(planner).households(); }

Result<void> put_people(storage::Store& store, const Check& check, const Plan& plan, AccountId actor,
                        const std::function<void(storage::Transaction&)>& last) {
  const bool nobody_before = store.read_now(
      [&](storage::Snapshot& snapshot) { return people::PeopleIntake::nobody_lives_in(snapshot, check.district); });
  const PeopleCells cells(check);
  const CellNote quiet = [](std::string_view, Severity, Text, Text) {};
  const bool may_change = check.settings.mode != Mode::Add;
  for (std::size_t from = 0;; from += kPortion) {
    if (check.cancel != nullptr && check.cancel->load()) return fail(kCancelled);
    const auto until = std::min(from + kPortion, plan.people.size());
    auto done = store.write_now([&](storage::Transaction& transaction) -> Result<void> {
      people::PeopleIntake intake(store.keys(), check.district, actor, check.settings.as_of, nobody_before);
      for (auto at = from; at < until; ++at) {
        const auto& row = plan.people[at];
        if (check.settings.target == Target::Households) {
          if (const auto household = cells.household(row, quiet))
            intake.put_household(transaction, *household, may_change);
          continue;
        }
        const auto person = cells.person(row, quiet);
        if (!person) continue;
        if (auto put = intake.put(transaction, *person, may_change); !put) return fail(std::move(put.error()));
      }
      if (until == plan.people.size()) {
        for (const auto person : plan.departed) intake.let_leave(transaction, person);
        intake.flush(transaction);
        intake.settle_plans(transaction);
        last(transaction);
      } else {
        intake.flush(transaction);
      }
      return {};
    });
    if (!done) return done;
    if (check.progress) check.progress(static_cast<std::int64_t>(until), static_cast<std::int64_t>(plan.people.size()));
    if (until == plan.people.size()) return {};
  }
}

}  // namespace linli::intake_files
