#pragma once
// The bytes that the journal's HMACs cover, shared by those who write and those who verify. Changing them makes every
// written journal unverifiable.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "storage/journal.hpp"
#include "storage/keys.hpp"

namespace linli::storage {

// An event as it stands in the journal.
struct EventView {
  std::int64_t district = 0;
  std::int64_t at = 0;
  int actor_kind = 0;
  std::int64_t actor = 0;
  std::string_view kind;
  std::string_view subject_kind;
  std::int64_t subject = 0;
  std::string_view before;
  std::string_view after;
  std::string_view digests;
};

[[nodiscard]] Digest event_mac(const KeyRing& keys, const EventView& event, std::string& scratch);
[[nodiscard]] Digest link_mac(const KeyRing& keys, const Digest& previous, std::int64_t sequence, BytesView mac);

inline constexpr std::size_t kRowDigestBytes = 16;

// Numbers whose order as bytes is their order as numbers.
void append_ordered(std::string& out, std::int64_t number);
[[nodiscard]] std::int64_t read_ordered(std::string_view bytes);

// Builds the digest of one row: begin, one call a column, finish.
class RowDigest {
 public:
  explicit RowDigest(const KeyRing& keys) : keys_(keys) {}
  void begin(std::string_view table, std::int64_t district, std::span<const std::int64_t> key);
  void column(const Value& value);
  // Appends the count of columns (one byte), a hint of two bytes a column, and the digest.
  void finish(std::string& out);

 private:
  const KeyRing& keys_;
  std::string message_;
  std::string hints_;
};

// One row in an event's packed digests.
struct PackedRow {
  std::string_view table;
  std::string_view key;  // eight ordered bytes a column
  int columns = 0;       // 0: the row was deleted
  std::string_view hints;
  std::string_view digest;
};

void append_packed_head(std::string& out, std::string_view table, std::span<const std::int64_t> key);
// Takes the next row off `packed`; false when it is damaged.
[[nodiscard]] bool take_packed_row(std::string_view& packed, PackedRow& row);

}  // namespace linli::storage
