#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "http/transport.hpp"

namespace linli::http {
namespace {

class PlainTransport final : public Transport {
 public:
  explicit PlainTransport(Socket socket) : socket_(std::move(socket)) {
    boost::system::error_code ignored;
    socket_.non_blocking(true, ignored);
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  }

  asio::awaitable<boost::system::error_code> handshake() override { co_return boost::system::error_code{}; }

  asio::awaitable<Transfer> read(asio::mutable_buffer buffer) override {
    auto [error, bytes] = co_await socket_.async_read_some(buffer, kAsTuple);
    co_return Transfer{error, bytes};
  }

  Transfer try_write(const Parts& parts) override {
    Transfer transfer;
    transfer.bytes = socket_.write_some(parts, transfer.error);
    return transfer;
  }

  asio::awaitable<Transfer> write(const Parts& parts) override {
    auto [error, bytes] = co_await socket_.async_write_some(parts, kAsTuple);
    co_return Transfer{error, bytes};
  }

  void cancel() override {
    boost::system::error_code ignored;
    socket_.cancel(ignored);
  }

  asio::awaitable<void> shutdown() override {
    boost::system::error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    co_return;
  }

  void close() override {
    boost::system::error_code ignored;
    socket_.close(ignored);
  }

 private:
  Socket socket_;
};

}  // namespace

std::unique_ptr<Transport> make_plain_transport(Socket socket) {
  return std::make_unique<PlainTransport>(std::move(socket));
}

}  // namespace linli::http
