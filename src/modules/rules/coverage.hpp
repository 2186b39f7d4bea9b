#pragma once
// Which rows of the requirements are served, by what, and which test shows it.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "declare/source.hpp"

namespace linli::rules {

struct RequirementRow {
  std::string row;       // `R059`
  std::string locality;  // `weidu`
  std::string area;      // A … N
  std::string asked;
  std::string figure;
};

struct CoverageRow {
  std::string row;
  std::string state;      // proven, waits, declined
  std::string mechanism;  // module or command
  std::string entry;      // `weidu:rules.grid.combined`; several with `;`
  std::string note;       // declined: the limit it would cross, and what stands instead
  std::string test;       // `src/modules/rules/answer_test.cpp:Answers.SaysByHowMuch`; several with `;`
  int line = 0;
};

[[nodiscard]] std::vector<RequirementRow> read_requirements(std::string_view csv, declare::SourceFaults& faults);
[[nodiscard]] std::vector<CoverageRow> read_coverage(std::string_view csv, declare::SourceFaults& faults);

// `entries`: what the models hold, as `weidu:rules.grid.combined`, with the rows each names. `tests`: text of the test
// sources, by file. Faults where a row is unknown or twice, an entry or a test does not exist, or a state lacks what it
// needs.
struct CoverageFacts {
  std::map<std::string, std::vector<std::string>> entries;
  std::map<std::string, std::string> test_sources;
};
void check_coverage(const std::vector<RequirementRow>& requirements, const std::vector<CoverageRow>& coverage,
                    const CoverageFacts& facts, declare::SourceFaults& faults);

}  // namespace linli::rules
