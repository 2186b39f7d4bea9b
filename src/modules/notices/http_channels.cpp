// Channels, for the system administrator. Addresses of robots and secrets go in and never come out.
#include "modules/notices/errors.hpp"
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

// `https://host/…`: enough to know it by.
std::string shown(const std::string& url) {
  const auto path = url.find('/', url.find("//") + 2);
  return path == std::string::npos || path + 1 == url.size() ? url : url.substr(0, path) + "/…";
}

void write_channel(JsonWriter& w, const Channel& channel) {
  w.begin_object().field("id", std::to_string(channel.id)).field("kind", to_string(channel.kind));
  w.field("name", channel.name).field("enabled", channel.enabled).field("has_secret", !channel.secret.empty());
  if (channel.kind == ChannelKind::Mail) {
    w.field("host", channel.host).field("port", channel.port).field("security", to_string(channel.security));
    w.field("user", channel.user).field("from", channel.from);
  } else {
    w.field("url", shown(channel.url));
  }
  w.key("kinds").begin_array();
  for (const auto& kind : channel.kinds) w.value(kind);
  w.end_array().field("scope_id", channel.scope != 0 ? std::optional(std::to_string(channel.scope)) : std::nullopt);
  write_quiet(w, channel.quiet);
  w.end_object();
}

asio::awaitable<Answer> list_channels(Notices& notices, Request& request) {
  const auto channels = co_await notices.channels(caller_of(request).district);
  JsonWriter w;
  w.begin_object().key("items").begin_array();
  for (const auto& channel : channels) write_channel(w, channel);
  w.end_array().key("kinds").begin_array();
  for (const auto& kind : notices.book().kinds())
    w.begin_object().field("key", kind.key).field("name", kind.name).end_object();
  co_return http::json_response(w.end_array().end_object());
}

Channel channel_in(const Request& request) {
  const Body body(request.json);
  Channel channel;
  channel.kind = parse_channel_kind(body.text("kind")).value_or(ChannelKind::Mail);
  channel.name = body.text("name");
  channel.enabled = body.flag("enabled").value_or(true);
  channel.host = body.text("host");
  channel.port = static_cast<int>(body.integer("port").value_or(channel.port));
  channel.security = parse_security(body.text("security")).value_or(Security::StartTls);
  channel.user = body.text("user");
  channel.from = body.text("from");
  channel.url = body.text("url");
  channel.secret = body.text("secret");
  channel.scope = parse_id(body.text("scope_id")).value_or(0);
  if (const auto* kinds = request.json.as_object().if_contains("kinds"); kinds != nullptr && kinds->is_array())
    for (const auto& kind : kinds->as_array()) channel.kinds.emplace_back(kind.as_string());
  channel.quiet = quiet_in(body);
  return channel;
}

asio::awaitable<Answer> save(Notices& notices, Request& request, Channel channel) {
  const auto& caller = caller_of(request);
  auto& store = notices.context().store;
  auto work = [&](storage::Transaction& transaction) {
    return set_channel(transaction, store.keys(), notices.book(), caller.district, caller.account, channel);
  };
  const auto id = co_await store.write(work);
  if (!id) co_return fail(id.error());
  JsonWriter w;
  co_return http::json_response(w.begin_object().field("id", std::to_string(*id)).end_object(), 200);
}

asio::awaitable<Answer> add_channel(Notices& notices, Request& request) {
  return save(notices, request, channel_in(request));
}

asio::awaitable<Answer> change_channel(Notices& notices, Request& request) {
  auto channel = channel_in(request);
  channel.id = parse_id(request.param("id")).value_or(0);
  return save(notices, request, std::move(channel));
}

asio::awaitable<Answer> drop_channel(Notices& notices, Request& request) {
  const auto& caller = caller_of(request);
  const auto id = parse_id(request.param("id")).value_or(0);
  auto& store = notices.context().store;
  auto work = [&](storage::Transaction& transaction) {
    return remove_channel(transaction, store.keys(), caller.district, caller.account, id);
  };
  auto done = co_await store.write(work);
  if (!done) co_return fail(std::move(done.error()));
  co_return http::empty_response();
}

// A refusal by the server is an answer, not a fault of this request.
asio::awaitable<Answer> test_channel(Notices& notices, Request& request) {
  const auto id = parse_id(request.param("id")).value_or(0);
  const Body body(request.json);
  const auto done = co_await notices.test(caller_of(request).district, id, body.text("to"));
  if (!done && done.error().code == kNoChannel.code) co_return fail(done.error());
  JsonWriter w;
  w.begin_object().field("good", done.has_value());
  w.field("said", done ? Text{"对方收下了", "It was taken"} : done.error().message);
  co_return http::json_response(w.end_object());
}

std::vector<http::Field> channel_fields() {
  auto fields = quiet_fields();
  const auto add = [&](http::Field field) { fields.push_back(std::move(field)); };
  add(http::enum_field("kind", {"种类", "Kind"}, {"mail", "sms", "webhook", "wecom", "dingtalk"}).must());
  add(http::text_field("name", {"名称", "Name"}).must().at_most(60));
  add(http::boolean_field("enabled", {"启用", "Enabled"}));
  add(http::text_field("host", {"服务器", "Server"}).at_most(253).or_null());
  add(http::integer_field("port", {"端口", "Port"}).between(1, 65535));
  add(http::enum_field("security", {"加密", "Encryption"}, {"none", "starttls", "tls"}));
  add(http::text_field("user", {"用户名", "User"}).at_most(200).or_null());
  add(http::text_field("from", {"发件地址", "Sender"}).at_most(254).or_null());
  add(http::text_field("url", {"网址", "Address"}).at_most(1000).or_null().hidden());
  add(http::text_field("secret", {"密码、令牌或签名密钥", "Password, token or signing secret"})
          .at_most(500)
          .or_null()
          .hidden());
  add(http::array_field("kinds", {"只收这些类", "Of these kinds only"},
                        http::text_field("", {"类", "Kind"}).at_most(40)));
  add(http::id_field("scope_id", {"只收这个区域或单位的", "Of this area or body only"}).or_null());
  return fields;
}

}  // namespace

void register_channel_routes(Routes routes) {
  const auto right = accounts::to_string(accounts::Right::SystemRun);
  const std::string one = "/api/v1/notice-channels/{id}";
  routes.add(Method::Get, "/api/v1/notice-channels", declared({"发送通道", "Channels"}, {}, right), list_channels);
  routes.add(Method::Post, "/api/v1/notice-channels", declared({"新增通道", "Add a channel"}, channel_fields(), right),
             add_channel);
  routes.add(Method::Put, one, declared({"修改通道", "Change a channel"}, channel_fields(), right), change_channel);
  routes.add(Method::Delete, one, declared({"删除通道", "Remove a channel"}, {}, right), drop_channel);
  routes.add(
      Method::Post, one + "/test",
      declared({"发送测试消息", "Send a test"},
               {http::text_field("to", {"收件地址或手机号", "Address or number"}).at_most(254).or_null()}, right),
      test_channel);
}

}  // namespace linli::notices
