#include "modules/registers/context.hpp"

#include "modules/bodies/api.hpp"
#include "modules/registers/errors.hpp"
#include "modules/registers/record_store.hpp"
#include "modules/registers/rules.hpp"
#include "modules/registers/values.hpp"

namespace linli::registers {

using declare::FieldType;
using storage::Snapshot;

const std::string& Names::of(const Field& field, std::int64_t id) {
  const auto found = names_.find(id);
  if (found != names_.end()) return found->second;
  return names_.emplace(id, find(field, id)).first->second;
}

const std::string& Names::account(AccountId account) {
  const auto found = accounts_.find(account.value);
  if (found != accounts_.end()) return found->second;
  auto name = account ? accounts::account_name(snapshot_, caller_.district, account).value_or("") : std::string();
  return accounts_.emplace(account.value, std::move(name)).first->second;
}

std::string Names::find(const Field& field, std::int64_t id) {
  if (field.declared.type == FieldType::Body)
    return bodies::body_name(snapshot_, caller_.district, BodyId{id}).value_or("");
  if (field.declared.type != FieldType::Record) return context_.atlas.name(id);
  const auto record = load_record(snapshot_, caller_.district, RecordId{id});
  if (!record || !sees(caller_, *record)) return {};
  const auto kind = context_.shelf.book(snapshot_, caller_.district)->find(record->kind);
  return kind && kind->may_read(caller_) ? title_of(*kind, *record, *this) : std::string();
}

std::string title_of(const Kind& kind, const Record& record, Names& names) {
  const auto* field = kind.title();
  const auto* value = field == nullptr || field->sealed ? nullptr : record.values.if_contains(field->name());
  if (value == nullptr) return std::to_string(record.id.value);
  return show_text(*field, *value, [&](const Field& referring, std::int64_t id) { return names.of(referring, id); });
}

Result<KindPointer> readable_kind(const KindBook& book, const accounts::Caller& caller, std::string_view name) {
  auto kind = book.find(name);
  if (!kind || !kind->may_read(caller)) return fail(kNoKind);
  return kind;
}

Result<Found> find_record(const Context& context, Snapshot& snapshot, const accounts::Caller& caller,
                          std::string_view kind, RecordId record) {
  auto readable = readable_kind(*context.shelf.book(snapshot, caller.district), caller, kind);
  if (!readable) return fail(std::move(readable.error()));
  auto found = load_record(snapshot, caller.district, record);
  if (!found || found->kind != kind || !sees(caller, *found)) return fail(kNotFound);
  return Found{std::move(*readable), std::move(*found)};
}

}  // namespace linli::registers
