#include "http/message.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace linli::http {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

const std::string* find(const Pairs& pairs, std::string_view name) {
  const auto found = std::ranges::find(pairs, name, &Pairs::value_type::first);
  return found == pairs.end() ? nullptr : &found->second;
}

void write_fault(JsonWriter& json, const Fault& fault) {
  json.begin_object().field("field", fault.field).field("row", fault.row).field("value", fault.value);
  json.field("reason", fault.reason).field("remedy", fault.remedy).end_object();
}

}  // namespace

std::string_view Request::header(std::string_view lower_name) const {
  const auto* value = find(headers, lower_name);
  return value ? std::string_view(*value) : std::string_view{};
}

std::string_view Request::cookie(std::string_view name) const {
  std::string_view rest = header("cookie");
  while (!rest.empty()) {
    const auto end = std::min(rest.find(';'), rest.size());
    const std::string_view pair = trim(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') {
      return pair.substr(name.size() + 1);
    }
  }
  return {};
}

std::string_view Request::param(std::string_view name) const {
  const auto* value = find(params, name);
  LINLI_ASSERT(value != nullptr);
  return *value;
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
  const auto* value = find(query, name);
  if (!value) return std::nullopt;
  return *value;
}

Response json_response(JsonWriter& writer, int status) { return json_response(writer.take(), status); }

Response json_response(std::string json, int status) {
  Response response;
  response.status = status;
  response.body = std::move(json);
  return response;
}

Response empty_response(int status) {
  Response response;
  response.status = status;
  response.content_type.clear();
  return response;
}

Response error_response(const Error& error, std::string_view request_id) {
  JsonWriter json;
  json.begin_object().key("error").begin_object();
  json.field("code", error.code).field("message", error.message).field("request_id", request_id);
  json.key("faults").begin_array();
  for (const Fault& fault : error.faults) write_fault(json, fault);
  json.end_array().end_object().end_object();
  Response response = json_response(json, http_status(error.kind));
  if (error.retry_after_seconds > 0) {
    response.headers.emplace_back("Retry-After", std::to_string(error.retry_after_seconds));
  }
  return response;
}

}  // namespace linli::http
