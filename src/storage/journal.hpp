#pragma once
// The journal (全程留痕): every change as an event, written in the transaction that makes it, each with an HMAC and
// linked into one chain per district. The key lives outside the data folder, and so does the newest link, so that a
// rebuilt or cut chain shows.

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"

namespace linli::storage {

// A table whose rows the journal vouches for. `linli verify` compares each row with the digest in its latest event.
struct TableSpec {
  std::string_view name;
  std::string_view key_columns;  // after district, comma separated, all bigint: "id" or "case_id, seq"
  std::string_view columns;      // the digested columns, comma separated, without district and key
};

// One row that the event created, changed or deleted. Its digest is taken inside record(), from what then stands in the
// table.
struct RowRef {
  const TableSpec* table;
  std::vector<std::int64_t> key;  // in the order of key_columns
};

enum class ActorKind { System, Staff, Resident, Machine };

// Personal values never stand in before/after in clear; only as ciphertext under the person's key.
struct Event {
  DistrictId district;
  std::string_view kind;  // `cases.dispatched`
  ActorKind actor_kind = ActorKind::System;
  AccountId actor;  // none for residents and the system
  std::string_view subject_kind;
  std::int64_t subject_id = 0;
  std::string before;  // JSON object or empty
  std::string after;   // JSON object or empty
  std::vector<RowRef> rows;
};

}  // namespace linli::storage
