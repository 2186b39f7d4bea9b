#include "modules/accounts/user_flags.hpp"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "base/time.hpp"
#include "modules/accounts/api.hpp"

namespace linli::accounts {
namespace {

void declare_login(CLI::App& command, UserFlags& flags) {
  command.add_option("login", flags.login, "用户名 / login")->required();
}

void declare_password(CLI::App& command, UserFlags& flags) {
  command.add_flag("--password-stdin", flags.password_stdin,
                   "从标准输入读一行密码 / read the password from standard input");
  command.add_flag("--permanent", flags.permanent, "下次登录不必修改 / need not be changed at the next sign-in");
}

void declare_role(CLI::App& command, UserFlags& flags, bool needed) {
  const auto is_role = [](const std::string& text) {
    return parse_role(text) ? std::string{}
                            : "没有这个角色 / no such role: " + text +
                                  " (steward, community_worker, subdistrict, department, district, system_admin, "
                                  "security_admin, audit_admin)";
  };
  const auto is_date = [](const std::string& text) {
    return parse_date(text) ? std::string{} : "日期写作 2026-11-22 / dates are written 2026-11-22: " + text;
  };
  auto* role = command.add_option(needed ? "--give" : "--role", flags.role, "角色 / role")->check(is_role);
  command.add_option("--area", flags.area, "区域编号 / area id")->needs(role);
  command.add_option("--body", flags.body, "单位编号 / body id")->needs(role);
  command.add_option("--from", flags.from, "开始日期，缺省今天 / first day, today by default")->check(is_date);
  command.add_option("--to", flags.to, "不再担任的第一天 / first day it no longer holds")->check(is_date);
  if (!needed) return;
  auto* end = command.add_option("--end", flags.end, "结束这条角色（编号见 list）/ end this role (id from list)");
  end->excludes(role);
}

}  // namespace

void declare_user_flags(CLI::App& app, UserFlags& flags) {
  app.require_subcommand(1);
  app.add_flag("--json", flags.json, "给程序看的结果 / results for machines");
  app.fallthrough();
  app.add_subcommand("list", "列出账号 / list accounts");
  auto* add = app.add_subcommand("add", "新建账号 / add an account");
  declare_login(*add, flags);
  add->add_option("--name", flags.name, "姓名 / name")->required();
  declare_role(*add, flags, false);
  declare_password(*add, flags);
  auto* password = app.add_subcommand("password", "重设密码 / set a new password");
  declare_login(*password, flags);
  declare_password(*password, flags);
  auto* role = app.add_subcommand("role", "授予或结束角色 / give or end a role");
  declare_login(*role, flags);
  declare_role(*role, flags, true);
  declare_login(*app.add_subcommand("close", "停用账号 / close an account"), flags);
}

}  // namespace linli::accounts
