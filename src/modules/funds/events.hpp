#pragma once
// What the journal is told.

#include <string_view>

#include "modules/accounts/api.hpp"
#include "storage/journal.hpp"

namespace linli::funds {

// The texts must outlive the event.
[[nodiscard]] inline storage::Event event_of(const accounts::Caller& caller, std::string_view kind,
                                             std::string_view subject_kind, std::int64_t subject) {
  storage::Event event{.district = caller.district, .kind = kind, .actor_kind = storage::ActorKind::Staff};
  event.actor = caller.account;
  event.subject_kind = subject_kind;
  event.subject_id = subject;
  return event;
}

}  // namespace linli::funds
