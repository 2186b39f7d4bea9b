// Changes of relations, posts and rotations, each with its journal event.
#include <algorithm>

#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "modules/bodies/api.hpp"
#include "modules/organisation/api.hpp"
#include "modules/organisation/errors.hpp"
#include "modules/organisation/rules.hpp"
#include "modules/organisation/schema.hpp"
#include "modules/organisation/store.hpp"

namespace linli::organisation {

using storage::Event;
using storage::Transaction;

namespace {

Event event_about(DistrictId district, AccountId actor, std::string_view kind, BodyId body) {
  Event event;
  event.district = district;
  event.kind = kind;
  event.actor_kind = actor ? storage::ActorKind::Staff : storage::ActorKind::System;
  event.actor = actor;
  event.subject_kind = "body";
  event.subject_id = body.value;
  return event;
}

std::string brief(const BodyRelation& relation) {
  JsonWriter json;
  json.begin_object().field("relation", to_string(relation.kind)).field("over", relation.over);
  json.field("under", relation.under).field("document", relation.document);
  return json.field("from", format_date(relation.from)).end_object().take();
}

std::string brief(const Appointment& appointment) {
  JsonWriter json;
  json.begin_object().field("post", appointment.post).field("holder", appointment.holder);
  json.field("document", appointment.document).field("from", format_date(appointment.from));
  json.field("term_ends", appointment.term_ends ? std::optional(format_date(*appointment.term_ends)) : std::nullopt);
  return json.end_object().take();
}

std::string ended_on(Date on) { return "{\"on\":\"" + format_date(on) + "\"}"; }

bool stands(storage::Snapshot& snapshot, DistrictId district, BodyId body, Date on) {
  const auto found = bodies::get_body(snapshot, district, body);
  return found && (!found->to || on < *found->to);
}

std::unexpected<Error> too_early(const ErrorSpec& spec, Date on, Date began) {
  return fail(spec, {{"on",
                      {},
                      format_date(on),
                      {"早于开始日期 " + format_date(began), "It lies before its first day, " + format_date(began)},
                      {"请用更晚的日期", "Use a later day"}}});
}

Fault ring_fault(const NewRelation& relation) {
  return {"over_id",
          {},
          to_string(relation.over),
          {"上级已经在这个组织的领导之下", "That body already stands under this one"},
          {"请先结束那条领导关系", "End that relation first"}};
}

Fault held_already(std::string field, std::string value) {
  return {std::move(field),
          {},
          std::move(value),
          {"已有同样的记录在生效", "The same already holds"},
          {"不必再填,或先结束原有的", "There is nothing to add, or end the one that holds first"}};
}

}  // namespace

Result<RelationId> add_relation(Transaction& transaction, DistrictId district, AccountId actor,
                                const NewRelation& wanted) {
  if (auto faults = check_relation(wanted); !faults.empty()) return fail(kBadRelation, std::move(faults));
  if (!stands(transaction, district, wanted.over, wanted.from) ||
      !stands(transaction, district, wanted.under, wanted.from))
    return fail(kNoBody);
  if (wanted.kind == RelationKind::Leads) {
    const auto leads = store::relations_of_kind(transaction, district, RelationKind::Leads, wanted.from);
    if (makes_ring(wanted, leads)) return fail(kBadRelation, {ring_fault(wanted)});
  }
  const BodyRelation relation{.id = transaction.new_id_as<RelationId>(),
                              .kind = wanted.kind,
                              .over = wanted.over,
                              .under = wanted.under,
                              .document = std::string(trim(wanted.document)),
                              .from = wanted.from,
                              .to = {}};
  if (!store::insert_relation(transaction, district, actor, relation))
    return fail(kBadRelation, {held_already("over_id", to_string(wanted.over))});
  auto event = event_about(district, actor, "organisation.related", wanted.under);
  event.after = brief(relation);
  event.rows = {{&kRelations, {relation.id.value}}};
  transaction.record(event);
  return relation.id;
}

Result<void> end_relation(Transaction& transaction, DistrictId district, AccountId actor, RelationId id, Date on) {
  const auto relation = store::find_relation(transaction, district, id);
  if (!relation || relation->to) return fail(kNotFound);
  if (on < relation->from) return too_early(kBadRelation, on, relation->from);
  store::close_relation(transaction, district, id, on);
  auto event = event_about(district, actor, "organisation.unrelated", relation->under);
  event.before = brief(*relation);
  event.after = ended_on(on);
  event.rows = {{&kRelations, {id.value}}};
  transaction.record(event);
  return {};
}

Result<RelationId> transfer(Transaction& transaction, DistrictId district, AccountId actor, const NewRelation& wanted) {
  for (const auto& held : store::relations_of_kind(transaction, district, wanted.kind, wanted.from)) {
    if (held.under != wanted.under || held.to || held.over == wanted.over) continue;
    if (auto done = end_relation(transaction, district, actor, held.id, wanted.from); !done)
      return fail(std::move(done.error()));
  }
  return add_relation(transaction, district, actor, wanted);
}

Result<AppointmentId> appoint(Transaction& transaction, DistrictId district, AccountId actor,
                              const NewAppointment& wanted) {
  Appointment appointment{.id = {},
                          .body = wanted.body,
                          .post = wanted.post,
                          .holder = std::string(trim(normalise_width(wanted.holder))),
                          .is_member = wanted.is_member,
                          .origin = wanted.origin,
                          .document = std::string(trim(wanted.document)),
                          .from = wanted.from,
                          .term_ends = wanted.term_ends,
                          .to = {}};
  auto plain = wanted;
  plain.holder = appointment.holder;
  if (auto faults = check_appointment(plain); !faults.empty()) return fail(kBadAppointment, std::move(faults));
  if (!stands(transaction, district, wanted.body, wanted.from)) return fail(kNoBody);
  appointment.id = transaction.new_id_as<AppointmentId>();
  if (!store::insert_appointment(transaction, district, actor, appointment))
    return fail(kBadAppointment, {held_already("holder", appointment.holder)});
  auto event = event_about(district, actor, "organisation.appointed", wanted.body);
  event.after = brief(appointment);
  event.rows = {{&kAppointments, {appointment.id.value}}};
  transaction.record(event);
  return appointment.id;
}

Result<void> end_appointment(Transaction& transaction, DistrictId district, AccountId actor, AppointmentId id,
                             Date on) {
  const auto appointment = store::find_appointment(transaction, district, id);
  if (!appointment || appointment->to) return fail(kNotFound);
  if (on < appointment->from) return too_early(kBadAppointment, on, appointment->from);
  store::close_appointment(transaction, district, id, on);
  auto event = event_about(district, actor, "organisation.left", appointment->body);
  event.before = brief(*appointment);
  event.after = ended_on(on);
  event.rows = {{&kAppointments, {id.value}}};
  transaction.record(event);
  return {};
}

Result<void> set_rotation(Transaction& transaction, DistrictId district, AccountId actor, const Rotation& wanted) {
  auto rotation = wanted;
  for (auto& seat : rotation.order) seat = std::string(trim(normalise_width(seat)));
  if (auto faults = check_rotation(rotation); !faults.empty()) return fail(kBadRotation, std::move(faults));
  if (!stands(transaction, district, rotation.body, rotation.from)) return fail(kNoBody);
  const auto last = store::last_rotation(transaction, district, rotation.body);
  auto event = event_about(district, actor, "organisation.rotation_set", rotation.body);
  if (const auto open = store::open_rotation(transaction, district, rotation.body); open != 0) {
    const auto before = rotations_of(transaction, district, rotation.body).front();
    if (rotation.from < before.from) return too_early(kBadRotation, rotation.from, before.from);
    store::close_rotation(transaction, district, rotation.body, open, rotation.from);
    event.rows.push_back({&kRotations, {rotation.body.value, open}});
  }
  store::insert_rotation(transaction, district, actor, rotation, last + 1);
  event.rows.push_back({&kRotations, {rotation.body.value, last + 1}});
  JsonWriter json;
  json.begin_object().field("months", rotation.months).field("from", format_date(rotation.from)).key("seats");
  json.begin_array();
  for (const auto& seat : rotation.order) json.value(seat);
  event.after = json.end_array().end_object().take();
  transaction.record(event);
  return {};
}

}  // namespace linli::organisation
