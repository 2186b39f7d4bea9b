#pragma once
// Requests of one kind, declared from its fields: the same declarations check what comes in and are shown as OpenAPI.

#include <string>

#include "http/router.hpp"
#include "modules/registers/kinds.hpp"

namespace linli::registers {

[[nodiscard]] http::Declaration list_declaration(const Kind& kind, const accounts::Caller& caller);
[[nodiscard]] http::Declaration summary_declaration(const Kind& kind, const accounts::Caller& caller);
[[nodiscard]] http::Declaration add_declaration(const Kind& kind, const accounts::Caller& caller);
[[nodiscard]] http::Declaration change_declaration(const Kind& kind, const accounts::Caller& caller);
[[nodiscard]] std::string kind_openapi(const Kind& kind, const accounts::Caller& caller);

}  // namespace linli::registers
