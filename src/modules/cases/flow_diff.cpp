#include "modules/cases/flow_diff.hpp"

#include <map>

#include "modules/cases/names.hpp"
#include "modules/catalogue/api.hpp"

namespace linli::cases {
namespace {

// What a plan says, one line a thing, in the order that people read it.
struct Line {
  Text what;
  Text said;
};
using Lines = std::map<std::string, Line>;

Text plain(const std::string& text) { return {text, text}; }
Text yes_or_no(bool flag) { return flag ? Text{"是", "yes"} : Text{"否", "no"}; }
Text joined(const Text& a, std::string_view between, const Text& b) {
  return {a.zh + std::string(between) + b.zh, a.en + std::string(between) + b.en};
}

std::string limit_text(const catalogue::Limit& limit) {
  return limit.amount == 0 ? std::string("0wh") : catalogue::format_limit(limit);
}

void add_steps(Lines& lines, const FlowPlan& plan) {
  for (int number = 2; number <= kLastStep; ++number) {
    const auto step = static_cast<Step>(number);
    const auto own = plan.labels.find(step);
    const auto label = own != plan.labels.end() ? own->second : label_of(step);
    const auto said = plan.uses(step) ? label : joined(label, "：", {"不用", "not used"});
    lines["1 " + std::to_string(100 + number)] = {joined({"步骤", "Step"}, " ", label_of(step)), said};
  }
}

void add_values(Lines& lines, const FlowPlan& plan) {
  int order = 100;
  const auto add = [&](Text what, Text said) {
    lines["2 " + std::to_string(++order)] = {std::move(what), std::move(said)};
  };
  const auto number = [](int value) { return plain(std::to_string(value)); };
  add({"到期前提醒（时限已过%）", "Warns when this percent has run"}, number(plan.warn_percent));
  add({"核查时限", "Verification within"}, plain(limit_text(plan.verify_within)));
  add({"协办答复时限", "Co-handlers answer within"}, plain(limit_text(plan.co_handle_limit)));
  add({"应哨时限", "Whistles are answered within"}, plain(limit_text(plan.whistle_limit)));
  add({"居民催办间隔（小时）", "Hours between urgings"}, number(plan.urge_gap_hours));
  add({"最多延期次数", "Most extensions"}, number(plan.most_extensions));
  add({"回访几次未接通可结案", "Calls that reached nobody before closing"}, number(plan.most_tries));
  add({"退回几次自动督办", "Supervised after returns"}, number(plan.supervise_after_returns));
  add({"催办几次自动督办", "Supervised after urgings"}, number(plan.supervise_after_urges));
  add({"重办几次自动督办", "Supervised after reopenings"}, number(plan.supervise_after_reopened));
  add({"升到第几级自动督办", "Supervised at level"}, number(plan.supervise_at_level));
  add({"未解决时升一级", "Not solved climbs a rung"}, yes_or_no(plan.unsolved_climbs));
  add({"签收算响应", "Accepting is a response"}, yes_or_no(plan.accept_responds));
}

void add_choices(Lines& lines, const FlowPlan& plan) {
  for (const auto& choice : plan.choices)
    for (const auto& option : choice.options)
      lines["3 " + choice.of + " " + option.key] = {
          joined({"选项", "Choice"}, " ", plain(choice.of + " / " + option.key)), option.label};
}

void add_ladders(Lines& lines, const FlowPlan& plan) {
  for (const auto& ladder : plan.ladders) {
    Text rungs;
    for (const auto& rung : ladder.rungs) {
      const auto after = " (" + limit_text(rung.after) + (rung.takes ? ", ▲" : "") + ")";
      rungs = rungs.zh.empty() ? joined(rung.name, after, {}) : joined(rungs, " → ", joined(rung.name, after, {}));
    }
    std::string matters;
    for (const auto& matter : ladder.matters) matters += (matters.empty() ? "" : " ") + matter;
    const auto whose = matters.empty() ? Text{"其余事项", "all other matters"} : plain(matters);
    lines["4 " + ladder.key] = {joined({"层级", "Ladder"}, " ", ladder.name), joined(whose, "：", rungs)};
  }
}

void add_copies(Lines& lines, const FlowPlan& plan) {
  for (const auto& rule : plan.copies) {
    const auto said = joined(label_of(rule.on), " → ", plain(std::string(to_string(rule.to))));
    std::string matters;
    for (const auto& matter : rule.matters) matters += (matters.empty() ? "" : " ") + matter;
    const auto whose = matters.empty() ? said : joined(said, "：", plain(matters));
    lines["5 " + rule.key] = {joined({"抄送", "Copy"}, " ", rule.name),
                              rule.used ? whose : joined(whose, "：", {"不用", "not used"})};
  }
}

Lines lines_of(const FlowPlan& plan) {
  Lines lines;
  add_steps(lines, plan);
  add_values(lines, plan);
  add_choices(lines, plan);
  add_ladders(lines, plan);
  add_copies(lines, plan);
  return lines;
}

}  // namespace

std::vector<FlowChange> flow_differences(const FlowPlan& before, const FlowPlan& after) {
  const auto was = lines_of(before);
  const auto is = lines_of(after);
  std::map<std::string, FlowChange> changes;
  for (const auto& [key, line] : was) changes[key] = {line.what, line.said, {}};
  for (const auto& [key, line] : is) {
    auto& change = changes[key];
    change.what = line.what;
    change.after = line.said;
  }
  std::vector<FlowChange> kept;
  for (auto& [key, change] : changes)
    if (change.before != change.after) kept.push_back(std::move(change));
  return kept;
}

}  // namespace linli::cases
