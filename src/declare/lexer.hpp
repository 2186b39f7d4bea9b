#pragma once
// Text of an expression → tokens.

#include <cstddef>
#include <expected>
#include <string_view>
#include <vector>

#include "declare/expression.hpp"

namespace linli::declare {

enum class TokenKind { Name, Number, Text, Date, Symbol, End };

struct Token {
  TokenKind kind{};
  std::string_view text;  // of a text literal: without its quotes
  std::size_t offset = 0;
};

// The last token is End. Names and words are `a-z A-Z 0-9 _`; texts stand in "…" or '…' and hold no such quote.
[[nodiscard]] std::expected<std::vector<Token>, ExpressionFault> tokens_of(std::string_view text);

}  // namespace linli::declare
