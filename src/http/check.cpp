#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "http/check_value.hpp"
#include "http/errors.hpp"
#include "http/json_text.hpp"
#include "http/router.hpp"

namespace linli::http {
namespace {

// `image/JPEG; q=1` → `image/jpeg`.
std::string media_type(std::string_view header) {
  std::string type(trim(header.substr(0, header.find(';'))));
  for (char& c : type) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return type;
}

bool matches(std::string_view accepted, std::string_view type) {
  if (!accepted.ends_with("/*")) return accepted == type;
  return type.starts_with(accepted.substr(0, accepted.size() - 1));
}

std::unexpected<Error> unsupported(std::string_view got, const std::string& accepted) {
  return fail(kUnsupportedType, {{"Content-Type",
                                  std::nullopt,
                                  std::string(prefix_utf8(got, 60)),
                                  {"不接受这种内容类型", "This content type is not accepted"},
                                  {"请用 " + accepted + " 发送", "Send it as " + accepted}}});
}

void check_query(const Request& request, const Declaration& declaration, FieldChecker& checker) {
  const auto& declared = declaration.query;
  for (auto pair = request.query.begin(); pair != request.query.end(); ++pair) {
    const auto& [name, value] = *pair;
    const auto field = std::ranges::find(declared, name, &Field::name);
    if (field == declared.end()) {
      if (!declaration.open_query) checker.unknown(name);
      continue;
    }
    const bool seen = std::any_of(request.query.begin(), pair, [&](const auto& other) { return other.first == name; });
    if (seen && field->type != Type::Array) {
      checker.repeated(name);
    } else {
      checker.check_text(*field, value);
    }
  }
  for (const Field& field : declared) {
    if (!request.query_value(field.name)) checker.missing(field);
  }
}

std::unexpected<Error> bad_json(const JsonFault& fault) {
  const std::string place = std::to_string(fault.offset);
  return fail(kBadJson, {{fault.member,
                          std::nullopt,
                          {},
                          fault.reason,
                          {"请检查第 " + place + " 个字节附近", "Look near byte " + place}}});
}

// An absent body counts as `{}`, so that a step without fields needs none.
Result<void> read_json(Request& request) {
  if (request.body.empty()) {
    request.json = boost::json::object{};
    return {};
  }
  const std::string type = media_type(request.header("content-type"));
  if (type != "application/json") return unsupported(type, "application/json");
  auto parsed = parse_json(request.body);
  if (!parsed) return bad_json(parsed.error());
  if (!parsed->is_object()) return bad_json({0, {"最外层应为对象", "The outermost value must be an object"}, {}});
  request.json = std::move(*parsed);
  return {};
}

Result<void> check_raw(const Request& request, const Declaration& declaration) {
  if (declaration.raw_types.empty()) return {};
  const std::string type = media_type(request.header("content-type"));
  for (const std::string& accepted : declaration.raw_types) {
    if (matches(accepted, type)) return {};
  }
  std::string list;
  for (const std::string& accepted : declaration.raw_types) list += (list.empty() ? "" : ", ") + accepted;
  return unsupported(type, list);
}

}  // namespace

Result<void> check(Request& request, const Declaration& declaration) {
  FieldChecker checker;
  check_query(request, declaration, checker);
  if (declaration.body_kind == BodyKind::Json) {
    if (auto read = read_json(request); !read) return read;
    checker.check_object(request.json.get_object(), declaration.body);
  } else if (declaration.body_kind == BodyKind::Raw) {
    if (auto accepted = check_raw(request, declaration); !accepted) return accepted;
  }
  if (!checker.faults().empty()) return fail(kInvalid, std::move(checker.faults()));
  return {};
}

}  // namespace linli::http
