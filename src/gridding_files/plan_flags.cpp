#include "gridding_files/plan_flags.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace linli::gridding_files {
namespace {

using gridding::GridRules;
using gridding::Objective;

const std::map<std::string, Objective> kObjectives{{"moved", Objective::Moved},
                                                   {"excess", Objective::Excess},
                                                   {"mixing", Objective::Mixing},
                                                   {"compactness", Objective::Compactness}};

}  // namespace

std::array<Objective, 4> PlanFlags::objectives() const {
  std::vector<Objective> named;
  for (const std::string& name : order) named.push_back(kObjectives.at(name));
  for (const Objective objective : GridRules{}.order) {
    if (std::ranges::find(named, objective) == named.end()) named.push_back(objective);
  }
  std::array<Objective, 4> result{};
  std::ranges::copy(named, result.begin());
  return result;
}

namespace {
CLI::Range households() { return {std::int64_t{1}, std::int64_t{1'000'000'000}}; }
}  // namespace

void declare(CLI::App& app, PlanFlags& flags) {
  app.footer("为库里的辖区划分：linli plan --data 目录 --help / of a database: linli plan --data FOLDER --help");
  app.add_option("--nodes", flags.nodes, "小区表 CSV：id, weight, x, y, type, community, grid");
  app.add_option("--edges", flags.edges, "相邻表 CSV：u, v, barrier");
  app.add_option("--buildings", flags.buildings, "楼栋表 CSV：courtyard, id, weight, x, y, grid；大小区按楼栋拆分");
  app.add_option("--split-above", flags.split_above, "高于此户数的小区按楼栋拆分 / split courtyards above; 2 × hi")
      ->check(households());
  app.add_option("--present", flags.present, "现行网格 CSV：id, region（即 --labels 的输出） / grids in force");
  app.add_option("--together", flags.together, "必须同网格 CSV：group, id / groups that stay together");
  app.add_option("--apart", flags.apart, "不得同网格 CSV：u, v / pairs that are kept apart");
  app.add_option("--mode", flags.mode, "grid 网格 | maxp 区域")->check(CLI::IsMember({"grid", "maxp"}));
  app.add_option("--threshold", flags.threshold, "户数下限 / least households")->check(households());
  app.add_option("--hi", flags.upper, "户数上限，软约束 / soft upper end; 默认 default: 4/3 threshold");
  app.add_option("--attr", flags.attribute, "maxp 的属性列 / attribute column");
  app.add_option("--regions", flags.regions, "maxp：指定区域数 / exactly so many regions");
  app.add_option("--seconds", flags.seconds, "最长用时 / deadline")->check(CLI::Range(0.0, 86'400.0));
  app.add_option("--steps", flags.steps, "每部分的搜索步数 / search steps of each component");
  app.add_option("--seed", flags.seed, "随机种子 / seed");
  app.add_option("--threads", flags.threads, "线程数 / threads")->check(CLI::Range(1, 256));
  app.add_option("--labels", flags.labels, "输出 / output: id,region");
  app.add_option("--geojson", flags.geojson, "输出 / output GeoJSON");
  app.add_option("--xlsx", flags.xlsx, "输出 / output Excel");
  app.add_flag("--json", flags.json, "输出各社区的结果 / print value, bound, proof, method, seconds");
  app.add_flag("--count-only", flags.count_only, "只证明网格数 / prove the number of grids only");
  app.add_flag("--replan", flags.replan, "按 grid 列尽量少调整 / change the grids in force as little as possible");
  app.add_flag("--join-by-type", flags.join_by_type, "同类型可不相邻联合 / one type may join without bordering");
  app.add_option("--standing-alone", flags.standing_alone, "单独成网格的类型 / types that stand alone");
  app.add_option("--crossable", flags.crossable, "可以跨越的阻隔 / barriers that may be crossed");
  app.add_option("--leftovers", flags.leftovers,
                 "凑不够的：stand 单列 | join 并入相邻大小区 / what becomes of leftovers")
      ->check(CLI::IsMember({"stand", "join"}));
  app.add_option("--order", flags.order, "目标次序 / order of objectives: moved,excess,mixing,compactness")
      ->delimiter(',')
      ->check(CLI::IsMember(kObjectives));
  app.add_option("--generate", flags.generate, "生成 N 个小区 / write a synthetic district of N courtyards");
  app.add_option("--out", flags.out, "生成到 / folder for --generate");
}

std::string_view misuse(const CLI::App& app, const PlanFlags& flags) {
  if (app.count("--generate") != 0) return flags.out.empty() ? "--generate 需要 --out / needs --out" : "";
  if (flags.nodes.empty() || flags.edges.empty()) return "需要 --nodes 和 --edges / --nodes and --edges are needed";
  if (app.count("--threshold") == 0) return "需要 --threshold / --threshold is needed";
  if (flags.labels.empty() && !flags.json) return "需要 --labels 或 --json / --labels or --json is needed";
  if (flags.regions != 0 && flags.grid_mode()) return "--regions 只用于 maxp / --regions is for maxp only";
  if (flags.replan && !flags.grid_mode()) return "--replan 只用于 grid / --replan is for grid only";
  const bool grid_only = !flags.buildings.empty() || !flags.together.empty() || !flags.apart.empty() ||
                         !flags.order.empty() || flags.leftovers != "stand" || !flags.present.empty();
  if (grid_only && !flags.grid_mode()) {
    return "--buildings, --present, --together, --apart, --order, --leftovers 只用于 grid / are for grid only";
  }
  if (flags.split_above != 0 && flags.buildings.empty())
    return "--split-above 需要 --buildings / --split-above needs --buildings";
  if (std::set(flags.order.begin(), flags.order.end()).size() != flags.order.size())
    return "--order 里有重复 / --order names one twice";
  if (flags.upper != 0 && flags.upper < flags.threshold) return "--hi 小于 --threshold / --hi is below --threshold";
  return "";
}

}  // namespace linli::gridding_files
