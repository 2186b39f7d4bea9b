#pragma once
// Writing a case with everything that belongs to it: row, hops, scope rows, projections, journal event, live pages.

#include <vector>

#include "modules/cases/api.hpp"
#include "modules/cases/rules.hpp"
#include "modules/cases/store.hpp"

namespace linli::cases {

// Who stands in the journal.
struct Author {
  storage::ActorKind kind = storage::ActorKind::System;
  AccountId account;
};

// Puts a number on the new case and writes it. Photos must exist unclaimed; a fault names the first that does not.
Result<Case> write_new(storage::Transaction& transaction, const Pen& pen, Outcome outcome, const CaseSecrets& secrets,
                       const Contact& contact, std::span<const PhotoId> photos, const Author& author);
// Fails with kStale when the row has moved on.
Result<Case> write_change(storage::Transaction& transaction, const Pen& pen, const Case& before, Outcome outcome,
                          std::span<const PhotoId> photos, const Author& author);

}  // namespace linli::cases
