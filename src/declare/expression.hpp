#pragma once
// The small typed language of rules, checks, indicators and demanded forms.
//
//   households * 35                           arithmetic: + - * /
//   filled >= 6 and not (kind == "rural")     comparison == != < <= > >=, and or not
//   kind in ("branch", "general_branch")      one of; on a field of several values: "x" in tags
//   as_of - founded_on > 365                  dates: date - date gives days; date + days; literal 2026-01-01
//   count(grids where layer == "base")        over relations: count, sum, average, least, greatest, any, all
//   sum(premises.floor_area where in_use)     inside `where`, names are the relation's; `this.` is the record asked
//   about community.households                      a field of the record referred to if(a > 0, a, 0)  round(x, 1)
//   floor  ceil  abs  min(a, b)  max(a, b)  known(x)  or_else(x, 0) year(d) month(d) day(d) weekday(d)  add_months(d,
//   3) add_years(d, 5)  months_between(a, b) years_between(a, b) value_of("minimum_wage")                  the number
//   of another rule, as of the same day
//
// Names in it are checked when a model is loaded. Evaluation never fails: what is not known is missing.

#include <cstddef>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "declare/shape.hpp"
#include "declare/value.hpp"

namespace linli::declare {

struct ExpressionFault {
  std::size_t offset = 0;  // bytes from the start of the text
  Text reason;
  Text remedy;
};

// What an expression may name besides the fields of its record.
struct Names {
  const Shapes* shapes = nullptr;
  std::string_view kind;                                // the record it is about; empty: none (only constants)
  std::map<std::string, Value, std::less<>> constants;  // bare names; may not be a field's name too
  // Is there a rule of that code with a number? Unset: value_of is refused.
  std::function<bool(std::string_view)> knows_value;
};

struct Circumstances {
  Date as_of{};  // `as_of` in expressions
  // The number of that rule on as_of.
  std::function<std::optional<Number>(std::string_view)> value_of;
  // When set: names of fields that were asked for and not known, for "not enough data".
  std::vector<std::string>* missing = nullptr;
};

struct Node;

// A checked expression; cheap to copy, immutable, may be evaluated by several threads at once.
class Expression {
 public:
  Expression() = default;
  [[nodiscard]] explicit operator bool() const { return root_ != nullptr; }
  [[nodiscard]] Type type() const { return type_; }
  [[nodiscard]] const std::string& text() const { return text_; }
  // `record` may be null when the expression names no field.
  [[nodiscard]] Value evaluate(const Record* record, const Circumstances& circumstances) const;
  // Fields of the record asked about that it names, as written (`households`, `grids.layer`).
  [[nodiscard]] std::vector<std::string> fields() const;
  // The same expression in normal form: parsing it again gives the same.
  [[nodiscard]] std::string formatted() const;

 private:
  friend std::expected<Expression, ExpressionFault> compile(std::string_view, const Names&, std::optional<Type>);
  std::shared_ptr<const Node> root_;
  Type type_{};
  std::string text_;
};

// Reads and checks; `wanted`: the type that is needed here.
[[nodiscard]] std::expected<Expression, ExpressionFault> compile(std::string_view text, const Names& names,
                                                                 std::optional<Type> wanted = std::nullopt);

}  // namespace linli::declare
