#include "app/commands.hpp"

#include <fmt/core.h>

#include <CLI/Error.hpp>
#include <array>
#include <exception>
#include <iostream>
#include <string_view>

namespace linli::app {
namespace {

struct Command {
  std::string_view name;
  std::string_view zh;
  std::string_view en;
  int (*run)(Arguments);
  bool listed = true;
};

constexpr std::array kCommands{
    Command{"serve", "启动服务", "serve the pages and the interface", serve_command},
    Command{"demo", "建立示例区", "make the demo district", demo_command},
    Command{"import", "导入单位的文件", "take in an office's files", import_command},
    Command{"export", "导出", "write areas, grids and bodies to files", export_command},
    Command{"plan", "网格划分方案", "divide courtyards into grids", plan_command},
    Command{"model", "治理模式:检查、比较、启用", "models: check, diff, coverage, adopt", model_command},
    Command{"user", "账号与角色", "accounts and roles", user_command},
    Command{"people", "居民信息：到期删除", "residents: retention", people_command},
    Command{"notices", "通知：通道、死信、重发", "notices: channels, dead letters, sending again", notices_command},
    Command{"verify", "核验数据与留痕链", "check the journal's chain and every table against it", verify_command},
    Command{"backup", "备份(可在运行时)", "back up, also while serving", backup_command},
    Command{"restore", "恢复", "restore a backup, onto either database", restore_command},
    Command{"upgrade", "备份、升级、核验", "back up, migrate, verify", upgrade_command},
    Command{"key", "密钥:查看、导出、更换", "keys: show, export, rotate", key_command},
    Command{"doctor", "检查运行环境", "check what Linli needs on this machine", doctor_command},
    Command{"internal-photo", "", "", photo_worker_command, false},
};

int print_usage(std::ostream& out, int code) {
  out << "邻里 Linli\n\n用法 / usage: linli COMMAND [--help]\n\n";
  for (const auto& command : kCommands) {
    if (command.listed) out << fmt::format("  {:<9} {} / {}\n", command.name, command.zh, command.en);
  }
  out << "\n退出码 / exit codes: 0 完成 done, 1 有问题 found faults, 2 用法错误 wrong use, 3 无法执行 could not\n";
  return code;
}

}  // namespace

int run(const std::vector<std::string>& command_line) {
  if (command_line.size() < 2) return print_usage(std::cerr, kWrongUse);
  const std::string_view name = command_line[1];
  if (name == "--help" || name == "-h" || name == "help") return print_usage(std::cout, kDone);
  for (const auto& command : kCommands) {
    if (command.name != name) continue;
    try {
      return command.run(Arguments(command_line).subspan(2));
    } catch (const CLI::ParseError& error) {
      std::cerr << fmt::format("linli {}: {}\n见 / see: linli {} --help\n", name, error.what(), name);
      return kWrongUse;
    } catch (const std::exception& error) {
      std::cerr << fmt::format("linli {}: 无法执行 / could not: {}\n", name, error.what());
      return kCouldNot;
    }
  }
  std::cerr << fmt::format("没有这个命令 / no such command: {}\n\n", name);
  return print_usage(std::cerr, kWrongUse);
}

}  // namespace linli::app
