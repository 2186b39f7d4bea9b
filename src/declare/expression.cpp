#include "declare/expression.hpp"

#include "declare/checker.hpp"
#include "declare/evaluate.hpp"
#include "declare/parser.hpp"

namespace linli::declare {
namespace {

void gather_fields(const Node& node, const std::string& prefix, std::vector<std::string>& fields) {
  std::string name;
  for (const auto& part : node.path) name += (name.empty() ? "" : ".") + part;
  if (node.kind == NodeKind::Name && node.start != Start::None) fields.push_back(prefix + name);
  const auto below = node.kind == NodeKind::Aggregate ? prefix + name + "." : prefix;
  if (node.kind == NodeKind::Aggregate) fields.push_back(prefix + name);
  for (const auto& child : node.children) gather_fields(child, below, fields);
}

}  // namespace

Value Expression::evaluate(const Record* record, const Circumstances& circumstances) const {
  LINLI_ASSERT(root_ != nullptr);
  return evaluate_node(*root_, record, record, circumstances);
}

std::vector<std::string> Expression::fields() const {
  std::vector<std::string> fields;
  if (root_ != nullptr) gather_fields(*root_, "", fields);
  return fields;
}

std::string Expression::formatted() const { return root_ == nullptr ? std::string() : format_node(*root_); }

std::expected<Expression, ExpressionFault> compile(std::string_view text, const Names& names,
                                                   std::optional<Type> wanted) {
  auto root = parse_expression(text);
  if (!root) return std::unexpected(root.error());
  if (auto fault = check_types(*root, names, wanted)) return std::unexpected(std::move(*fault));
  Expression expression;
  expression.type_ = root->type;
  expression.text_ = std::string(text);
  expression.root_ = std::make_shared<const Node>(std::move(*root));
  return expression;
}

}  // namespace linli::declare
