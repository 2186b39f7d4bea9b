#pragma once
// One conversation with a mail or web server (libcurl). Never follows redirects, never speaks anything but SMTP and
// HTTP, and gives up when it is time to stop.

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "modules/notices/types.hpp"

namespace linli::notices {

struct Post {
  std::string url;
  std::vector<std::string> headers;  // `Name: value`
  std::string body;                  // JSON
};

struct Reply {
  int status = 0;
  std::string body;
  int retry_after_seconds = 0;
};

struct Letter {
  std::string from;
  std::string to;
  std::string text;  // the whole message, headers included, lines end with CRLF
};

struct TransportLimits {
  std::chrono::milliseconds connect{5'000};
  std::chrono::milliseconds whole{20'000};
};

// One thread at a time.
class Transport {
 public:
  explicit Transport(std::stop_token stop = {}, TransportLimits limits = {});
  ~Transport();

  // Any status is a reply; fails with kUnreachable when there is none.
  Result<Reply> post(const Post& request);
  // Fails with kRefused when the server will never take it, else with kUnreachable or kServerBusy.
  Result<void> send(const Channel& server, const Letter& letter);
  // Whether the server answers and takes the sign-in.
  Result<void> greet(const Channel& server);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace linli::notices
