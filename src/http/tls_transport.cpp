#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstring>
#include <utility>

#include "http/transport.hpp"

namespace linli::http {
namespace {

constexpr unsigned char kProtocols[] = "\x08http/1.1";

int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* offered,
                    unsigned int offered_size, void*) {
  const int chosen = SSL_select_next_proto(const_cast<unsigned char**>(out), out_size, kProtocols,
                                           sizeof kProtocols - 1, offered, offered_size);
  return chosen == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

class TlsTransport final : public Transport {
 public:
  TlsTransport(Socket socket, asio::ssl::context& context) : stream_(std::move(socket), context) {
    boost::system::error_code ignored;
    stream_.next_layer().set_option(asio::ip::tcp::no_delay(true), ignored);
  }

  asio::awaitable<boost::system::error_code> handshake() override {
    auto [error] = co_await stream_.async_handshake(asio::ssl::stream_base::server, kAsTuple);
    co_return error;
  }

  asio::awaitable<Transfer> read(asio::mutable_buffer buffer) override {
    auto [error, bytes] = co_await stream_.async_read_some(buffer, kAsTuple);
    co_return Transfer{error, bytes};
  }

  // A record may need the socket to be readable first, so nothing is tried at once.
  Transfer try_write(const Parts&) override { return {asio::error::would_block, 0}; }

  asio::awaitable<Transfer> write(const Parts& parts) override {
    const asio::const_buffer& part = parts[0].size() > 0 ? parts[0] : parts[1];
    auto [error, bytes] = co_await stream_.async_write_some(part, kAsTuple);
    co_return Transfer{error, bytes};
  }

  void cancel() override {
    boost::system::error_code ignored;
    stream_.next_layer().cancel(ignored);
  }

  // Without the close-notify alert a client cannot tell the end from a cut.
  asio::awaitable<void> shutdown() override {
    co_await stream_.async_shutdown(kAsTuple);
    boost::system::error_code ignored;
    stream_.next_layer().shutdown(Socket::shutdown_send, ignored);
  }

  void close() override {
    boost::system::error_code ignored;
    stream_.next_layer().close(ignored);
  }

 private:
  asio::ssl::stream<Socket> stream_;
};

}  // namespace

class TlsContext::Impl {
 public:
  explicit Impl(const TlsOptions& options) {
    context.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                        asio::ssl::context::no_sslv3);
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
    SSL_CTX_set_alpn_select_cb(context.native_handle(), choose_protocol, nullptr);
    // Idle connections give their 34 KiB of buffers back.
    SSL_CTX_set_mode(context.native_handle(), SSL_MODE_RELEASE_BUFFERS);
    context.use_certificate_chain_file(options.certificate_chain.string());
    context.use_private_key_file(options.private_key.string(), asio::ssl::context::pem);
  }

  asio::ssl::context context{asio::ssl::context::tls_server};
};

TlsContext::TlsContext(const TlsOptions& options) : impl_(std::make_unique<Impl>(options)) {}
TlsContext::~TlsContext() = default;

std::unique_ptr<Transport> TlsContext::make_transport(Socket socket) const {
  return std::make_unique<TlsTransport>(std::move(socket), impl_->context);
}

}  // namespace linli::http
