// Requests, consent, codes and the person's own page.
#include <algorithm>
#include <limits>

#include "base/text.hpp"
#include "modules/people/care.hpp"
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
constexpr int kMostRequests = 500;
constexpr int kMostExpiring = 500;
constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();

std::optional<std::string> maybe_day(const std::optional<Date>& day) {
  return day ? std::optional(format_date(*day)) : std::nullopt;
}

// `ABCD-EFGH-…`, as it is printed.
std::string printed(std::string_view code) {
  std::string text;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i > 0 && i % 4 == 0) text += '-';
    text += code[i];
  }
  return text;
}

void write_request(JsonWriter& w, const PersonRequest& request, Offset offset) {
  w.field("id", std::to_string(request.id)).field("kind", to_string(request.kind)).field("text", request.text);
  w.field("how", request.how).field("asked_on", format_date(request.asked_on));
  w.field("due_on", format_date(request.due_on)).field("state", to_string(request.state));
  w.field("decided_at", request.decided_at ? std::optional(format_instant(*request.decided_at, offset)) : std::nullopt);
  w.field("answer", request.answer);
}

void write_consents(JsonWriter& w, const Context& context, Snapshot& snapshot, DistrictId district, PersonId person) {
  w.key("consents").begin_array();
  for (const auto& consent : consents_of(snapshot, district, person)) {
    const auto* field = context.book->field(consent.field);
    w.begin_object().field("id", std::to_string(consent.id)).field("field", consent.field);
    w.field("label", field != nullptr ? field->label : Text{consent.field, consent.field});
    w.field("given_on", format_date(consent.given_on)).field("how", consent.how);
    w.field("withdrawn_on", maybe_day(consent.withdrawn_on)).end_object();
  }
  w.end_array();
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

Result<PersonRequest> new_request(const Context& context, Transaction& transaction, DistrictId district,
                                  PersonId person, std::string_view kind, std::string_view text, std::string_view how,
                                  Date today) {
  const auto parsed = parse_request_kind(kind);
  if (!parsed)
    return fail(kInvalid, {{"kind",
                            {},
                            std::string(kind),
                            {"没有这种申请。", "There is no such request."},
                            {"选查阅、复制、更正、删除或解释。", "Choose access, copy, correct, erase or explain."}}});
  PersonRequest request{.id = transaction.new_id(), .person = person, .kind = *parsed};
  request.text = std::string(trim(text));
  request.how = std::string(how);
  request.asked_on = today;
  request.due_on = Date{std::chrono::sys_days{today} + std::chrono::days{context.book->request_days}};
  insert_request(transaction, context.keys(), district, request);
  return request;
}

std::string expiring_json(const Book& book, const std::vector<Expiring>& all, std::int64_t done) {
  JsonWriter w;
  w.begin_object().field("done", done).key("items").begin_array();
  for (const auto& one : all) {
    w.begin_object().field("person_id", one.person).field("name", one.name).field("left_on", format_date(one.left_on));
    w.field("whole", one.whole).key("rules").begin_array();
    for (const auto& field : book.fields()) {
      const bool named = std::ranges::find(one.fields, field.name) != one.fields.end();
      if (!named && !(one.whole && field.name == "name")) continue;
      w.begin_object().field("field", field.name).field("label", field.label).field("law", field.law);
      w.field("keep_months", field.keep_months).end_object();
    }
    w.end_array().end_object();
  }
  return w.end_array().end_object().take();
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

Json People::take_request(const Caller& caller, PersonId person, std::string kind, std::string text) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto found = find_living(context_, transaction, caller, person);
    if (!found) return fail(found.error());
    const auto request = new_request(context_, transaction, caller.district, person, kind, text, "window",
                                     date_of(transaction.now(), caller.offset));
    if (!request) return fail(request.error());
    transaction.record(
        event_of(caller, "people.requested", "person", person.value, {{&kRequestsTable, {request->id}}}));
    JsonWriter w;
    w.begin_object();
    write_request(w, *request, caller.offset);
    return w.end_object().take();
  };
  co_return co_await context_.store.write(work);
}

Json People::requests(const Caller& caller) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto reach = reach_of(context_, snapshot, caller);
    const auto today = date_of(snapshot.now(), caller.offset);
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (const auto& request : open_requests(snapshot, context_.keys(), caller.district, reach, kMostRequests)) {
      w.begin_object();
      write_request(w, request, caller.offset);
      w.field("overdue", request.due_on < today).key("person").begin_object();
      if (const auto person = load_person(snapshot, caller.district, request.person)) write_person_line(w, *person);
      w.end_object().end_object();
    }
    return w.end_array().end_object().take();
  };
  co_return co_await context_.store.read(work);
}

Json People::answer(const Caller& caller, std::int64_t id, bool granted, std::string answer) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    auto request = load_request(transaction, context_.keys(), caller.district, id);
    if (!request) return fail(kNoRequest);
    auto person = find_person(context_, transaction, caller, request->person);
    if (!person) return fail(kNoRequest);
    if (request->state != RequestState::Open) return fail(kAnswered);
    if (trim(answer).empty()) return fail(kNoReason);
    const bool erases = granted && request->kind == RequestKind::Erase;
    if (erases && !caller.may(accounts::Right::PeopleAdmin)) return fail(kNotYours);
    request->state = granted ? RequestState::Done : RequestState::Refused;
    request->decided_by = caller.account;
    request->decided_at = transaction.now();
    request->answer = std::string(trim(answer));
    answer_request(transaction, caller.district, *request);
    transaction.record(
        event_of(caller, "people.request_answered", "person", request->person.value, {{&kRequestsTable, {id}}}));
    if (erases && person->state == PersonState::Here)
      erase_person(transaction, pen_of(context_, transaction, caller), *person, "request");
    JsonWriter w;
    w.begin_object();
    write_request(w, *request, caller.offset);
    return w.end_object().take();
  };
  co_return co_await context_.store.write(work);
}

Json People::consents(const Caller& caller, PersonId person) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto found = find_person(context_, snapshot, caller, person);
    if (!found) return fail(found.error());
    JsonWriter w;
    w.begin_object();
    write_consents(w, context_, snapshot, caller.district, person);
    return w.end_object().take();
  };
  co_return co_await context_.store.read(work);
}

Json People::add_consent(const Caller& caller, PersonId person, std::string field, std::string how, Date on) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto found = find_living(context_, transaction, caller, person);
    if (!found) return fail(found.error());
    if (context_.book->field(field) == nullptr)
      return fail(
          kInvalid,
          {{"field", {}, field, {"没有这个字段。", "There is no such field."}, {"从列表中选。", "Choose one."}}});
    Consent consent{.id = transaction.new_id(), .person = person, .field = field, .given_on = on, .how = how};
    consent.recorded_by = caller.account;
    insert_consent(transaction, caller.district, consent);
    transaction.record(event_of(caller, "people.consent_given", "person", person.value,
                                {{&kConsentsTable, {person.value, consent.id}}}));
    JsonWriter w;
    w.begin_object();
    write_consents(w, context_, transaction, caller.district, person);
    return w.end_object().take();
  };
  co_return co_await context_.store.write(work);
}

Json People::withdraw(const Caller& caller, PersonId person, std::int64_t consent) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto found = find_living(context_, transaction, caller, person);
    if (!found) return fail(found.error());
    const auto all = consents_of(transaction, caller.district, person);
    if (std::ranges::find(all, consent, &Consent::id) == all.end()) return fail(kNoConsent);
    withdraw_consent(transaction, caller.district, person, consent, date_of(transaction.now(), caller.offset));
    transaction.record(event_of(caller, "people.consent_withdrawn", "person", person.value,
                                {{&kConsentsTable, {person.value, consent}}}));
    JsonWriter w;
    w.begin_object();
    write_consents(w, context_, transaction, caller.district, person);
    return w.end_object().take();
  };
  co_return co_await context_.store.write(work);
}

Json People::erase(const Caller& caller, PersonId person, std::string reason) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    if (trim(reason).empty()) return fail(kNoReason);
    const auto found = find_living(context_, transaction, caller, person);
    if (!found) return fail(found.error());
    erase_person(transaction, pen_of(context_, transaction, caller), *found, trim(reason));
    JsonWriter w;
    return w.begin_object().field("id", person).field("state", "erased").end_object().take();
  };
  co_return co_await context_.store.write(work);
}

Json People::retention(const Caller& caller, bool dry_run) {
  // Retention is of the whole district: who left it long ago is in nobody's list any more.
  if (dry_run) {
    auto look = [&](Snapshot& snapshot) -> Result<std::string> {
      const auto reach = reach_of(context_, snapshot, caller);
      auto all = expiring(snapshot, pen_of(context_, snapshot, caller), kMostExpiring);
      std::erase_if(all, [&](const Expiring& one) {
        const std::array id{one.person};
        return persons_within(snapshot, caller.district, reach, id).empty();
      });
      return expiring_json(*context_.book, all, 0);
    };
    co_return co_await context_.store.read(look);
  }
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto pen = pen_of(context_, transaction, caller);
    const auto reach = reach_of(context_, transaction, caller);
    auto all = expiring(transaction, pen, kMostExpiring);
    std::erase_if(all, [&](const Expiring& one) {
      const std::array id{one.person};
      return persons_within(transaction, caller.district, reach, id).empty();
    });
    return expiring_json(*context_.book, all, let_go(transaction, pen, all));
  };
  co_return co_await context_.store.write(work);
}

}  // namespace linli::people
