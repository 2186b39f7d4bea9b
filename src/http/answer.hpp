#pragma once
// From a handler's Response to bytes: not modified, compression, caching and security headers, the head by hand.

#include <string>
#include <string_view>

#include "http/errors.hpp"
#include "http/message.hpp"

namespace linli::http {

// An error whose status HTTP knows and ErrorKind does not.
[[nodiscard]] Response status_response(const StatusSpec& spec, std::string_view request_id);

// 304 when the client has it, gzip when it helps, default caching; the same for every answer.
void finish_answer(const Request& request, Response& response);

struct HeadOptions {
  std::string_view request_id;
  std::string_view date_line;  // `Date: …\r\n`
  bool secure = false;
  bool keep_alive = true;
  bool endless = false;  // an event stream: no Content-Length, its end is the connection's
};

// Appends status line and headers. Content-Length is that of the body, also when the body is not sent (HEAD).
void write_head(const Response& response, const HeadOptions& options, std::string& out);

}  // namespace linli::http
