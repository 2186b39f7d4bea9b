#pragma once
// One request on its way to an answer: route, gate, check, handler. Knows nothing of sockets. The one place where what
// handlers throw is caught.

#include <cstdint>
#include <exception>
#include <expected>
#include <optional>
#include <vector>

#include "http/errors.hpp"
#include "http/lane.hpp"
#include "http/parser.hpp"

namespace linli::http {

class Exchange {
 public:
  Exchange(Lane& lane, Request& request) : lane_(lane), core_(lane.core()), request_(request) {}

  // Finds the route by the head alone. An answer when nothing is to run: 400, 404, 405, 501, OPTIONS; 503 to whoever
  // wants to change something while there is no room.
  [[nodiscard]] std::optional<Response> find_route(const RequestParser& head);
  [[nodiscard]] const Route* route() const { return route_; }
  [[nodiscard]] std::size_t max_body() const;
  // Asks the gate. An answer when it refuses.
  [[nodiscard]] asio::awaitable<std::optional<Response>> admit();
  // Which scopes the client hears; an answer when that cannot be told.
  [[nodiscard]] std::expected<std::vector<std::int64_t>, Response> stream_scopes();
  // Checks query and body, runs the handler.
  [[nodiscard]] asio::awaitable<Response> perform();

  [[nodiscard]] Response refusal(const ErrorSpec& spec) const;
  [[nodiscard]] Response refusal(const StatusSpec& spec) const;

 private:
  [[nodiscard]] std::optional<Response> refuse_when_crowded();
  [[nodiscard]] std::optional<Response> take_target();
  [[nodiscard]] std::optional<Response> answer_options();
  [[nodiscard]] Response from(Answer answer) const;
  [[nodiscard]] Response failure(const std::exception* exception);

  Lane& lane_;
  Core& core_;
  Request& request_;
  const Route* route_ = nullptr;
};

}  // namespace linli::http
