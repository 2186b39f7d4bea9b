#include "gridding_files/plan_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "gridding/generate.hpp"
#include "gridding/planner.hpp"
#include "gridding_files/read_instance.hpp"
#include "gridding_files/write_plan.hpp"

namespace linli::gridding_files {
namespace {

using gridding::Fault;
using gridding::GridRules;
using gridding::Instance;
using gridding::Plan;
using gridding::SearchOptions;

enum ExitCode { kDone = 0, kFaults = 1, kWrongUse = 2, kCouldNot = 3 };

constexpr std::size_t kFaultsShown = 50;

struct Flags {
  std::string nodes, edges, labels, geojson, xlsx, out, attribute = "weight", mode = "grid";
  gridding::Households threshold = 300, upper = 0;
  std::uint32_t regions = 0, generate = 0;
  std::uint64_t steps = 0, seed = 1;
  unsigned threads = 1;
  double seconds = 0;
  bool json = false, count_only = false, replan = false, join_by_type = false;
  std::vector<std::string> standing_alone, crossable;

  bool grid_mode() const { return mode == "grid"; }
};

void declare(CLI::App& app, Flags& flags) {
  app.add_option("--nodes", flags.nodes, "小区表 CSV：id, weight, x, y, type, community, grid");
  app.add_option("--edges", flags.edges, "相邻表 CSV：u, v, barrier");
  app.add_option("--mode", flags.mode, "grid 网格 | maxp 区域")->check(CLI::IsMember({"grid", "maxp"}));
  app.add_option("--threshold", flags.threshold, "户数下限 / least households")->check(CLI::PositiveNumber);
  app.add_option("--hi", flags.upper, "户数上限，软约束 / soft upper end; 默认 default: 4/3 threshold");
  app.add_option("--attr", flags.attribute, "maxp 的属性列 / attribute column");
  app.add_option("--regions", flags.regions, "maxp：指定区域数 / exactly so many regions");
  app.add_option("--seconds", flags.seconds, "最长用时 / deadline")->check(CLI::NonNegativeNumber);
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
  app.add_option("--generate", flags.generate, "生成 N 个小区 / write a synthetic district of N courtyards");
  app.add_option("--out", flags.out, "生成到 / folder for --generate");
}

// What CLI11 cannot know: which flags go together. Empty when they do.
std::string_view misuse(const CLI::App& app, const Flags& flags) {
  if (app.count("--generate") != 0) return flags.out.empty() ? "--generate 需要 --out / needs --out" : "";
  if (flags.nodes.empty() || flags.edges.empty()) return "需要 --nodes 和 --edges / --nodes and --edges are needed";
  if (app.count("--threshold") == 0) return "需要 --threshold / --threshold is needed";
  if (flags.labels.empty() && !flags.json) return "需要 --labels 或 --json / --labels or --json is needed";
  if (flags.regions != 0 && flags.grid_mode()) return "--regions 只用于 maxp / --regions is for maxp only";
  if (flags.replan && !flags.grid_mode()) return "--replan 只用于 grid / --replan is for grid only";
  if (flags.upper != 0 && flags.upper < flags.threshold) return "--hi 小于 --threshold / --hi is below --threshold";
  return "";
}

void print(const std::vector<Fault>& faults, std::ostream& err) {
  for (std::size_t i = 0; i < std::min(faults.size(), kFaultsShown); ++i) {
    const Fault& fault = faults[i];
    const char* table = fault.table == Fault::Table::Nodes   ? "nodes"
                        : fault.table == Fault::Table::Edges ? "edges"
                                                             : "rules";
    err << table << (fault.line != 0 ? fmt::format(":{}", fault.line) : "") << ": " << fault.text.zh << " / "
        << fault.text.en << '\n';
  }
  if (faults.size() > kFaultsShown)
    err << fmt::format("…… 还有 {} 处 / and {} more\n", faults.size() - kFaultsShown, faults.size() - kFaultsShown);
}

class PlanCommand {
 public:
  PlanCommand(const Flags& flags, std::ostream& out, std::ostream& err) : flags_(flags), out_(out), err_(err) {}

  int run() {
    auto instance = read_instance({flags_.nodes, flags_.edges, flags_.grid_mode() ? "" : flags_.attribute});
    if (!instance) {
      print(instance.error().faults, err_);
      return instance.error().unreadable ? kCouldNot : kFaults;
    }
    print({instance->notices().begin(), instance->notices().end()}, err_);
    const GridRules rules = grid_rules(*instance);
    const auto plan = make_plan(*instance, rules);
    if (!plan) {
      print(plan.error(), err_);
      return kFaults;
    }
    const int written = write({*instance, rules, *plan, flags_.grid_mode()});
    if (written != kDone) return written;
    return feasible(*plan) ? kDone : kFaults;
  }

 private:
  GridRules grid_rules(const Instance& instance) const {
    GridRules rules{.threshold = flags_.threshold};
    rules.upper = flags_.upper != 0 ? flags_.upper : flags_.threshold + flags_.threshold / 3;
    rules.replan = flags_.replan;
    rules.join_by_type = flags_.join_by_type;
    rules.standing_alone = numbers(instance.types(), flags_.standing_alone);
    rules.crossable = numbers(instance.barriers(), flags_.crossable);
    return rules;
  }

  // A name that the files do not use is no error: the same command serves many districts.
  static std::vector<std::uint32_t> numbers(std::span<const std::string> known, const std::vector<std::string>& names) {
    std::vector<std::uint32_t> result;
    for (const std::string& name : names) {
      const auto found = std::ranges::find(known, name);
      if (found != known.end()) result.push_back(static_cast<std::uint32_t>(found - known.begin()));
    }
    return result;
  }

  std::expected<Plan, std::vector<Fault>> make_plan(const Instance& instance, const GridRules& rules) const {
    SearchOptions options{
        .seed = flags_.seed, .steps = flags_.steps, .threads = flags_.threads, .count_only = flags_.count_only};
    if (flags_.seconds > 0) {
      options.deadline = SearchOptions::Clock::now() + std::chrono::duration_cast<SearchOptions::Clock::duration>(
                                                           std::chrono::duration<double>(flags_.seconds));
    }
    if (flags_.grid_mode()) return plan_grids(instance, rules, options);
    return plan_regions(instance, {.threshold = flags_.threshold, .regions = flags_.regions}, options);
  }

  template <typename Write>
  bool to_file(const std::string& path, Write&& write) {
    if (path.empty()) return true;
    std::ofstream file(path, std::ios::binary);
    write(file);
    file.close();
    if (!file) err_ << fmt::format("无法写入“{}” / “{}” cannot be written\n", path, path);
    return static_cast<bool>(file);
  }

  int write(const PlanView& view) {
    if (!flags_.geojson.empty() && !view.instance.has_positions()) {
      err_ << "小区没有坐标，不能输出 GeoJSON / the courtyards have no positions, so there is no GeoJSON\n";
      return kFaults;
    }
    if (!to_file(flags_.labels, [&](std::ostream& file) { write_labels(view, file); })) return kCouldNot;
    if (!to_file(flags_.geojson, [&](std::ostream& file) { write_geojson(view, file); })) return kCouldNot;
    if (!flags_.xlsx.empty() && !write_xlsx(view, flags_.xlsx)) {
      err_ << fmt::format("无法写入“{}” / “{}” cannot be written\n", flags_.xlsx, flags_.xlsx);
      return kCouldNot;
    }
    flags_.json ? void(out_ << json_report(view) << '\n') : summarise(view);
    return kDone;
  }

  void summarise(const PlanView& view) {
    const auto& value = view.plan.value;
    const auto gap = view.plan.bound.valid - value.valid;
    out_ << fmt::format("达标 valid {}（上界 bound {}，{}），不足 undersize {}，{:.3f} s\n", value.valid,
                        view.plan.bound.valid,
                        gap == 0 ? std::string(name(view.plan.proof)) : fmt::format("差距 gap {}", gap),
                        value.undersize, view.plan.seconds);
    if (view.grid_mode) {
      out_ << fmt::format("超出 excess {}，混类 mixing {}，紧凑 compactness {:.4f}，调整 moved {}\n", value.excess,
                          value.mixing, value.compactness, value.moved);
    } else {
      out_ << fmt::format("异质 heterogeneity {:.0f}\n", value.heterogeneity);
    }
  }

  bool feasible(const Plan& plan) {
    if (flags_.grid_mode()) return true;  // undersize grids are the data's own, and reported
    const bool all = plan.value.undersize == 0 && (flags_.regions == 0 || plan.value.valid == flags_.regions);
    if (!all) err_ << "没有满足要求的划分 / no division meets the demand\n";
    return all;
  }

  const Flags& flags_;
  std::ostream& out_;
  std::ostream& err_;
};

int write_generated(const Flags& flags, std::ostream& out, std::ostream& err) {
  const auto district = gridding::generate_district(flags.generate, flags.seed);
  std::error_code error;
  std::filesystem::create_directories(flags.out, error);
  std::ofstream nodes(flags.out + "/nodes.csv"), edges(flags.out + "/edges.csv");
  nodes << "id,x,y,weight,type,community\n";
  for (std::size_t i = 0; i < district.courtyards.size(); ++i) {
    const auto& c = district.courtyards[i];
    nodes << fmt::format("{},{:.4f},{:.4f},{},{},{}\n", i, c.x, c.y, c.households, c.type, c.community);
  }
  edges << "u,v,shared_len\n";
  for (const auto& edge : district.edges) edges << fmt::format("{},{},{}\n", edge.from, edge.to, edge.shared_length);
  nodes.close(), edges.close();
  if (!nodes || !edges) {
    err << fmt::format("无法写入“{}” / “{}” cannot be written\n", flags.out, flags.out);
    return kCouldNot;
  }
  out << fmt::format("{} 个小区，{} 对相邻 / {} courtyards, {} pairs of neighbours\n", district.courtyards.size(),
                     district.edges.size(), district.courtyards.size(), district.edges.size());
  return kDone;
}

}  // namespace

int run_plan_command(std::span<const std::string> args, std::ostream& out, std::ostream& err) {
  Flags flags;
  CLI::App app("把小区划分为网格 / divide courtyards into grids", "linli plan");
  declare(app, flags);
  try {
    app.parse(std::vector<std::string>(args.rbegin(), args.rend()));
  } catch (const CLI::CallForHelp&) {
    out << app.help();
    return kDone;
  } catch (const CLI::ParseError& error) {
    err << "linli plan: " << error.what() << "\n见 / see: linli plan --help\n";
    return kWrongUse;
  }
  if (const auto wrong = misuse(app, flags); !wrong.empty()) {
    err << "linli plan: " << wrong << "\n见 / see: linli plan --help\n";
    return kWrongUse;
  }
  if (app.count("--generate") != 0) return write_generated(flags, out, err);
  return PlanCommand(flags, out, err).run();
}

}  // namespace linli::gridding_files
