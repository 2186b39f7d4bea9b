#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "app/commands.hpp"
#include "app/flags.hpp"
#include "base/json_writer.hpp"
#include "storage/keys.hpp"

namespace linli::app {
namespace {

std::string passphrase_from_stdin() {
  std::string line;
  std::getline(std::cin, line);
  if (line.size() < 12) {
    throw storage::StorageError(
        "口令至少12个字符,从标准输入读取 / a passphrase of 12 characters or more on standard input");
  }
  return line;
}

// `members` are the JSON's, `line` is for people.
void print_result(bool json, std::string_view line,
                  std::initializer_list<std::pair<std::string_view, std::string>> members) {
  if (!json) {
    std::cout << line << '\n';
    return;
  }
  JsonWriter out;
  out.begin_object();
  for (const auto& [name, value] : members) out.field(name, value);
  std::cout << out.end_object().take() << '\n';
}

}  // namespace

int key_command(Arguments arguments) {
  CLI::App command("密钥 / keys", "linli key");
  StoreFlags flags;
  std::string file;
  bool json = false;
  flags.add_to(command);
  command.add_flag("--json", json, "JSON");
  command.require_subcommand(1);
  command.fallthrough();  // flags stand before or after the subcommand
  auto* show = command.add_subcommand("show", "密钥目录 / where the keys are");
  auto* rotate = command.add_subcommand("rotate", "启用新的主密钥 / seal from now on under a new master key");
  auto* save =
      command.add_subcommand("export", "以口令加密导出,口令从标准输入读取 / export under a passphrase from stdin");
  auto* load = command.add_subcommand("import", "导入到空的密钥目录 / import into an empty key folder");
  save->add_option("FILE", file, "文件 / file")->required();
  load->add_option("FILE", file, "文件 / file")->required();
  int code = kDone;
  if (!parse(command, arguments, code)) return code;

  const auto folder = flags.keys_dir();
  const auto& name = folder.string();
  if (*show) {
    (void)storage::KeyRing::open(folder, false);
    print_result(json, fmt::format("{}: 完整 / complete", name), {{"folder", name}});
  } else if (*rotate) {
    const auto version = storage::KeyRing::open(folder, false)->rotate();
    print_result(json, fmt::format("主密钥 master-{} 已启用;请重新导出备份 / in use; export the keys again", version),
                 {{"folder", name}, {"master", std::to_string(version)}});
  } else if (*save) {
    storage::export_keys(folder, file, passphrase_from_stdin());
    print_result(json, fmt::format("{} → {}", name, file), {{"folder", name}, {"file", file}});
  } else {
    storage::import_keys(file, folder, passphrase_from_stdin());
    print_result(json, fmt::format("{} → {}", file, name), {{"folder", name}, {"file", file}});
  }
  return kDone;
}

}  // namespace linli::app
