#include "http/testing/client.hpp"

#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

#include "base/text.hpp"

namespace linli::http::testing {
namespace {

using asio::ip::tcp;

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

TestResponse parse_head(std::string_view head) {
  TestResponse response;
  const auto line_end = head.find("\r\n");
  if (head.size() < 12) return response;
  std::from_chars(head.data() + 9, head.data() + 12, response.status);
  head.remove_prefix(line_end + 2);
  while (!head.empty() && !head.starts_with("\r\n")) {
    const auto end = head.find("\r\n");
    const auto colon = head.find(':');
    response.headers.emplace_back(lower(head.substr(0, colon)), trim(head.substr(colon + 1, end - colon - 1)));
    head.remove_prefix(end + 2);
  }
  return response;
}

}  // namespace

std::string TestResponse::header(std::string_view lower_name) const {
  const auto found = std::ranges::find(headers, lower_name, &Headers::value_type::first);
  return found == headers.end() ? std::string{} : found->second;
}

boost::json::value TestResponse::json() const { return boost::json::parse(body); }

std::string TestResponse::error_code() const { return text("/error/code"); }

std::string TestResponse::text(std::string_view pointer) const {
  const boost::json::value whole = json();
  boost::system::error_code missing;
  const auto* value = whole.find_pointer(pointer, missing);
  if (!value) return {};
  return value->is_string() ? std::string(value->get_string()) : boost::json::serialize(*value);
}

class RawSocket::Impl {
 public:
  explicit Impl(unsigned short port) {
    socket.connect({asio::ip::address_v4::loopback(), port});
    const timeval patience{5, 0};
    setsockopt(socket.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(socket.native_handle(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  }

  // Plain recv: Asio's synchronous reads would poll past the time-out.
  bool more() {
    char part[16384];
    const ssize_t got = ::recv(socket.native_handle(), part, sizeof part, 0);
    if (got > 0) pending.append(part, static_cast<std::size_t>(got));
    closed = closed || got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
    return got > 0;
  }

  asio::io_context context;
  tcp::socket socket{context};
  std::string pending;
  bool closed = false;
};

RawSocket::RawSocket(unsigned short port) : impl_(std::make_unique<Impl>(port)) {}
RawSocket::~RawSocket() = default;
RawSocket::RawSocket(RawSocket&&) noexcept = default;
RawSocket& RawSocket::operator=(RawSocket&&) noexcept = default;

void RawSocket::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(impl_->socket.native_handle(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;  // the server has closed; receive() tells
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

TestResponse RawSocket::receive(bool head) {
  std::string& pending = impl_->pending;
  std::size_t end = pending.find("\r\n\r\n");
  while (end == std::string::npos) {
    if (!impl_->more()) return {};
    end = pending.find("\r\n\r\n");
  }
  TestResponse response = parse_head(std::string_view(pending).substr(0, end + 4));
  pending.erase(0, end + 4);
  std::size_t length = 0;
  const std::string announced = response.header("content-length");
  std::from_chars(announced.data(), announced.data() + announced.size(), length);
  if (head) length = 0;
  while (pending.size() < length && impl_->more()) {
  }
  response.body = pending.substr(0, length);
  pending.erase(0, std::min(length, pending.size()));
  return response;
}

std::string RawSocket::receive_until(std::string_view end) {
  std::string& pending = impl_->pending;
  while (pending.find(end) == std::string::npos && impl_->more()) {
  }
  const auto found = pending.find(end);
  const std::size_t size = found == std::string::npos ? pending.size() : found + end.size();
  std::string out = pending.substr(0, size);
  pending.erase(0, size);
  return out;
}

bool RawSocket::is_closed_by_server() {
  while (impl_->more()) {
  }
  return impl_->closed;
}

void RawSocket::shutdown_send() { impl_->socket.shutdown(tcp::socket::shutdown_send); }

TestResponse TestClient::get(std::string_view target, const Headers& headers) {
  return send("GET", target, {}, headers);
}

TestResponse TestClient::post(std::string_view target, std::string_view json, const Headers& headers) {
  return send("POST", target, json, headers);
}

TestResponse TestClient::put(std::string_view target, std::string_view json, const Headers& headers) {
  return send("PUT", target, json, headers);
}

TestResponse TestClient::patch(std::string_view target, std::string_view json, const Headers& headers) {
  return send("PATCH", target, json, headers);
}

TestResponse TestClient::del(std::string_view target, const Headers& headers) {
  return send("DELETE", target, {}, headers);
}

TestResponse TestClient::send(std::string_view method, std::string_view target, std::string_view body,
                              const Headers& headers) {
  std::string text = std::string(method) + ' ' + std::string(target) + " HTTP/1.1\r\nHost: test\r\n";
  bool typed = false;
  for (const Headers* list : {static_cast<const Headers*>(&always_), &headers}) {
    for (const auto& [name, value] : *list) {
      typed = typed || lower(name) == "content-type";
      text += name + ": " + value + "\r\n";
    }
  }
  std::string cookies;
  for (const auto& [name, value] : cookies_) cookies += (cookies.empty() ? "" : "; ") + name + '=' + value;
  if (!cookies.empty()) text += "Cookie: " + cookies + "\r\n";
  if (!body.empty() && !typed) text += "Content-Type: application/json\r\n";
  if (!body.empty() || method != "GET") text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  text.append("\r\n").append(body);

  TestResponse response;
  for (int attempt = 0; attempt < 2 && response.status == 0; ++attempt) {
    if (!socket_) socket_ = std::make_unique<RawSocket>(port_);
    socket_->send(text);
    response = socket_->receive(method == "HEAD");
    if (response.status == 0 || response.header("connection") == "close") socket_.reset();
  }
  keep_cookies(response);
  return response;
}

void TestClient::set_header(std::string name, std::string value) {
  std::erase_if(always_, [&](const auto& header) { return lower(header.first) == lower(name); });
  if (!value.empty()) always_.emplace_back(std::move(name), std::move(value));
}

std::string TestClient::cookie(std::string_view name) const {
  const auto found = std::ranges::find(cookies_, name, &Headers::value_type::first);
  return found == cookies_.end() ? std::string{} : found->second;
}

void TestClient::keep_cookies(const TestResponse& response) {
  for (const auto& [name, value] : response.headers) {
    if (name != "set-cookie") continue;
    const std::string pair = value.substr(0, value.find(';'));
    const std::string key = pair.substr(0, pair.find('='));
    std::erase_if(cookies_, [&](const auto& cookie) { return cookie.first == key; });
    const bool gone = value.find("Max-Age=0") != std::string::npos;
    if (!gone && key.size() < pair.size()) cookies_.emplace_back(key, pair.substr(key.size() + 1));
  }
}

TestServer::TestServer(const Router& router, Gate gate, ServerOptions options, StreamScopes scopes)
    : server_(
          [&] {
            options.port = 0;
            return std::move(options);
          }(),
          router, std::move(gate), hub_, std::move(scopes)) {
  server_.start();
}

}  // namespace linli::http::testing
