// The person's own page: a printed code opens it for half an hour.
#include <algorithm>
#include <limits>

#include "base/text.hpp"
#include "modules/people/care_parts.hpp"
#include "modules/people/errors.hpp"
#include "modules/people/id_number.hpp"
#include "modules/people/parts.hpp"
#include "modules/people/schema.hpp"
#include "modules/people/seal.hpp"
#include "modules/people/visit_store.hpp"

namespace linli::people {

using accounts::Caller;
using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr std::string_view kCodePurpose = "people.code";
constexpr std::string_view kSessionPurpose = "people.own_session";
constexpr int kCodeBytes = 8;
constexpr int kSessionBytes = 20;
constexpr std::chrono::minutes kSessionLasts{30};
constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();

// `ABCD-EFGH-…`, as it is printed.
std::string printed(std::string_view code) {
  std::string text;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i > 0 && i % 4 == 0) text += '-';
    text += code[i];
  }
  return text;
}

// Everything that is on record about somebody, for themselves.
std::string own_json(const Context& context, Snapshot& snapshot, const Caller& resident, const Person& person,
                     const Protected& secret) {
  JsonWriter w(4096);
  w.begin_object().field("name", secret.name.empty() ? person.name : secret.name);
  w.field("gender", to_string(person.gender)).field("education", person.education).key("protected").begin_object();
  write_protected(w, *context.book, secret, false);
  w.end_object().key("fields").begin_array();
  for (const auto& field : context.book->fields()) {
    w.begin_object().field("name", field.name).field("label", field.label).field("purpose", field.purpose);
    w.field("basis", field.basis).field("law", field.law).field("keep_months", field.keep_months).end_object();
  }
  w.end_array();
  write_residences(w, context, snapshot, resident, person.id);
  w.key("readings").begin_array();
  constexpr int kMostReadings = 1000;
  for (const auto& reading : load_readings(snapshot, resident.district, person.id, kAll, kMostReadings)) {
    w.begin_object().field("at", format_instant(reading.at, resident.offset));
    w.field("by", accounts::account_name(snapshot, resident.district, reading.account));
    w.field("fields", reading.fields).field("masked", reading.masked).field("reason", reading.reason).end_object();
  }
  w.end_array();
  write_consents(w, context, snapshot, resident.district, person.id);
  w.key("requests").begin_array();
  for (const auto& request : requests_of(snapshot, context.keys(), resident.district, person.id)) {
    w.begin_object();
    write_request(w, request, resident.offset);
    w.end_object();
  }
  w.end_array().key("visits").begin_array();
  for (const auto& row : visits_of_subject(snapshot, resident.district, person.id.value, kAll, kMostRequests))
    w.begin_object()
        .field("on", format_date(row.visit.on))
        .field("way", to_string(row.visit.way))
        .field("by", accounts::account_name(snapshot, resident.district, row.visit.by))
        .end_object();
  return w.end_array().end_object().take();
}

// The person as a reader of the own data: sees every place they lived at.
Caller resident_of(const Snapshot&, DistrictId district) {
  Caller caller;
  caller.district = district;
  caller.whole_district = true;
  return caller;
}

storage::Event resident_event(DistrictId district, std::string_view kind, PersonId person,
                              std::vector<storage::RowRef> rows) {
  return {.district = district,
          .kind = kind,
          .actor_kind = storage::ActorKind::Resident,
          .actor = {},
          .subject_kind = "person",
          .subject_id = person.value,
          .before = {},
          .after = {},
          .rows = std::move(rows)};
}

storage::Digest session_digest(const Context& context, std::string_view session) {
  return context.keys().secret_digest(kSessionPurpose, storage::normalise_secret(session));
}

Result<PersonId> person_behind(const Context& context, Snapshot& snapshot, DistrictId district,
                               std::string_view session) {
  const auto person = person_of_session(snapshot, district, session_digest(context, session));
  if (!person) return fail(kBadCode);
  return *person;
}

}  // namespace

std::optional<accounts::District> People::home_district() {
  return context_.store.read_now([](Snapshot& snapshot) { return accounts::home_district(snapshot); });
}

Json People::print_code(const Caller& caller, PersonId person) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto found = find_living(context_, transaction, caller, person);
    if (!found) return fail(found.error());
    const auto code = storage::random_secret(kCodeBytes);
    const auto expires = transaction.now() + std::chrono::hours{context_.book->code_hours};
    drop_codes(transaction, caller.district, person);
    insert_code(transaction, caller.district, context_.keys().secret_digest(kCodePurpose, code), person, caller.account,
                expires);
    transaction.record(event_of(caller, "people.code_printed", "person", person.value, {}));
    JsonWriter w;
    w.begin_object().field("code", printed(code)).field("expires_at", format_instant(expires, caller.offset));
    return w.end_object().take();
  };
  co_return co_await context_.store.write(work);
}

Json People::open_own(DistrictId district, std::string code) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto session = storage::random_secret(kSessionBytes);
    const auto ends = transaction.now() + kSessionLasts;
    const auto person =
        use_code(transaction, district, context_.keys().secret_digest(kCodePurpose, storage::normalise_secret(code)),
                 session_digest(context_, session), ends);
    if (!person) return fail(kBadCode);
    transaction.record(resident_event(district, "people.own_opened", *person, {}));
    JsonWriter w;
    return w.begin_object().field("session", session).field("ends_at", format_instant(ends)).end_object().take();
  };
  co_return co_await context_.store.write(work);
}

Json People::own_data(DistrictId district, std::string session, bool copy) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto id = person_behind(context_, transaction, district, session);
    if (!id) return fail(id.error());
    const auto person = load_person(transaction, district, *id);
    if (!person || person->state != PersonState::Here) return fail(kBadCode);
    const auto secret = open_protected(transaction, context_.keys(), district, *id).value_or(Protected{});
    const auto reading = transaction.new_id();
    insert_reading(transaction, district,
                   {reading, *id, transaction.now(), {}, fields_of(secret), false, copy ? "copy" : "own"});
    transaction.record(resident_event(district, "people.own_read", *id, {{&kReadingsTable, {id->value, reading}}}));
    return own_json(context_, transaction, resident_of(transaction, district), *person, secret);
  };
  co_return co_await context_.store.write(work);
}

Json People::own_request(DistrictId district, std::string session, std::string kind, std::string text) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto id = person_behind(context_, transaction, district, session);
    if (!id) return fail(id.error());
    const auto request =
        new_request(context_, transaction, district, *id, kind, text, "code", date_of(transaction.now()));
    if (!request) return fail(request.error());
    transaction.record(resident_event(district, "people.requested", *id, {{&kRequestsTable, {request->id}}}));
    JsonWriter w;
    w.begin_object();
    write_request(w, *request, kChinaOffset);
    return w.end_object().take();
  };
  co_return co_await context_.store.write(work);
}

Json People::own_withdrawal(DistrictId district, std::string session, std::int64_t consent) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto id = person_behind(context_, transaction, district, session);
    if (!id) return fail(id.error());
    const auto all = consents_of(transaction, district, *id);
    if (std::ranges::find(all, consent, &Consent::id) == all.end()) return fail(kNoConsent);
    withdraw_consent(transaction, district, *id, consent, date_of(transaction.now()));
    transaction.record(
        resident_event(district, "people.consent_withdrawn", *id, {{&kConsentsTable, {id->value, consent}}}));
    JsonWriter w;
    w.begin_object();
    write_consents(w, context_, transaction, district, *id);
    return w.end_object().take();
  };
  co_return co_await context_.store.write(work);
}

}  // namespace linli::people
