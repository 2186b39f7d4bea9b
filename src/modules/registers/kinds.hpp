#pragma once
// Kinds of records as declared, made ready for use: choices resolved, expressions compiled, readers known.

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "declare/expression.hpp"
#include "declare/field.hpp"
#include "modules/accounts/api.hpp"
#include "storage/store.hpp"

namespace linli::registers {

// What a district's model declares beside the shipped kinds.
struct Declarations {
  std::vector<declare::KindDeclaration> kinds;
  std::map<std::string, std::vector<declare::Choice>, std::less<>> dictionaries;
};

// Where models come from; app fills these in. Empty: only the shipped kinds. `revision` is cheap and changes whenever
// `load` would give something else.
struct KindSource {
  std::function<std::int64_t(storage::Snapshot&, DistrictId)> revision;
  std::function<Declarations(storage::Snapshot&, DistrictId)> load;
};

struct Field {
  declare::FieldDeclaration declared;
  std::vector<declare::Choice> choices;  // of the dictionary, too
  bool sealed = false;                   // encrypted, and read with a reason only
  bool indexed = false;                  // lists can ask for its value
  bool searched = false;                 // lists can look for words in it
  declare::Expression computed;

  [[nodiscard]] const std::string& name() const { return declared.name; }
  [[nodiscard]] bool asked() const { return !declared.removed && !computed; }
};

struct Check {
  declare::CheckDeclaration declared;
  declare::Expression holds;
};

class Kind {
 public:
  // What cannot be compiled is left out: models with such faults are refused when they are loaded.
  Kind(declare::KindDeclaration declaration, const Declarations& declarations, const declare::Shapes& shapes);

  [[nodiscard]] const std::string& name() const { return declared.name; }
  [[nodiscard]] const Field* find(std::string_view name) const;
  [[nodiscard]] const Field* title() const { return find(declared.title_field); }
  [[nodiscard]] const Field* scope() const { return find(declared.scope_field); }
  // The field that says which record of a bookable kind this one is a part of.
  [[nodiscard]] const Field* part_of() const;

  [[nodiscard]] bool may_read(const accounts::Caller& caller) const;
  [[nodiscard]] bool may_write(const accounts::Caller& caller) const;
  [[nodiscard]] bool may_read(const accounts::Caller& caller, const Field& field) const;
  [[nodiscard]] bool may_write(const accounts::Caller& caller, const Field& field) const;

  const declare::KindDeclaration declared;
  const declare::Shape shape;
  std::vector<Field> fields;
  std::vector<Check> checks;
};
using KindPointer = std::shared_ptr<const Kind>;

struct KindBook {
  std::int64_t revision = 0;
  std::vector<KindPointer> kinds;  // in the order of their declaration

  [[nodiscard]] KindPointer find(std::string_view name) const;
};

// A book for each district, read again when its model's revision moves: a kind is added without a restart. Thread-safe.
class KindShelf {
 public:
  explicit KindShelf(KindSource source) : source_(std::move(source)) {}
  [[nodiscard]] std::shared_ptr<const KindBook> book(storage::Snapshot& snapshot, DistrictId district);

 private:
  const KindSource source_;
  std::mutex mutex_;
  std::map<DistrictId, std::shared_ptr<const KindBook>> books_;  // guarded by mutex_
};

// Read from models/base/registers, which the binary carries.
[[nodiscard]] const std::vector<declare::KindDeclaration>& shipped_kinds();
[[nodiscard]] std::shared_ptr<const KindBook> make_book(std::int64_t revision, const Declarations& local);

}  // namespace linli::registers
