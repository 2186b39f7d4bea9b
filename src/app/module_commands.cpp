// Commands that modules bring: app opens the store for them and says who they are.
#include <fmt/core.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "app/commands.hpp"
#include "app/flags.hpp"
#include "app/platform.hpp"
#include "app/progress.hpp"
#include "app/projections.hpp"
#include "app/schemas.hpp"
#include "modules/accounts/user_command.hpp"
#include "modules/cases/photo_worker.hpp"
#include "modules/cases/service.hpp"
#include "modules/desk/api.hpp"
#include "modules/hotline/command.hpp"
#include "modules/intake_files/command.hpp"
#include "modules/notices/command.hpp"
#include "modules/notices/service.hpp"
#include "modules/open311/api.hpp"
#include "modules/people/upkeep.hpp"

namespace linli::app {
namespace {

constexpr const char* kNoDistrict =
    "还没有区县,请先启动一次服务完成设置,或建立示例区 / there is no district yet: set up once with `linli serve`, or "
    "run `linli demo`";

// The district that commands work on, and the store it is in.
struct OpenDistrict {
  std::unique_ptr<storage::Store> store;
  accounts::District district;
};

OpenDistrict open_district(const StoreFlags& flags, const Clock& clock) {
  OpenDistrict open{.store = open_existing(flags, clock, true), .district = {}};
  const auto home = open.store->read_now([](storage::Snapshot& snapshot) { return accounts::home_district(snapshot); });
  if (!home) throw storage::StorageError(kNoDistrict);
  open.district = *home;
  return open;
}

bool asks_for_help(Arguments arguments) {
  return std::ranges::any_of(arguments, [](const auto& text) { return text == "--help" || text == "-h"; });
}

template <class Options>
using Run = int (*)(const Options&, const intake_files::Wiring&, std::ostream&, std::ostream&);

// The arguments are read before the store is opened: wrong use is said as such, whatever --data is.
template <class Options>
int run_with_files(Arguments arguments, const char* name, const char* description, Run<Options> run,
                   void (*add_flags)(CLI::App&, Options&)) {
  CLI::App command(description, name);
  StoreFlags flags;
  Options options;
  flags.add_to(command);
  add_flags(command, options);
  int code = kDone;
  if (!parse(command, arguments, code)) return code;
  const SystemClock clock;
  auto open = open_district(flags, clock);
  // What begins here and now, the hotline's orders, is told to whoever the flow tells, as when a page takes them in: it
  // is queued with the rows, and the server sends it.
  const auto atlas = areas::open_atlas(*open.store, clock);
  catalogue::Catalogue catalogue;
  http::LiveHub hub;
  notices::Notices notices({.store = *open.store, .atlas = *atlas, .hub = hub, .url = {}});
  cases::Cases cases({.store = *open.store,
                      .atlas = *atlas,
                      .catalogue = catalogue,
                      .hub = hub,
                      .projections = projections(),
                      .photos = {.folder = std::filesystem::path(flags.data) / "photos"},
                      .listeners = {notices.listener(), open311::feed_listener()}});
  const intake_files::Wiring wiring{.store = *open.store,
                                    .district = open.district.id,
                                    .actor = {},
                                    .clock = clock,
                                    .offset = open.district.offset,
                                    .work_dir = std::filesystem::path(flags.data) / "imports" / "work",
                                    .terminal = isatty(STDERR_FILENO) == 1,
                                    .projections = projections(),
                                    .pen = [&](storage::Snapshot& snapshot, DistrictId district) {
                                      return cases.context().pen(snapshot, district, open.district.offset);
                                    }};
  return run(options, wiring, std::cout, std::cerr);
}

}  // namespace

int people_command(Arguments arguments) {
  if (asks_for_help(arguments)) {
    std::cout
        << "linli people retention [--dry-run] [--data DIR | --database URL]\n"
           "  到期删除居民信息；--dry-run 只列出 / lets go of what has been kept long enough; --dry-run only lists\n";
    return kDone;
  }
  std::vector<std::string> rest;
  const auto flags = take_store_flags(arguments, rest);
  const SystemClock clock;
  auto open = open_district(flags, clock);
  return people::run_people_command(
      rest, {.store = *open.store, .district = open.district.id, .offset = open.district.offset}, std::cout, std::cerr);
}

int import_command(Arguments arguments) {
  return run_with_files<intake_files::ImportOptions>(
      arguments, "linli import", "导入单位的文件 / take in an office's files", intake_files::run_import_command,
      intake_files::add_import_options);
}

namespace {

struct CaseExportFlags {
  std::string file;
  std::string filter;
  bool english = false;

  void add_to(CLI::App& command) {
    command.add_option("file", file, "写到哪里 / where to: .xlsx")->required();
    command.add_option("--filter", filter,
                       "筛选条件，与列表网址相同 / filters as in a list's URL: 'state=closed&q=停水'");
    command.add_flag("--english", english, "用英文表头 / headings in English");
  }
};

// The operator at the shell sees the whole district, and no contacts, like everybody's export.
int export_cases(Arguments arguments) {
  CLI::App command("导出诉求 / export cases", "linli export cases");
  StoreFlags store_flags;
  CaseExportFlags flags;
  store_flags.add_to(command);
  flags.add_to(command);
  int code = kDone;
  if (!parse(command, arguments, code)) return code;
  const SystemClock clock;
  auto open = open_district(store_flags, clock);
  const auto atlas = areas::open_atlas(*open.store, clock);
  catalogue::Catalogue catalogue;
  http::LiveHub hub;
  cases::Cases cases({.store = *open.store,
                      .atlas = *atlas,
                      .catalogue = catalogue,
                      .hub = hub,
                      .photos = {.folder = std::filesystem::path(store_flags.data) / "photos"}});
  accounts::Caller operator_caller;
  operator_caller.district = open.district.id;
  operator_caller.offset = open.district.offset;
  operator_caller.whole_district = true;
  Progress progress;
  const auto written = desk::export_cases(*open.store, cases.work, desk::pages_of_list(cases.work), operator_caller,
                                          {flags.filter, flags.english}, flags.file, [&](std::int64_t rows) {
                                            progress.show(flags.english ? "cases" : "诉求", rows, 0);
                                            return true;
                                          });
  if (!written) {
    const auto& error = written.error();
    std::cerr << (flags.english ? error.message.en : error.message.zh) << '\n';
    for (const auto& fault : error.faults)
      std::cerr << "  " << fault.field << "=" << fault.value << ": "
                << (flags.english ? fault.reason.en : fault.reason.zh) << '\n';
    return kWrongUse;
  }
  std::cout << fmt::format("{} {}\n", *written, flags.english ? "cases written" : "件诉求已写出");
  return kDone;
}

// The operator hands the results out, as the hotline's page does.
int export_hotline(Arguments arguments) {
  CLI::App command("导出12345办理结果 / hand out the results of the city's hotline", "linli export hotline");
  StoreFlags store_flags;
  std::string file;
  hotline::ReportOrder order;
  store_flags.add_to(command);
  command.add_option("file", file, "写到哪里 / where to: .xlsx")->required();
  command.add_option("--again", order.again, "再导出一次: last 或报送编号 / once more: last, or a report's number");
  command.add_flag("--english", order.english, "用英文说明 / messages in English");
  int code = kDone;
  if (!parse(command, arguments, code)) return code;
  order.file = file;
  const SystemClock clock;
  auto open = open_district(store_flags, clock);
  const auto atlas = areas::open_atlas(*open.store, clock);
  return hotline::run_report(*open.store, *atlas, open.district, order, std::cout, std::cerr);
}

}  // namespace

int export_command(Arguments arguments) {
  if (!arguments.empty() && arguments.front() == "hotline") return export_hotline(arguments.subspan(1));
  if (!arguments.empty() && arguments.front() == "cases") return export_cases(arguments.subspan(1));
  return run_with_files<intake_files::ExportOptions>(
      arguments, "linli export", "导出 / write areas, grids and bodies to files", intake_files::run_export_command,
      intake_files::add_export_options);
}

int user_command(Arguments arguments) {
  std::vector<std::string> rest;
  const auto flags = take_store_flags(arguments, rest);
  const SystemClock clock;
  std::unique_ptr<storage::Store> store;
  // The first account may be made before anything was served.
  const accounts::StoreOpener open = [&](bool may_be_new) -> storage::Store& {
    store = may_be_new ? storage::Store::open(flags.options(), schemas(), clock) : open_existing(flags, clock, true);
    return *store;
  };
  const accounts::Console console{std::cin, std::cout, std::cerr, accounts::ask_password_on_terminal};
  return accounts::run_user_command(rest, open, account_lookups(), console);
}

int notices_command(Arguments arguments) {
  std::vector<std::string> rest;
  const auto flags = take_store_flags(arguments, rest);
  const SystemClock clock;
  std::unique_ptr<storage::Store> store;
  const auto open = [&]() -> storage::Store& { return *(store = open_existing(flags, clock, true)); };
  return notices::run_notices_command(rest, open, {std::cin, std::cout, std::cerr});
}

int photo_worker_command(Arguments arguments) { return cases::run_photo_worker(arguments); }

}  // namespace linli::app
