#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "app/checks.hpp"
#include "app/commands.hpp"
#include "app/flags.hpp"
#include "app/progress.hpp"
#include "app/schemas.hpp"
#include "base/json_writer.hpp"
#include "base/time.hpp"
#include "modules/accounts/api.hpp"
#include "modules/cases/api.hpp"
#include "modules/people/api.hpp"
#include "modules/registers/api.hpp"
#include "storage/verify.hpp"

namespace linli::app {
namespace {

// Scope rows, hops and the next visit follow from a case; nobody vouches for them but this recount.
void check_cases(storage::Store& store, storage::VerifyReport& report, std::size_t most_findings) {
  store.read_now([&](storage::Snapshot& snapshot) {
    const auto home = accounts::home_district(snapshot);
    return cases::check_cases(snapshot, home ? home->offset : kChinaOffset,
                              [&](DistrictId district, CaseId entry, const std::string& what) {
                                ++report.found;
                                if (report.findings.size() >= most_findings) return;
                                report.findings.push_back({storage::FindingKind::ChangedRow,
                                                           district,
                                                           "case_scopes",
                                                           {entry.value},
                                                           {},
                                                           {"与诉求不符:" + what, "does not fit the case: " + what}});
                              });
  });
}

void check_registers(storage::Store& store, storage::VerifyReport& report, std::size_t most_findings) {
  store.read_now([&](storage::Snapshot& snapshot) {
    return registers::check_records(snapshot, [&](const std::string& what) {
      ++report.found;
      if (report.findings.size() >= most_findings) return;
      report.findings.push_back({storage::FindingKind::ChangedRow,
                                 {},
                                 "register_index",
                                 {},
                                 {},
                                 {"台账索引与记录不符:" + what, "the index does not fit the records: " + what}});
    });
  });
}

void check_people(storage::Store& store, storage::VerifyReport& report, std::size_t most_findings) {
  store.read_now([&](storage::Snapshot& snapshot) {
    return people::check_people(snapshot, [&](const std::string& what) {
      ++report.found;
      if (report.findings.size() >= most_findings) return;
      report.findings.push_back({storage::FindingKind::ChangedRow,
                                 {},
                                 "persons",
                                 {},
                                 {},
                                 {"居民数据前后不符:" + what, "residents do not fit together: " + what}});
    });
  });
}

std::string key_text(const storage::Finding& finding) {
  std::string text;
  for (const auto part : finding.key) text += (text.empty() ? "" : ",") + std::to_string(part);
  return text;
}

void print_json(const storage::VerifyReport& report) {
  JsonWriter json;
  json.begin_object().field("good", report.good()).field("events", report.events).field("rows", report.rows);
  json.field("counters", report.counters).field("found", report.found).key("findings").begin_array();
  for (const auto& finding : report.findings) {
    json.begin_object().field("kind", storage::to_string(finding.kind)).field("district", finding.district);
    json.field("table", finding.table).field("key", key_text(finding)).field("column", finding.column);
    json.field("message", finding.message).end_object();
  }
  json.end_array().key("notes").begin_array();
  for (const auto& note : report.notes) json.value(note);
  std::cout << json.end_array().end_object().take() << '\n';
}

void print_lines(const storage::VerifyReport& report) {
  for (const auto& finding : report.findings) {
    std::cout << fmt::format("{} {} [{}] {}\n  {}\n", storage::to_string(finding.kind), finding.table,
                             key_text(finding), finding.message.zh, finding.message.en);
  }
  for (const auto& note : report.notes) std::cout << fmt::format("{}\n  {}\n", note.zh, note.en);
  std::cout << fmt::format("事件 events {}, 行 rows {}, 计数 counters {}: {}\n", report.events, report.rows,
                           report.counters,
                           report.good() ? "完好 good" : fmt::format("发现问题 found {}", report.found));
}

}  // namespace

int verify_command(Arguments arguments) {
  CLI::App command("核验数据与留痕链 / check the journal and every table against it", "linli verify");
  StoreFlags flags;
  flags.add_to(command);
  bool json = false;
  command.add_flag("--json", json, "JSON");
  int code = kDone;
  if (!parse(command, arguments, code)) return code;

  const SystemClock clock;
  const auto store = open_existing(flags, clock);
  Progress progress(json);
  storage::VerifyOptions options;
  options.progress = [&](std::string_view stage, std::int64_t done, std::int64_t total) {
    progress.show(stage, done, total);
  };
  const auto checks = counter_checks();
  auto report = storage::verify(*store, schemas(), checks, options);
  check_cases(*store, report, options.most_findings);
  check_registers(*store, report, options.most_findings);
  check_people(*store, report, options.most_findings);
  progress.finish();
  json ? print_json(report) : print_lines(report);
  return report.good() ? kDone : kFaults;
}

}  // namespace linli::app
