// flow.toml → FlowPlan, with every fault named.
#include <toml++/toml.h>

#include <algorithm>
#include <utility>

#include "modules/cases/errors.hpp"
#include "modules/cases/flow_plan.hpp"
#include "modules/cases/names.hpp"
#include "modules/catalogue/api.hpp"

namespace linli::cases {

// Written by CMake from models/*/flow.toml.
extern const std::string_view kBaseFlowFile;
extern const std::string_view kYuyangFlowFile;
extern const std::string_view kWeiduFlowFile;

namespace {

constexpr std::array<RungLevel, 6> kLevels{RungLevel::Grid,      RungLevel::Building,    RungLevel::Courtyard,
                                           RungLevel::Community, RungLevel::Subdistrict, RungLevel::District};

class PlanReader {
 public:
  PlanReader(const toml::table& file, FlowPlan start) : file_(file), plan_(std::move(start)) {}

  Result<FlowPlan> read() {
    plan_.key = file_["key"].value_or(std::string());
    if (plan_.key.empty()) fault("key", "", {"没有代号", "There is no key"}, {"请写 key", "Give a key"});
    plan_.name = text_at(file_, "name", "name");
    plan_.source = file_["source"].value_or(std::string());
    if (plan_.source.empty())
      fault("source", "", {"没有写依据", "No source is given"}, {"请写 source", "Say where it comes from"});
    read_from();
    read_steps();
    read_values();
    read_choices();
    read_ladders();
    read_copies();
    if (!faults_.empty()) return fail(kBadFlow, std::move(faults_));
    return std::move(plan_);
  }

 private:
  void read_from() {
    plan_.from.reset();
    const auto given = file_["from"].value<std::string>();
    if (!given) return;
    plan_.from = parse_date(*given);
    if (!plan_.from)
      fault("from", *given, {"日期写法不对", "The day cannot be read"},
            {"请写成 from = \"2026-12-01\"", "Write from = \"2026-12-01\""});
  }

  void fault(std::string field, std::string_view value, Text reason, Text remedy) {
    faults_.push_back({std::move(field), std::nullopt, std::string(value), std::move(reason), std::move(remedy)});
  }

  Text text_at(const toml::table& table, std::string_view key, const std::string& field) {
    const auto* pair = table[key].as_array();
    if (pair == nullptr || pair->size() != 2) {
      fault(field, key, {"没有中英文名称", "The names in Chinese and English are missing"},
            {"请写成 name = [\"中文\", \"English\"]", "Write name = [\"中文\", \"English\"]"});
      return {};
    }
    return {(*pair)[0].value_or(std::string()), (*pair)[1].value_or(std::string())};
  }

  std::optional<Step> step_of(std::string_view name, const std::string& field) {
    const auto step = parse_step(name);
    if (!step) fault(field, name, {"没有这个步骤", "There is no such step"}, {"步骤名见接口说明", "See the interface"});
    return step;
  }

  void read_steps() {
    if (const auto* off = file_["off"].as_array()) {
      plan_.off.clear();
      for (const auto& name : *off)
        if (const auto step = step_of(name.value_or(std::string_view()), "off")) plan_.off.push_back(*step);
    }
    if (const auto* labels = file_["labels"].as_table()) {
      for (const auto& [name, label] : *labels) {
        const auto step = step_of(name.str(), "labels");
        if (step) plan_.labels[*step] = text_at(*labels, name.str(), "labels");
      }
    }
  }

  void number(std::string_view key, int& into, int least, int most) {
    const auto given = file_[key];
    if (!given) return;
    const auto value = given.value<int>();
    if (!value || *value < least || *value > most) {
      fault(std::string(key), "", {"数值不合适", "The number does not fit"},
            {"请填 " + std::to_string(least) + "–" + std::to_string(most),
             "Use " + std::to_string(least) + " to " + std::to_string(most)});
      return;
    }
    into = *value;
  }

  // Rungs may follow at once: `0wh`.
  std::optional<catalogue::Limit> limit_of(std::string_view text) {
    if (text == "0wh") return catalogue::Limit{0, catalogue::LimitUnit::WorkingHours};
    return catalogue::parse_limit(text);
  }

  void limit(const toml::table& table, std::string_view key, catalogue::Limit& into) {
    const auto given = table[key];
    if (!given) return;
    const auto text = given.value_or(std::string_view());
    const auto value = limit_of(text);
    if (!value)
      fault(std::string(key), text, {"时限写法有误", "The limit cannot be read"},
            {"例如 4wh、5wd、24h、7d", "Such as 4wh, 5wd, 24h, 7d"});
    into = value.value_or(into);
  }

  void read_values() {
    plan_.unsolved_climbs = file_["unsolved_climbs"].value_or(plan_.unsolved_climbs);
    plan_.accept_responds = file_["accept_responds"].value_or(plan_.accept_responds);
    number("warn_percent", plan_.warn_percent, 1, 99);
    limit(file_, "verify_within", plan_.verify_within);
    limit(file_, "co_handle_limit", plan_.co_handle_limit);
    limit(file_, "whistle_limit", plan_.whistle_limit);
    number("urge_gap_hours", plan_.urge_gap_hours, 0, 720);
    number("most_extensions", plan_.most_extensions, 0, 20);
    number("most_tries", plan_.most_tries, 1, 20);
    number("supervise_after_returns", plan_.supervise_after_returns, 1, 100);
    number("supervise_after_urges", plan_.supervise_after_urges, 1, 100);
    number("supervise_after_reopened", plan_.supervise_after_reopened, 1, 100);
    number("supervise_at_level", plan_.supervise_at_level, 1, 10);
  }

  void read_choices() {
    const auto* list = file_["choice"].as_array();
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
      const auto* table = (*list)[i].as_table();
      if (table == nullptr) continue;
      Choice choice{(*table)["of"].value_or(std::string()), (*table)["source"].value_or(std::string()), {}};
      const auto* options = (*table)["options"].as_array();
      for (std::size_t j = 0; options != nullptr && j < options->size(); ++j) {
        const auto* row = (*options)[j].as_array();
        if (row == nullptr || row->size() != 3) {
          fault("choice", choice.of, {"选项写法有误", "An option cannot be read"},
                {"请写成 [代号, 中文, English]", "Write [key, Chinese, English]"});
          continue;
        }
        choice.options.push_back({(*row)[0].value_or(std::string()),
                                  {(*row)[1].value_or(std::string()), (*row)[2].value_or(std::string())}});
      }
      if (choice.options.empty())
        fault("choice", choice.of, {"没有选项", "There are no options"}, {"请至少写一项", "Give at least one"});
      std::erase_if(plan_.choices, [&](const Choice& known) { return known.of == choice.of; });
      plan_.choices.push_back(std::move(choice));
    }
  }

  RungLevel level_of(const toml::table& table, std::string_view key, const std::string& of) {
    const auto name = table[key].value_or(std::string_view());
    const auto level = std::ranges::find(kLevels, name, [](RungLevel known) { return to_string(known); });
    if (level != kLevels.end()) return *level;
    fault(std::string(key), name, {"没有这个层级：" + of, "There is no such level: " + of},
          {"请用 grid、building、courtyard、community、subdistrict、district",
           "Use grid, building, courtyard, community, subdistrict or district"});
    return {};
  }

  Rung rung_of(const toml::table& table, const std::string& ladder) {
    Rung rung;
    rung.level = level_of(table, "level", ladder);
    rung.name = text_at(table, "name", "ladder");
    limit(table, "after", rung.after);
    rung.takes = table["takes"].value_or(false);
    return rung;
  }

  // A locality's ladders replace all of those below it: two orders must not be mixed.
  void read_ladders() {
    const auto* list = file_["ladder"].as_array();
    if (list != nullptr) plan_.ladders.clear();
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
      const auto* table = (*list)[i].as_table();
      if (table == nullptr) continue;
      Ladder ladder;
      ladder.key = (*table)["key"].value_or(std::string());
      ladder.name = text_at(*table, "name", "ladder");
      ladder.source = (*table)["source"].value_or(std::string());
      if (const auto* matters = (*table)["matters"].as_array())
        for (const auto& matter : *matters) ladder.matters.push_back(matter.value_or(std::string()));
      const auto* rungs = (*table)["rungs"].as_array();
      for (std::size_t j = 0; rungs != nullptr && j < rungs->size(); ++j)
        if (const auto* rung = (*rungs)[j].as_table()) ladder.rungs.push_back(rung_of(*rung, ladder.key));
      plan_.ladders.push_back(std::move(ladder));
    }
    check_ladders();
  }

  std::vector<std::string> texts_at(const toml::table& table, std::string_view key) {
    std::vector<std::string> texts;
    if (const auto* list = table[key].as_array())
      for (const auto& text : *list) texts.push_back(text.value_or(std::string()));
    return texts;
  }

  // A locality's rule replaces the one of the same key below it; the others stay.
  void read_copies() {
    const auto* list = file_["copy"].as_array();
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
      const auto* table = (*list)[i].as_table();
      if (table == nullptr) continue;
      CopyRule rule;
      rule.key = (*table)["key"].value_or(std::string());
      rule.name = text_at(*table, "name", "copy");
      rule.source = (*table)["source"].value_or(std::string());
      rule.used = (*table)["used"].value_or(true);
      if (const auto step = step_of((*table)["on"].value_or(std::string_view()), "copy")) rule.on = *step;
      rule.to = level_of(*table, "to", rule.key);
      rule.ladders = texts_at(*table, "ladders");
      rule.matters = texts_at(*table, "matters");
      rule.outcomes = texts_at(*table, "outcomes");
      if (rule.key.empty() || rule.source.empty())
        fault("copy", rule.key, {"没有代号或依据", "Key or source is missing"},
              {"请写 key 和 source", "Give key and source"});
      std::erase_if(plan_.copies, [&](const CopyRule& known) { return known.key == rule.key; });
      plan_.copies.push_back(std::move(rule));
    }
  }

  void check_ladders() {
    for (const auto& ladder : plan_.ladders) {
      if (ladder.key.empty() || ladder.source.empty())
        fault("ladder", ladder.key, {"没有代号或依据", "Key or source is missing"},
              {"请写 key 和 source", "Give key and source"});
      if (ladder.rungs.size() < 2)
        fault("ladder", ladder.key, {"不足两级", "Fewer than two rungs"},
              {"至少写两级，超期才有去处", "Give at least two, so that what is late has somewhere to go"});
    }
    const bool for_all = std::ranges::any_of(plan_.ladders, [](const Ladder& l) { return l.matters.empty(); });
    if (!for_all)
      fault("ladder", "", {"没有通用的一条", "None is for all other matters"},
            {"请留一条不写 matters 的", "Leave one without matters"});
  }

  const toml::table& file_;
  FlowPlan plan_;
  std::vector<Fault> faults_;
};

}  // namespace

Result<FlowPlan> read_flow_plan(std::string_view text) {
  try {
    const auto file = toml::parse(text);
    const bool is_base = file["key"].value_or(std::string_view()) == shipped_plans().front().key;
    return PlanReader(file, is_base ? FlowPlan{} : *base_plan()).read();
  } catch (const toml::parse_error& error) {
    return fail(kBadFlow, {{"toml",
                            static_cast<std::int64_t>(error.source().begin.line),
                            "",
                            {"第" + std::to_string(error.source().begin.line) + "行读不懂",
                             "Line " + std::to_string(error.source().begin.line) + " cannot be read"},
                            {"请按 TOML 的写法修改", "Mend it as TOML wants it"}}});
  }
}

std::span<const ShippedPlan> shipped_plans() {
  static const std::array kPlans{ShippedPlan{"base", kBaseFlowFile}, ShippedPlan{"yuyang", kYuyangFlowFile},
                                 ShippedPlan{"weidu", kWeiduFlowFile}};
  return kPlans;
}

}  // namespace linli::cases
