#include "modules/registers/desk.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <utility>

#include "base/text.hpp"
#include "modules/registers/errors.hpp"
#include "modules/registers/index_store.hpp"
#include "modules/registers/record_store.hpp"
#include "modules/registers/render.hpp"
#include "modules/registers/schema.hpp"

namespace linli::registers {

namespace asio = boost::asio;
namespace json = boost::json;
using accounts::Caller;
using storage::Snapshot;
using storage::Transaction;

namespace {

// Readable fields that hold something protected, by name.
std::string joined_names(const Kind& kind, const Caller& caller, const json::object& values) {
  std::string all;
  for (const auto& member : values) {
    const auto* field = kind.find(member.key());
    if (field == nullptr || !kind.may_read(caller, *field)) continue;
    all += (all.empty() ? "" : ",") + field->name();
  }
  return all;
}

}  // namespace

asio::awaitable<Result<KindPointer>> Desk::kind(const Caller& caller, std::string name) {
  auto work = [&](Snapshot& snapshot) {
    return readable_kind(*context_.shelf.book(snapshot, caller.district), caller, name);
  };
  co_return co_await context_.store.read(work);
}

asio::awaitable<std::string> Desk::kinds(const Caller& caller) {
  auto work = [&](Snapshot& snapshot) {
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (const auto& kind : context_.shelf.book(snapshot, caller.district)->kinds)
      if (kind->may_read(caller) && !kind->declared.removed) write_kind_line(w, *kind, caller);
    return w.end_array().end_object().take();
  };
  co_return co_await context_.store.read(work);
}

asio::awaitable<Result<std::string>> Desk::show(const Caller& caller, std::string kind, RecordId record) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto found = find_record(context_, snapshot, caller, kind, record);
    if (!found) return fail(found.error());
    Names names(context_, snapshot, caller);
    const View view{context_, caller, *found->kind, names};
    JsonWriter w;
    w.begin_object();
    write_record(w, view, found->record);
    w.field("end_reason", found->record.end_reason).field("erased", found->record.erased);
    w.field("may_write", found->kind->may_write(caller) && !found->record.to);
    write_former(w, view, found->record, load_fields(snapshot, caller.district, kind));
    write_warnings(w, broken_checks(*found->kind, found->record.values, date_of(snapshot.now(), caller.offset)));
    write_names(w, names);
    return w.end_object().take();
  };
  co_return co_await context_.store.read(work);
}

asio::awaitable<Result<std::string>> Desk::history(const Caller& caller, std::string kind, RecordId record) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto found = find_record(context_, snapshot, caller, kind, record);
    if (!found) return fail(found.error());
    const auto versions = load_versions(snapshot, caller.district, record);
    const auto known = load_fields(snapshot, caller.district, kind);
    Names names(context_, snapshot, caller);
    const View view{context_, caller, *found->kind, names};
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (std::size_t i = 0; i < versions.size(); ++i)
      write_version(w, view, versions[i], i + 1 < versions.size() ? &versions[i + 1] : nullptr, known);
    return w.end_array().end_object().take();
  };
  co_return co_await context_.store.read(work);
}

std::string Desk::saved(Snapshot& snapshot, const Caller& caller, const Draft& draft) {
  Names names(context_, snapshot, caller);
  const View view{context_, caller, *draft.kind, names};
  JsonWriter w;
  w.begin_object();
  write_record(w, view, draft.record);
  write_warnings(w, draft.warnings);
  write_names(w, names);
  return w.end_object().take();
}

asio::awaitable<Result<std::string>> Desk::add(const Caller& caller, KindPointer kind, json::object sent,
                                               std::optional<Date> from) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto values = canonical_values(*kind, caller, sent);
    if (!values) return fail(values.error());
    auto draft = draft_new(context_, transaction, caller, {kind, *values, from});
    if (!draft) return fail(std::move(draft.error()));
    write_draft(context_, transaction, caller, *draft);
    return saved(transaction, caller, *draft);
  };
  co_return co_await context_.store.write(work);
}

asio::awaitable<Result<std::string>> Desk::change(const Caller& caller, KindPointer kind, RecordId record, int version,
                                                  json::object sent, std::optional<Date> from) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    auto found = find_record(context_, transaction, caller, kind->name(), record);
    if (!found) return fail(std::move(found.error()));
    if (found->record.version != version) return fail(kStale);
    const auto values = canonical_values(*kind, caller, sent);
    if (!values) return fail(values.error());
    auto draft = draft_change(context_, transaction, caller, {kind, *values, from}, std::move(found->record));
    if (!draft) return fail(std::move(draft.error()));
    if (draft->changes) write_draft(context_, transaction, caller, *draft);
    return saved(transaction, caller, *draft);
  };
  co_return co_await context_.store.write(work);
}

asio::awaitable<Result<std::string>> Desk::end(const Caller& caller, std::string kind, RecordId record, Date on,
                                               std::string reason) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    auto found = find_record(context_, transaction, caller, kind, record);
    if (!found) return fail(std::move(found.error()));
    auto draft = draft_end(transaction, caller, found->kind, std::move(found->record), on, reason);
    if (!draft) return fail(std::move(draft.error()));
    write_draft(context_, transaction, caller, *draft);
    return saved(transaction, caller, *draft);
  };
  co_return co_await context_.store.write(work);
}

asio::awaitable<Result<std::string>> Desk::read_protected(const Caller& caller, std::string kind, RecordId record,
                                                          std::string reason) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    if (trim(reason).empty()) return fail(kNoReason);
    const auto found = find_record(context_, transaction, caller, kind, record);
    if (!found) return fail(found.error());
    const auto values = open_sealed_values(transaction, caller.district, record, context_.store.keys());
    if (!values) return fail(found->record.erased ? kErased : kNotFound);
    const auto fields = joined_names(*found->kind, caller, *values);
    if (fields.empty()) return fail(kNotFound);
    const auto reading = insert_reading(transaction, caller.district, record,
                                        {transaction.now(), caller.account, fields, std::string(trim(reason))});
    transaction.record({.district = caller.district,
                        .kind = "registers.protected_read",
                        .actor_kind = storage::ActorKind::Staff,
                        .actor = caller.account,
                        .subject_kind = "record",
                        .subject_id = record.value,
                        .before = {},
                        .after = {},
                        .rows = {{&kReadingsTable, {record.value, reading}}}});
    JsonWriter w;
    w.begin_object().key("values").begin_object();
    for (const auto& [name, value] : *values) {
      const auto* field = found->kind->find(name);
      if (field != nullptr && found->kind->may_read(caller, *field)) w.key(name).raw(json::serialize(value));
    }
    return w.end_object().end_object().take();
  };
  co_return co_await context_.store.write(work);
}

asio::awaitable<Result<std::string>> Desk::readings(const Caller& caller, std::string kind, RecordId record) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto found = find_record(context_, snapshot, caller, kind, record);
    if (!found) return fail(found.error());
    Names names(context_, snapshot, caller);
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (const auto& reading : load_readings(snapshot, caller.district, record))
      w.begin_object()
          .field("at", format_instant(reading.at, caller.offset))
          .field("by", names.account(reading.account))
          .field("fields", reading.fields)
          .field("reason", reading.reason)
          .end_object();
    return w.end_array().end_object().take();
  };
  co_return co_await context_.store.read(work);
}

}  // namespace linli::registers
