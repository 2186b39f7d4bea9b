#include "modules/notices/testing/sinks.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

namespace linli::notices::testing {
namespace {

constexpr int kPatience = 5'000;  // milliseconds

int open_listener(int& port) {
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (listener < 0 || bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener, 64) != 0 ||
      getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("a test server cannot listen");
  port = ntohs(address.sin_port);
  return listener;
}

std::string decode64(std::string_view text) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned group = 0;
  int bits = 0;
  for (const char c : text) {
    const auto value = kAlphabet.find(c);
    if (value == std::string_view::npos) continue;
    group = group << 6U | static_cast<unsigned>(value);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(group >> static_cast<unsigned>(bits) & 0xffU);
  }
  return bytes;
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

std::string between(const std::string& line, char from, char to) {
  const auto begin = line.find(from);
  const auto end = line.find(to, begin + 1);
  return begin == std::string::npos || end == std::string::npos ? std::string()
                                                                : line.substr(begin + 1, end - begin - 1);
}

}  // namespace

Sink::Sink() : listener_(open_listener(port_)) {}

void Sink::start() {
  thread_ = std::thread([this] { run(); });
}

void Sink::stop() {
  stopping_ = true;
  thread_.join();
  close(listener_);
}

void Sink::run() {
  while (!stopping_) {
    pollfd waiting{listener_, POLLIN, 0};
    if (poll(&waiting, 1, 20) <= 0) continue;
    const int socket = accept(listener_, nullptr, nullptr);
    if (socket < 0) continue;
    ++connections_;
    serve(socket);
    close(socket);
  }
}

void Sink::pause() const {
  const auto until = std::chrono::steady_clock::now() + delay.load();
  while (!stopping_ && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

bool Sink::read_more(int socket, std::string& rest) {
  pollfd waiting{socket, POLLIN, 0};
  char buffer[4096];
  if (poll(&waiting, 1, kPatience) <= 0) return false;
  const auto size = recv(socket, buffer, sizeof buffer, 0);
  if (size <= 0) return false;
  rest.append(buffer, static_cast<std::size_t>(size));
  return true;
}

std::string Sink::read_until(int socket, std::string& rest, std::string_view end) {
  for (;;) {
    if (const auto at = rest.find(end); at != std::string::npos) {
      auto part = rest.substr(0, at + end.size());
      rest.erase(0, at + end.size());
      return part;
    }
    if (!read_more(socket, rest)) return {};
  }
}

void Sink::say(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::string ReceivedMail::text() const { return decode64(std::string_view(data).substr(data.find("\r\n\r\n"))); }

// Unfolded, with its encoded words decoded.
std::string ReceivedMail::header(std::string_view name) const {
  const auto begin = data.find("\r\n" + std::string(name) + ": ");
  if (begin == std::string::npos) return {};
  auto end = data.find("\r\n", begin + 2);
  while (data[end + 2] == ' ') end = data.find("\r\n", end + 2);
  auto value = data.substr(begin + name.size() + 4, end - begin - name.size() - 4);
  std::string text;
  constexpr std::string_view kWord = "=?UTF-8?B?";
  for (auto at = value.find(kWord); at != std::string::npos; at = value.find(kWord, at + 1))
    text += decode64(value.substr(at + kWord.size(), value.find("?=", at + kWord.size()) - at - kWord.size()));
  return text.empty() ? value : text;
}

std::vector<ReceivedMail> MailSink::mails() const {
  const std::scoped_lock lock(mutex_);
  return mails_;
}

void MailSink::serve(int socket) {
  std::string rest;
  ReceivedMail mail;
  pause();
  say(socket, "220 sink ESMTP\r\n");
  for (auto line = read_until(socket, rest, "\r\n"); !line.empty(); line = read_until(socket, rest, "\r\n")) {
    if (line.starts_with("EHLO")) {
      say(socket, password.empty() ? "250-sink\r\n250 8BITMIME\r\n" : "250-sink\r\n250 AUTH PLAIN\r\n");
    } else if (line.starts_with("AUTH PLAIN")) {
      auto token = line.substr(10);
      if (token.find_first_not_of(" \r\n") == std::string::npos) {
        say(socket, "334 \r\n");
        token = read_until(socket, rest, "\r\n");
      }
      const bool good = decode64(token).ends_with(std::string(1, '\0') + password);
      say(socket, good ? "235 in\r\n" : "535 wrong password\r\n");
    } else if (line.starts_with("MAIL")) {
      mail.from = between(line, '<', '>');
      say(socket, "250 ok\r\n");
    } else if (line.starts_with("RCPT")) {
      mail.to = between(line, '<', '>');
      const int reply = recipient_reply;
      say(socket, std::to_string(reply) + (reply == 250 ? " ok\r\n" : " not this one\r\n"));
    } else if (line.starts_with("DATA")) {
      say(socket, "354 go\r\n");
      mail.data = "\r\n" + read_until(socket, rest, "\r\n.\r\n");
      {
        const std::scoped_lock lock(mutex_);
        mails_.push_back(mail);
      }
      say(socket, "250 taken\r\n");
    } else if (line.starts_with("QUIT")) {
      say(socket, "221 bye\r\n");
      return;
    } else {
      say(socket, "250 ok\r\n");
    }
  }
}

std::string WebSink::url(std::string_view path) const {
  return "http://127.0.0.1:" + std::to_string(port()) + std::string(path);
}

std::vector<ReceivedPost> WebSink::posts() const {
  const std::scoped_lock lock(mutex_);
  return posts_;
}

void WebSink::answer(std::string body) {
  const std::scoped_lock lock(mutex_);
  body_ = std::move(body);
}

void WebSink::serve(int socket) {
  std::string rest;
  const auto head = read_until(socket, rest, "\r\n\r\n");
  if (head.empty()) return;
  ReceivedPost post;
  post.target = between(head, ' ', ' ');
  for (auto at = head.find("\r\n") + 2; at < head.size() - 2; at = head.find("\r\n", at) + 2) {
    const auto colon = head.find(": ", at);
    const auto end = head.find("\r\n", at);
    if (colon < end) post.headers[lower(head.substr(at, colon - at))] = head.substr(colon + 2, end - colon - 2);
  }
  const auto length = static_cast<std::size_t>(std::stoul(post.headers["content-length"]));
  while (rest.size() < length && read_more(socket, rest)) continue;
  post.body = rest;
  std::string body;
  {
    const std::scoped_lock lock(mutex_);
    posts_.push_back(post);
    body = body_;
  }
  pause();
  auto answer = "HTTP/1.1 " + std::to_string(status) + " sink\r\nContent-Length: " + std::to_string(body.size()) +
                "\r\nConnection: close\r\n";
  if (retry_after > 0) answer += "Retry-After: " + std::to_string(retry_after) + "\r\n";
  say(socket, answer + "\r\n" + body);
}

int dead_port() {
  int port = 0;
  close(open_listener(port));
  return port;
}

}  // namespace linli::notices::testing
