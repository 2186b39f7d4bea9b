#include "declare/parser.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "declare/lexer.hpp"

namespace linli::declare {
namespace {

using Parsed = std::expected<Node, ExpressionFault>;

// A rule is a line or two; more is a mistake or an attack.
constexpr std::size_t kLongest = 4000;
constexpr std::size_t kMostTokens = 800;
constexpr int kDeepest = 60;

struct OperatorWord {
  std::string_view text;
  Operator op;
};
constexpr std::array<OperatorWord, 6> kComparisons{{{"==", Operator::Equal},
                                                    {"!=", Operator::Unequal},
                                                    {"<=", Operator::LessEqual},
                                                    {">=", Operator::GreaterEqual},
                                                    {"<", Operator::Less},
                                                    {">", Operator::Greater}}};
constexpr std::array<OperatorWord, 2> kSums{{{"+", Operator::Plus}, {"-", Operator::Minus}}};
constexpr std::array<OperatorWord, 2> kProducts{{{"*", Operator::Times}, {"/", Operator::Over}}};
constexpr std::array<std::pair<std::string_view, Aggregate>, 7> kAggregates{{{"count", Aggregate::Count},
                                                                             {"sum", Aggregate::Sum},
                                                                             {"average", Aggregate::Average},
                                                                             {"least", Aggregate::Least},
                                                                             {"greatest", Aggregate::Greatest},
                                                                             {"any", Aggregate::Any},
                                                                             {"all", Aggregate::All}}};
constexpr std::array<std::string_view, 5> kWords{"and", "or", "not", "in", "where"};

bool is_word(std::string_view name) { return std::ranges::find(kWords, name) != kWords.end(); }

class Parser {
 public:
  explicit Parser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  Parsed run() {
    auto root = either();
    if (!root) return root;
    if (now().kind != TokenKind::End) return fault("这里多了内容。", "There is something too much here.");
    return root;
  }

 private:
  Parsed either() {
    const Depth depth(*this);
    if (depth_ > kDeepest) return fault("括号嵌套太深。", "This is nested too deeply.");
    return chain(&Parser::both, "or", Operator::Or);
  }
  Parsed both() { return chain(&Parser::negation, "and", Operator::And); }

  Parsed chain(Parsed (Parser::*part)(), std::string_view word, Operator op) {
    auto left = (this->*part)();
    while (left && is_name(word)) {
      const auto at = now().offset;
      ++at_;
      auto right = (this->*part)();
      if (!right) return right;
      left = binary(op, at, std::move(*left), std::move(*right));
    }
    return left;
  }

  Parsed negation() {
    if (!is_name("not")) return comparison();
    const auto at = now().offset;
    const Depth depth(*this);
    if (depth_ > kDeepest) return fault("括号嵌套太深。", "This is nested too deeply.");
    ++at_;
    auto inner = negation();
    if (!inner) return inner;
    return unary(NodeKind::Not, at, std::move(*inner));
  }

  Parsed comparison() {
    auto left = sum();
    if (!left) return left;
    if (is_name("in")) return one_of(std::move(*left));
    const auto op = symbol_among(kComparisons);
    if (!op) {
      if (is_symbol("=")) return fault("相等写成 ==。", "Equality is written ==.");
      return left;
    }
    const auto at = now().offset;
    ++at_;
    auto right = sum();
    if (!right) return right;
    if (symbol_among(kComparisons))
      return fault("比较不能连写,用 and 连接。", "Comparisons do not chain; join them with and.");
    return binary(*op, at, std::move(*left), std::move(*right));
  }

  Parsed one_of(Node wanted) {
    Node node{.kind = NodeKind::OneOf, .offset = now().offset};
    ++at_;
    node.children.push_back(std::move(wanted));
    if (!is_symbol("(")) {
      auto list = primary();
      if (!list) return list;
      node.children.push_back(std::move(*list));
      return node;
    }
    ++at_;
    do {
      auto item = sum();
      if (!item) return item;
      node.children.push_back(std::move(*item));
    } while (taken(","));
    if (!taken(")")) return fault("缺右括号 )。", "A closing bracket ) is missing.");
    return node;
  }

  Parsed sum() { return arithmetic(&Parser::product, kSums); }
  Parsed product() { return arithmetic(&Parser::signed_value, kProducts); }

  Parsed arithmetic(Parsed (Parser::*part)(), std::span<const OperatorWord> words) {
    auto left = (this->*part)();
    while (left) {
      const auto op = symbol_among(words);
      if (!op) break;
      const auto at = now().offset;
      ++at_;
      auto right = (this->*part)();
      if (!right) return right;
      left = binary(*op, at, std::move(*left), std::move(*right));
    }
    return left;
  }

  Parsed signed_value() {
    if (!is_symbol("-")) return primary();
    const auto at = now().offset;
    const Depth depth(*this);
    if (depth_ > kDeepest) return fault("括号嵌套太深。", "This is nested too deeply.");
    ++at_;
    auto inner = signed_value();
    if (!inner) return inner;
    return unary(NodeKind::Negate, at, std::move(*inner));
  }

  Parsed primary() {
    const auto token = now();
    switch (token.kind) {
      case TokenKind::Number: {
        const auto number = Number::parse(token.text);
        if (!number) return fault("数字太大。", "The number is too large.");
        return literal(*number);
      }
      case TokenKind::Date: {
        const auto date = parse_date(token.text);
        if (!date) return fault("没有这一天。", "There is no such day.");
        return literal(*date);
      }
      case TokenKind::Text:
        return literal(std::string(token.text));
      case TokenKind::Name:
        return named();
      default:
        break;
    }
    if (!taken("(")) return fault("这里缺一个值。", "A value is missing here.");
    auto inner = either();
    if (!inner) return inner;
    if (!taken(")")) return fault("缺右括号 )。", "A closing bracket ) is missing.");
    return inner;
  }

  Parsed named() {
    const auto token = now();
    if (token.text == "true" || token.text == "false") return literal(token.text == "true");
    if (is_word(token.text)) return fault("这里缺一个值。", "A value is missing here.");
    if (peek_symbol("(")) {
      for (const auto& [name, aggregate] : kAggregates) {
        if (name == token.text) return aggregated(aggregate);
      }
      return call();
    }
    Node node{.kind = NodeKind::Name, .offset = token.offset};
    auto path = dotted();
    if (!path) return std::unexpected(path.error());
    node.path = std::move(*path);
    return node;
  }

  std::expected<std::vector<std::string>, ExpressionFault> dotted() {
    std::vector<std::string> path;
    do {
      if (now().kind != TokenKind::Name || is_word(now().text))
        return fault("这里缺一个名称。", "A name is missing here.");
      path.emplace_back(now().text);
      ++at_;
    } while (taken("."));
    return path;
  }

  Parsed aggregated(Aggregate aggregate) {
    Node node{.kind = NodeKind::Aggregate, .offset = now().offset, .aggregate = aggregate};
    at_ += 2;
    auto path = dotted();
    if (!path) return std::unexpected(path.error());
    node.path = std::move(*path);
    if (is_name("where")) {
      ++at_;
      auto condition = either();
      if (!condition) return condition;
      node.children.push_back(std::move(*condition));
    }
    if (!taken(")")) return fault("缺右括号 )。", "A closing bracket ) is missing.");
    return node;
  }

  Parsed call() {
    Node node{.kind = NodeKind::Call, .offset = now().offset, .function_name = std::string(now().text)};
    at_ += 2;
    if (taken(")")) return node;
    do {
      auto argument = either();
      if (!argument) return argument;
      node.children.push_back(std::move(*argument));
    } while (taken(","));
    if (!taken(")")) return fault("缺右括号 )。", "A closing bracket ) is missing.");
    return node;
  }

  Node literal(Value value) {
    Node node{.kind = NodeKind::Literal, .offset = now().offset, .literal = std::move(value)};
    ++at_;
    return node;
  }
  static Node unary(NodeKind kind, std::size_t at, Node inner) {
    Node node{.kind = kind, .offset = at};
    node.children.push_back(std::move(inner));
    return node;
  }
  static Node binary(Operator op, std::size_t at, Node left, Node right) {
    Node node{.kind = NodeKind::Binary, .offset = at, .op = op};
    node.children.push_back(std::move(left));
    node.children.push_back(std::move(right));
    return node;
  }

  // Brackets, signs and `not` recurse; everything else is a loop.
  struct Depth {
    explicit Depth(Parser& parser) : parser_(parser) { ++parser_.depth_; }
    ~Depth() { --parser_.depth_; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;
    Parser& parser_;
  };

  [[nodiscard]] const Token& now() const { return tokens_[at_]; }
  [[nodiscard]] bool is_name(std::string_view word) const {
    return now().kind == TokenKind::Name && now().text == word;
  }
  [[nodiscard]] bool is_symbol(std::string_view symbol) const {
    return now().kind == TokenKind::Symbol && now().text == symbol;
  }
  [[nodiscard]] bool peek_symbol(std::string_view symbol) const {
    return tokens_[at_ + 1].kind == TokenKind::Symbol && tokens_[at_ + 1].text == symbol;
  }
  bool taken(std::string_view symbol) {
    if (!is_symbol(symbol)) return false;
    ++at_;
    return true;
  }
  [[nodiscard]] std::optional<Operator> symbol_among(std::span<const OperatorWord> words) const {
    for (const auto& [text, op] : words) {
      if (is_symbol(text)) return op;
    }
    return std::nullopt;
  }
  [[nodiscard]] std::unexpected<ExpressionFault> fault(std::string zh, std::string en) const {
    return std::unexpected(ExpressionFault{now().offset,
                                           {std::move(zh), std::move(en)},
                                           {"对照 docs/models.md 的写法改正。", "Mend it after docs/models.md."}});
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

std::expected<Node, ExpressionFault> parse_expression(std::string_view text) {
  const ExpressionFault too_long{
      0, {"表达式太长。", "The expression is too long."}, {"分成几条规则。", "Split it into several rules."}};
  if (text.size() > kLongest) return std::unexpected(too_long);
  auto tokens = tokens_of(text);
  if (!tokens) return std::unexpected(tokens.error());
  if (tokens->size() > kMostTokens) return std::unexpected(too_long);
  return Parser(std::move(*tokens)).run();
}

}  // namespace linli::declare
