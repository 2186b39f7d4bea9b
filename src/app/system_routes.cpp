#include "app/system_routes.hpp"

#include <boost/json/parse.hpp>

#include "app/version.hpp"
#include "modules/accounts/api.hpp"
#include "storage/outbox.hpp"

namespace linli::app {
namespace {

namespace asio = http::asio;
namespace fs = std::filesystem;
using http::Answer;
using http::Method;
using http::Request;

constexpr int kPage = 100;
constexpr ErrorSpec kNoSuchMessage{ErrorKind::NotFound, "outbox.not_found", "没有这条待发消息,可能已经发出。",
                                   "There is no such message; it may have been sent."};

std::int64_t folder_size(const fs::path& folder) {
  std::int64_t size = 0;
  std::error_code ignored;
  for (const auto& entry : fs::recursive_directory_iterator(folder, ignored)) {
    if (entry.is_regular_file(ignored)) size += static_cast<std::int64_t>(entry.file_size(ignored));
  }
  return size;
}

asio::awaitable<Answer> show_system(storage::Store& store, fs::path data_dir) {
  const auto outbox = co_await store.read([](storage::Snapshot& snapshot) { return storage::count_outbox(snapshot); });
  const auto stats = store.stats();
  std::error_code ignored;
  const auto space = fs::space(data_dir, ignored);
  JsonWriter json;
  json.begin_object().field("version", kVersion);
  json.field("database", store.engine() == storage::Engine::Sqlite ? "sqlite" : "postgresql");
  json.field("data_bytes", folder_size(data_dir)).field("free_bytes", static_cast<std::int64_t>(space.available));
  json.key("store").begin_object().field("commits", stats.commits).field("works", stats.works);
  json.field("waiting", stats.waiting).field("anchor_failures", stats.anchor_failures).end_object();
  json.key("outbox").begin_object().field("waiting", outbox.waiting).field("dead", outbox.dead).end_object();
  co_return http::json_response(json.end_object());
}

// What a message is about, as far as it says; addresses never stand in it.
std::optional<std::string> said_in(const boost::json::value& payload, std::string_view name) {
  const auto* object = payload.if_object();
  const auto* found = object != nullptr ? object->if_contains(name) : nullptr;
  if (found == nullptr || !found->is_string()) return std::nullopt;
  return std::string(found->get_string());
}

asio::awaitable<Answer> list_messages(storage::Store& store, Request& request) {
  const auto which =
      request.query_value("state") == "waiting" ? storage::OutboxList::Waiting : storage::OutboxList::Dead;
  const auto after = parse_id(request.query_value("cursor").value_or("")).value_or(0);
  const auto items = co_await store.read(
      [&](storage::Snapshot& snapshot) { return storage::list_outbox(snapshot, which, after, kPage); });
  JsonWriter json;
  json.begin_object().key("items").begin_array();
  for (const auto& item : items) {
    boost::system::error_code unreadable;
    const auto payload = boost::json::parse(item.payload, unreadable);
    json.begin_object().field("id", std::to_string(item.id)).field("channel", item.channel);
    json.field("event", said_in(payload, "event")).field("number", said_in(payload, "number"));
    json.field("created_at", format_instant(item.created_at)).field("due_at", format_instant(item.due_at));
    json.field("attempts", item.attempts).field("last_error", item.last_error).end_object();
  }
  json.end_array();
  const bool more = items.size() == static_cast<std::size_t>(kPage);
  json.field("next", more ? std::optional(std::to_string(items.back().id)) : std::nullopt);
  co_return http::json_response(json.end_object());
}

asio::awaitable<Answer> replay_message(storage::Store& store, Request& request) {
  const auto id = parse_id(request.param("id")).value_or(0);
  const auto actor = accounts::caller_of(request).account;
  const auto district = accounts::caller_of(request).district;
  const auto done = co_await store.write([&](storage::Transaction& transaction) -> Result<void> {
    if (!storage::replay(transaction, id)) return fail(kNoSuchMessage);
    storage::Event event{.district = district, .kind = "outbox.replayed", .actor_kind = storage::ActorKind::Staff};
    event.actor = actor;
    event.subject_kind = "message";
    event.subject_id = id;
    transaction.record(event);
    return {};
  });
  if (!done) co_return fail(done.error());
  co_return http::empty_response();
}

asio::awaitable<Answer> replay_all(storage::Store& store, Request& request) {
  const auto actor = accounts::caller_of(request).account;
  const auto district = accounts::caller_of(request).district;
  const auto replayed = co_await store.write([&](storage::Transaction& transaction) {
    const int count = storage::replay_dead(transaction);
    storage::Event event{.district = district, .kind = "outbox.replayed", .actor_kind = storage::ActorKind::Staff};
    event.actor = actor;
    event.subject_kind = "message";
    if (count > 0) transaction.record(event);
    return count;
  });
  JsonWriter json;
  co_return http::json_response(json.begin_object().field("replayed", replayed).end_object());
}

http::Declaration declare(std::string zh, std::string en) {
  http::Declaration declaration{.summary_zh = std::move(zh), .summary_en = std::move(en)};
  declaration.permission = to_string(accounts::Right::SystemRun);
  return declaration;
}

}  // namespace

void register_system_routes(http::Router& router, storage::Store& store, const fs::path& data_dir) {
  router.add(Method::Get, "/api/v1/system", declare("系统状况", "State of the system"),
             [&store, data_dir](Request&) { return show_system(store, data_dir); });
  auto listing = declare("待发与死信", "Messages that wait or were given up");
  listing.query = {http::enum_field("state", {"状态", "State"}, {"waiting", "dead"}),
                   http::text_field("cursor", {"游标", "Cursor"})};
  router.add(Method::Get, "/api/v1/outbox", std::move(listing),
             [&store](Request& request) { return list_messages(store, request); });
  router.add(Method::Post, "/api/v1/outbox/replay", declare("重新发送全部死信", "Send all again that were given up"),
             [&store](Request& request) { return replay_all(store, request); });
  router.add(Method::Post, "/api/v1/outbox/{id}/replay", declare("重新发送", "Send again"),
             [&store](Request& request) { return replay_message(store, request); });
}

}  // namespace linli::app
