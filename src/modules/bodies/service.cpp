// Changes of bodies, each with its journal event.
#include <algorithm>
#include <utility>

#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "modules/bodies/api.hpp"
#include "modules/bodies/errors.hpp"
#include "modules/bodies/rules.hpp"
#include "modules/bodies/schema.hpp"
#include "modules/bodies/store.hpp"

namespace linli::bodies {

using storage::Transaction;

namespace {

std::string brief(const Body& body) {
  JsonWriter json;
  json.begin_object().field("name", body.name).field("kind", to_string(body.kind)).field("phone", body.phone);
  if (!body.model.kind.empty()) json.field("model_kind", body.model.kind);
  json.field("from", format_date(body.from)).key("areas").begin_array();
  for (const auto area : body.areas) json.value(area);
  return json.end_array().end_object().take();
}

// The rows of a version, as the journal refers to them.
std::vector<storage::RowRef> rows_of(const Body& body) {
  std::vector<storage::RowRef> rows{{&kBodies, {body.id.value, body.version}}};
  for (const auto area : body.areas) rows.push_back({&kBodyAreas, {body.id.value, body.version, area.value}});
  return rows;
}

storage::Event event_of(DistrictId district, AccountId actor, std::string_view kind, const Body& body) {
  storage::Event event;
  event.district = district;
  event.kind = kind;
  event.actor_kind = actor ? storage::ActorKind::Staff : storage::ActorKind::System;
  event.actor = actor;
  event.subject_kind = "body";
  event.subject_id = body.id.value;
  event.after = brief(body);
  event.rows = rows_of(body);
  return event;
}

std::unexpected<Error> name_taken(const std::string& name) {
  return fail(kBadBody, {{"name",
                          {},
                          name,
                          {"已有同名单位", "Another body bears this name"},
                          {"请改用全称,或修改已有的单位", "Use the full name, or change the one that exists"}}});
}

// An area twice is said once; order does not matter.
void tidy(std::vector<AreaId>& areas) {
  std::ranges::sort(areas);
  const auto [first, last] = std::ranges::unique(areas);
  areas.erase(first, last);
}

}  // namespace

Result<BodyId> add_body(Transaction& transaction, DistrictId district, AccountId actor, const NewBody& from) {
  Body body{.id = {},
            .version = 1,
            .name = plain_name(from.name),
            .kind = from.kind,
            .phone = std::string(trim(from.phone)),
            .areas = from.areas,
            .model = from.model,
            .from = from.from,
            .to = {}};
  tidy(body.areas);
  if (auto faults = check_body(body); !faults.empty()) return fail(kBadBody, std::move(faults));
  body.id = transaction.new_id_as<BodyId>();
  if (!store::insert_version(transaction, district, actor, body)) return name_taken(body.name);
  transaction.record(event_of(district, actor, "bodies.added", body));
  return body.id;
}

Result<void> change_body(Transaction& transaction, DistrictId district, AccountId actor, BodyId id,
                         const BodyChange& change) {
  const auto current = get_body(transaction, district, id);
  if (!current || current->to) return fail(kNotFound);
  auto next = changed(*current, change);
  if (!next) return fail(std::move(next.error()));
  tidy(next->areas);
  store::close_version(transaction, district, id, current->version, next->from);
  if (!store::insert_version(transaction, district, actor, *next)) return name_taken(next->name);
  auto event = event_of(district, actor, "bodies.changed", *next);
  event.before = brief(*current);
  event.rows.push_back({&kBodies, {id.value, current->version}});
  transaction.record(event);
  return {};
}

Result<void> close_body(Transaction& transaction, DistrictId district, AccountId actor, BodyId id, Date on) {
  const auto current = get_body(transaction, district, id);
  if (!current || current->to) return fail(kNotFound);
  if (on < current->from) {
    return fail(kBadBody, {{"on",
                            {},
                            format_date(on),
                            {"早于生效日期", "It lies before the body's first day"},
                            {"请用更晚的日期", "Use a later day"}}});
  }
  store::close_version(transaction, district, id, current->version, on);
  auto event = event_of(district, actor, "bodies.closed", *current);
  event.after = "{\"on\":\"" + format_date(on) + "\"}";
  event.rows = {{&kBodies, {id.value, current->version}}};
  transaction.record(event);
  return {};
}

}  // namespace linli::bodies
