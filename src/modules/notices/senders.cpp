#include "modules/notices/senders.hpp"

#include <algorithm>
#include <utility>

#include "modules/accounts/api.hpp"
#include "modules/cases/api.hpp"
#include "modules/notices/channel_store.hpp"
#include "modules/notices/errors.hpp"
#include "modules/notices/fan_out.hpp"
#include "modules/notices/forms.hpp"
#include "modules/notices/people_store.hpp"
#include "modules/notices/rules.hpp"

namespace linli::notices {

using std::chrono::steady_clock;
using storage::OutboxItem;
using storage::Snapshot;

namespace {

// Host and port, or the web address up to its path.
std::string server_of(const Channel& channel) {
  if (channel.kind == ChannelKind::Mail) return channel.host + ":" + std::to_string(channel.port);
  return channel.url.substr(0, channel.url.find('/', channel.url.find("//") + 2));
}

std::unexpected<Error> wait_for(const ErrorSpec& spec, std::chrono::seconds wait) {
  auto error = make_error(spec);
  error.retry_after_seconds = static_cast<int>(std::max<std::int64_t>(1, wait.count()));
  return fail(std::move(error));
}

const Notice* notice_of(const Book& book, const Message& message) {
  const auto* notices = book.of(message.event);
  if (notices == nullptr) return nullptr;
  const auto found = std::ranges::find(*notices, message.kind, &Notice::kind);
  return found == notices->end() ? nullptr : &*found;
}

Result<void> send_form(Transport& transport, const Channel& channel, std::string_view address,
                       std::string_view language, const Words& words, std::int64_t id, Instant now) {
  if (channel.kind == ChannelKind::Mail)
    return transport.send(channel, letter_of(channel, address, words, language, id, now));
  const auto request = channel.kind == ChannelKind::Sms ? sms_of(channel, address, words, language, id)
                                                        : webhook_of(channel, words, id, now);
  const auto reply = transport.post(request);
  if (!reply) return fail(reply.error());
  return outcome_of(*reply, channel.kind == ChannelKind::WeCom || channel.kind == ChannelKind::DingTalk);
}

}  // namespace

struct ChannelSender::Target {
  Channel channel;
  std::string address;
  std::string language = "zh";
  std::optional<Quiet> quiet;
  Offset offset = kChinaOffset;
};

ChannelSender::ChannelSender(Context& context, std::string_view queue, std::stop_token stop, SenderOptions options)
    : context_(context), queue_(queue), stop_(stop), options_(options), transport_(std::move(stop), options.limits) {}

Result<void> ChannelSender::operator()(const OutboxItem& item) {
  if (stop_.stop_requested()) return wait_for(kStopping, std::chrono::seconds(1));
  const auto message = read_message(item.payload);
  if (!message) return fail(kUnknownMessage);
  auto done = deliver(item, *message);
  if (done) return done;
  const auto kind = done.error().kind;
  const bool given_up =
      kind == ErrorKind::Invalid || (kind != ErrorKind::TooMany && item.attempts >= options_.most_attempts);
  if (given_up && message->to == Recipient::Resident) call_resident(item, *message);
  return done;
}

Result<void> ChannelSender::deliver(const OutboxItem& item, const Message& message) {
  const auto* notice = notice_of(*context_.book, message);
  if (notice == nullptr) return fail(kUnknownMessage);
  const auto target = find_target(item, message);
  if (!target) return fail(target.error());
  if (target->quiet && !notice->urgent) {
    const auto left = quiet_left(*target->quiet, context_.store.clock().now(), target->offset);
    if (left.count() > 0) return wait_for(kHeld, left);
  }
  return send(item, *target, words_of(message, notice->text, context_.url));
}

Result<void> ChannelSender::send(const OutboxItem& item, const Target& target, const Words& words) {
  const auto server = server_of(target.channel);
  if (const auto rest = resting_.find(server); rest != resting_.end()) {
    const auto left = std::chrono::ceil<std::chrono::seconds>(rest->second - steady_clock::now());
    if (left.count() > 0) return wait_for(kResting, left);
    resting_.erase(rest);
  }
  auto done = send_form(transport_, target.channel, target.address, target.language, words, item.id,
                        context_.store.clock().now());
  if (!done && done.error().code == kUnreachable.code) resting_[server] = steady_clock::now() + options_.rest;
  return done;
}

Result<ChannelSender::Target> ChannelSender::find_target(const OutboxItem& item, const Message& message) const {
  return context_.store.read_now([&](Snapshot& snapshot) -> Result<Target> {
    const auto& keys = context_.store.keys();
    const auto channel =
        message.to == Recipient::Channel
            ? load_channel(snapshot, keys, item.district, message.id)
            : load_single(snapshot, keys, item.district, queue_ == kMailQueue ? ChannelKind::Mail : ChannelKind::Sms);
    if (!channel || !channel->enabled) return fail(kChannelOff);
    Target target{.channel = *channel, .address = {}, .quiet = channel->quiet};
    if (const auto district = accounts::find_district(snapshot, item.district)) target.offset = district->offset;
    if (message.to == Recipient::Channel) return target;
    if (!target.quiet) target.quiet = context_.book->quiet();
    if (auto found = find_address(snapshot, item.district, message, target); !found) return fail(found.error());
    return target;
  });
}

Result<void> ChannelSender::find_address(Snapshot& snapshot, DistrictId district, const Message& message,
                                         Target& target) const {
  const auto& keys = context_.store.keys();
  const bool by_mail = queue_ == kMailQueue;
  if (message.to == Recipient::Account) {
    const auto person = load_person(snapshot, keys, district, AccountId{message.id});
    target.address = by_mail ? person.mail : person.phone;
    target.language = person.language;
    if (person.quiet) target.quiet = person.quiet;
  } else {
    const CaseId entry{message.id};
    const auto wish = load_wish(snapshot, keys, district, entry);
    target.language = wish.language;
    if (by_mail) {
      target.address = wish.mail;
    } else if (const auto contact = cases::contact_to_notify(snapshot, keys, district, entry)) {
      target.address = contact->phone;
    }
  }
  const bool usable = by_mail ? is_mail_address(target.address) : is_phone(target.address);
  if (!usable) return fail(kNoAddress);
  return {};
}

// Whoever could not be written to is called: the desk's list takes over.
void ChannelSender::call_resident(const OutboxItem& item, const Message& message) const {
  context_.store.write_now([&](storage::Transaction& transaction) {
    call_instead(
        transaction, item.district,
        {CaseId{message.id}, message.number, message.event, message.community, message.subdistrict, message.has_phone});
    return true;
  });
}

Result<void> send_test(const Channel& channel, std::string_view to, std::string_view url, Instant now) {
  if (channel.kind == ChannelKind::Mail && !is_mail_address(to)) return fail(kNoAddress);
  if (channel.kind == ChannelKind::Sms && !is_phone(to)) return fail(kNoAddress);
  Words words;
  words.text = {"这是一条测试消息，收到就说明通道可用。", "This is a test; if you read it, the channel works."};
  words.link = url;
  words.event = "notices.test";
  words.kind = "test";
  Transport transport({}, {std::chrono::seconds(5), std::chrono::seconds(10)});
  return send_form(transport, channel, to, "zh", words, to_ms(now), now);
}

}  // namespace linli::notices
