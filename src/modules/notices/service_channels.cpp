// Channels, by page and by command, and what residents chose for their own case.
#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/json_writer.hpp"
#include "modules/notices/channel_store.hpp"
#include "modules/notices/errors.hpp"
#include "modules/notices/people_store.hpp"
#include "modules/notices/rules.hpp"
#include "modules/notices/schema.hpp"
#include "modules/notices/service.hpp"

namespace linli::notices {

namespace asio = boost::asio;
using storage::KeyRing;
using storage::Snapshot;
using storage::Transaction;

namespace {

storage::Event channel_event(std::string_view kind, DistrictId district, AccountId actor, const Channel& channel) {
  storage::Event event;
  event.district = district;
  event.kind = kind;
  event.actor_kind = actor ? storage::ActorKind::Staff : storage::ActorKind::System;
  event.actor = actor;
  event.subject_kind = "notice_channel";
  event.subject_id = channel.id;
  JsonWriter w;
  w.begin_object().field("kind", to_string(channel.kind)).field("name", channel.name);
  event.after = w.field("enabled", channel.enabled).end_object().take();
  event.rows = {{&kChannels, {channel.id}}};
  return event;
}

std::vector<std::string> keys_of(const Book& book) {
  std::vector<std::string> keys;
  for (const auto& kind : book.kinds()) keys.push_back(kind.key);
  return keys;
}

bool works(Snapshot& snapshot, const KeyRing& keys, DistrictId district, ChannelKind kind) {
  const auto channel = load_single(snapshot, keys, district, kind);
  return channel && channel->enabled;
}

}  // namespace

Result<std::int64_t> set_channel(Transaction& transaction, const KeyRing& keys, const Book& book, DistrictId district,
                                 AccountId actor, Channel channel) {
  // Mail and sms exist once: setting them again changes them.
  auto before = channel.id != 0 ? load_channel(transaction, keys, district, channel.id) : std::nullopt;
  if (channel.id != 0 && (!before || before->kind != channel.kind)) return fail(kNoChannel);
  if (channel.id == 0 && !is_receiver(channel.kind)) before = load_single(transaction, keys, district, channel.kind);
  if (before) {
    channel.id = before->id;
    if (channel.url.empty()) channel.url = before->url;
    if (channel.secret.empty()) channel.secret = before->secret;
  }
  if (auto faults = check_channel(channel, keys_of(book)); !faults.empty()) return fail(kBadChannel, std::move(faults));
  if (before) {
    update_channel(transaction, keys, district, channel);
  } else {
    channel.id = transaction.new_id();
    insert_channel(transaction, keys, district, channel);
  }
  transaction.record(channel_event("notices.channel_set", district, actor, channel));
  return channel.id;
}

Result<void> remove_channel(Transaction& transaction, const KeyRing& keys, DistrictId district, AccountId actor,
                            std::int64_t id) {
  const auto channel = load_channel(transaction, keys, district, id);
  if (!channel) return fail(kNoChannel);
  delete_channel(transaction, district, id);
  transaction.record(channel_event("notices.channel_removed", district, actor, *channel));
  return {};
}

Result<void> check_mail(storage::Store& store) {
  const auto mail = store.read_now([&](Snapshot& snapshot) -> std::optional<Channel> {
    const auto home = accounts::home_district(snapshot);
    if (!home) return std::nullopt;
    return load_single(snapshot, store.keys(), home->id, ChannelKind::Mail);
  });
  if (!mail || !mail->enabled) return {};
  Transport transport({}, {std::chrono::seconds(5), std::chrono::seconds(10)});
  return transport.greet(*mail);
}

Awaitable<std::vector<Channel>> Notices::channels(DistrictId district) {
  auto work = [&](Snapshot& snapshot) { return load_channels(snapshot, context_.store.keys(), district); };
  co_return co_await context_.store.read(work);
}

Awaitable<Result<void>> Notices::test(DistrictId district, std::int64_t channel, std::string to) {
  auto find = [&](Snapshot& snapshot) { return load_channel(snapshot, context_.store.keys(), district, channel); };
  const auto found = co_await context_.store.read(find);
  if (!found) co_return fail(kNoChannel);
  auto work = [&]() -> Awaitable<Result<void>> {
    co_return send_test(*found, to, context_.url, context_.store.clock().now());
  };
  co_return co_await asio::co_spawn(tests_, work, asio::use_awaitable);
}

Awaitable<Result<Notices::Told>> Notices::wish(std::string number, std::string secret) {
  auto work = [&](Snapshot& snapshot) -> Result<Told> {
    const auto& keys = context_.store.keys();
    const auto home = accounts::home_district(snapshot);
    const auto entry = home ? cases::case_of_secret(snapshot, keys, home->id, number, secret) : std::nullopt;
    if (!entry) return fail(kNoCase);
    return Told{load_wish(snapshot, keys, home->id, entry->id), entry->has_phone,
                works(snapshot, keys, home->id, ChannelKind::Mail), works(snapshot, keys, home->id, ChannelKind::Sms)};
  };
  co_return co_await context_.store.read(work);
}

Awaitable<Result<void>> Notices::set_wish(std::string number, std::string secret, Wish wish) {
  if (wish.way == Way::Mail && !is_mail_address(wish.mail))
    co_return fail(kBadChoice, {fault_of("mail", {"邮箱地址不对", "This is not a mail address"},
                                         {"例如 name@example.cn", "For example name@example.cn"})});
  if (wish.way != Way::Mail) wish.mail.clear();
  auto work = [&](Transaction& transaction) -> Result<void> {
    const auto& keys = context_.store.keys();
    const auto home = accounts::home_district(transaction);
    const auto entry = home ? cases::case_of_secret(transaction, keys, home->id, number, secret) : std::nullopt;
    if (!entry) return fail(kNoCase);
    const bool needs_phone = wish.way == Way::Sms || wish.way == Way::Call;
    if (needs_phone && !entry->has_phone)
      return fail(kBadChoice, {fault_of("way", {"反映时没有留电话", "No telephone number was left with the report"},
                                        {"改用邮件，或在网页上查看", "Choose mail, or look at the page"})});
    save_wish(transaction, keys, home->id, entry->id, wish);
    storage::Event event;
    event.district = home->id;
    event.kind = "notices.wish_set";
    event.actor_kind = storage::ActorKind::Resident;
    event.subject_kind = "case";
    event.subject_id = entry->id.value;
    event.rows = {{&kWishes, {entry->id.value}}};
    transaction.record(event);
    return {};
  };
  co_return co_await context_.store.write(work);
}

}  // namespace linli::notices
