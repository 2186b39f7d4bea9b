#pragma once
// Protected values: sealed under a key of the person, and the keyed digests by which equality is asked.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "modules/people/types.hpp"
#include "storage/keys.hpp"
#include "storage/store.hpp"

namespace linli::people {

[[nodiscard]] std::string to_json(const Protected& secret);
[[nodiscard]] Protected protected_of(std::string_view json);
// Names of the fields that hold something, separated by commas: `id_number,phone`.
[[nodiscard]] std::string fields_of(const Protected& secret);

// What equality can be asked of. A mark is the first half of an HMAC under a key outside the database: it tells nothing
// by itself, and whoever holds the database alone cannot try numbers.
enum class MarkKind { IdNumber = 1, Phone, NameLast4, NameBirth, Tag, MinorName };
struct Mark {
  MarkKind kind{};
  std::array<std::byte, 16> digest{};
  auto operator<=>(const Mark&) const = default;
};
[[nodiscard]] Mark mark_of(const storage::KeyRing& keys, MarkKind kind, std::string_view value);
[[nodiscard]] Mark name_last4_mark(const storage::KeyRing& keys, std::string_view name, std::string_view last4);
[[nodiscard]] Mark name_birth_mark(const storage::KeyRing& keys, std::string_view name, Date birth);
// All of a person: `name` is the whole one. Sorted.
[[nodiscard]] std::vector<Mark> marks_of(const storage::KeyRing& keys, std::string_view name, bool name_sealed,
                                         const Protected& secret);

[[nodiscard]] storage::SealContext secret_place(PersonId person);
// The wrapped key of a person, household or visit; none when it was destroyed or never made.
[[nodiscard]] std::optional<storage::Bytes> key_of(storage::Snapshot& snapshot, DistrictId district,
                                                   std::int64_t owner);
[[nodiscard]] storage::Bytes own_key(storage::Transaction& transaction, const storage::KeyRing& keys,
                                     DistrictId district, std::int64_t owner);
void put_key(storage::Transaction& transaction, DistrictId district, std::int64_t owner, storage::BytesView wrapped);
// What was sealed for that owner cannot be read any more, here or in the journal.
void destroy_key(storage::Transaction& transaction, DistrictId district, std::int64_t owner);

// None when the person has no protected values or they were erased.
[[nodiscard]] std::optional<Protected> open_protected(storage::Snapshot& snapshot, const storage::KeyRing& keys,
                                                      DistrictId district, PersonId person);

void put_marks(storage::Transaction& transaction, DistrictId district, PersonId person, const std::vector<Mark>& fresh,
               const std::vector<Mark>& before);
// Whoever bears the mark, in the order of their ids; the district over. Scope is the caller's business.
[[nodiscard]] std::vector<PersonId> bearers_of(storage::Snapshot& snapshot, DistrictId district, const Mark& mark,
                                               int limit);

}  // namespace linli::people
