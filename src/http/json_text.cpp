#include "http/json_text.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>
#include <cmath>
#include <vector>

namespace linli::http {
namespace {

namespace json = boost::json;
using boost::system::error_code;
using json::string_view;

// Builds the value, and keeps the names of the objects that are still open to compare them at their end.
class Builder {
 public:
  static constexpr std::size_t max_object_size = std::size_t(-1) >> 1;
  static constexpr std::size_t max_array_size = std::size_t(-1) >> 1;
  static constexpr std::size_t max_key_size = 1024;
  static constexpr std::size_t max_string_size = std::size_t(-1) >> 1;

  json::value_stack values;
  std::string duplicate;

  bool on_document_begin(error_code&) {
    values.reset();
    return true;
  }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return true; }
  bool on_object_end(std::size_t count, error_code& error) {
    const auto first = names_.end() - static_cast<std::ptrdiff_t>(count);
    std::sort(first, names_.end());
    if (const auto twice = std::adjacent_find(first, names_.end()); twice != names_.end()) {
      duplicate = *twice;
      error = json::error::syntax;
      return false;
    }
    names_.erase(first, names_.end());
    values.push_object(count);
    return true;
  }
  bool on_array_begin(error_code&) { return true; }
  bool on_array_end(std::size_t count, error_code&) {
    values.push_array(count);
    return true;
  }
  bool on_key_part(string_view part, std::size_t, error_code&) {
    partial_.append(part);
    values.push_chars(part);
    return true;
  }
  bool on_key(string_view part, std::size_t, error_code&) {
    names_.push_back(partial_.append(part));
    partial_.clear();
    values.push_key(part);
    return true;
  }
  bool on_string_part(string_view part, std::size_t, error_code&) {
    values.push_chars(part);
    return true;
  }
  bool on_string(string_view part, std::size_t, error_code&) {
    values.push_string(part);
    return true;
  }
  bool on_number_part(string_view, error_code&) { return true; }
  bool on_int64(std::int64_t number, string_view, error_code&) {
    values.push_int64(number);
    return true;
  }
  bool on_uint64(std::uint64_t number, string_view, error_code&) {
    values.push_uint64(number);
    return true;
  }
  bool on_double(double number, string_view, error_code& error) {
    if (!std::isfinite(number)) {
      error = json::error::exponent_overflow;
      return false;
    }
    values.push_double(number);
    return true;
  }
  bool on_bool(bool flag, error_code&) {
    values.push_bool(flag);
    return true;
  }
  bool on_null(error_code&) {
    values.push_null();
    return true;
  }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

 private:
  std::vector<std::string> names_;
  std::string partial_;
};

Text reason_of(const error_code& error) {
  if (error == json::error::too_deep) return {"嵌套层数太多", "It is nested too deeply"};
  if (error == json::error::incomplete) return {"内容不完整", "It ends too early"};
  if (error == json::error::extra_data) return {"结尾之后还有内容", "Something follows its end"};
  if (error == json::error::exponent_overflow) return {"数字太大", "A number is too large"};
  if (error == json::error::key_too_large) return {"名称太长", "A member's name is too long"};
  return {"写法不符合 JSON 规范，或含有非 UTF-8 字符", "It is not written as JSON, or not in UTF-8"};
}

}  // namespace

std::expected<json::value, JsonFault> parse_json(std::string_view text) {
  json::parse_options options;
  options.max_depth = kMaxJsonDepth;
  json::basic_parser<Builder> parser(options);
  error_code error;
  const std::size_t parsed = parser.write_some(false, text.data(), text.size(), error);
  if (!parser.handler().duplicate.empty()) {
    return std::unexpected(JsonFault{
        parsed, {"同一名称出现了两次", "The same member stands twice"}, std::move(parser.handler().duplicate)});
  }
  if (!error && parsed < text.size()) error = json::error::extra_data;
  if (error) return std::unexpected(JsonFault{parsed, reason_of(error), {}});
  return parser.handler().values.release();
}

}  // namespace linli::http
