#include "http/exchange.hpp"

#include <utility>

#include "http/answer.hpp"
#include "http/target.hpp"

namespace linli::http {
namespace {

constexpr std::size_t kIgnoredBody = 64 << 10;  // of a request whose route takes none

}  // namespace

std::optional<Response> Exchange::find_route(const RequestParser& head) {
  if (head.is_http11() && !head.has_host()) return refusal(kMissingHost);
  if (head.expects_other()) return refusal(kExpectationFailed);
  if (head.verb() == Verb::Other) return refusal(kUnknownMethod);
  if (head.verb() == Verb::Options) return answer_options();
  if (auto refused = take_target()) return refused;
  Router::Match match = core_.router.match(request_.method, request_.path);
  if (match.route) {
    route_ = match.route;
    request_.params = std::move(match.params);
    return refuse_when_crowded();
  }
  if (match.path_known) {
    Response response = refusal(kMethodNotAllowed);
    response.headers.emplace_back("Allow", std::move(match.allowed));
    return response;
  }
  const bool page = request_.method == Method::Get && !request_.path.starts_with("/api/");
  if (!page || !core_.router.fallback()) return refusal(kNotFound);
  return std::nullopt;
}

std::optional<Response> Exchange::refuse_when_crowded() {
  if (request_.method == Method::Get || !core_.options.crowded) return std::nullopt;
  const int later = core_.options.crowded();
  if (later <= 0) return std::nullopt;
  Error error = make_error(kBusy);
  error.retry_after_seconds = later;
  return error_response(error, request_.request_id);
}

std::optional<Response> Exchange::take_target() {
  auto target = parse_target(request_.target);
  if (!target) return refusal(kBadTarget);
  request_.path = std::move(target->path);
  request_.query = std::move(target->query);
  return std::nullopt;
}

std::optional<Response> Exchange::answer_options() {
  Response response = empty_response();
  std::string allowed = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
  if (request_.target != "*") {
    if (auto refused = take_target()) return refused;
    // No route takes more than all methods do, so asking for each names them.
    for (const Method method : {Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete}) {
      Router::Match match = core_.router.match(method, request_.path);
      if (!match.allowed.empty()) allowed = std::move(match.allowed);
    }
  }
  response.headers.emplace_back("Allow", std::move(allowed));
  return response;
}

std::size_t Exchange::max_body() const {
  if (!route_ || route_->declaration.body_kind == BodyKind::None) return kIgnoredBody;
  return route_->declaration.max_body;
}

asio::awaitable<std::optional<Response>> Exchange::admit() {
  if (!route_ || !core_.gate) co_return std::nullopt;
  std::optional<Response> refused;
  try {
    auto admitted = co_await core_.gate(request_, route_->declaration);
    if (!admitted) refused = error_response(admitted.error(), request_.request_id);
  } catch (const std::exception& exception) {
    refused = failure(&exception);
  } catch (...) {
    refused = failure(nullptr);
  }
  co_return refused;
}

std::expected<std::vector<std::int64_t>, Response> Exchange::stream_scopes() {
  try {
    return core_.scopes ? core_.scopes(request_) : std::vector<std::int64_t>{};
  } catch (const std::exception& exception) {
    return std::unexpected(failure(&exception));
  }
}

asio::awaitable<Response> Exchange::perform() {
  Response response;
  try {
    if (!route_) {
      response = from(core_.router.fallback()(request_));
    } else if (auto checked = check(request_, route_->declaration); !checked) {
      response = error_response(checked.error(), request_.request_id);
    } else {
      Answer answer = co_await route_->handler(request_);
      response = from(std::move(answer));
    }
  } catch (const std::exception& exception) {
    response = failure(&exception);
  } catch (...) {
    response = failure(nullptr);
  }
  co_return response;
}

Response Exchange::refusal(const ErrorSpec& spec) const {
  return error_response(make_error(spec), request_.request_id);
}

Response Exchange::refusal(const StatusSpec& spec) const { return status_response(spec, request_.request_id); }

Response Exchange::from(Answer answer) const {
  if (!answer) return error_response(answer.error(), request_.request_id);
  return std::move(*answer);
}

// The detail goes to the log, under the id that the person is given.
Response Exchange::failure(const std::exception* exception) {
  lane_.log_failure(request_, exception ? exception->what() : "not a std::exception");
  if (exception && core_.options.exception_mapper) {
    if (auto error = core_.options.exception_mapper(*exception)) return error_response(*error, request_.request_id);
  }
  return refusal(kInternal);
}

}  // namespace linli::http
