#include "declare/shape.hpp"

#include <algorithm>

namespace linli::declare {
namespace {

template <class Items>
std::optional<int> slot_of(const Items& items, std::string_view name) {
  const auto found = std::ranges::find(items, name, [](const auto& item) -> std::string_view { return item.name; });
  if (found == items.end()) return std::nullopt;
  return static_cast<int>(found - items.begin());
}

}  // namespace

std::optional<int> Shape::field(std::string_view name) const { return slot_of(fields, name); }
std::optional<int> Shape::reference(std::string_view name) const { return slot_of(references, name); }
std::optional<int> Shape::relation(std::string_view name) const { return slot_of(relations, name); }

void Shapes::put(Shape shape) {
  auto kind = shape.kind;
  shapes_.insert_or_assign(std::move(kind), std::move(shape));
}

const Shape* Shapes::find(std::string_view kind) const {
  const auto found = shapes_.find(kind);
  return found == shapes_.end() ? nullptr : &found->second;
}

std::vector<std::string> Shapes::kinds() const {
  std::vector<std::string> kinds;
  for (const auto& [kind, shape] : shapes_) kinds.push_back(kind);
  return kinds;
}

}  // namespace linli::declare
