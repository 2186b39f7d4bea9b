#include "declare/lexer.hpp"

#include <array>

#include "base/time.hpp"

namespace linli::declare {
namespace {

constexpr std::size_t kDateLength = 10;
// Longer ones first: `<=` is not `<` and `=`.
constexpr std::array<std::string_view, 15> kSymbols{"==", "!=", "<=", ">=", "<", ">", "+", "-",
                                                    "*",  "/",  "(",  ")",  ",", ".", "="};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool in_name(char c) { return starts_name(c) || is_digit(c); }

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::expected<std::vector<Token>, ExpressionFault> run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        ++at_;
      } else if (starts_name(c)) {
        take(TokenKind::Name, in_name);
      } else if (is_digit(c)) {
        take_number_or_date();
      } else if (c == '"' || c == '\'') {
        if (!take_text(c)) return std::unexpected(unclosed());
      } else if (!take_symbol()) {
        return std::unexpected(unknown());
      }
    }
    tokens_.push_back({TokenKind::End, {}, text_.size()});
    return std::move(tokens_);
  }

 private:
  void push(TokenKind kind, std::size_t length) {
    tokens_.push_back({kind, text_.substr(at_, length), at_});
    at_ += length;
  }

  void take(TokenKind kind, bool (*belongs)(char)) {
    auto end = at_;
    while (end < text_.size() && belongs(text_[end])) ++end;
    push(kind, end - at_);
  }

  void take_number_or_date() {
    const auto head = text_.substr(at_, kDateLength);
    const bool ends = at_ + kDateLength >= text_.size() || !is_digit(text_[at_ + kDateLength]);
    if (ends && looks_like_date(head)) return push(TokenKind::Date, kDateLength);
    auto end = at_;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    if (end + 1 < text_.size() && text_[end] == '.' && is_digit(text_[end + 1])) {
      ++end;
      while (end < text_.size() && is_digit(text_[end])) ++end;
    }
    push(TokenKind::Number, end - at_);
  }

  static bool looks_like_date(std::string_view head) {
    if (head.size() != kDateLength) return false;
    for (std::size_t i = 0; i < kDateLength; ++i) {
      const bool dash = i == 4 || i == 7;
      if (dash ? head[i] != '-' : !is_digit(head[i])) return false;
    }
    return true;
  }

  bool take_text(char quote) {
    const auto end = text_.find(quote, at_ + 1);
    if (end == std::string_view::npos) return false;
    tokens_.push_back({TokenKind::Text, text_.substr(at_ + 1, end - at_ - 1), at_});
    at_ = end + 1;
    return true;
  }

  bool take_symbol() {
    for (const auto symbol : kSymbols) {
      if (!text_.substr(at_).starts_with(symbol)) continue;
      push(TokenKind::Symbol, symbol.size());
      return true;
    }
    return false;
  }

  [[nodiscard]] ExpressionFault unclosed() const {
    return {at_,
            {"引号没有结束。", "The quotation mark is not closed."},
            {"补上后一个引号。", "Add the closing quotation mark."}};
  }
  [[nodiscard]] ExpressionFault unknown() const {
    return {at_,
            {"这里的符号不认识。", "This character is not understood."},
            {"只用英文半角符号;中文写在引号里。", "Use plain ASCII signs; Chinese words stand in quotation marks."}};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::expected<std::vector<Token>, ExpressionFault> tokens_of(std::string_view text) { return Lexer(text).run(); }

}  // namespace linli::declare
