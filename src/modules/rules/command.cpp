#include "modules/rules/command.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>

#include "modules/rules/coverage.hpp"
#include "modules/rules/diff.hpp"
#include "modules/rules/loader.hpp"

namespace linli::rules {
namespace {

namespace fs = std::filesystem;
using declare::SourceFaults;

constexpr int kDone = 0;
constexpr int kFaults = 1;
constexpr int kWrongUse = 2;
constexpr int kCouldNot = 3;

void print(std::ostream& out, const std::string& where, const SourceFaults& faults) {
  for (const auto& fault : faults.sorted()) out << where << '/' << declare::to_line(fault) << '\n';
}

// A folder, or the name of a model that the binary carries.
std::vector<ModelFile> files_of(const std::string& named, SourceFaults& faults) {
  if (!fs::is_directory(named)) {
    auto files = shipped_files(named);
    if (!files.empty()) return files;
  }
  return read_folder(named, faults);
}

// The base stands beside the model where there is one; else the one that the binary carries.
std::vector<ModelFile> base_of(const std::string& named, SourceFaults& faults) {
  const auto folder = fs::path(named);
  if (folder.filename() == "base" || folder.parent_path().filename() == "base") return {};
  const auto beside = folder / ".." / "base";
  return fs::is_directory(folder) && fs::is_directory(beside) ? read_folder(beside, faults) : shipped_files("base");
}

Model load_named(const std::string& named, SourceFaults& faults) {
  const auto local = files_of(named, faults);
  if (!faults.empty()) return {};
  const auto base = base_of(named, faults);
  return load_model(base, local, faults);
}

int check(const std::string& named, std::ostream& out) {
  SourceFaults faults;
  const auto model = load_named(named, faults);
  if (!faults.empty()) {
    print(out, named, faults);
    out << fmt::format("\n{} 处错误,模式不能使用 / {} mistakes, the model is not usable\n", faults.size(),
                       faults.size());
    return kFaults;
  }
  std::size_t words = 0;
  for (const auto& [name, dictionary] : model.dictionaries) words += dictionary.size();
  std::size_t services = 0;
  for (const auto& [name, catalogue] : model.catalogues) services += catalogue.size();
  out << fmt::format("{} / {}: 没有错误 / no mistakes\n", model.head.name.zh, model.head.name.en);
  out << fmt::format(
      "规则 rules {} · 组织 body kinds {} · 职务 posts {} · 台账 registers {} · 词条 words {} · 服务 services {} · "
      "数字 figures {}\n",
      model.rules.size(), model.body_kinds.size(), model.posts.size(), model.kinds.size(), words, services,
      model.figures.size());
  return kDone;
}

int diff(const std::string& left, const std::string& right, std::ostream& out) {
  SourceFaults faults;
  const auto a = load_named(left, faults);
  print(out, left, faults);
  SourceFaults others;
  const auto b = load_named(right, others);
  print(out, right, others);
  if (!faults.empty() || !others.empty()) return kCouldNot;
  std::string part;
  const auto found = differences(a, b);
  for (const auto& difference : found) {
    if (difference.part != part) out << fmt::format("\n{}\n", part = difference.part);
    out << fmt::format("  {} ({} / {})\n", difference.code, difference.name.zh, difference.name.en);
    if (!difference.left.empty()) out << fmt::format("    - {}\n", difference.left);
    if (!difference.right.empty()) out << fmt::format("    + {}\n", difference.right);
  }
  out << fmt::format("\n- {} ({})\n+ {} ({})\n{} 处不同 / {} differences\n", a.head.name.zh, a.head.code,
                     b.head.name.zh, b.head.code, found.size(), found.size());
  return found.empty() ? kDone : kFaults;
}

std::string text_of_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

int coverage(const fs::path& root, std::ostream& out, std::ostream& err) {
  SourceFaults faults;
  const auto requirements = read_requirements(text_of_file(root / "docs/requirements.csv"), faults);
  const auto rows = read_coverage(text_of_file(root / "models/coverage.csv"), faults);
  if (!faults.empty()) {
    for (const auto& fault : faults.sorted()) err << declare::to_line(fault) << '\n';
    return kCouldNot;
  }
  std::map<std::string, const CoverageRow*> by_row;
  for (const auto& row : rows) by_row.emplace(row.row, &row);
  std::map<std::string, std::map<std::string, int>> counts;
  for (const auto& requirement : requirements) {
    const auto found = by_row.find(requirement.row);
    const auto state = found == by_row.end() ? std::string("waits") : found->second->state;
    ++counts[requirement.area][state];
    ++counts["合计 all"][state];
    out << fmt::format(
        "{} {} {:<9} {:<8} {}{}\n", requirement.row, requirement.area, requirement.locality, state, requirement.asked,
        found == by_row.end() || found->second->mechanism.empty() ? "" : " ← " + found->second->mechanism);
  }
  out << "\n      proven  waits  declined\n";
  for (auto& [area, states] : counts)
    out << fmt::format("{:<6}{:>6} {:>6} {:>9}\n", area, states["proven"], states["waits"], states["declined"]);
  return kDone;
}

int usage(std::ostream& out, int code) {
  out << "用法 / usage:\n"
         "  linli model check DIR          检查模式,指出文件和行 / every mistake with file and line\n"
         "  linli model diff A B           两地有何不同 / how two localities differ\n"
         "  linli model coverage [ROOT]    需求逐行的状态 / each row of the requirements and its state\n"
         "  linli model adopt DIR          启用模式(另见 --help)/ give the district this model\n"
      << fmt::format("自带的模式 / models in the binary: {}\n", fmt::join(shipped_models(), " "));
  return code;
}

}  // namespace

int run_model_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
  if (arguments.empty()) return usage(err, kWrongUse);
  const auto& what = arguments[0];
  if (what == "--help" || what == "-h") return usage(out, kDone);
  if (what == "check" && arguments.size() == 2) return check(arguments[1], out);
  if (what == "diff" && arguments.size() == 3) return diff(arguments[1], arguments[2], out);
  if (what == "coverage" && arguments.size() <= 2)
    return coverage(arguments.size() == 2 ? arguments[1] : ".", out, err);
  return usage(err, kWrongUse);
}

}  // namespace linli::rules
