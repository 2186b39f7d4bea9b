#include "modules/notices/channel_store.hpp"

#include <boost/json/parse.hpp>

#include "base/json_writer.hpp"
#include "modules/notices/rules.hpp"

namespace linli::notices {

namespace json = boost::json;
using storage::Bytes;
using storage::Snapshot;
using storage::Transaction;

namespace {

storage::SealContext secrets_of(std::int64_t id) { return {"notice_channels", "sealed", id}; }

std::string settings_json(const Channel& channel) {
  JsonWriter w;
  w.begin_object();
  if (channel.kind == ChannelKind::Mail) {
    w.field("host", channel.host).field("port", channel.port).field("security", to_string(channel.security));
    w.field("user", channel.user).field("from", channel.from);
  }
  w.field("scope", channel.scope).key("kinds").begin_array();
  for (const auto& kind : channel.kinds) w.value(kind);
  w.end_array();
  if (channel.quiet)
    w.field("quiet_from", format_minute(channel.quiet->from)).field("quiet_to", format_minute(channel.quiet->to));
  return w.end_object().take();
}

std::string secrets_json(const Channel& channel) {
  JsonWriter w;
  return w.begin_object().field("url", channel.url).field("secret", channel.secret).end_object().take();
}

std::string text_in(const json::object& object, std::string_view name) {
  const auto* found = object.if_contains(name);
  return found != nullptr ? std::string(found->as_string()) : std::string();
}

void read_settings(std::string_view text, Channel& channel) {
  const auto value = json::parse(text);
  const auto& object = value.as_object();
  if (channel.kind == ChannelKind::Mail) {
    channel.host = text_in(object, "host");
    channel.port = static_cast<int>(object.at("port").as_int64());
    channel.security = parse_security(text_in(object, "security")).value_or(Security::StartTls);
    channel.user = text_in(object, "user");
    channel.from = text_in(object, "from");
  }
  channel.scope = object.at("scope").as_int64();
  for (const auto& kind : object.at("kinds").as_array()) channel.kinds.emplace_back(kind.as_string());
  const auto from = parse_minute(text_in(object, "quiet_from"));
  const auto to = parse_minute(text_in(object, "quiet_to"));
  if (from && to) channel.quiet = Quiet{*from, *to};
}

#define LINLI_CHANNEL_SELECT \
  "SELECT id, kind, name, enabled, settings, wrapped_key, sealed FROM notice_channels WHERE district = $1 "

Channel channel_of(const storage::Cursor& row, const storage::KeyRing& keys) {
  Channel channel;
  channel.id = row.integer(0);
  channel.kind = static_cast<ChannelKind>(row.integer(1));
  channel.name = row.string(2);
  channel.enabled = row.boolean(3);
  read_settings(row.text(4), channel);
  const auto wrapped = row.bytes(5);
  const Bytes key(wrapped.begin(), wrapped.end());
  const auto value = json::parse(keys.open_sealed(key, channel.id, secrets_of(channel.id), row.bytes(6)));
  channel.url = text_in(value.as_object(), "url");
  channel.secret = text_in(value.as_object(), "secret");
  return channel;
}

std::vector<Channel> channels_of(storage::Cursor rows, const storage::KeyRing& keys) {
  std::vector<Channel> channels;
  while (rows.next()) channels.push_back(channel_of(rows, keys));
  return channels;
}

std::optional<Channel> first_of(std::vector<Channel> channels) {
  if (channels.empty()) return std::nullopt;
  return std::move(channels.front());
}

}  // namespace

void insert_channel(Transaction& transaction, const storage::KeyRing& keys, DistrictId district,
                    const Channel& channel) {
  const auto key = keys.new_data_key(channel.id);
  const auto sealed = keys.seal(key, channel.id, secrets_of(channel.id), secrets_json(channel));
  transaction.execute(
      "INSERT INTO notice_channels (district, id, kind, name, enabled, settings, wrapped_key, sealed) VALUES ($1, $2, "
      "$3, $4, $5, $6, $7, $8)",
      district, channel.id, static_cast<int>(channel.kind), channel.name, channel.enabled, settings_json(channel), key,
      sealed);
}

void update_channel(Transaction& transaction, const storage::KeyRing& keys, DistrictId district,
                    const Channel& channel) {
  const auto key = keys.new_data_key(channel.id);
  const auto sealed = keys.seal(key, channel.id, secrets_of(channel.id), secrets_json(channel));
  transaction.execute(
      "UPDATE notice_channels SET name = $3, enabled = $4, settings = $5, wrapped_key = $6, sealed = $7 WHERE district "
      "= $1 AND id = $2",
      district, channel.id, channel.name, channel.enabled, settings_json(channel), key, sealed);
}

void delete_channel(Transaction& transaction, DistrictId district, std::int64_t id) {
  transaction.execute("DELETE FROM notice_channels WHERE district = $1 AND id = $2", district, id);
}

std::vector<Channel> load_channels(Snapshot& snapshot, const storage::KeyRing& keys, DistrictId district) {
  return channels_of(snapshot.query(LINLI_CHANNEL_SELECT "ORDER BY kind, id", district), keys);
}

std::optional<Channel> load_channel(Snapshot& snapshot, const storage::KeyRing& keys, DistrictId district,
                                    std::int64_t id) {
  return first_of(channels_of(snapshot.query(LINLI_CHANNEL_SELECT "AND id = $2", district, id), keys));
}

std::optional<Channel> load_single(Snapshot& snapshot, const storage::KeyRing& keys, DistrictId district,
                                   ChannelKind kind) {
  return first_of(
      channels_of(snapshot.query(LINLI_CHANNEL_SELECT "AND kind = $2", district, static_cast<int>(kind)), keys));
}

}  // namespace linli::notices
