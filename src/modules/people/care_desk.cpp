// Requests, consent, erasure and retention, at the desk.
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

constexpr int kMostExpiring = 500;

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
