#include "declare/evaluate.hpp"

#include <algorithm>
#include <chrono>

#include "declare/functions.hpp"

namespace linli::declare {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// A little more than ten thousand years: no real date lies further.
constexpr std::int64_t kMostDays = 4'000'000;

Value number_or_missing(std::optional<Number> number) { return number ? Value(*number) : Value(Missing{}); }

Value shifted(Date date, Number by, int sign) {
  if (!by.whole() || by.numerator() > kMostDays || by.numerator() < -kMostDays) return Missing{};
  const Date moved{sys_days(date) + days(sign * by.numerator())};
  const int year{moved.year()};
  if (year < 1 || year > 9999) return Missing{};
  return moved;
}

Value arithmetic(Operator op, const Value& left, const Value& right) {
  if (const auto* date = std::get_if<Date>(&left)) {
    if (const auto* other = std::get_if<Date>(&right)) return Number((sys_days(*date) - sys_days(*other)).count());
    return shifted(*date, std::get<Number>(right), op == Operator::Plus ? 1 : -1);
  }
  const auto a = std::get<Number>(left);
  const auto b = std::get<Number>(right);
  switch (op) {
    case Operator::Plus:
      return number_or_missing(a.plus(b));
    case Operator::Minus:
      return number_or_missing(a.minus(b));
    case Operator::Times:
      return number_or_missing(a.times(b));
    default:
      return number_or_missing(a.over(b));
  }
}

template <class T>
bool compared(Operator op, const T& a, const T& b) {
  switch (op) {
    case Operator::Less:
      return a < b;
    case Operator::LessEqual:
      return a <= b;
    case Operator::Greater:
      return a > b;
    default:
      return a >= b;
  }
}

Value binary_value(Operator op, const Value& left, const Value& right) {
  if (is_missing(left) || is_missing(right)) return Missing{};
  switch (op) {
    case Operator::Equal:
      return left == right;
    case Operator::Unequal:
      return left != right;
    case Operator::Plus:
    case Operator::Minus:
    case Operator::Times:
    case Operator::Over:
      return arithmetic(op, left, right);
    default:
      break;
  }
  if (const auto* date = std::get_if<Date>(&left)) return compared(op, *date, std::get<Date>(right));
  return compared(op, std::get<Number>(left), std::get<Number>(right));
}

class Evaluator {
 public:
  Evaluator(const Record* root, const Circumstances& circumstances) : root_(root), circumstances_(circumstances) {}

  Value value_of(const Node& node, const Record* current) {
    switch (node.kind) {
      case NodeKind::Literal:
        return node.literal;
      case NodeKind::Name:
        return name_value(node, current);
      case NodeKind::Negate:
        return binary_value(Operator::Minus, Number(0), value_of(node.children[0], current));
      case NodeKind::Not: {
        const auto value = value_of(node.children[0], current);
        return is_missing(value) ? value : Value(!std::get<bool>(value));
      }
      case NodeKind::Binary:
        if (node.op == Operator::And || node.op == Operator::Or) return logic(node, current);
        return binary_value(node.op, value_of(node.children[0], current), value_of(node.children[1], current));
      case NodeKind::OneOf:
        return one_of(node, current);
      case NodeKind::Call:
        return call(node, current);
      case NodeKind::Aggregate:
        break;
    }
    return aggregate(node, current);
  }

 private:
  Value name_value(const Node& node, const Record* current) {
    if (node.as_of) return circumstances_.as_of;
    if (node.start == Start::None) return node.literal;
    const auto* record = found(node, current);
    auto value = record == nullptr ? Value(Missing{}) : record->value(node.field);
    if (is_missing(value)) note_missing(node);
    return value;
  }

  const Record* found(const Node& node, const Record* current) const {
    const auto* record = node.start == Start::Root ? root_ : current;
    for (const auto reference : node.references) {
      if (record == nullptr) break;
      record = record->reference(reference);
    }
    return record;
  }

  void note_missing(const Node& node) {
    if (circumstances_.missing == nullptr || quiet_ > 0) return;
    std::string name;
    for (const auto& part : node.path) name += (name.empty() ? "" : ".") + part;
    auto& missing = *circumstances_.missing;
    if (std::ranges::find(missing, name) == missing.end()) missing.push_back(std::move(name));
  }

  // One side may decide without the other.
  Value logic(const Node& node, const Record* current) {
    const bool decides = node.op == Operator::Or;
    const auto left = value_of(node.children[0], current);
    if (!is_missing(left) && std::get<bool>(left) == decides) return decides;
    const auto right = value_of(node.children[1], current);
    if (!is_missing(right) && std::get<bool>(right) == decides) return decides;
    if (is_missing(left) || is_missing(right)) return Missing{};
    return !decides;
  }

  Value one_of(const Node& node, const Record* current) {
    const auto wanted = value_of(node.children[0], current);
    if (is_missing(wanted)) return Missing{};
    bool unknown = false;
    for (const auto& item : std::span(node.children).subspan(1)) {
      const auto value = value_of(item, current);
      if (const auto* texts = std::get_if<Texts>(&value))
        return std::ranges::find(*texts, std::get<std::string>(wanted)) != texts->end();
      if (value == wanted) return true;
      unknown = unknown || is_missing(value);
    }
    return unknown ? Value(Missing{}) : Value(false);
  }

  Value call(const Node& node, const Record* current) {
    if (node.function == nullptr) return special(node, current);
    std::vector<Value> arguments;
    arguments.reserve(node.children.size());
    for (const auto& child : node.children) {
      arguments.push_back(value_of(child, current));
      if (is_missing(arguments.back())) return Missing{};
    }
    return node.function->apply(arguments);
  }

  Value special(const Node& node, const Record* current) {
    if (node.function_name == "if") {
      const auto condition = value_of(node.children[0], current);
      if (is_missing(condition)) return condition;
      return value_of(node.children[std::get<bool>(condition) ? 1 : 2], current);
    }
    if (node.function_name == "value_of") {
      if (!circumstances_.value_of) return Missing{};
      return number_or_missing(circumstances_.value_of(std::get<std::string>(node.children[0].literal)));
    }
    ++quiet_;
    auto value = value_of(node.children[0], current);
    --quiet_;
    if (node.function_name == "known") return !is_missing(value);
    return is_missing(value) ? value_of(node.children[1], current) : value;
  }

  Value aggregate(const Node& node, const Record* current) {
    const auto* record = found(node, current);
    if (record == nullptr || !record->keeps(node.relation)) {
      note_missing(node);
      return Missing{};
    }
    if (node.type == Type::Bool) return quantified(node, *record);
    Total total;
    record->each(node.relation, [&](const Record& related) {
      total.known = add(node, related, total);
      return total.known;
    });
    return total.known ? total.value(node.aggregate) : Value(Missing{});
  }

  struct Total {
    bool known = true;
    std::int64_t count = 0;
    Number sum;
    Number least;
    Number greatest;

    [[nodiscard]] Value value(Aggregate aggregate) const {
      switch (aggregate) {
        case Aggregate::Count:
          return Number(count);
        case Aggregate::Sum:
          return sum;
        case Aggregate::Average:
          return number_or_missing(sum.over(Number(count)));
        case Aggregate::Least:
          return count == 0 ? Value(Missing{}) : Value(least);
        default:
          return count == 0 ? Value(Missing{}) : Value(greatest);
      }
    }
  };

  // False when the record leaves the result unknown.
  bool add(const Node& node, const Record& related, Total& total) {
    if (!node.children.empty()) {
      const auto counts = value_of(node.children[0], &related);
      if (is_missing(counts)) return false;
      if (!std::get<bool>(counts)) return true;
    }
    ++total.count;
    if (node.aggregate == Aggregate::Count) return true;
    const auto value = related.value(node.field);
    if (is_missing(value)) {
      note_missing(node);
      return false;
    }
    const auto number = std::get<Number>(value);
    const auto sum = total.sum.plus(number);
    if (!sum) return false;
    total.sum = *sum;
    total.least = total.count == 1 ? number : std::min(total.least, number);
    total.greatest = total.count == 1 ? number : std::max(total.greatest, number);
    return true;
  }

  Value quantified(const Node& node, const Record& record) {
    const bool decides = node.aggregate == Aggregate::Any;
    bool decided = false;
    bool unknown = false;
    record.each(node.relation, [&](const Record& related) {
      const auto value = value_of(node.children[0], &related);
      unknown = unknown || is_missing(value);
      decided = !is_missing(value) && std::get<bool>(value) == decides;
      return !decided;
    });
    if (decided) return decides;
    return unknown ? Value(Missing{}) : Value(!decides);
  }

  const Record* root_;
  const Circumstances& circumstances_;
  int quiet_ = 0;  // inside known(…) and or_else(…)
};

}  // namespace

Value evaluate_node(const Node& node, const Record* current, const Record* root, const Circumstances& circumstances) {
  return Evaluator(root, circumstances).value_of(node, current);
}

}  // namespace linli::declare
