#pragma once
// The tree of an expression, before and after its names are bound.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "declare/expression.hpp"

namespace linli::declare {

enum class NodeKind { Literal, Name, Negate, Not, Binary, OneOf, Call, Aggregate };
enum class Operator { Or, And, Equal, Unequal, Less, LessEqual, Greater, GreaterEqual, Plus, Minus, Times, Over };
enum class Aggregate { Count, Sum, Average, Least, Greatest, Any, All };

struct Function;

// Which record a name starts from.
enum class Start { Current, Root, None };

struct Node {
  NodeKind kind{};
  std::size_t offset = 0;
  Value literal;                  // Literal
  std::vector<std::string> path;  // Name; Aggregate: relation, and the field that is summed
  Operator op{};                  // Binary
  Aggregate aggregate{};          // Aggregate
  std::string function_name;      // Call
  // Binary, Negate, Not, Call: operands. OneOf: what is looked for, then where. Aggregate: the condition, if any.
  std::vector<Node> children;

  // Bound by the checker.
  Type type{};
  Start start = Start::Current;
  std::vector<int> references;  // followed before the field or relation
  int field = -1;
  int relation = -1;
  bool as_of = false;
  const Function* function = nullptr;
};

[[nodiscard]] std::string_view symbol_of(Operator op);
[[nodiscard]] int strength_of(Operator op);
[[nodiscard]] std::string_view name_of(Aggregate aggregate);
[[nodiscard]] std::string format_node(const Node& node);

}  // namespace linli::declare
