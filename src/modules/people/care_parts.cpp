#include "modules/people/care_parts.hpp"

#include <algorithm>
#include <limits>

#include "base/text.hpp"
#include "modules/people/errors.hpp"
#include "modules/people/id_number.hpp"
#include "modules/people/parts.hpp"
#include "modules/people/schema.hpp"
#include "modules/people/seal.hpp"
#include "modules/people/visit_store.hpp"

namespace linli::people {

using storage::Snapshot;
using storage::Transaction;

namespace {

std::optional<std::string> maybe_day(const std::optional<Date>& day) {
  return day ? std::optional(format_date(*day)) : std::nullopt;
}

}  // namespace

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

}  // namespace linli::people
