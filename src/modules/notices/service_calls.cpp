// The desk's daily call list: residents whom neither a page, a mail nor a short message reaches.
#include <algorithm>

#include "modules/notices/call_store.hpp"
#include "modules/notices/errors.hpp"
#include "modules/notices/schema.hpp"
#include "modules/notices/service.hpp"

namespace linli::notices {

using accounts::Caller;
using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr int kMostCalls = 200;

CallQuery calls_of(const Caller& caller, std::string_view until) {
  return {.areas = caller.scopes, .whole_district = caller.whole_district, .until = until, .limit = kMostCalls};
}

bool may_see(const Caller& caller, const Call& call) {
  if (caller.whole_district) return true;
  return std::ranges::any_of(caller.scopes, [&](std::int64_t scope) {
    return scope == call.community.value || scope == call.subdistrict.value;
  });
}

// Nobody there: again tomorrow, and after so many days the call may rest. Everything else settles it.
void take_outcome(Call& call, Outcome outcome, Instant now, Offset offset, int most_tries) {
  ++call.tries;
  if (outcome == Outcome::NoAnswer && call.tries < most_tries) {
    call.due_on = Date{std::chrono::sys_days{date_of(now, offset)} + std::chrono::days{1}};
  } else {
    call.done_at = now;
  }
}

}  // namespace

Awaitable<CallPage> Notices::calls(const Caller& caller) {
  auto work = [&](Snapshot& snapshot) {
    const auto today = date_of(snapshot.now(), caller.offset);
    const auto until = format_date(today);
    const auto query = calls_of(caller, until);
    return CallPage{load_due_calls(snapshot, caller.district, query),
                    load_done_calls(snapshot, caller.district, query, start_of(today, caller.offset))};
  };
  co_return co_await context_.store.read(work);
}

Awaitable<Result<void>> Notices::record_call(const Caller& caller, std::int64_t id, Outcome outcome, std::string note) {
  auto work = [&](Transaction& transaction) -> Result<void> {
    auto call = load_call(transaction, caller.district, id);
    if (!call || call->done_at || !may_see(caller, *call)) return fail(kNoCall);
    take_outcome(*call, outcome, transaction.now(), caller.offset, book().call_tries());
    insert_try(transaction, caller.district, id, call->tries, {transaction.now(), caller.account, outcome, note});
    save_call(transaction, caller.district, *call);
    storage::Event event;
    event.district = caller.district;
    event.kind = "notices.called";
    event.actor_kind = storage::ActorKind::Staff;
    event.actor = caller.account;
    event.subject_kind = "case";
    event.subject_id = call->entry.value;
    event.rows = {{&kCalls, {id}}, {&kCallTries, {id, call->tries}}};
    transaction.record(event);
    return {};
  };
  co_return co_await context_.store.write(work);
}

}  // namespace linli::notices
