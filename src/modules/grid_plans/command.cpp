#include "modules/grid_plans/command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json/object.hpp>
#include <fstream>

#include "gridding_files/write_plan.hpp"
#include "modules/grid_plans/errors.hpp"

namespace linli::grid_plans {
namespace {

enum ExitCode { kPlanned = 0, kRefused = 1, kUnwritten = 3 };

constexpr int kListed = 100;

// The operator at the shell sees the whole district and stands in the journal as the system.
accounts::Caller operator_of(const accounts::District& district) {
  accounts::Caller caller;
  caller.district = district.id;
  caller.offset = district.offset;
  caller.whole_district = true;
  caller.rights = {accounts::Right::PlansRead, accounts::Right::PlansEdit};
  return caller;
}

class Command {
 public:
  Command(const PlanOptions& options, storage::Store& store, GridPlans& plans, const accounts::District& district,
          std::ostream& out, std::ostream& err)
      : options_(options), store_(store), plans_(plans), caller_(operator_of(district)), out_(out), err_(err) {}

  int run() {
    if (options_.list) return list();
    const auto plan = options_.show.empty() ? make() : shown();
    if (!plan) return complain(plan.error());
    const auto view = plans_.view(caller_, *plan);
    if (!view) return complain(view.error());
    if (!view->division) return complain(make_error(kNoResult));
    if (const int written = files(*view); written != kPlanned) return written;
    if (options_.json) {
      const auto json = plans_.show(caller_, *plan);
      if (!json) return complain(json.error());
      out_ << *json << '\n';
    } else {
      table(*view);
    }
    return kPlanned;
  }

 private:
  std::string say(std::string zh, std::string en) const { return options_.english ? en : zh; }
  std::string say(const Text& text) const { return options_.english ? text.en : text.zh; }

  int complain(const Error& error) {
    err_ << "linli plan: " << say(error.message) << '\n';
    for (const auto& fault : error.faults)
      err_ << "  " << fault.field << ' ' << fault.value << ": " << say(fault.reason) << "; " << say(fault.remedy)
           << '\n';
    return kRefused;
  }

  int list() {
    const auto rows = store_.read_now(
        [&](storage::Snapshot& snapshot) { return list_plans(snapshot, caller_.district, std::nullopt, {}, kListed); });
    for (const auto& plan : rows)
      out_ << fmt::format("{}  {}  {}  {}\n", plan.id.value, format_date(plan.as_of), to_string(plan.state), plan.name);
    return kPlanned;
  }

  Result<PlanId> shown() const {
    const auto id = parse_id(options_.show);
    if (!id) return fail(kNotFound);
    return PlanId{*id};
  }

  Result<PlanId> make() {
    auto wish = this->wish();
    if (!wish) return fail(wish.error());
    const auto plan = plans_.add(caller_, *wish);
    if (!plan) return fail(plan.error());
    const auto done = plans_.desk().work_out({caller_.district, *plan, {}, JobKind::Run});
    if (!done) return fail(done.error());
    return *plan;
  }

  Result<PlanWish> wish() const {
    PlanWish wish;
    wish.purpose = options_.review ? Purpose::Review : Purpose::Scenario;
    const auto today =
        store_.read_now([&](storage::Snapshot& snapshot) { return date_of(snapshot.now(), caller_.offset); });
    wish.as_of = options_.on.empty() ? today : parse_date(options_.on);
    if (!wish.as_of)
      return fail(kInvalid, {{"--on",
                              std::nullopt,
                              options_.on,
                              {"不是日期", "it is no date"},
                              {"写成 2027-01-01", "write it as 2027-01-01"}}});
    wish.name = options_.name;
    if (options_.name.empty())
      wish.name = fmt::format("{} {}", options_.review ? "年度复核" : "网格划分方案", format_date(*wish.as_of));
    auto areas = areas_on(*wish.as_of);
    if (!areas) return fail(areas.error());
    wish.areas = std::move(*areas);
    wish.rules = rules();
    return wish;
  }

  boost::json::object rules() const {
    boost::json::object rules;
    if (options_.threshold != 0) {
      rules["threshold"] = options_.threshold;
      // As with files: a third above the threshold where nothing is said.
      rules["upper"] = options_.threshold + options_.threshold / 3;
    }
    if (options_.upper != 0) rules["upper"] = options_.upper;
    if (options_.split_above >= 0) rules["split_above"] = options_.split_above;
    if (options_.seconds != 0) rules["seconds"] = std::int64_t{options_.seconds};
    if (options_.seed != 0) rules["seed"] = options_.seed;
    if (options_.from_scratch) rules["replan"] = false;
    if (options_.join_by_type) rules["join_by_type"] = true;
    if (!options_.standing_alone.empty())
      rules["standing_alone"] = boost::json::array(options_.standing_alone.begin(), options_.standing_alone.end());
    return rules;
  }

  Result<std::vector<AreaId>> areas_on(Date on) const {
    std::vector<AreaId> areas;
    std::vector<Fault> faults;
    if (options_.areas.empty()) return areas;
    const auto known = store_.read_now([&](storage::Snapshot& snapshot) {
      auto list = areas::areas_of_level(snapshot, caller_.district, areas::Level::Subdistrict, {on, std::nullopt});
      auto more = areas::areas_of_level(snapshot, caller_.district, areas::Level::Community, {on, std::nullopt});
      std::ranges::move(more, std::back_inserter(list));
      return list;
    });
    for (const auto& wanted : options_.areas) {
      const auto found = std::ranges::find_if(
          known, [&](const areas::Area& area) { return area.facts.code == wanted || area.facts.name == wanted; });
      if (found != known.end()) {
        areas.push_back(found->id);
      } else {
        faults.push_back({"--area",
                          std::nullopt,
                          wanted,
                          {"没有这个街道或社区", "there is no such subdistrict or community"},
                          {"写编码或全称", "give its code or full name"}});
      }
    }
    if (!faults.empty()) return fail(kInvalid, std::move(faults));
    return areas;
  }

  int files(const PlanView& view) {
    if (!options_.geojson.empty()) {
      const auto json = plans_.map(caller_, view.plan.id);
      if (!json) return complain(json.error());
      std::ofstream file(options_.geojson, std::ios::binary);
      file << *json << '\n';
      if (!file.flush()) return unwritten(options_.geojson);
    }
    if (options_.xlsx.empty()) return kPlanned;
    const auto& model = *view.run->model;
    const auto plan = engine_plan(view);
    const gridding_files::PlanView sheet{model.instance(), model.grid_rules(), plan, true};
    return gridding_files::write_xlsx(sheet, options_.xlsx) ? kPlanned : unwritten(options_.xlsx);
  }

  int unwritten(const std::string& path) {
    err_ << fmt::format("无法写入“{}” / “{}” cannot be written\n", path, path);
    return kUnwritten;
  }

  // The engine's own view of the division as it stands, with what was proven of the run.
  static gridding::Plan engine_plan(const PlanView& view) {
    const auto& model = *view.run->model;
    const auto& result = *view.run->result;
    auto plan = gridding::assess(model.instance(), model.grid_rules(), view.division->labels()).plan;
    if (view.division->labels() == result.labels) {
      plan.communities = result.communities;
      plan.bound = result.bound;
      plan.proof = result.proof;
      plan.seconds = result.seconds;
    }
    return plan;
  }

  void row(std::string_view name, const Figures& figures) {
    const auto& score = figures.score;
    out_ << fmt::format("{:>6} {:>6} {:>6} {:>6} {:>8} {:>8} {:>6}  {}\n", figures.grids, score.valid, score.undersize,
                        score.in_band, score.excess, score.moved, figures.stewards_needed - figures.stewards_carried,
                        name);
  }

  void table(const PlanView& view) {
    const auto judgement = judge(*view.division, visible_of(caller_, view.run->model->input()));
    out_ << fmt::format("{} {}  {}\n", say("方案", "plan"), view.plan.id.value, view.plan.name);
    out_ << say("  网格   达标   不足 区间内 超出户数 调整户数 缺网格员\n",
                " grids  valid  under inband   excess    moved to find\n");
    row(say("现行网格", "grids in force"), view.run->present->total());
    row(say("本方案", "this plan"), view.division->total());
    out_ << fmt::format("{}{}{:.3f} s\n", say(judgement.text), say("，用时 ", ", "), view.run->result->seconds);
    for (const auto& notice : view.run->model->input().notices) out_ << "· " << say(notice) << '\n';
  }

  const PlanOptions& options_;
  storage::Store& store_;
  GridPlans& plans_;
  const accounts::Caller caller_;
  std::ostream& out_;
  std::ostream& err_;
};

}  // namespace

void add_plan_options(CLI::App& command, PlanOptions& options) {
  command.add_option("--name", options.name, "方案名称 / name of the plan");
  command.add_option("--show", options.show, "显示已有方案 / print an existing plan");
  command.add_flag("--list", options.list, "列出方案 / list plans");
  command.add_option("--area", options.areas, "街道或社区的编码或名称，默认全区 / codes or names; default: all");
  command.add_option("--on", options.on, "以哪天的辖区为准 / the territory of that day");
  command.add_option("--threshold", options.threshold, "户数下限 / least households")
      ->check(CLI::Range(1, 1'000'000'000));
  command.add_option("--hi", options.upper, "户数上限，软约束 / soft upper end")->check(CLI::Range(1, 1'000'000'000));
  command.add_option("--split-above", options.split_above,
                     "超过多少户按楼栋拆分 / split larger courtyards by buildings");
  command.add_option("--standing-alone", options.standing_alone, "单独成网格的类型 / types that stand alone");
  command.add_flag("--join-by-type", options.join_by_type, "同类型可不相邻联合 / one type may join without bordering");
  command.add_flag("--from-scratch", options.from_scratch, "不考虑现行网格 / do not prefer the grids in force");
  command.add_flag("--review", options.review, "年度复核：最少调整 / yearly review: the least change that mends");
  command.add_option("--seconds", options.seconds, "最长用时 / longest time")->check(CLI::Range(1, 600));
  command.add_option("--seed", options.seed, "随机种子 / seed");
  command.add_flag("--json", options.json, "输出 JSON / print JSON");
  command.add_flag("--english", options.english, "用英文 / in English");
  command.add_option("--geojson", options.geojson, "输出地图 / write GeoJSON");
  command.add_option("--xlsx", options.xlsx, "输出 Excel / write Excel");
}

int run_plan_command(const PlanOptions& options, storage::Store& store, GridPlans& plans,
                     const accounts::District& district, std::ostream& out, std::ostream& err) {
  return Command(options, store, plans, district, out, err).run();
}

}  // namespace linli::grid_plans
