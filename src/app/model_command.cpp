// `linli model`: check, diff and coverage need files alone; adopt opens the store.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "app/commands.hpp"
#include "app/flags.hpp"
#include "app/models.hpp"
#include "app/schemas.hpp"
#include "modules/accounts/api.hpp"
#include "modules/rules/api.hpp"
#include "modules/rules/command.hpp"

namespace linli::app {
namespace {

int adopt(Arguments arguments) {
  CLI::App command("启用模式 / give the district this model from a day on", "linli model adopt");
  StoreFlags flags;
  std::string named;
  std::string from;
  flags.add_to(command);
  command.add_option("model", named, "目录或自带的名称 / a folder, or the name of one in the binary")->required();
  command.add_option("--from", from, "从哪天起,默认今天 / from which day, today if not said");
  int code = kDone;
  if (!parse(command, arguments, code)) return code;
  const auto read = read_model(named);
  if (!read) return kFaults;
  const SystemClock clock;
  const auto store = open_existing(flags, clock, true);
  const auto home = store->read_now([](storage::Snapshot& snapshot) { return accounts::home_district(snapshot); });
  if (!home) {
    std::cerr << "还没有区县 / there is no district yet\n";
    return kCouldNot;
  }
  auto files = read->files;
  const auto day = parse_date(from);
  if (!from.empty() && !day) {
    std::cerr << fmt::format("{}: 不是日期 / not a day\n", from);
    return kWrongUse;
  }
  files.from = day.value_or(date_of(clock.now(), home->offset));
  const auto adopted = store->write_now([&](storage::Transaction& transaction) {
    return rules::adopt_model(transaction, home->id, {}, files, home->offset);
  });
  if (!adopted) {
    std::cerr << fmt::format("{} / {}\n", adopted.error().message.zh, adopted.error().message.en);
    for (const auto& fault : adopted.error().faults)
      std::cerr << fmt::format("  {}: {} / {}\n", fault.value, fault.reason.zh, fault.reason.en);
    return kFaults;
  }
  std::cout << fmt::format("{} 自 {} 起启用 {} / adopted from that day\n", home->name, format_date(adopted->from),
                           adopted->name.zh);
  return kDone;
}

}  // namespace

std::optional<ReadModel> read_model(const std::string& named) {
  declare::SourceFaults faults;
  ReadModel read;
  auto shipped = std::filesystem::is_directory(named) ? std::vector<rules::ModelFile>{} : rules::shipped_files(named);
  read.files.local = shipped.empty() ? rules::read_folder(named, faults) : std::move(shipped);
  read.files.base = rules::shipped_files("base");
  if (faults.empty()) read.model = rules::load_model(read.files.base, read.files.local, faults);
  if (faults.empty()) return read;
  for (const auto& fault : faults.sorted()) std::cerr << named << '/' << declare::to_line(fault) << '\n';
  std::cerr << fmt::format("模式有 {} 处错误,没有使用 / {} mistakes, the model was not used\n", faults.size(),
                           faults.size());
  return std::nullopt;
}

int model_command(Arguments arguments) {
  if (!arguments.empty() && arguments[0] == "adopt") return adopt(arguments.subspan(1));
  return rules::run_model_command(arguments, std::cout, std::cerr);
}

}  // namespace linli::app
