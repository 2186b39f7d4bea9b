#include "storage/context.hpp"

namespace linli::storage {

void Transaction::Context::rollback_to(const Mark& mark) {
  journal.rollback_to(mark.journal);
  counts.rollback_to(mark.counts);
  actions.resize(mark.actions);
}

void Transaction::Context::write(Connection& connection) {
  counts.write(connection, slot);
  if (connection.engine() == Engine::Sqlite) {
    journal.write_linked(connection);
  } else {
    journal.write_unlinked(connection);
  }
}

void Transaction::Context::committed() {
  journal.committed();
  // An action may start another transaction's work elsewhere, but never adds to this list.
  for (const auto& action : actions) action();
  actions.clear();
}

void Transaction::Context::aborted() {
  journal.aborted();
  counts.clear();
  actions.clear();
}

std::int64_t Transaction::new_id() { return context_.ids.next(); }

void Transaction::record(const Event& event) { context_.journal.stage(connection_, event, now_); }

void Transaction::count(const CounterKey& key, std::int64_t delta) { context_.counts.add(key, delta); }

void Transaction::send(const OutboxMessage& message) {
  execute(
      "INSERT INTO outbox (id, district, channel, payload, created_at, due_at, attempts, dead) VALUES ($1, $2, $3, $4, "
      "$5, $5, 0, 0)",
      new_id(), message.district, message.channel, message.payload, now_);
}

void Transaction::after_commit(std::function<void()> action) { context_.actions.push_back(std::move(action)); }

}  // namespace linli::storage
