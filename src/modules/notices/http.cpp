#include "modules/notices/http.hpp"

#include <charconv>

#include "modules/notices/http_parts.hpp"
#include "modules/notices/rules.hpp"

namespace linli::notices {
namespace {

using accounts::caller_of;
using http::Answer;
using http::Body;
using http::Method;
using http::Request;
namespace asio = http::asio;

void write_item(JsonWriter& w, const InboxItem& item, const Book& book, Offset offset) {
  w.begin_object().field("id", std::to_string(item.id)).field("event", item.event).field("kind", item.kind);
  Text text;
  if (const auto* notices = book.of(item.event))
    for (const auto& notice : *notices)
      if (notice.kind == item.kind) text = notice.text;
  w.field("text", Text{fill(text.zh, item.number), fill(text.en, item.number)}).field("number", item.number);
  w.field("subject_kind", item.subject_kind).field("subject_id", std::to_string(item.subject));
  w.field("at", format_instant(item.at, offset));
  w.field("read_at", item.read_at ? std::optional(format_instant(*item.read_at, offset)) : std::nullopt).end_object();
}

asio::awaitable<Answer> list_inbox(Notices& notices, Request& request) {
  const auto& caller = caller_of(request);
  InboxQuery query;
  query.unread = request.query_value("unread") == "true";
  query.before = parse_id(request.query_value("cursor").value_or("")).value_or(0);
  if (const auto limit = request.query_value("limit"))
    std::from_chars(limit->data(), limit->data() + limit->size(), query.limit);
  const auto page = co_await notices.inbox(caller, query);
  JsonWriter w;
  w.begin_object().key("items").begin_array();
  for (const auto& item : page.items) write_item(w, item, notices.book(), caller.offset);
  const bool more = page.items.size() == static_cast<std::size_t>(query.limit);
  w.end_array().field("next", more ? std::optional(std::to_string(page.items.back().id)) : std::nullopt);
  co_return http::json_response(w.field("unread", page.unread).end_object());
}

asio::awaitable<Answer> count_inbox(Notices& notices, Request& request) {
  const auto unread = co_await notices.unread(caller_of(request));
  JsonWriter w;
  co_return http::json_response(w.begin_object().field("unread", unread).end_object());
}

asio::awaitable<Answer> read_item(Notices& notices, Request& request) {
  const auto id = parse_id(request.param("id")).value_or(0);
  auto done = co_await notices.read_one(caller_of(request), id);
  if (!done) co_return fail(std::move(done.error()));
  co_return http::empty_response();
}

asio::awaitable<Answer> read_many(Notices& notices, Request& request) {
  const Body body(request.json);
  const auto id_in = [&](std::string_view name) { return parse_id(body.text(name)).value_or(0); };
  auto done = body.has("up_to")
                  ? co_await notices.read_all(caller_of(request), id_in("up_to"))
                  : co_await notices.read_subject(caller_of(request), body.text("subject_kind"), id_in("subject_id"));
  if (!done) co_return fail(std::move(done.error()));
  co_return http::empty_response();
}

}  // namespace

http::Declaration declared(Text summary, std::vector<http::Field> body, std::string_view permission) {
  http::Declaration declaration;
  declaration.summary_zh = std::move(summary.zh);
  declaration.summary_en = std::move(summary.en);
  declaration.body_kind = body.empty() ? http::BodyKind::None : http::BodyKind::Json;
  declaration.body = std::move(body);
  declaration.permission = permission;
  return declaration;
}

void write_ways(JsonWriter& w, std::string_view name, const Ways& ways) {
  w.key(name).begin_array();
  for (const auto way : {Way::Page, Way::Mail, Way::Sms})
    if (ways.has(way)) w.value(to_string(way));
  w.end_array();
}

void write_quiet(JsonWriter& w, const std::optional<Quiet>& quiet) {
  w.field("quiet_from", quiet ? std::optional(format_minute(quiet->from)) : std::nullopt);
  w.field("quiet_to", quiet ? std::optional(format_minute(quiet->to)) : std::nullopt);
}

std::optional<Quiet> quiet_in(const Body& body) {
  const auto from = parse_minute(body.text("quiet_from"));
  const auto to = parse_minute(body.text("quiet_to"));
  if (!from || !to) return std::nullopt;
  return Quiet{*from, *to};
}

std::vector<http::Field> quiet_fields() {
  return {http::text_field("quiet_from", {"安静时段开始，如 21:00", "Quiet from, as 21:00"}).at_most(5).or_null(),
          http::text_field("quiet_to", {"安静时段结束，如 08:00", "Quiet until, as 08:00"}).at_most(5).or_null()};
}

void register_routes(http::Router& router, Notices& notices) {
  Routes routes(router, notices);
  auto listing = declared({"我的通知", "My notices"});
  listing.query = {http::boolean_field("unread", {"只看未读", "Unread only"}),
                   http::text_field("cursor", {"游标", "Cursor"}),
                   http::integer_field("limit", {"条数", "How many"}).between(1, 200)};
  routes.add(Method::Get, "/api/v1/notices", std::move(listing), list_inbox);
  routes.add(Method::Get, "/api/v1/notices/unread", declared({"未读条数", "How many are unread"}), count_inbox);
  routes.add(Method::Post, "/api/v1/notices/{id}/read", declared({"标为已读", "Mark as read"}), read_item);
  routes.add(Method::Post, "/api/v1/notices/read",
             declared({"一批标为已读", "Mark many as read"},
                      {http::id_field("up_to", {"到这一条为止", "Up to this one"}).or_null(),
                       http::text_field("subject_kind", {"关于什么", "About what kind"}).at_most(40).or_null(),
                       http::id_field("subject_id", {"关于哪一件", "About which one"}).or_null()}),
             read_many);
  register_people_routes(routes);
  register_channel_routes(routes);
}

}  // namespace linli::notices
