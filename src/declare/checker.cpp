#include "declare/checker.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "declare/functions.hpp"

namespace linli::declare {
namespace {

using Fault = std::optional<ExpressionFault>;

Text type_words(Type type) {
  switch (type) {
    case Type::Bool:
      return {"是否", "a condition"};
    case Type::Number:
      return {"数字", "a number"};
    case Type::Text:
      return {"文字", "a text"};
    case Type::Date:
      return {"日期", "a date"};
    case Type::Texts:
      return {"多个文字", "several texts"};
  }
  std::unreachable();
}

ExpressionFault fault_at(std::size_t offset, std::string zh, std::string en, Text remedy) {
  return {offset, {std::move(zh), std::move(en)}, std::move(remedy)};
}

ExpressionFault wrong_type(const Node& node, Type wanted) {
  const auto is = type_words(node.type);
  const auto must = type_words(wanted);
  return fault_at(node.offset, fmt::format("这里要{},写的是{}。", must.zh, is.zh),
                  fmt::format("This must be {}, but it is {}.", must.en, is.en),
                  {"换成同类的值。", "Use a value of that type."});
}

std::string comma_list(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

class Checker {
 public:
  explicit Checker(const Names& names) : names_(names) {
    root_ = names.shapes == nullptr ? nullptr : names.shapes->find(names.kind);
  }

  Fault run(Node& root, std::optional<Type> wanted) {
    if (auto fault = check(root, root_)) return fault;
    if (wanted && root.type != *wanted) return wrong_type(root, *wanted);
    return std::nullopt;
  }

 private:
  Fault check(Node& node, const Shape* shape) {
    switch (node.kind) {
      case NodeKind::Literal:
        node.type = type_of(node.literal);
        return std::nullopt;
      case NodeKind::Name:
        return check_name(node, shape);
      case NodeKind::Negate:
        node.type = Type::Number;
        return check_as(node.children[0], shape, Type::Number);
      case NodeKind::Not:
        node.type = Type::Bool;
        return check_as(node.children[0], shape, Type::Bool);
      case NodeKind::Binary:
        return check_binary(node, shape);
      case NodeKind::OneOf:
        return check_one_of(node, shape);
      case NodeKind::Call:
        return check_call(node, shape);
      case NodeKind::Aggregate:
        break;
    }
    return check_aggregate(node, shape);
  }

  Fault check_as(Node& node, const Shape* shape, Type wanted) {
    if (auto fault = check(node, shape)) return fault;
    if (node.type != wanted) return wrong_type(node, wanted);
    return std::nullopt;
  }

  Fault check_binary(Node& node, const Shape* shape) {
    auto& left = node.children[0];
    auto& right = node.children[1];
    if (auto fault = check(left, shape)) return fault;
    if (auto fault = check(right, shape)) return fault;
    switch (node.op) {
      case Operator::Or:
      case Operator::And:
        return both(node, Type::Bool, Type::Bool);
      case Operator::Equal:
      case Operator::Unequal:
        node.type = Type::Bool;
        return left.type == right.type && left.type != Type::Texts ? std::nullopt : Fault(wrong_type(right, left.type));
      case Operator::Plus:
        if (left.type != Type::Date) return both(node, Type::Number, Type::Number);
        node.type = Type::Date;
        return right.type == Type::Number ? std::nullopt : Fault(wrong_type(right, Type::Number));
      case Operator::Minus:
        if (left.type != Type::Date) return both(node, Type::Number, Type::Number);
        node.type = right.type == Type::Date ? Type::Number : Type::Date;
        return right.type == Type::Date || right.type == Type::Number ? std::nullopt
                                                                      : Fault(wrong_type(right, Type::Number));
      case Operator::Times:
      case Operator::Over:
        return both(node, Type::Number, Type::Number);
      default:
        return both(node, left.type == Type::Date ? Type::Date : Type::Number, Type::Bool);
    }
  }

  static Fault both(Node& node, Type operands, Type result) {
    node.type = result;
    for (const auto& child : node.children) {
      if (child.type != operands) return wrong_type(child, operands);
    }
    return std::nullopt;
  }

  Fault check_one_of(Node& node, const Shape* shape) {
    node.type = Type::Bool;
    auto& wanted = node.children[0];
    if (auto fault = check(wanted, shape)) return fault;
    for (auto& item : std::span(node.children).subspan(1)) {
      if (auto fault = check(item, shape)) return fault;
      const bool list = node.children.size() == 2 && item.type == Type::Texts && wanted.type == Type::Text;
      if (item.type != wanted.type && !list) return wrong_type(item, wanted.type);
    }
    if (wanted.type == Type::Texts) return wrong_type(wanted, Type::Text);
    return std::nullopt;
  }

  Fault check_call(Node& node, const Shape* shape) {
    for (auto& argument : node.children) {
      if (auto fault = check(argument, shape)) return fault;
    }
    if (node.function_name == "if") return check_if(node);
    if (node.function_name == "known") {
      node.type = Type::Bool;
      return count_is(node, 1);
    }
    if (node.function_name == "or_else") return check_or_else(node);
    if (node.function_name == "value_of") return check_value_of(node);
    const auto* function = find_function(node.function_name);
    if (function == nullptr) {
      return fault_at(node.offset, fmt::format("没有函数 {}。", node.function_name),
                      fmt::format("There is no function {}.", node.function_name),
                      {"可用的函数见 docs/models.md。", "See docs/models.md for those there are."});
    }
    node.function = function;
    node.type = function->result;
    const auto parameters = function->parameters.size();
    if (!function->repeats || node.children.size() < parameters) {
      if (auto fault = count_is(node, parameters)) return fault;
    }
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      const auto type = function->parameters[std::min(i, parameters - 1)];
      if (node.children[i].type != type) return wrong_type(node.children[i], type);
    }
    return std::nullopt;
  }

  static Fault count_is(const Node& node, std::size_t count) {
    if (node.children.size() == count) return std::nullopt;
    return fault_at(node.offset,
                    fmt::format("{} 要 {} 个值,写了 {} 个。", node.function_name, count, node.children.size()),
                    fmt::format("{} takes {} values, {} are given.", node.function_name, count, node.children.size()),
                    {"补上或去掉多的。", "Add or remove values."});
  }

  static Fault check_if(Node& node) {
    if (auto fault = count_is(node, 3)) return fault;
    if (node.children[0].type != Type::Bool) return wrong_type(node.children[0], Type::Bool);
    node.type = node.children[1].type;
    return node.children[2].type == node.type ? std::nullopt : Fault(wrong_type(node.children[2], node.type));
  }

  static Fault check_or_else(Node& node) {
    if (auto fault = count_is(node, 2)) return fault;
    node.type = node.children[0].type;
    return node.children[1].type == node.type ? std::nullopt : Fault(wrong_type(node.children[1], node.type));
  }

  Fault check_value_of(Node& node) const {
    if (auto fault = count_is(node, 1)) return fault;
    node.type = Type::Number;
    const auto* code = std::get_if<std::string>(&node.children[0].literal);
    if (code != nullptr && names_.knows_value && names_.knows_value(*code)) return std::nullopt;
    return fault_at(node.offset, "value_of 要写一条有数值的规则的代码。",
                    "value_of needs the code of a rule that is a value.",
                    {"在 rules.toml 中补写该规则。", "Add that rule to rules.toml."});
  }

  Fault check_name(Node& node, const Shape* shape) {
    if (node.path.size() == 1 && node.path[0] == "as_of") {
      node.start = Start::None;
      node.as_of = true;
      node.type = Type::Date;
      return std::nullopt;
    }
    if (node.path.size() == 1 && (shape == nullptr || !shape->field(node.path[0]))) {
      const auto constant = names_.constants.find(node.path[0]);
      if (constant != names_.constants.end()) {
        node.start = Start::None;
        node.literal = constant->second;
        node.type = type_of(constant->second);
        return std::nullopt;
      }
    }
    auto steps = std::span<const std::string>(node.path);
    const auto* from = start_of(node, shape, steps);
    if (auto fault = follow(node, from, steps)) return fault;
    const auto field = from == nullptr ? std::nullopt : from->field(steps.back());
    if (!field) return unknown_name(node, steps.back(), from);
    node.field = *field;
    node.type = from->fields[static_cast<std::size_t>(*field)].type;
    return std::nullopt;
  }

  // `this.` starts at the record the whole expression is about.
  const Shape* start_of(Node& node, const Shape* shape, std::span<const std::string>& steps) const {
    if (steps.size() < 2 || steps[0] != "this") return shape;
    node.start = Start::Root;
    steps = steps.subspan(1);
    return root_;
  }

  // All steps but the last go to one record each.
  Fault follow(Node& node, const Shape*& shape, std::span<const std::string> steps) const {
    for (const auto& step : steps.first(steps.size() - 1)) {
      const auto reference = shape == nullptr ? std::nullopt : shape->reference(step);
      if (!reference) return unknown_name(node, step, shape);
      node.references.push_back(*reference);
      shape = names_.shapes->find(shape->references[static_cast<std::size_t>(*reference)].kind);
    }
    return std::nullopt;
  }

  Fault check_aggregate(Node& node, const Shape* shape) {
    const bool sums =
        node.aggregate != Aggregate::Count && node.aggregate != Aggregate::Any && node.aggregate != Aggregate::All;
    node.type = node.aggregate == Aggregate::Any || node.aggregate == Aggregate::All ? Type::Bool : Type::Number;
    auto steps = std::span<const std::string>(node.path);
    const auto* from = start_of(node, shape, steps);
    if (sums && steps.size() < 2) {
      return fault_at(
          node.offset, fmt::format("{} 要写成 {}(关系.字段)。", name_of(node.aggregate), name_of(node.aggregate)),
          fmt::format("Write {}(relation.field).", name_of(node.aggregate)), {"补上字段。", "Name the field."});
    }
    const auto last = sums ? steps.size() - 1 : steps.size();
    if (auto fault = follow(node, from, steps.first(last))) return fault;
    const auto relation = from == nullptr ? std::nullopt : from->relation(steps[last - 1]);
    if (!relation) return unknown_name(node, steps[last - 1], from);
    node.relation = *relation;
    const auto* related = names_.shapes->find(from->relations[static_cast<std::size_t>(*relation)].kind);
    if (related == nullptr) return unknown_name(node, steps[last - 1], from);
    if (sums) {
      const auto field = related->field(steps.back());
      if (!field) return unknown_name(node, steps.back(), related);
      node.field = *field;
      Node named{.kind = NodeKind::Name,
                 .offset = node.offset,
                 .type = related->fields[static_cast<std::size_t>(*field)].type};
      if (named.type != Type::Number) return wrong_type(named, Type::Number);
    }
    return check_condition(node, related);
  }

  Fault check_condition(Node& node, const Shape* related) {
    if (!node.children.empty()) return check_as(node.children[0], related, Type::Bool);
    if (node.type != Type::Bool) return std::nullopt;
    return fault_at(node.offset, "any 和 all 要写 where 条件。", "any and all need a condition after where.",
                    {"补写 where …。", "Add where …."});
  }

  [[nodiscard]] static ExpressionFault unknown_name(const Node& node, std::string_view name, const Shape* shape) {
    if (shape == nullptr) {
      return fault_at(node.offset, fmt::format("这里不能用字段 {}。", name),
                      fmt::format("The field {} cannot be named here.", name),
                      {"这里只能写数字和日期。", "Only numbers and dates stand here."});
    }
    std::vector<std::string> known;
    for (const auto& field : shape->fields) known.push_back(field.name);
    for (const auto& link : shape->references) known.push_back(link.name + ".…");
    for (const auto& link : shape->relations) known.push_back(link.name);
    const auto list = comma_list(known);
    return fault_at(node.offset, fmt::format("{} 没有 {}。", shape->kind, name),
                    fmt::format("{} has no {}.", shape->kind, name),
                    {fmt::format("可用:{}。", list), fmt::format("There are: {}.", list)});
  }

  const Names& names_;
  const Shape* root_ = nullptr;
};

}  // namespace

std::optional<ExpressionFault> check_types(Node& root, const Names& names, std::optional<Type> wanted) {
  return Checker(names).run(root, wanted);
}

}  // namespace linli::declare
