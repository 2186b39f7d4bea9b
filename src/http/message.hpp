#pragma once
// Requests and answers as handlers see them. Nothing of Beast or TLS stands here: those compile in two files only.

#include <boost/asio/awaitable.hpp>
#include <boost/json/value.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/json_writer.hpp"

namespace linli::http {

namespace asio = boost::asio;

enum class Method { Get, Post, Put, Patch, Delete };

// Who is asking, put on the request by the gate (accounts) before the handler runs. The http layer only carries it.
struct Principal {
  virtual ~Principal() = default;
  // Stands in the request log, so an id and never a person's name.
  [[nodiscard]] virtual std::string_view label() const { return {}; }
};

struct Request {
  Method method = Method::Get;
  std::string target;  // path and query as sent
  std::string path;    // decoded, without query, always normalised: no `..`, no empty segments
  std::vector<std::pair<std::string, std::string>> query;    // decoded
  std::vector<std::pair<std::string, std::string>> params;   // of the route's path: {id}
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;
  boost::json::value json;  // the body, parsed and checked, when the route declares one
  std::string request_id;
  std::string peer;  // address of the client, after trusted proxies
  bool secure = false;
  std::shared_ptr<const Principal> principal;

  [[nodiscard]] std::string_view header(std::string_view lower_name) const;  // empty when missing
  [[nodiscard]] std::string_view cookie(std::string_view name) const;
  [[nodiscard]] std::string_view param(std::string_view name) const;  // declared ones are always there
  [[nodiscard]] std::optional<std::string_view> query_value(std::string_view name) const;
  // For parameters declared as ids: checked before the handler runs.
  template <class IdType>
  [[nodiscard]] IdType param_id(std::string_view name) const {
    return IdType{parse_id(param(name)).value_or(0)};
  }
  template <class IdType>
  [[nodiscard]] IdType query_id(std::string_view name) const {
    const auto text = query_value(name);
    return IdType{text ? parse_id(*text).value_or(0) : 0};
  }
};

struct Response {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string etag;  // quoted; the server answers If-None-Match with 304 itself
  // A file or embedded page that is sent as it is; already compressed with gzip when set so.
  bool gzip_encoded = false;
};

[[nodiscard]] Response json_response(JsonWriter& writer, int status = 200);
[[nodiscard]] Response json_response(std::string json, int status = 200);
[[nodiscard]] Response empty_response(int status = 204);
[[nodiscard]] Response error_response(const Error& error, std::string_view request_id);

// What a handler gives back: a Result, so that `co_return fail(kNotFound)` is all an error costs.
using Answer = Result<Response>;
using Handler = std::function<asio::awaitable<Answer>(Request&)>;

}  // namespace linli::http
