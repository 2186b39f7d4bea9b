#include <fmt/core.h>

#include <array>
#include <utility>

#include "declare/node.hpp"

namespace linli::declare {
namespace {

constexpr int kNotStrength = 3;
constexpr int kComparisonStrength = 4;
constexpr int kSignStrength = 7;
constexpr int kPrimary = 8;
constexpr int kMostPlaces = 18;

int strength_of(const Node& node) {
  switch (node.kind) {
    case NodeKind::Binary:
      return declare::strength_of(node.op);
    case NodeKind::Not:
      return kNotStrength;
    case NodeKind::OneOf:
      return kComparisonStrength;
    case NodeKind::Negate:
      return kSignStrength;
    default:
      return kPrimary;
  }
}

std::string wrapped(const Node& node, int at_least) {
  auto text = format_node(node);
  return strength_of(node) < at_least ? '(' + text + ')' : text;
}

// As many places as it takes: a literal always ends.
std::string format_number(Number number) {
  int places = 0;
  while (places < kMostPlaces && number.rounded(places) != number) ++places;
  return to_text(number, places);
}

std::string format_literal(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) {
    const auto* number = std::get_if<Number>(&value);
    return number == nullptr ? to_text(value) : format_number(*number);
  }
  const char quote = text->find('"') == std::string::npos ? '"' : '\'';
  return quote + *text + quote;
}

std::string format_path(const std::vector<std::string>& path) {
  std::string text;
  for (const auto& part : path) text += (text.empty() ? "" : ".") + part;
  return text;
}

std::string format_list(std::span<const Node> nodes) {
  std::string text;
  for (const auto& node : nodes) text += (text.empty() ? "" : ", ") + wrapped(node, 0);
  return text;
}

std::string format_binary(const Node& node) {
  const int strength = declare::strength_of(node.op);
  // Comparisons do not chain; the rest is read from the left.
  const int left = strength == kComparisonStrength ? strength + 1 : strength;
  return fmt::format("{} {} {}", wrapped(node.children[0], left), symbol_of(node.op),
                     wrapped(node.children[1], strength + 1));
}

std::string format_one_of(const Node& node) {
  const auto wanted = wrapped(node.children[0], kComparisonStrength + 1);
  const std::span<const Node> rest(node.children.begin() + 1, node.children.end());
  if (rest.size() == 1 && rest[0].kind == NodeKind::Name) return fmt::format("{} in {}", wanted, format_node(rest[0]));
  std::string items;
  for (const auto& item : rest) items += (items.empty() ? "" : ", ") + wrapped(item, kComparisonStrength + 1);
  return fmt::format("{} in ({})", wanted, items);
}

}  // namespace

std::string_view symbol_of(Operator op) {
  constexpr std::array<std::string_view, 12> kSymbols{
      "or", "and", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/"};
  return kSymbols[static_cast<std::size_t>(op)];
}

int strength_of(Operator op) {
  switch (op) {
    case Operator::Or:
      return 1;
    case Operator::And:
      return 2;
    case Operator::Plus:
    case Operator::Minus:
      return 5;
    case Operator::Times:
    case Operator::Over:
      return 6;
    default:
      return kComparisonStrength;
  }
}

std::string_view name_of(Aggregate aggregate) {
  constexpr std::array<std::string_view, 7> kNames{"count", "sum", "average", "least", "greatest", "any", "all"};
  return kNames[static_cast<std::size_t>(aggregate)];
}

std::string format_node(const Node& node) {
  switch (node.kind) {
    case NodeKind::Literal:
      return format_literal(node.literal);
    case NodeKind::Name:
      return format_path(node.path);
    case NodeKind::Negate:
      return '-' + wrapped(node.children[0], kSignStrength);
    case NodeKind::Not:
      return "not " + wrapped(node.children[0], kNotStrength);
    case NodeKind::Binary:
      return format_binary(node);
    case NodeKind::OneOf:
      return format_one_of(node);
    case NodeKind::Call:
      return fmt::format("{}({})", node.function_name, format_list(node.children));
    case NodeKind::Aggregate:
      break;
  }
  auto text = fmt::format("{}({}", name_of(node.aggregate), format_path(node.path));
  if (!node.children.empty()) text += " where " + format_node(node.children[0]);
  return text + ')';
}

}  // namespace linli::declare
