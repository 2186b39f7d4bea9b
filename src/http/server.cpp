#include "http/server.hpp"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <mutex>
#include <system_error>

#include "http/answer.hpp"
#include "http/connection.hpp"

namespace linli::http {
namespace {

using asio::ip::tcp;
constexpr std::size_t kOtherDescriptors = 512;          // databases, files, child processes
constexpr std::chrono::milliseconds kAcceptPause{100};  // when the system has no more descriptors

std::vector<std::string> route_names(const Router& router) {
  static constexpr std::string_view kMethods[]{"GET ", "POST ", "PUT ", "PATCH ", "DELETE "};
  std::vector<std::string> names;
  for (const auto& route : router.routes()) {
    names.push_back(std::string(kMethods[static_cast<std::size_t>(route->method)]) + route->path);
  }
  return names;
}

// What connections over the limit are told before they are closed; there is no request to have an id.
std::string busy_answer() {
  Error error = make_error(kBusy);
  error.retry_after_seconds = 2;
  std::string out;
  const Response response = error_response(error, "");
  write_head(response, {"-", "", false, false}, out);
  return out + response.body;
}

// Shells start programs with 1,024 descriptors, whatever the system allows.
void allow_descriptors(std::size_t wanted) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, wanted);
  setrlimit(RLIMIT_NOFILE, &limit);
}

std::unique_ptr<Core> make_core(ServerOptions&& options, const Router& router, Gate&& gate, LiveHub& hub,
                                StreamScopes&& scopes) {
  auto metrics = std::make_shared<ServerMetrics>();
  Router all = with_own_routes(router, options, metrics);
  metrics->name_routes(route_names(all));
  const Route* events = all.match(Method::Get, kEventsPath).route;
  auto tls = options.tls ? std::make_unique<TlsContext>(*options.tls) : nullptr;
  return std::unique_ptr<Core>(new Core{std::move(options), std::move(all), events, std::move(gate), hub.impl(),
                                        std::move(scopes), std::move(metrics), std::move(tls)});
}

std::vector<std::unique_ptr<Lane>> make_lanes(Core& core) {
  std::vector<std::unique_ptr<Lane>> lanes;
  for (int i = 0; i < std::max(1, core.options.threads); ++i) lanes.push_back(std::make_unique<Lane>(core, i));
  return lanes;
}

}  // namespace

class Server::Impl {
 public:
  Impl(ServerOptions options, const Router& router, Gate gate, LiveHub& hub, StreamScopes scopes)
      : core_(make_core(std::move(options), router, std::move(gate), hub, std::move(scopes))),
        lanes_(make_lanes(*core_)) {}

  ~Impl() { stop(); }

  void start() {
    allow_descriptors(core_->options.max_connections + kOtherDescriptors);
    try {
      const tcp::endpoint endpoint(asio::ip::make_address(core_->options.address), core_->options.port);
      acceptor_.open(endpoint.protocol());
      acceptor_.set_option(tcp::acceptor::reuse_address(true));
      acceptor_.bind(endpoint);
      acceptor_.listen(4096);
      port_ = acceptor_.local_endpoint().port();
    } catch (const boost::system::system_error& error) {
      throw std::system_error(error.code(), core_->options.address + ":" + std::to_string(core_->options.port));
    }
    asio::co_spawn(lanes_.front()->context(), accept(), asio::detached);
    for (const auto& lane : lanes_) lane->start();
    started_ = true;
  }

  [[nodiscard]] unsigned short port() const { return port_; }

  void stop() {
    if (!started_) return;
    if (!core_->stopping.exchange(true)) {
      asio::post(lanes_.front()->context(), [this] {
        boost::system::error_code ignored;
        acceptor_.close(ignored);
        pause_.cancel();
      });
      for (const auto& lane : lanes_) lane->request_stop();
    }
    for (const auto& lane : lanes_) {
      if (lane->is_own_thread()) return;
    }
    const std::scoped_lock lock(join_mutex_);
    for (const auto& lane : lanes_) lane->join();
  }

 private:
  // Connections go to the lanes in turn. SO_REUSEPORT would spread them by hash, unevenly for few clients, and let a
  // second server start on the same port unnoticed.
  asio::awaitable<void> accept() {
    constexpr auto token = asio::as_tuple(asio::use_awaitable);
    for (std::size_t turn = 0; !core_->stopping; ++turn) {
      Lane& lane = *lanes_[turn % lanes_.size()];
      auto [error, socket] = co_await acceptor_.async_accept(lane.context(), token);
      if (!error) {
        try_welcome(lane, std::move(socket));
      } else if (!core_->stopping) {
        pause_.expires_after(kAcceptPause);
        co_await pause_.async_wait(token);
      }
    }
  }

  // One connection that cannot be set up must not end the accepting.
  void try_welcome(Lane& lane, Socket socket) {
    try {
      welcome(lane, std::move(socket));
    } catch (const std::exception&) {
      lanes_.front()->report(std::current_exception());
    }
  }

  void welcome(Lane& lane, Socket socket) {
    boost::system::error_code error;
    const tcp::endpoint peer = socket.remote_endpoint(error);
    if (error) return;
    if (core_->metrics->connections >= static_cast<std::int64_t>(core_->options.max_connections)) {
      core_->metrics->connections_refused.fetch_add(1);
      socket.non_blocking(true, error);
      if (!core_->tls) socket.write_some(asio::buffer(busy_), error);
      socket.shutdown(Socket::shutdown_send, error);
      return;
    }
    auto transport =
        core_->tls ? core_->tls->make_transport(std::move(socket)) : make_plain_transport(std::move(socket));
    auto connection = std::make_shared<Connection>(lane, std::move(transport), peer.address().to_string());
    const auto run = [connection = std::move(connection)] { return connection->run(); };
    asio::co_spawn(lane.context(), run, [&lane](const std::exception_ptr& failure) { lane.report(failure); });
  }

  const std::unique_ptr<Core> core_;
  const std::string busy_ = busy_answer();
  const std::vector<std::unique_ptr<Lane>> lanes_;
  tcp::acceptor acceptor_{lanes_.front()->context()};
  asio::steady_timer pause_{lanes_.front()->context()};
  unsigned short port_ = 0;
  bool started_ = false;
  std::mutex join_mutex_;
};

Server::Server(ServerOptions options, const Router& router, Gate gate, LiveHub& hub, StreamScopes scopes)
    : impl_(std::make_unique<Impl>(std::move(options), router, std::move(gate), hub, std::move(scopes))) {}
Server::~Server() = default;
void Server::start() { impl_->start(); }
unsigned short Server::port() const { return impl_->port(); }
void Server::stop() { impl_->stop(); }

void Server::run_until_signal() {
  asio::io_context context;
  asio::signal_set signals(context, SIGINT, SIGTERM);
  signals.async_wait([](const boost::system::error_code&, int) {});
  context.run();
  stop();
}

std::shared_ptr<spdlog::logger> make_json_log(const std::filesystem::path& file) {
  spdlog::sink_ptr sink;
  if (file.empty()) {
    sink = std::make_shared<spdlog::sinks::stdout_sink_mt>();
  } else {
    sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(file.string());
  }
  auto log = std::make_shared<spdlog::logger>("http", std::move(sink));
  log->set_pattern("%v");
  return log;
}

}  // namespace linli::http
