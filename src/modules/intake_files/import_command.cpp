// `linli import`.

#include <fmt/core.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <ostream>

#include "modules/intake_files/command.hpp"
#include "modules/intake_files/command_line.hpp"
#include "modules/intake_files/errors.hpp"
#include "modules/intake_files/fault_file.hpp"
#include "modules/intake_files/mapping.hpp"
#include "modules/intake_files/record.hpp"
#include "modules/intake_files/report.hpp"
#include "modules/intake_files/run.hpp"

namespace linli::intake_files {
namespace {

constexpr int kDone = 0;
constexpr int kFaults = 1;
constexpr int kWrongUse = 2;
constexpr int kCouldNot = 3;

// A bar on a terminal; elsewhere a line for every fifth of the way, so that a log stays readable.
class ProgressLine {
 public:
  ProgressLine(std::ostream& err, const Wiring& wiring)
      : err_(err), terminal_(wiring.terminal), english_(wiring.english) {}
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(std::int64_t done, std::int64_t total) {
    if (total < 5'000 || done < total / 100) return;
    const auto step = done * (terminal_ ? 100 : 5) / total;
    if (step == last_) return;
    last_ = step;
    if (!terminal_) {
      err_ << fmt::format(fmt::runtime(english_ ? "checked {} of {} rows\n" : "已检查 {} / {} 行\n"), done, total);
      return;
    }
    const auto filled = static_cast<std::size_t>(step * 30 / 100);
    err_ << fmt::format("\r[{}{}] {:3}%", std::string(filled, '#'), std::string(30 - filled, ' '), step) << std::flush;
    drawn_ = true;
  }
  void clear() {
    if (drawn_) err_ << "\r" << std::string(40, ' ') << "\r" << std::flush;
    drawn_ = false;
  }

 private:
  std::ostream& err_;
  const bool terminal_;
  const bool english_;
  std::int64_t last_ = -1;
  bool drawn_ = false;
};

Result<std::pair<std::string, std::string>> split_pair(const std::string& text, std::string_view flag) {
  const auto equals = text.rfind('=');
  if (equals != std::string::npos && equals > 0) return std::pair{text.substr(0, equals), text.substr(equals + 1)};
  return fail(kBadMapping,
              {Fault{std::string(flag), {}, text, {"应写成 左边=右边。", "It must read left=right."}, {}}});
}

Result<Settings> settings_of(const ImportOptions& options, const Wiring& wiring) {
  Settings settings;
  const auto target = parse_target(options.into);
  if (!target) return fail(kBadTarget);
  settings.target = *target;
  const auto mode = parse_mode(options.mode);
  if (!mode)
    return fail(
        kBadMapping,
        {Fault{"--mode", {}, options.mode, {"只能是 add、update 或 full。", "It must be add, update or full."}, {}}});
  settings.mode = *mode;
  const auto today = date_of(wiring.clock.now(), wiring.offset);
  const auto as_of = options.as_of.empty() ? std::optional(today) : parse_date(options.as_of);
  if (!as_of)
    return fail(
        kBadMapping,
        {Fault{"--as-of", {}, options.as_of, {"日期要写成 2026-11-22 这样。", "Write the date like 2026-11-22."}, {}}});
  settings.as_of = *as_of;
  for (const auto& answer : options.answers) {
    auto pair = split_pair(answer, "--answer");
    if (!pair) return std::unexpected(pair.error());
    settings.answers[pair->first] = pair->second;
  }
  return settings;
}

Result<ImportWork> load(const ImportOptions& options, const Wiring& wiring, Settings settings) {
  std::vector<InputFile> files;
  std::string names;
  for (const auto& path : options.files) {
    for (auto& file : with_companions(path)) {
      if (std::ranges::find(files, file.path, &InputFile::path) != files.end()) continue;
      names += (names.empty() ? "" : "\n") + file.name;
      files.push_back(std::move(file));
    }
  }
  auto sheets = read_files(files, {.work_dir = wiring.work_dir,
                                   .limits = {},
                                   .max_bytes = kMaxCommandFileBytes,
                                   .cancel = nullptr,
                                   .progress = {}});
  if (!sheets) return std::unexpected(sheets.error());
  ImportWork work{wiring.district,  std::move(*sheets), {},        std::move(settings),
                  std::move(names), wiring.projections, wiring.pen};
  work.uses = propose_all(work.sheets, work.settings.target);
  for (std::size_t i = 0; i < work.sheets.size() && !options.sheets.empty(); ++i)
    work.uses[i].use = std::ranges::find(options.sheets, work.sheets[i].name()) != options.sheets.end();
  for (const auto& map : options.maps) {
    auto pair = split_pair(map, "--map");
    if (!pair) return std::unexpected(pair.error());
    if (auto done = map_heading(work.sheets, work.uses, work.settings.target, pair->first, pair->second); !done)
      return std::unexpected(done.error());
  }
  return work;
}

bool is_wrong_use(const Error& error) {
  return error.code == kBadTarget.code || error.code == kBadMapping.code || error.code == kBadAnswer.code;
}

int report_error(const Error& error, const ImportOptions& options, const Wiring& wiring, std::ostream& out,
                 std::ostream& err) {
  if (options.json) {
    JsonWriter w;
    w.begin_object().field("done", false);
    write_error(w, error);
    w.end_object();
    out << w.take() << '\n';
  } else {
    Report(err, wiring.english).error(error);
  }
  return is_wrong_use(error) ? kWrongUse : kCouldNot;
}

void print_json(const ImportWork& work, const Plan& plan, bool done, std::int64_t id, std::ostream& out) {
  JsonWriter w;
  w.begin_object().field("done", done).field("id", id == 0 ? std::nullopt : std::optional(std::to_string(id)));
  w.key("summary").raw(summary_json(plan.summary)).key("questions").begin_array();
  for (const auto& question : plan.questions) write_question(w, question);
  w.end_array().field("faults_total", plan.faults.total()).key("faults").begin_array();
  for (const auto& fault : plan.faults.kept()) write_fault(w, work.sheets, fault);
  w.end_array().end_object();
  out << w.take() << '\n';
}

int finish(const ImportOptions& options, const Wiring& wiring, const ImportWork& work, const Plan& plan,
           std::int64_t id, std::ostream& out) {
  if (!options.faults.empty() && plan.faults.total() > 0)
    write_fault_file(options.faults, work.sheets, work.uses, plan, work.settings.target);
  if (options.json) {
    print_json(work, plan, id != 0, id, out);
  } else {
    const Report report(out, wiring.english);
    report.sheets(work.sheets, work.uses, work.settings.target);
    report.plan(work.sheets, plan, work.settings.target);
    if (options.dry_run) {
      report.line({"这是试运行,没有改动任何数据。", "A dry run; nothing was changed."});
    } else if (id == 0) {
      report.line({std::string(kHasFaults.zh), std::string(kHasFaults.en)});
    } else {
      report.line({"已导入。", "Done."});
    }
  }
  return plan.summary.refused > 0 ? kFaults : kDone;
}

}  // namespace

void add_import_options(CLI::App& app, ImportOptions& options) {
  app.add_option("files", options.files, "要导入的文件 / files: .xlsx .xls .ods .csv .geojson .zip .shp")->required();
  app.add_option(
         "--into", options.into,
         "subdistricts|communities|courtyards|buildings|boundaries|grids|bodies|cases|persons|households|hotline")
      ->required();
  app.add_option("--mode", options.mode, "add 只增加 | update 增加并更新 | full 全量,缺的撤销")->capture_default_str();
  app.add_option("--as-of", options.as_of, "从哪天起 / valid from (2026-11-22); 默认今天 / default today");
  app.add_flag("--dry-run", options.dry_run, "只检查,不改动 / check only");
  app.add_option("--faults", options.faults, "有问题的行写到这个 .xlsx / faulty rows to this .xlsx");
  app.add_flag("--only-good", options.only_good, "只导入没有问题的行 / take the good rows only");
  app.add_option("--map", options.maps, "表头=字段 / heading=field")->allow_extra_args(false);
  app.add_option("--answer", options.answers, "问题=回答 / question=answer")->allow_extra_args(false);
  app.add_option("--sheet", options.sheets, "只用这些工作表 / only these sheets")->allow_extra_args(false);
  app.add_flag("--json", options.json, "结果写成 JSON / result as JSON");
  app.add_flag("--english", options.english, "用英文说明 / messages in English");
}

int run_import_command(const ImportOptions& options, const Wiring& given, std::ostream& out, std::ostream& err) {
  Wiring wiring = given;
  wiring.english |= options.english;
  auto settings = settings_of(options, wiring);
  if (!settings) return report_error(settings.error(), options, wiring, out, err);
  auto work = load(options, wiring, std::move(*settings));
  if (!work) return report_error(work.error(), options, wiring, out, err);
  ProgressLine line(err, wiring);
  const Progress progress = [&](std::int64_t done, std::int64_t total) { line.show(done, total); };
  if (options.dry_run) {
    auto plan = dry_run(wiring.store, *work, nullptr, progress);
    line.clear();
    if (!plan) return report_error(plan.error(), options, wiring, out, err);
    return finish(options, wiring, *work, *plan, 0, out);
  }
  auto committed = commit(wiring.store, *work, wiring.actor, options.only_good, nullptr, progress);
  line.clear();
  if (!committed.done && committed.done.error().code != kHasFaults.code)
    return report_error(committed.done.error(), options, wiring, out, err);
  return finish(options, wiring, *work, committed.plan, committed.id, out);
}

int run_import_command(std::span<const std::string> arguments, const Wiring& wiring, std::ostream& out,
                       std::ostream& err) {
  CLI::App app("导入单位的文件 / take in an office's files", "linli import");
  ImportOptions options;
  add_import_options(app, options);
  if (const auto stop = parse_arguments(app, arguments, out, err)) return *stop;
  return run_import_command(options, wiring, out, err);
}

}  // namespace linli::intake_files
