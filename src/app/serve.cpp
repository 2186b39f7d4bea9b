#include <fmt/core.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <thread>

#include "app/commands.hpp"
#include "app/demo_setup.hpp"
#include "app/flags.hpp"
#include "app/platform.hpp"
#include "app/timers.hpp"

namespace linli::app {
namespace {

struct ServeFlags {
  StoreFlags store;
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  int threads = 2;
  bool tls = false;
  std::vector<std::string> names;
  std::string public_url;
  bool trust_proxy = false;
  bool demo_if_empty = false;
  std::string log_level = "info";

  void add_to(CLI::App& command) {
    store.add_to(command);
    command.add_option("--address", address, "监听地址 / address to listen on")->capture_default_str();
    command.add_option("--port", port, "端口 / port")->capture_default_str();
    command.add_option("--threads", threads, "处理请求的线程数 / threads that answer requests")
        ->capture_default_str()
        ->check(CLI::Range(1, 64));
    command.add_flag("--tls", tls, "用自建证书机构启用 HTTPS / HTTPS with an authority of your own");
    command.add_option("--name", names, "证书上的域名或地址 / names and addresses for the certificate");
    command.add_option("--public-url", public_url, "二维码和链接使用的网址 / address for QR codes and links");
    command.add_flag("--trust-proxy", trust_proxy,
                     "信任反向代理传来的地址 / take client addresses from a reverse proxy");
    command.add_flag("--demo-if-empty", demo_if_empty,
                     "没有数据时建立示例区 / make the demo district when there is no data");
    command.add_option("--log-level", log_level, "日志级别 / log level")
        ->check(CLI::IsMember({"info", "warn"}))
        ->capture_default_str();
    command.set_config("--config", "", "配置文件(TOML) / configuration file; unknown keys are refused");
    command.allow_config_extras(CLI::config_extras_mode::error);
  }

  [[nodiscard]] std::string own_url() const {
    if (!public_url.empty()) return public_url;
    const auto& host = names.empty() ? address : names.front();
    return fmt::format("{}://{}:{}", tls ? "https" : "http", host, port);
  }
};

std::vector<std::string> certificate_names(const ServeFlags& flags) {
  auto names = flags.names;
  names.emplace_back("localhost");
  names.emplace_back("127.0.0.1");
  if (flags.address != "127.0.0.1" && flags.address != "0.0.0.0") names.push_back(flags.address);
  return names;
}

// How a phone comes to trust this server: printed, since nobody can look it up on a private network.
void print_trust_sheet(const std::filesystem::path& authority) {
  std::cout << fmt::format(
      "\n让手机和电脑信任本机(一次即可)/ to trust this server, once for each device:\n"
      "  证书 / certificate: {}\n"
      "  Android: 设置 → 安全 → 加密与凭据 → 安装证书 → CA 证书 / Settings, Security, Install a certificate, CA\n"
      "  iPhone:  安装描述文件后,设置 → 通用 → 关于本机 → 证书信任设置 → 打开 / install, then Settings, General, "
      "About, "
      "Certificate Trust\n"
      "  Windows: 双击证书 → 安装到“受信任的根证书颁发机构” / open it, install into Trusted Root Authorities\n\n",
      authority.string());
}

http::ServerOptions server_options(const ServeFlags& flags, Platform& platform) {
  http::ServerOptions options;
  options.address = flags.address;
  options.port = flags.port;
  options.threads = flags.threads;
  options.trust_proxy = flags.trust_proxy;
  options.log = http::make_json_log();
  options.log_requests = flags.log_level == "info";
  platform.fit(options);
  if (flags.tls) {
    auto authority = http::ensure_local_authority(flags.store.keys_dir() / "tls", certificate_names(flags));
    options.tls = std::make_unique<http::TlsOptions>(std::move(authority.server));
    print_trust_sheet(authority.authority_certificate);
  }
  return options;
}

void greet(const ServeFlags& flags, unsigned short port, Platform& platform) {
  const auto url = fmt::format("{}://{}:{}", flags.tls ? "https" : "http", flags.address, port);
  std::cout << fmt::format("邻里 Linli 已启动 / is serving: {}\n", url);
  if (const auto code = platform.accounts().setup_code()) {
    std::cout << fmt::format("还没有账号。一次性设置码 / no account yet, one-time code: {}\n  {}/setup\n", *code, url);
  }
  std::cout << std::flush;
}

}  // namespace

int serve_command(Arguments arguments) {
  CLI::App command("启动服务 / serve", "linli serve");
  ServeFlags flags;
  flags.add_to(command);
  int code = kDone;
  if (!parse(command, arguments, code)) return code;

  Platform platform(flags.store.options(), flags.own_url());
  if (flags.demo_if_empty && make_demo_if_empty(platform.store(), flags.store, platform.clock()))
    platform.atlas().refresh();
  Timers timers(platform);
  platform.notices().start();
  http::Server server(server_options(flags, platform), platform.router(), platform.gate(), platform.hub(),
                      platform.stream_scopes());
  server.start();
  greet(flags, server.port(), platform);
  server.run_until_signal();
  return kDone;
}

}  // namespace linli::app
