// Figures: the list's filters, over records in force on a day, ended ones included.
#include "modules/registers/desk.hpp"
#include "modules/registers/record_store.hpp"
#include "modules/registers/summary.hpp"

namespace linli::registers {

namespace asio = boost::asio;
using accounts::Caller;
using storage::Snapshot;

namespace {

Query in_state(const Query& sent, std::string_view state) {
  Query query;
  for (const auto& parameter : sent)
    if (parameter.first != "state") query.push_back(parameter);
  query.emplace_back("state", state);
  return query;
}

}  // namespace

asio::awaitable<Result<std::string>> Desk::summary(const Caller& caller, KindPointer kind, Query query,
                                                   std::optional<Date> as_of) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto on = as_of.value_or(date_of(snapshot.now(), caller.offset));
    Summariser figures(*kind, caller, on);
    const auto take = [&](const Record& record) {
      if (record.from > on || (record.to && *record.to <= on)) return true;
      // Single values do not leave: only what is counted over at least kFewestPersons of them.
      const auto sealed = figures.wants_sealed() && !record.sealed.empty()
                              ? open_sealed_values(snapshot, caller.district, record.id, context_.store.keys())
                              : std::nullopt;
      figures.take(record.values, sealed.value_or(boost::json::object{}));
      return true;
    };
    for (const auto* state : {"current", "ended"})
      if (auto done = each(snapshot, caller, *kind, in_state(query, state), take); !done)
        return fail(std::move(done.error()));
    JsonWriter w;
    write_summary(w, figures.result(), on);
    return w.take();
  };
  co_return co_await context_.store.read(work);
}

}  // namespace linli::registers
