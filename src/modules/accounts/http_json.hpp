#pragma once
// JSON of this module's values, and the reading of checked bodies.

#include <optional>
#include <string>
#include <string_view>

#include "base/json_writer.hpp"
#include "http/message.hpp"
#include "modules/accounts/people.hpp"

namespace linli::accounts {

// Members of a body that passed its declaration; missing and null read as nothing.
[[nodiscard]] std::optional<std::string> text_of(const http::Request& request, std::string_view name);
[[nodiscard]] std::optional<Date> date_of_member(const http::Request& request, std::string_view name);
[[nodiscard]] std::int64_t id_of_member(const http::Request& request, std::string_view name);
// The same for a password: overwritten in the request at once.
[[nodiscard]] std::string take_secret(http::Request& request, std::string_view name);

void write_role(JsonWriter& json, const RoleView& role);
void write_account(JsonWriter& json, const AccountView& account);
void write_token(JsonWriter& json, const TokenView& token);
void write_district(JsonWriter& json, const District& district);

}  // namespace linli::accounts
