#pragma once
// Bytes in and out of one connection, plain or TLS. All calls come from the thread of the socket's context.

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>
#include <memory>
#include <string>
#include <vector>

#include "http/server.hpp"

namespace linli::http {

// Bound to io_context and not to any_io_executor: every operation would pay for the indirection.
using Socket = asio::basic_stream_socket<asio::ip::tcp, asio::io_context::executor_type>;

struct Transfer {
  boost::system::error_code error;
  std::size_t bytes = 0;
};

// An operation ends with its error as a value: a peer that hangs up is not an exception.
inline constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);

using Parts = std::array<asio::const_buffer, 2>;

class Transport {
 public:
  virtual ~Transport() = default;
  virtual asio::awaitable<boost::system::error_code> handshake() = 0;
  virtual asio::awaitable<Transfer> read(asio::mutable_buffer buffer) = 0;
  // Writes at once what the kernel takes; `would_block` when that is nothing.
  virtual Transfer try_write(const Parts& parts) = 0;
  virtual asio::awaitable<Transfer> write(const Parts& parts) = 0;
  // Ends what is being awaited, with operation_aborted.
  virtual void cancel() = 0;
  // Says that we are done writing.
  virtual asio::awaitable<void> shutdown() = 0;
  virtual void close() = 0;
};

[[nodiscard]] std::unique_ptr<Transport> make_plain_transport(Socket socket);

// The certificate, loaded once. Throws std::runtime_error when it cannot be used.
class TlsContext {
 public:
  explicit TlsContext(const TlsOptions& options);
  ~TlsContext();
  [[nodiscard]] std::unique_ptr<Transport> make_transport(Socket socket) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace linli::http
