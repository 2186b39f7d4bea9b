#include "base/error.hpp"

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace linli {

Error make_error(const ErrorSpec& spec) { return make_error(spec, {}); }

Error make_error(const ErrorSpec& spec, std::vector<Fault> faults) {
  return {spec.kind, std::string(spec.code), {std::string(spec.zh), std::string(spec.en)}, std::move(faults), 0};
}

std::unexpected<Error> fail(const ErrorSpec& spec) { return std::unexpected(make_error(spec)); }

std::unexpected<Error> fail(const ErrorSpec& spec, std::vector<Fault> faults) {
  return std::unexpected(make_error(spec, std::move(faults)));
}

std::unexpected<Error> fail(Error error) { return std::unexpected(std::move(error)); }

int http_status(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::BadRequest:
      return 400;
    case ErrorKind::Unauthenticated:
      return 401;
    case ErrorKind::Forbidden:
      return 403;
    case ErrorKind::NotFound:
      return 404;
    case ErrorKind::Conflict:
      return 409;
    case ErrorKind::TooLarge:
      return 413;
    case ErrorKind::Unsupported:
      return 415;
    case ErrorKind::Invalid:
      return 422;
    case ErrorKind::TooMany:
      return 429;
    case ErrorKind::Unavailable:
      return 503;
  }
  std::unreachable();
}

void assertion_failed(const char* expression, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: assertion failed: %s\n", file, line, expression);
  std::abort();
}

}  // namespace linli
