#include "gridding_files/plan_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "gridding/generate.hpp"
#include "gridding/planner.hpp"
#include "gridding_files/plan_flags.hpp"
#include "gridding_files/read_rules.hpp"
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

void print(const std::vector<FileFault>& faults, std::ostream& err) {
  for (std::size_t i = 0; i < std::min(faults.size(), kFaultsShown); ++i) {
    const FileFault& fault = faults[i];
    err << fault.file << (fault.line != 0 ? fmt::format(":{}", fault.line) : "") << ": " << fault.text.zh << " / "
        << fault.text.en << '\n';
  }
  if (faults.size() > kFaultsShown)
    err << fmt::format("…… 还有 {} 处 / and {} more\n", faults.size() - kFaultsShown, faults.size() - kFaultsShown);
}

class PlanCommand {
 public:
  PlanCommand(const PlanFlags& flags, std::ostream& out, std::ostream& err) : flags_(flags), out_(out), err_(err) {}

  int run() {
    ReadFailure failure;
    const NamedRules named({flags_.together, flags_.apart}, failure);
    if (!failure.faults.empty()) return give_up(failure);
    const InstanceFiles files = flags_.files();
    auto instance = read_instance(
        files, {.above = flags_.split_from(), .threshold = flags_.threshold, .whole = named.bound_together()});
    if (!instance) return give_up(instance.error());
    print(located({instance->notices().begin(), instance->notices().end()}), err_);
    GridRules rules = grid_rules(*instance);
    named.resolve(*instance, rules, failure);
    if (!failure.faults.empty()) return give_up(failure);
    const auto plan = make_plan(*instance, rules);
    if (!plan) return give_up({.faults = located(plan.error())});
    const int written = write({*instance, rules, *plan, flags_.grid_mode()});
    if (written != kDone) return written;
    return feasible(*plan) ? kDone : kFaults;
  }

 private:
  int give_up(const ReadFailure& failure) {
    print(failure.faults, err_);
    return failure.unreadable ? kCouldNot : kFaults;
  }

  std::vector<FileFault> located(const std::vector<Fault>& faults) const {
    std::vector<FileFault> result;
    for (const Fault& fault : faults) result.push_back(in_file(fault, flags_.files()));
    return result;
  }

  GridRules grid_rules(const Instance& instance) const {
    GridRules rules{.threshold = flags_.threshold};
    rules.upper = flags_.upper_end();
    rules.order = flags_.objectives();
    rules.leftovers = flags_.leftovers == "join" ? gridding::Leftovers::JoinLarge : gridding::Leftovers::StandUndersize;
    rules.split_above = flags_.split_from();
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

  const PlanFlags& flags_;
  std::ostream& out_;
  std::ostream& err_;
};

int write_generated(const PlanFlags& flags, std::ostream& out, std::ostream& err) {
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
  PlanFlags flags;
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
