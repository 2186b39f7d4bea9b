#include "modules/rules/coverage.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <set>

#include "declare/document.hpp"
#include "declare/entry_reader.hpp"

namespace linli::rules {
namespace {

constexpr std::string_view kRequirementHeading = "row,locality,area,asked,figure";
constexpr std::string_view kCoverageHeading = "row,state,mechanism,entry,note,test";
constexpr std::string_view kRequirementFile = "docs/requirements.csv";
constexpr std::string_view kCoverageFile = "models/coverage.csv";
constexpr std::array<std::string_view, 3> kStates{"proven", "waits", "declined"};

std::vector<std::string> listed(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const auto end = text.find(';');
    const auto item = text.substr(0, end);
    const auto first = item.find_first_not_of(' ');
    if (first != std::string_view::npos) items.emplace_back(item.substr(first, item.find_last_not_of(' ') - first + 1));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return items;
}

class CoverageChecker {
 public:
  CoverageChecker(const CoverageFacts& facts, declare::SourceFaults& faults) : facts_(facts), faults_(faults) {}

  void check(const CoverageRow& row) {
    at_ = {std::string(kCoverageFile), row.line, 0};
    if (std::ranges::find(kStates, row.state) == kStates.end())
      fault(fmt::format("状态“{}”不认识。", row.state), fmt::format("The state \"{}\" is not known.", row.state),
            "写 proven、waits 或 declined。", "Write proven, waits or declined.");
    if (row.state == "proven" && (row.mechanism.empty() || row.test.empty()))
      fault("已实现的行要写机制和测试。", "A proven row names its mechanism and its test.", "补写。", "Add them.");
    if (row.state == "declined" && row.note.empty())
      fault("不做的行要写界限和替代。", "A declined row says the limit and what stands instead.", "补写 note。",
            "Add a note.");
    for (const auto& entry : listed(row.entry)) check_entry(entry, row.row);
    for (const auto& test : listed(row.test)) check_test(test);
  }

 private:
  void check_entry(const std::string& entry, const std::string& row) {
    const auto found = facts_.entries.find(entry);
    if (found == facts_.entries.end())
      return fault(fmt::format("模式里没有 {}。", entry), fmt::format("No model has {}.", entry), "改正条目名。",
                   "Correct the entry.");
    if (std::ranges::find(found->second, row) == found->second.end())
      fault(fmt::format("{} 没有写明它服务 {}。", entry, row), fmt::format("{} does not name {}.", entry, row),
            "在模式里补写 rows。", "Add the row to the entry.");
  }

  // `file:Suite.Name`, or `file:title` of a browser test.
  void check_test(const std::string& test) {
    const auto colon = test.find(':');
    const auto source = facts_.test_sources.find(test.substr(0, colon));
    if (colon == std::string::npos || source == facts_.test_sources.end())
      return fault(fmt::format("没有测试文件 {}。", test), fmt::format("There is no test file {}.", test),
                   "写成 文件:套件.名称。", "Write file:Suite.Name.");
    const auto name = test.substr(colon + 1);
    auto written = name;
    if (source->first.ends_with(".cpp") && written.find('.') != std::string::npos)
      written.replace(written.find('.'), 1, ", ");
    if (source->second.find(written) == std::string::npos)
      fault(fmt::format("{} 里没有测试 {}。", source->first, name),
            fmt::format("{} has no test {}.", source->first, name), "改正测试名。", "Correct the test's name.");
  }

  void fault(std::string zh, std::string en, std::string remedy_zh, std::string remedy_en) {
    faults_.add(at_, {std::move(zh), std::move(en)}, {std::move(remedy_zh), std::move(remedy_en)});
  }

  const CoverageFacts& facts_;
  declare::SourceFaults& faults_;
  declare::Position at_;
};

}  // namespace

std::vector<RequirementRow> read_requirements(std::string_view csv, declare::SourceFaults& faults) {
  std::vector<RequirementRow> rows;
  for (const auto& line : declare::read_csv(kRequirementFile, csv, kRequirementHeading, faults)) {
    if (!declare::is_row(line.cells[0]))
      faults.add({std::string(kRequirementFile), line.line, 0}, {"不是需求行号。", "Not a row number."},
                 {"写成 R001。", "Write it like R001."});
    rows.push_back({line.cells[0], line.cells[1], line.cells[2], line.cells[3], line.cells[4]});
  }
  return rows;
}

std::vector<CoverageRow> read_coverage(std::string_view csv, declare::SourceFaults& faults) {
  std::vector<CoverageRow> rows;
  for (const auto& line : declare::read_csv(kCoverageFile, csv, kCoverageHeading, faults)) {
    rows.push_back({.row = line.cells[0],
                    .state = line.cells[1],
                    .mechanism = line.cells[2],
                    .entry = line.cells[3],
                    .note = line.cells[4],
                    .test = line.cells[5],
                    .line = line.line});
  }
  return rows;
}

void check_coverage(const std::vector<RequirementRow>& requirements, const std::vector<CoverageRow>& coverage,
                    const CoverageFacts& facts, declare::SourceFaults& faults) {
  std::set<std::string, std::less<>> known;
  for (const auto& requirement : requirements) known.insert(requirement.row);
  std::set<std::string, std::less<>> seen;
  CoverageChecker checker(facts, faults);
  for (const auto& row : coverage) {
    const declare::Position at{std::string(kCoverageFile), row.line, 0};
    if (!known.contains(row.row))
      faults.add(at, {fmt::format("没有需求行 {}。", row.row), fmt::format("There is no row {}.", row.row)},
                 {"改正行号。", "Correct the row."});
    if (!seen.insert(row.row).second)
      faults.add(at, {fmt::format("{} 写了两次。", row.row), fmt::format("{} stands twice.", row.row)},
                 {"合并成一行。", "Join them."});
    checker.check(row);
  }
}

}  // namespace linli::rules
