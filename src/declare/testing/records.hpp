#pragma once
// Records made of plain values, for tests of expressions.

#include <map>
#include <string>
#include <vector>

#include "declare/shape.hpp"

namespace linli::declare::testing {

class PlainRecord final : public Record {
 public:
  explicit PlainRecord(const Shape& shape) : shape_(shape) {}
  PlainRecord& set(std::string_view field, Value value) {
    values_[*shape_.field(field)] = std::move(value);
    return *this;
  }
  PlainRecord& link(std::string_view reference, const PlainRecord& record) {
    references_[*shape_.reference(reference)] = &record;
    return *this;
  }
  PlainRecord& add(std::string_view relation, const PlainRecord& record) {
    relations_[*shape_.relation(relation)].push_back(&record);
    return *this;
  }

  [[nodiscard]] Value value(int field) const override {
    const auto found = values_.find(field);
    return found == values_.end() ? Value(Missing{}) : found->second;
  }
  [[nodiscard]] const Record* reference(int reference) const override {
    const auto found = references_.find(reference);
    return found == references_.end() ? nullptr : found->second;
  }
  void each(int relation, const std::function<bool(const Record&)>& use) const override {
    const auto found = relations_.find(relation);
    if (found == relations_.end()) return;
    for (const auto* record : found->second) {
      if (!use(*record)) return;
    }
  }

 private:
  const Shape& shape_;
  std::map<int, Value> values_;
  std::map<int, const PlainRecord*> references_;
  std::map<int, std::vector<const PlainRecord*>> relations_;
};

// A community with grids, as the tests know it.
[[nodiscard]] inline Shapes sample_shapes() {
  Shapes shapes;
  shapes.put({.kind = "community",
              .fields = {{"name", Type::Text},
                         {"households", Type::Number},
                         {"founded_on", Type::Date},
                         {"rural", Type::Bool},
                         {"tags", Type::Texts}},
              .references = {},
              .relations = {{"grids", "grid"}}});
  shapes.put({.kind = "grid",
              .fields = {{"layer", Type::Text}, {"households", Type::Number}},
              .references = {{"community", "community"}},
              .relations = {}});
  return shapes;
}

}  // namespace linli::declare::testing
