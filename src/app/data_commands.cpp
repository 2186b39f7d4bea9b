// backup, restore, upgrade: what keeps the data safe.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "app/commands.hpp"
#include "app/flags.hpp"
#include "app/progress.hpp"
#include "app/schemas.hpp"
#include "base/json_writer.hpp"
#include "storage/backup.hpp"

namespace linli::app {
namespace {

namespace fs = std::filesystem;

fs::path photos_of(const StoreFlags& flags) { return fs::path(flags.data) / "photos"; }

// The first line of standard input, for secrets that must not stand among the arguments.
std::string read_passphrase() {
  std::string line;
  std::getline(std::cin, line);
  return line;
}

storage::BackupProgress show_in(Progress& progress) {
  return [&progress](std::string_view stage, std::int64_t done) { progress.show(stage, done, 0); };
}

void print_summary(const storage::BackupSummary& summary, bool json, std::string_view file) {
  if (json) {
    JsonWriter out;
    out.begin_object().field("file", file).field("taken_at", format_instant(summary.taken_at));
    out.field("tables", summary.tables).field("rows", summary.rows).field("files", summary.files);
    std::cout << out.end_object().take() << '\n';
    return;
  }
  std::cout << fmt::format("{}: {} 个表 tables, {} 行 rows, {} 个附件 attachments, {}\n", file, summary.tables,
                           summary.rows, summary.files, format_instant(summary.taken_at));
}

struct FileFlags {
  StoreFlags store;
  std::string file;
  bool passphrase = false;
  bool json = false;

  void add_to(CLI::App& command) {
    store.add_to(command);
    command.add_option("FILE", file, "备份文件 / the backup file")->required();
    command.add_flag("--passphrase-stdin", passphrase,
                     "用标准输入的口令加密,而不是密钥 / a passphrase from standard input");
    command.add_flag("--json", json, "JSON");
  }
};

storage::BackupSummary write_backup(const StoreFlags& flags, const fs::path& file, const std::string& passphrase,
                                    Progress& progress) {
  const SystemClock clock;
  const auto store = open_as_found(flags, clock);
  auto summary = storage::backup(
      *store, file, {.passphrase = passphrase, .attachments = photos_of(flags), .progress = show_in(progress)});
  progress.finish();
  return summary;
}

}  // namespace

int backup_command(Arguments arguments) {
  CLI::App command("备份(可在运行时)/ back up, also while serving", "linli backup");
  FileFlags flags;
  flags.add_to(command);
  int code = kDone;
  if (!parse(command, arguments, code)) return code;
  Progress progress(flags.json);
  const auto passphrase = flags.passphrase ? read_passphrase() : std::string();
  print_summary(write_backup(flags.store, flags.file, passphrase, progress), flags.json, flags.file);
  return kDone;
}

int restore_command(Arguments arguments) {
  CLI::App command("恢复到新的数据目录或空的 PostgreSQL / restore into a new folder or an empty PostgreSQL",
                   "linli restore");
  FileFlags flags;
  flags.add_to(command);
  int code = kDone;
  if (!parse(command, arguments, code)) return code;
  const SystemClock clock;
  Progress progress(flags.json);
  const auto summary = storage::restore(flags.file, flags.store.options(), schemas(), clock,
                                        {.passphrase = flags.passphrase ? read_passphrase() : std::string(),
                                         .attachments = photos_of(flags.store),
                                         .progress = show_in(progress)});
  progress.finish();
  print_summary(summary, flags.json, flags.file);
  return kDone;
}

int upgrade_command(Arguments arguments) {
  CLI::App command("备份、升级、核验 / back up, migrate, verify", "linli upgrade");
  StoreFlags flags;
  bool json = false;
  flags.add_to(command);
  command.add_flag("--json", json, "JSON,备份与核验各一行 / JSON, a line for the backup and one for verify");
  int code = kDone;
  if (!parse(command, arguments, code)) return code;
  const SystemClock clock;
  Progress progress(json);
  const auto file = fmt::format("{}-before-upgrade-{}.linli", flags.data, to_ms(clock.now()));
  print_summary(write_backup(flags, file, "", progress), json, file);
  (void)open_existing(flags, clock, true);
  std::vector<std::string> again{"--data", flags.data, "--keys", flags.keys_dir().string()};
  if (!flags.database.empty()) again.insert(again.end(), {"--database", flags.database});
  if (json) again.emplace_back("--json");
  return verify_command(again);
}

}  // namespace linli::app
