#pragma once
// What every part of this module works with.

#include <filesystem>

#include "modules/areas/api.hpp"
#include "modules/registers/kinds.hpp"
#include "modules/registers/types.hpp"
#include "storage/store.hpp"

namespace linli::registers {

// References must outlive the service.
struct Context {
  storage::Store& store;
  const areas::Atlas& atlas;
  KindShelf& shelf;
};

// Names of what records refer to, each looked up once; only of what the caller may see. Valid inside one snapshot.
class Names {
 public:
  Names(const Context& context, storage::Snapshot& snapshot, const accounts::Caller& caller)
      : context_(context), snapshot_(snapshot), caller_(caller) {}
  [[nodiscard]] const std::string& of(const Field& field, std::int64_t id);
  [[nodiscard]] const std::string& account(AccountId account);
  [[nodiscard]] const std::map<std::int64_t, std::string>& used() const { return names_; }

 private:
  [[nodiscard]] std::string find(const Field& field, std::int64_t id);

  const Context& context_;
  storage::Snapshot& snapshot_;
  const accounts::Caller& caller_;
  std::map<std::int64_t, std::string> names_;
  std::map<std::int64_t, std::string> accounts_;
};

// What lists and other records show of a record.
[[nodiscard]] std::string title_of(const Kind& kind, const Record& record, Names& names);

// The kind, if the caller may read it.
[[nodiscard]] Result<KindPointer> readable_kind(const KindBook& book, const accounts::Caller& caller,
                                                std::string_view name);
// The record, if the caller sees it and its kind; with the kind.
struct Found {
  KindPointer kind;
  Record record;
};
[[nodiscard]] Result<Found> find_record(const Context& context, storage::Snapshot& snapshot,
                                        const accounts::Caller& caller, std::string_view kind, RecordId record);

}  // namespace linli::registers
