#include "modules/rules/model_checks.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <set>

#include "modules/rules/rule_binder.hpp"
#include "modules/rules/subjects.hpp"

namespace linli::rules {
namespace {

const std::vector<std::string> kRoles{"steward", "community_worker", "subdistrict", "department", "district"};
constexpr std::array<std::string_view, 8> kPlaceLevels{"district", "subdistrict", "community", "courtyard",
                                                       "building", "stairwell",   "dwelling",  "grid"};

bool is_level(std::string_view name) { return std::ranges::find(kPlaceLevels, name) != kPlaceLevels.end(); }

class ModelChecker {
 public:
  ModelChecker(Model& model, declare::SourceFaults& faults) : model_(model), faults_(faults) {}

  void run() {
    check_kinds_of_records();
    check_codes();
    check_bodies();
    check_ladders();
    for (const auto& list : model_.checklists) {
      const bool other = list.applies_to == "case" || list.applies_to == "meeting";
      if (!other && model_.shapes.find(list.applies_to) == nullptr && !is_level(list.applies_to))
        unknown(list.at, "applies_to", list.applies_to);
    }
    check_words();
    check_funds();
    bind_rules(model_, faults_);
    check_figures(model_, faults_);
    if (model_.demo) check_demo(*model_.demo);
  }

 private:
  void check_kinds_of_records() {
    declare::KindContext context{.dictionaries = {}, .roles = kRoles, .built_in = {}};
    for (const auto& [name, words] : model_.dictionaries) context.dictionaries.push_back(name);
    for (auto& kind : model_.shapes.kinds()) context.built_in.insert(std::move(kind));
    declare::check_kinds(model_.kinds, context, model_.shapes, faults_);
    relate_to_areas(model_.kinds, model_.shapes);
  }

  template <class T>
  void once(const std::vector<T>& entries) {
    std::set<std::string_view> codes;
    for (const Entry& entry : entries) {
      if (codes.insert(entry.code).second) continue;
      faults_.add(entry.at,
                  {fmt::format("代码 {} 写了两次。", entry.code), fmt::format("The code {} stands twice.", entry.code)},
                  {"改其中一个。", "Change one of them."});
    }
  }

  void check_codes() {
    once(model_.levels);
    once(model_.body_kinds);
    once(model_.chains);
    once(model_.relations);
    once(model_.sets);
    once(model_.posts);
    once(model_.together);
    once(model_.ladders);
    once(model_.checklists);
    once(model_.figures);
    once(model_.funds);
    for (const auto& [name, words] : model_.dictionaries) once(words);
    for (const auto& [name, services] : model_.catalogues) once(services);
  }

  void unknown(const Position& at, std::string_view key, std::string_view name) {
    faults_.add(
        at, {fmt::format("{} 里的 {} 不存在。", key, name), fmt::format("{} names {}, which there is not.", key, name)},
        {"改正,或补写它。", "Correct it, or add what it names."});
  }

  void check_kind(const Position& at, std::string_view key, const std::string& kind) {
    if (model_.body_kind(kind) == nullptr) unknown(at, key, kind);
  }

  void check_bodies() {
    for (const auto& chain : model_.chains) {
      for (const auto& link : chain.links)
        for (const auto& kind : link) check_kind(chain.at, "links", kind);
    }
    for (const auto& relation : model_.relations) {
      check_kind(relation.at, "over", relation.over);
      check_kind(relation.at, "under", relation.under);
    }
    for (const auto& set : model_.sets) {
      for (const auto& part : set.parts)
        for (const auto& kind : part) check_kind(set.at, "parts", kind);
    }
    for (const auto& post : model_.posts)
      for (const auto& kind : post.bodies) check_kind(post.at, "body", kind);
    for (const auto& together : model_.together) {
      for (const auto& post : together.posts) {
        if (std::ranges::find(model_.posts, post, &Post::code) == model_.posts.end())
          unknown(together.at, "posts", post);
      }
    }
  }

  void check_ladders() {
    for (const auto& ladder : model_.ladders) {
      for (const auto& step : ladder.steps) {
        if (!is_level(step) && model_.body_kind(step) == nullptr) unknown(ladder.at, "rungs", step);
      }
      if (ladder.steps.size() < 2) unknown(ladder.at, "rungs", ladder.code);
    }
  }

  template <class T>
  void check_parents(const std::vector<T>& entries) {
    for (const auto& entry : entries) {
      if (entry.parent.empty()) continue;
      if (std::ranges::find(entries, entry.parent, &T::code) == entries.end() || entry.parent == entry.code)
        unknown(entry.at, "parent", entry.parent);
    }
  }

  void check_words() {
    for (const auto& [name, words] : model_.dictionaries) check_parents(words);
    for (const auto& [name, services] : model_.catalogues) check_parents(services);
  }

  void check_rule(const Position& at, std::string_view key, const std::string& code, RuleForm form) {
    if (code.empty()) return;
    const bool known =
        std::ranges::any_of(model_.rules, [&](const Rule& rule) { return rule.code == code && rule.form == form; });
    if (!known) unknown(at, key, code);
  }

  void check_funds() {
    for (const auto& line : model_.funds) {
      check_rule(line.at, "norm", line.norm, RuleForm::Amount);
      check_rule(line.at, "most", line.most, RuleForm::Amount);
      check_rule(line.at, "growth", line.growth, RuleForm::Value);
      const bool of_bodies = std::ranges::all_of(
          model_.rules, [&](const Rule& rule) { return rule.code != line.norm || rule.applies_to == "body"; });
      if (line.own_books && (line.norm.empty() || !of_bodies))
        faults_.add(line.at,
                    {fmt::format("{} 单独列账,norm 要是关于 body 的定额。", line.code),
                     fmt::format("{} has books of its own: its norm must be about bodies.", line.code)},
                    {"改 norm,或去掉 own_books。", "Change norm, or leave own_books out."});
    }
  }

  void check_demo(const Demo& demo) {
    const Position at{"demo.toml", 0, 0};
    for (const auto& bodies : demo.bodies) {
      check_kind(at, "kind", bodies.kind);
      if (!is_level(bodies.level)) unknown(at, "at", bodies.level);
    }
  }

  Model& model_;
  declare::SourceFaults& faults_;
};

}  // namespace

void check_model(Model& model, declare::SourceFaults& faults) { ModelChecker(model, faults).run(); }

}  // namespace linli::rules
