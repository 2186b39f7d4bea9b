#include "modules/accounts/http_json.hpp"

#include <botan/mem_ops.h>

namespace linli::accounts {
namespace {

const boost::json::value* member(const http::Request& request, std::string_view name) {
  const auto* object = request.json.if_object();
  const auto* found = object == nullptr ? nullptr : object->if_contains(name);
  return found == nullptr || found->is_null() ? nullptr : found;
}

// Area and body of a role, as `{id,name,level}` and `{id,name}` or null.
void write_place(JsonWriter& json, const RoleView& role) {
  const auto& binding = role.dated.binding;
  json.key("area");
  if (binding.area) {
    json.begin_object().field("id", binding.area).field("name", role.area ? role.area->name : std::string{});
    json.field("level", role.area ? role.area->level : std::string{}).end_object();
  } else {
    json.value(nullptr);
  }
  json.key("body");
  if (binding.body) {
    json.begin_object().field("id", binding.body).field("name", role.body.value_or("")).end_object();
  } else {
    json.value(nullptr);
  }
}

std::string offset_text(Offset offset) {
  const auto minutes = offset.count();
  const auto size = minutes < 0 ? -minutes : minutes;
  std::string text = minutes < 0 ? "-" : "+";
  for (const auto part : {size / 60, size % 60}) {
    if (text.size() == 3) text += ':';
    text += static_cast<char>('0' + part / 10);
    text += static_cast<char>('0' + part % 10);
  }
  return text;
}

}  // namespace

std::optional<std::string> text_of(const http::Request& request, std::string_view name) {
  const auto* found = member(request, name);
  if (found == nullptr || !found->is_string()) return std::nullopt;
  return std::string(found->get_string());
}

std::optional<Date> date_of_member(const http::Request& request, std::string_view name) {
  const auto text = text_of(request, name);
  return text ? parse_date(*text) : std::nullopt;
}

std::int64_t id_of_member(const http::Request& request, std::string_view name) {
  const auto text = text_of(request, name);
  return text ? parse_id(*text).value_or(0) : 0;
}

std::string take_secret(http::Request& request, std::string_view name) {
  auto secret = text_of(request, name).value_or("");
  if (auto* object = request.json.if_object()) {
    if (auto* found = object->if_contains(name); found != nullptr && found->is_string())
      Botan::secure_scrub_memory(found->get_string().data(), found->get_string().size());
  }
  wipe(request.body);
  return secret;
}

void write_role(JsonWriter& json, const RoleView& role) {
  const auto& binding = role.dated.binding;
  json.begin_object().field("id", std::to_string(binding.id)).field("role", to_string(binding.role));
  write_place(json, role);
  json.field("from", format_date(role.dated.from))
      .field("to", role.dated.to ? std::optional(format_date(*role.dated.to)) : std::nullopt)
      .end_object();
}

void write_account(JsonWriter& json, const AccountView& account) {
  json.begin_object()
      .field("id", account.account.id)
      .field("login", account.account.login)
      .field("name", account.account.name)
      .field("state", to_string(account.account.state))
      .key("roles")
      .begin_array();
  for (const auto& role : account.roles) write_role(json, role);
  json.end_array().end_object();
}

void write_token(JsonWriter& json, const TokenView& token) {
  json.begin_object()
      .field("id", std::to_string(token.token.id))
      .field("name", token.token.name)
      .field("role", to_string(token.token.binding.role));
  write_place(json, token.role);
  json.field("expires", format_instant(token.token.expires_at)).end_object();
}

void write_district(JsonWriter& json, const District& district) {
  json.begin_object()
      .field("id", district.id)
      .field("name", district.name)
      .field("code", district.code)
      .field("offset", offset_text(district.offset))
      .end_object();
}

}  // namespace linli::accounts
