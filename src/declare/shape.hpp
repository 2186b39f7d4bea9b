#pragma once
// What expressions may name: kinds of records with their fields and relations.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "declare/value.hpp"

namespace linli::declare {

struct FieldShape {
  std::string name;
  Type type{};
};
// A record on another: `community.households` (to one) or `count(grids where …)` (to many).
struct LinkShape {
  std::string name;
  std::string kind;
};

// Slots are the positions in these lists: a checked expression asks a record by slot, not by name.
struct Shape {
  std::string kind;
  std::vector<FieldShape> fields;
  std::vector<LinkShape> references;  // to one
  std::vector<LinkShape> relations;   // to many

  [[nodiscard]] std::optional<int> field(std::string_view name) const;
  [[nodiscard]] std::optional<int> reference(std::string_view name) const;
  [[nodiscard]] std::optional<int> relation(std::string_view name) const;
};

class Shapes {
 public:
  // Replaces the shape of that kind.
  void put(Shape shape);
  [[nodiscard]] const Shape* find(std::string_view kind) const;
  [[nodiscard]] std::vector<std::string> kinds() const;

 private:
  std::map<std::string, Shape, std::less<>> shapes_;
};

// One record while expressions are evaluated; what it hands out lives as long as the call that receives it.
class Record {
 public:
  virtual ~Record() = default;
  [[nodiscard]] virtual Value value(int field) const = 0;
  // Null when there is none.
  [[nodiscard]] virtual const Record* reference(int reference) const = 0;
  // False where nobody keeps these records: a count of them is unknown then, not zero.
  [[nodiscard]] virtual bool keeps(int relation) const {
    (void)relation;
    return true;
  }
  // Calls `use` for each until it says false.
  virtual void each(int relation, const std::function<bool(const Record&)>& use) const = 0;
};

}  // namespace linli::declare
