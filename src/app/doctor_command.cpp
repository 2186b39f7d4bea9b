#include <fmt/core.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cstdlib>
#include <functional>
#include <iostream>

#include "app/commands.hpp"
#include "app/flags.hpp"
#include "base/json_writer.hpp"
#include "modules/notices/service.hpp"
#include "storage/keys.hpp"

namespace linli::app {
namespace {

namespace fs = std::filesystem;
constexpr std::uintmax_t kLeastSpace = 1ULL << 30;  // bytes: a day of cases with photos, and a backup

struct Check {
  Text what;
  std::function<bool()> holds;
  Text remedy;
};

bool on_path(std::string_view program) {
  const char* path = std::getenv("PATH");
  std::string_view rest = path == nullptr ? "" : path;
  while (!rest.empty()) {
    const auto end = rest.find(':');
    std::error_code ignored;
    if (fs::exists(fs::path(rest.substr(0, end)) / program, ignored)) return true;
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return false;
}

bool keys_are_private(const fs::path& folder) {
  struct stat info{};
  return stat(folder.c_str(), &info) == 0 && (info.st_mode & 077) == 0;
}

bool opens(const StoreFlags& flags) {
  try {
    const SystemClock clock;
    return open_existing(flags, clock) != nullptr;
  } catch (const storage::StorageError& error) {
    std::cerr << error.what() << '\n';
    return false;
  }
}

// Nothing set up is no fault: notices then stay in the inboxes, and residents stand on the call list.
bool mail_answers(const StoreFlags& flags) {
  try {
    const SystemClock clock;
    const auto greeted = notices::check_mail(*open_existing(flags, clock));
    if (!greeted) std::cerr << greeted.error().message.zh << " / " << greeted.error().message.en << '\n';
    return greeted.has_value();
  } catch (const storage::StorageError&) {
    return true;  // said by the check before
  }
}

std::vector<Check> checks_of(const StoreFlags& flags) {
  return {
      {{"ogr2ogr(读取 Excel、Shapefile)", "ogr2ogr (reads Excel and Shapefile)"},
       [] { return on_path("ogr2ogr"); },
       {"apt-get install gdal-bin", "apt-get install gdal-bin"}},
      {{"ogrinfo(识别文件里的图层)", "ogrinfo (tells the layers of a file)"},
       [] { return on_path("ogrinfo"); },
       {"apt-get install gdal-bin", "apt-get install gdal-bin"}},
      {{"prlimit(限制外来文件的处理)", "prlimit (limits what foreign files may use)"},
       [] { return on_path("prlimit"); },
       {"apt-get install util-linux", "apt-get install util-linux"}},
      {{"磁盘剩余 1 GB 以上", "1 GB of disk or more is free"},
       [flags] {
         std::error_code failed;
         const auto space = fs::space(fs::exists(flags.data) ? fs::path(flags.data) : fs::path("."), failed);
         return !failed && space.available >= kLeastSpace;
       },
       {"清理磁盘或换更大的磁盘", "Free space, or move to a larger disk"}},
      {{"时钟在 2025 年以后", "the clock stands after 2025"},
       [] { return SystemClock().now() > *parse_instant("2025-01-01T00:00:00Z"); },
       {"校准时钟(timedatectl)", "Set the clock (timedatectl)"}},
      {{"密钥目录只有所有者可读", "only the owner can read the keys"},
       [flags] { return keys_are_private(flags.keys_dir()); },
       {"chmod 700 " + flags.keys_dir().string(), "chmod 700 " + flags.keys_dir().string()}},
      {{"数据库可以打开,版本相符", "the database opens and its schema fits"},
       [flags] { return opens(flags); },
       {"检查 --data、--database;旧库用 linli upgrade",
        "Check --data and --database; an older one needs linli upgrade"}},
      {{"邮件服务器应答(没有设置则跳过)", "the mail server answers (if one is set up)"},
       [flags] { return mail_answers(flags); },
       {"linli notices list;改正设置:linli notices set mail",
        "linli notices list; correct it: linli notices set mail"}},
  };
}

}  // namespace

int doctor_command(Arguments arguments) {
  CLI::App command("检查运行环境 / check what Linli needs here", "linli doctor");
  StoreFlags flags;
  bool json = false;
  flags.add_to(command);
  command.add_flag("--json", json, "JSON");
  int code = kDone;
  if (!parse(command, arguments, code)) return code;

  bool good = true;
  JsonWriter out;
  out.begin_object().key("checks").begin_array();
  for (const auto& check : checks_of(flags)) {
    const bool holds = check.holds();
    good = good && holds;
    out.begin_object().field("what", check.what).field("holds", holds).field("remedy", check.remedy).end_object();
    if (json) continue;
    std::cout << fmt::format("{} {} / {}\n", holds ? "✓" : "✗", check.what.zh, check.what.en);
    if (!holds) std::cout << fmt::format("    {} / {}\n", check.remedy.zh, check.remedy.en);
  }
  out.end_array().field("good", good);
  if (json) std::cout << out.end_object().take() << '\n';
  return good ? kDone : kFaults;
}

}  // namespace linli::app
