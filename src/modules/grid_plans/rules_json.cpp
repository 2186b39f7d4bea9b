#include "modules/grid_plans/rules_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "modules/grid_plans/barrier_json.hpp"
#include "modules/grid_plans/defaults.hpp"
#include "modules/grid_plans/errors.hpp"

namespace linli::grid_plans {
namespace {

namespace json = boost::json;

constexpr std::int64_t kMostSeconds = 600;
constexpr std::int64_t kWidestRoad = 500;  // metres: the look-up of neighbours grows with it

Fault fault_at(std::string field, std::string value, Text reason, Text remedy) {
  return {"rules." + std::move(field), std::nullopt, std::move(value), std::move(reason), std::move(remedy)};
}

// Reads one member after another; what has the wrong shape becomes a fault that names it.
class RulesReader {
 public:
  RulesReader(const json::object& object, PlanRules& rules) : object_(object), rules_(rules) {}

  std::vector<Fault> run() {
    number("threshold", rules_.threshold);
    number("upper", rules_.upper);
    number("split_above", rules_.split_above);
    flag("replan", rules_.replan);
    flag("join_by_type", rules_.join_by_type);
    order();
    words("standing_alone", rules_.standing_alone);
    words("crossable", rules_.crossable);
    leftovers();
    groups("together", rules_.together);
    groups("apart", rules_.apart);
    barriers();
    number("narrow_road", rules_.narrow_road);
    number("widest_road", rules_.widest_road);
    std::int64_t seconds = rules_.seconds;
    number("seconds", seconds);
    rules_.seconds = static_cast<int>(std::clamp<std::int64_t>(seconds, 0, kMostSeconds + 1));
    std::int64_t seed = static_cast<std::int64_t>(rules_.seed);
    number("seed", seed);
    rules_.seed = static_cast<std::uint64_t>(seed);
    return std::move(faults_);
  }

 private:
  const json::value* find(std::string_view name) const {
    const auto* value = object_.if_contains(name);
    return value != nullptr && !value->is_null() ? value : nullptr;
  }

  void wrong(std::string_view name, Text remedy) {
    faults_.push_back(fault_at(std::string(name), {}, {"内容不合格式", "it has the wrong form"}, std::move(remedy)));
  }

  void number(std::string_view name, std::int64_t& into) {
    const auto* value = find(name);
    if (value == nullptr) return;
    if (value->is_int64()) {
      into = value->as_int64();
    } else {
      wrong(name, {"填一个整数", "give a whole number"});
    }
  }

  void flag(std::string_view name, bool& into) {
    const auto* value = find(name);
    if (value == nullptr) return;
    value->is_bool() ? void(into = value->as_bool()) : wrong(name, {"填是或否", "give true or false"});
  }

  void words(std::string_view name, std::vector<std::string>& into) {
    const auto* value = find(name);
    if (value == nullptr) return;
    if (!value->is_array()) return wrong(name, {"填一列文字", "give a list of texts"});
    std::vector<std::string> list;
    for (const auto& item : value->as_array()) {
      if (!item.is_string()) return wrong(name, {"填一列文字", "give a list of texts"});
      list.emplace_back(item.as_string());
    }
    into = std::move(list);
  }

  void order() {
    if (find("order") == nullptr) return;
    std::vector<std::string> names;
    words("order", names);
    std::vector<gridding::Objective> objectives;
    for (const auto& name : names) {
      if (const auto objective = parse_objective(name)) objectives.push_back(*objective);
    }
    auto sorted = objectives;
    std::ranges::sort(sorted);
    const bool twice = std::ranges::adjacent_find(sorted) != sorted.end();
    if (objectives.size() != rules_.order.size() || names.size() != objectives.size() || twice)
      return wrong("order", {"四个目标各列一次：moved、excess、mixing、compactness",
                             "list each of moved, excess, mixing and compactness once"});
    std::ranges::copy(objectives, rules_.order.begin());
  }

  void leftovers() {
    const auto* value = find("leftovers");
    if (value == nullptr) return;
    if (value->is_string() && value->as_string() == "undersize") {
      rules_.leftovers = gridding::Leftovers::StandUndersize;
    } else if (value->is_string() && value->as_string() == "join_large") {
      rules_.leftovers = gridding::Leftovers::JoinLarge;
    } else {
      wrong("leftovers", {"填 undersize 或 join_large", "give undersize or join_large"});
    }
  }

  // An id, or an object with one, as answers carry them.
  static std::optional<AreaId> area_of(const json::value& value) {
    const auto* text = &value;
    if (value.is_object()) text = value.as_object().if_contains("id");
    if (text == nullptr || !text->is_string()) return std::nullopt;
    const auto id = parse_id(text->as_string());
    return id ? std::optional(AreaId{*id}) : std::nullopt;
  }

  void groups(std::string_view name, std::vector<std::vector<AreaId>>& into) {
    const auto* value = find(name);
    if (value == nullptr) return;
    const Text remedy{"每组列出至少两个小区的编号", "list the ids of at least two courtyards in each group"};
    if (!value->is_array()) return wrong(name, remedy);
    std::vector<std::vector<AreaId>> groups;
    for (const auto& group : value->as_array()) {
      if (!group.is_array() || group.as_array().size() < 2) return wrong(name, remedy);
      auto& ids = groups.emplace_back();
      for (const auto& item : group.as_array()) {
        const auto area = area_of(item);
        if (!area) return wrong(name, remedy);
        ids.push_back(*area);
      }
    }
    into = std::move(groups);
  }

  void barriers() {
    const auto* value = find("barriers");
    if (value == nullptr) return;
    if (!value->is_array()) return wrong("barriers", barrier_remedy());
    std::vector<Barrier> list;
    for (const auto& item : value->as_array()) {
      auto barrier = barrier_of(item);
      if (!barrier) return wrong("barriers", barrier_remedy());
      list.push_back(std::move(*barrier));
    }
    rules_.barriers = std::move(list);
  }

  const json::object& object_;
  PlanRules& rules_;
  std::vector<Fault> faults_;
};

void write_groups(JsonWriter& w, std::string_view name, const std::vector<std::vector<AreaId>>& groups) {
  w.key(name).begin_array();
  for (const auto& group : groups) {
    w.begin_array();
    for (const auto area : group) w.value(area);
    w.end_array();
  }
  w.end_array();
}

void write_words(JsonWriter& w, std::string_view name, const std::vector<std::string>& words) {
  w.key(name).begin_array();
  for (const auto& word : words) w.value(word);
  w.end_array();
}

}  // namespace

Result<PlanRules> read_rules(const json::object& object, PlanRules rules) {
  auto faults = RulesReader(object, rules).run();
  if (faults.empty()) faults = check_rules(rules);
  if (!faults.empty()) return fail(kInvalid, std::move(faults));
  return rules;
}

std::vector<Fault> check_rules(const PlanRules& rules) {
  std::vector<Fault> faults;
  const auto bad = [&](const char* field, std::int64_t value, Text reason, Text remedy) {
    faults.push_back(fault_at(field, std::to_string(value), std::move(reason), std::move(remedy)));
  };
  if (rules.threshold < 1 || rules.threshold > gridding::kMostHouseholds)
    bad("threshold", rules.threshold, {"户数下限应为1到10亿", "the least households must be 1 to 1,000,000,000"},
        {"例如填300", "for instance 300"});
  if (rules.upper < rules.threshold || rules.upper > gridding::kMostHouseholds)
    bad("upper", rules.upper, {"户数上限不能小于下限", "the upper end must not be below the threshold"},
        {"例如填400", "for instance 400"});
  if (rules.split_above != 0 && rules.split_above < rules.upper)
    bad("split_above", rules.split_above,
        {"按楼栋拆分的户数不能小于上限", "splitting must not begin below the upper end"},
        {"填0表示不拆分，或填大于上限的户数", "give 0 for never, or more than the upper end"});
  if (rules.seconds < 1 || rules.seconds > kMostSeconds)
    bad("seconds", rules.seconds, {"计算时间应为1到600秒", "the time must be 1 to 600 seconds"},
        {"一般10秒足够", "10 seconds will do"});
  if (rules.narrow_road < 0 || rules.narrow_road > kWidestRoad)
    bad("narrow_road", rules.narrow_road, {"路宽应为0到500米", "the width of a road must be 0 to 500 metres"},
        {"例如填20", "for instance 20"});
  if (rules.widest_road < rules.narrow_road || rules.widest_road > kWidestRoad)
    bad("widest_road", rules.widest_road,
        {"不能小于窄路的宽度，也不能超过500米",
         "it must not be less than a narrow road's width, nor more than 500 metres"},
        {"例如填40", "for instance 40"});
  for (const auto& barrier : rules.barriers) {
    if (!on_earth(barrier)) faults.push_back(off_earth("rules.barriers", barrier));
  }
  return faults;
}

std::string rules_json(const PlanRules& rules) {
  JsonWriter w;
  w.begin_object().field("threshold", rules.threshold).field("upper", rules.upper);
  w.field("split_above", rules.split_above).field("replan", rules.replan).field("join_by_type", rules.join_by_type);
  w.key("order").begin_array();
  for (const auto objective : rules.order) w.value(gridding::name(objective));
  w.end_array();
  write_words(w, "standing_alone", rules.standing_alone);
  w.field("leftovers", rules.leftovers == gridding::Leftovers::JoinLarge ? "join_large" : "undersize");
  write_groups(w, "together", rules.together);
  write_groups(w, "apart", rules.apart);
  w.key("barriers").begin_array();
  for (const auto& barrier : rules.barriers) write_barrier(w, barrier);
  w.end_array();
  write_words(w, "crossable", rules.crossable);
  w.field("narrow_road", rules.narrow_road).field("widest_road", rules.widest_road);
  w.field("seconds", rules.seconds).field("seed", static_cast<std::int64_t>(rules.seed)).end_object();
  return w.take();
}

PlanRules stored_rules(std::string_view text) {
  const auto value = json::parse(json::string_view(text.data(), text.size()));
  PlanRules rules;
  // Rules from before widths were rules went by the shipped ones.
  rules.narrow_road = shipped_defaults().rules.narrow_road;
  rules.widest_road = shipped_defaults().rules.widest_road;
  const auto faults = RulesReader(value.as_object(), rules).run();
  LINLI_ASSERT(faults.empty());
  return rules;
}

}  // namespace linli::grid_plans
