#pragma once
// The hops of a case once more, packed into its own row: the page of a case then costs one row. `case_hops` stays what
// the journal vouches for and what queries read; `linli verify` compares the two.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/cases/types.hpp"

namespace linli::cases {

// To be appended to the case's trail.
[[nodiscard]] std::string pack_hop(const Hop& hop);
// A hop whose texts still stand where it was packed.
struct PackedHop {
  int seq = 0;
  Instant at{};
  Step step = Step::Receive;
  std::optional<State> from;
  State to_state = State::Received;
  storage::ActorKind by = storage::ActorKind::System;
  AccountId account;
  Lead to;
  std::string_view reason;
  std::string_view note;
  std::int64_t clock_seconds = 0;
};
[[nodiscard]] PackedHop view_of(const Hop& hop);
// Oldest first, views into `trail`; none when `unpack_trail` gives none.
[[nodiscard]] std::optional<std::vector<PackedHop>> read_trail(std::string_view trail);
// Oldest first. None when any hop was packed by another version of this file: `case_hops` has them.
[[nodiscard]] std::optional<std::vector<Hop>> unpack_trail(std::string_view trail);

}  // namespace linli::cases
