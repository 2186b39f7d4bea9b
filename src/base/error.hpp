#pragma once
// What can go wrong because of the input, said so that the person can mend it. House rule: the input causes it ->
// Result<T>; the world causes it -> exception; we cause it -> LINLI_ASSERT.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace linli {

// A text that people read, in both languages of the pages.
struct Text {
  std::string zh;
  std::string en;
  bool operator==(const Text&) const = default;
};

enum class ErrorKind {
  BadRequest,       // 400: cannot be understood
  Unauthenticated,  // 401: not signed in
  Forbidden,        // 403: visible, but this step is not the caller's
  NotFound,         // 404: not there, or not the caller's to see
  Conflict,         // 409: the state has moved on
  TooLarge,         // 413
  Unsupported,      // 415
  Invalid,          // 422: understood, but with faults
  TooMany,          // 429: carries retry_after
  Unavailable,      // 503: carries retry_after
};

// One thing wrong in what was sent: where it stands, why it cannot be taken, and what to do.
struct Fault {
  std::string field;
  std::optional<std::int64_t> row;  // one-based row of a file; empty for forms
  std::string value;                // as it was sent; protected values stay empty
  Text reason;
  Text remedy;
};

struct Error {
  ErrorKind kind{};
  std::string code;  // stable, `module.what`
  Text message;
  std::vector<Fault> faults;
  int retry_after_seconds = 0;
};

template <class T>
using Result = std::expected<T, Error>;

// A module's errors stand as constants of this type in its errors.hpp: one table from meaning to status, code and
// words.
struct ErrorSpec {
  ErrorKind kind;
  std::string_view code;
  std::string_view zh;
  std::string_view en;
};

[[nodiscard]] Error make_error(const ErrorSpec& spec);
[[nodiscard]] Error make_error(const ErrorSpec& spec, std::vector<Fault> faults);

// Shorthand for `return fail(kNotFound);` in functions that return Result<T>.
[[nodiscard]] std::unexpected<Error> fail(const ErrorSpec& spec);
[[nodiscard]] std::unexpected<Error> fail(const ErrorSpec& spec, std::vector<Fault> faults);
[[nodiscard]] std::unexpected<Error> fail(Error error);

// 400 … 503 of an error's kind.
[[nodiscard]] int http_status(ErrorKind kind);

[[noreturn]] void assertion_failed(const char* expression, const char* file, int line);

}  // namespace linli

// Always on: our own mistakes must not go on writing. Never on user input.
#define LINLI_ASSERT(expression) \
  ((expression) ? static_cast<void>(0) : ::linli::assertion_failed(#expression, __FILE__, __LINE__))
