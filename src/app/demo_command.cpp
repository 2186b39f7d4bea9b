#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "app/commands.hpp"
#include "app/demo/make.hpp"
#include "app/demo_setup.hpp"
#include "app/flags.hpp"
#include "app/models.hpp"
#include "app/progress.hpp"
#include "app/projections.hpp"
#include "app/schemas.hpp"
#include "base/json_writer.hpp"

namespace linli::app {
namespace {

void print_json(const demo::Settled& settled, std::int64_t cases) {
  JsonWriter json;
  json.begin_object().field("district", settled.district).field("cases", cases).key("accounts").begin_array();
  for (const auto& login : settled.logins) {
    json.begin_object().field("login", login.login).field("password", login.password).field("role", login.role);
    json.end_object();
  }
  std::cout << json.end_array().end_object().take() << '\n';
}

}  // namespace

bool make_demo_if_empty(storage::Store& store, const StoreFlags& flags, const Clock& clock) {
  if (!demo::is_empty(store)) return false;
  std::cout << "没有数据,建立示例区 / no data yet, making the demo district\n" << std::flush;
  Progress progress;
  demo::MakeOptions options;
  options.progress = [&](std::string_view stage, std::int64_t done, std::int64_t total) {
    progress.show(stage, done, total);
  };
  const auto settled = demo::make(store, projections(), clock, options);
  progress.finish();
  demo::show_logins(settled.logins, flags.keys_dir());
  return true;
}

int demo_command(Arguments arguments) {
  CLI::App command("建立示例区 / make the demo district", "linli demo");
  StoreFlags flags;
  demo::MakeOptions options;
  bool json = false;
  flags.add_to(command);
  command.add_option("--cases", options.cases, "一年的诉求数 / cases of the year")
      ->capture_default_str()
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{100'000'000}));
  command.add_option("--seed", options.seed, "随机种子,相同则相同 / same seed, same district")->capture_default_str();
  std::string named;
  command.add_option("--model", named, "按这个模式建立 / a district that works by this model: a name or a folder");
  command.add_flag("--json", json, "JSON");
  int code = kDone;
  if (!parse(command, arguments, code)) return code;

  std::optional<ReadModel> model;
  if (!named.empty()) {
    model = read_model(named);
    if (!model) return kFaults;
    if (!model->model.demo) {
      std::cerr << fmt::format("{} 没有 demo.toml / has no demo.toml\n", named);
      return kFaults;
    }
    options.files = &model->files;
    options.model = &model->model;
  }
  const SystemClock clock;
  auto store_options = flags.options();
  // What is lost with the power can be made again by the same command.
  store_options.sync = false;
  const auto store = storage::Store::open(store_options, schemas(), clock);
  if (!demo::is_empty(*store)) {
    std::cerr << fmt::format(
        "{} 里已有数据,示例区只能建在空的数据目录 / there is data already; choose an empty --data\n", flags.data);
    return kCouldNot;
  }
  Progress progress(json);
  options.progress = [&](std::string_view stage, std::int64_t done, std::int64_t total) {
    progress.show(stage, done, total);
  };
  const auto settled = demo::make(*store, projections(), clock, options);
  progress.finish();
  if (json) {
    print_json(settled, options.cases);
  } else {
    demo::show_logins(settled.logins, flags.keys_dir());
  }
  return kDone;
}

}  // namespace linli::app
