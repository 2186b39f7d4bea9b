#include "modules/registers/kinds.hpp"

#include <algorithm>

#include "declare/merge.hpp"

namespace linli::registers {

using declare::FieldType;

namespace {

// Whoever keeps the books of a place, when a kind does not name its writers.
constexpr accounts::Role kUsualWriters[]{accounts::Role::CommunityWorker, accounts::Role::Subdistrict,
                                         accounts::Role::District};

bool has_any(const accounts::Caller& caller, const std::vector<std::string>& roles) {
  return std::ranges::any_of(roles, [&](const std::string& name) {
    const auto role = accounts::parse_role(name);
    return role && caller.has_role(*role);
  });
}

bool is_protected_type(FieldType type) {
  return type == FieldType::Person || type == FieldType::Phone || type == FieldType::IdNumber;
}

bool is_text(FieldType type) { return type == FieldType::Text || type == FieldType::LongText; }

// Place, part and title are looked up by the lists and pages themselves.
bool is_indexed(const declare::KindDeclaration& kind, const declare::FieldDeclaration& field) {
  if (field.removed || field.type == FieldType::LongText) return false;
  return field.filter || field.unique || field.name == kind.title_field || field.type == FieldType::Record;
}

std::vector<declare::Choice> choices_of(const declare::FieldDeclaration& field, const Declarations& declarations) {
  if (field.dictionary.empty()) return field.choices;
  const auto found = declarations.dictionaries.find(field.dictionary);
  return found == declarations.dictionaries.end() ? field.choices : found->second;
}

declare::Expression compiled(const std::string& text, const declare::Shapes& shapes, std::string_view kind,
                             std::optional<declare::Type> wanted) {
  if (text.empty()) return {};
  auto expression =
      declare::compile(text, {.shapes = &shapes, .kind = kind, .constants = {}, .knows_value = {}}, wanted);
  return expression ? std::move(*expression) : declare::Expression{};
}

}  // namespace

Kind::Kind(declare::KindDeclaration declaration, const Declarations& declarations, const declare::Shapes& shapes)
    : declared(std::move(declaration)), shape(declare::shape_of(declared)) {
  for (const auto& field : declared.fields) {
    Field ready{.declared = field, .choices = choices_of(field, declarations), .computed = {}};
    ready.sealed = field.is_protected || is_protected_type(field.type);
    ready.indexed = !ready.sealed && is_indexed(declared, field);
    // Words are looked for under one name, so what only some may read stays out of them.
    ready.searched = ready.indexed && is_text(field.type) && field.readers.empty() &&
                     (field.filter || field.name == declared.title_field);
    ready.computed = compiled(field.computed, shapes, declared.name, std::nullopt);
    fields.push_back(std::move(ready));
  }
  for (const auto& check : declared.checks) {
    auto holds = compiled(check.holds, shapes, declared.name, declare::Type::Bool);
    if (holds) checks.push_back({check, std::move(holds)});
  }
}

const Field* Kind::find(std::string_view name) const {
  const auto found = std::ranges::find(fields, name, &Field::name);
  return found == fields.end() ? nullptr : &*found;
}

const Field* Kind::part_of() const {
  const auto found = std::ranges::find_if(
      fields, [](const Field& field) { return field.declared.type == FieldType::Record && !field.declared.removed; });
  return found == fields.end() ? nullptr : &*found;
}

bool Kind::may_read(const accounts::Caller& caller) const {
  return declared.readers.empty() || has_any(caller, declared.readers) || may_write(caller);
}

bool Kind::may_write(const accounts::Caller& caller) const {
  if (!declared.writers.empty()) return has_any(caller, declared.writers);
  return std::ranges::any_of(kUsualWriters, [&](accounts::Role role) { return caller.has_role(role); });
}

bool Kind::may_read(const accounts::Caller& caller, const Field& field) const {
  return may_read(caller) && (field.declared.readers.empty() || has_any(caller, field.declared.readers));
}

bool Kind::may_write(const accounts::Caller& caller, const Field& field) const {
  return may_write(caller) && field.asked() && may_read(caller, field) &&
         (field.declared.writers.empty() || has_any(caller, field.declared.writers));
}

KindPointer KindBook::find(std::string_view name) const {
  const auto found = std::ranges::find_if(kinds, [&](const KindPointer& kind) { return kind->name() == name; });
  return found == kinds.end() ? nullptr : *found;
}

std::shared_ptr<const KindBook> make_book(std::int64_t revision, const Declarations& local) {
  const auto merged = declare::merge_kinds(shipped_kinds(), local.kinds);
  declare::Shapes shapes;
  for (const auto& kind : merged) shapes.put(declare::shape_of(kind));
  auto book = std::make_shared<KindBook>();
  book->revision = revision;
  for (const auto& kind : merged) book->kinds.push_back(std::make_shared<const Kind>(kind, local, shapes));
  return book;
}

std::shared_ptr<const KindBook> KindShelf::book(storage::Snapshot& snapshot, DistrictId district) {
  const std::int64_t revision = source_.revision ? source_.revision(snapshot, district) : 0;
  {
    const std::lock_guard lock(mutex_);
    const auto found = books_.find(district);
    if (found != books_.end() && found->second->revision == revision) return found->second;
  }
  auto fresh = make_book(revision, source_.load ? source_.load(snapshot, district) : Declarations{});
  const std::lock_guard lock(mutex_);
  // A reader with an older snapshot may come late; the newer book stays.
  auto& kept = books_[district];
  if (!kept || kept->revision <= revision) kept = fresh;
  return fresh;
}

}  // namespace linli::registers
