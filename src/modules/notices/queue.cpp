#include "modules/notices/queue.hpp"

#include <boost/json/parse.hpp>
#include <memory>

#include "base/json_writer.hpp"

namespace linli::notices {

namespace json = boost::json;
using storage::Snapshot;
using storage::Transaction;

namespace {

void write_ids(JsonWriter& w, std::string_view name, const std::vector<std::int64_t>& ids) {
  if (ids.empty()) return;
  w.key(name).begin_array();
  for (const auto id : ids) w.value(id);
  w.end_array();
}

std::string payload_of(const Announcement& said) {
  JsonWriter w;
  w.begin_object().field("event", said.event).field("kind", said.subject_kind).field("subject", said.subject);
  w.field("number", said.number);
  const auto put = [&w](std::string_view name, std::int64_t value) {
    if (value != 0) w.field(name, value);
  };
  put("by", said.by.value);
  put("by_resident", said.by_resident ? 1 : 0);
  put("grid", said.lead_grid);
  put("body", said.lead_body);
  put("handler", said.handler.value);
  put("community", said.community.value);
  put("subdistrict", said.subdistrict.value);
  put("watch", said.watch);
  put("has_name", said.has_name ? 1 : 0);
  put("has_phone", said.has_phone ? 1 : 0);
  put("by_page", said.reported_by_page ? 1 : 0);
  write_ids(w, "parts", said.parts);
  write_ids(w, "scopes", said.scopes);
  return w.end_object().take();
}

std::vector<std::int64_t> ids_of(const json::object& object, std::string_view name) {
  std::vector<std::int64_t> ids;
  if (const auto* list = object.if_contains(name))
    for (const auto& id : list->as_array()) ids.push_back(id.as_int64());
  return ids;
}

std::unique_ptr<Queued> queued_of(const storage::Cursor& row) {
  const auto value = json::parse(row.text(2));
  const auto& object = value.as_object();
  const auto text = [&](std::string_view name) { return std::string(object.at(name).as_string()); };
  const auto number = [&](std::string_view name) {
    const auto* found = object.if_contains(name);
    return found != nullptr ? found->as_int64() : 0;
  };
  auto queued = std::make_unique<Queued>();
  queued->id = row.integer(1);
  queued->event = text("event");
  queued->subject_kind = text("kind");
  queued->number = text("number");
  auto& said = queued->said;
  said.district = row.id<DistrictId>(0);
  said.event = queued->event;
  said.subject_kind = queued->subject_kind;
  said.subject = number("subject");
  said.number = queued->number;
  said.by = AccountId{number("by")};
  said.by_resident = number("by_resident") != 0;
  said.lead_grid = number("grid");
  said.lead_body = number("body");
  said.handler = AccountId{number("handler")};
  said.community = AreaId{number("community")};
  said.subdistrict = AreaId{number("subdistrict")};
  said.watch = number("watch");
  said.has_name = number("has_name") != 0;
  said.has_phone = number("has_phone") != 0;
  said.reported_by_page = number("by_page") != 0;
  said.parts = ids_of(object, "parts");
  said.scopes = ids_of(object, "scopes");
  return queued;
}

}  // namespace

void announce(Transaction& transaction, const Announcement& said) {
  transaction.execute("INSERT INTO notice_queue (district, id, payload) VALUES ($1, $2, $3)", said.district,
                      transaction.new_id(), payload_of(said));
}

std::vector<std::unique_ptr<Queued>> oldest_queued(Snapshot& snapshot, int limit) {
  auto rows = snapshot.query("SELECT district, id, payload FROM notice_queue ORDER BY district, id LIMIT $1", limit);
  std::vector<std::unique_ptr<Queued>> queued;
  while (rows.next()) queued.push_back(queued_of(rows));
  return queued;
}

bool anything_queued(Snapshot& snapshot) { return snapshot.query("SELECT 1 FROM notice_queue LIMIT 1").next(); }

void drop_queued(Transaction& transaction, DistrictId district, std::int64_t id) {
  transaction.execute("DELETE FROM notice_queue WHERE district = $1 AND id = $2", district, id);
}

}  // namespace linli::notices
