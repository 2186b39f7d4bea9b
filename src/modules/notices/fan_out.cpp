#include "modules/notices/fan_out.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "modules/accounts/api.hpp"
#include "modules/notices/call_store.hpp"
#include "modules/notices/channel_store.hpp"
#include "modules/notices/inbox_store.hpp"
#include "modules/notices/message.hpp"
#include "modules/notices/people_store.hpp"
#include "modules/notices/queue.hpp"
#include "modules/notices/rules.hpp"
#include "modules/notices/schema.hpp"

namespace linli::notices {

using storage::Transaction;

namespace {

constexpr int kPortion = 200;  // announcements a transaction

Date today_in(storage::Snapshot& snapshot, DistrictId district) {
  const auto home = accounts::find_district(snapshot, district);
  return date_of(snapshot.now(), home ? home->offset : kChinaOffset);
}

bool includes(const Notice& notice, Audience audience) {
  return std::ranges::find(notice.to, audience) != notice.to.end();
}

// One portion. Looks everything up once: many cases of a portion have the same steward and the same desk.
class Telling {
 public:
  Telling(Context& context, Transaction& transaction) : context_(context), transaction_(transaction) {}

  void tell(const Announcement& said);
  // After the commit, open pages of those who were told hear of it.
  void show();

 private:
  void tell_staff(const Announcement& said, const Notice& notice);
  void tell_person(const Announcement& said, const Notice& notice, const Kind& kind, AccountId account);
  void tell_resident(const Announcement& said, const Notice& notice);
  void tell_receivers(const Announcement& said, const Notice& notice);
  void add_audience(const Announcement& said, Audience audience, std::set<AccountId>& who);
  void add_grid(DistrictId district, std::int64_t grid, std::set<AccountId>& who) const;
  void add_desk(const Announcement& said, std::set<AccountId>& who);
  const std::vector<AccountId>& at(DistrictId district, std::int64_t scope);
  const Person& person(DistrictId district, AccountId account);
  const std::vector<Channel>& channels(DistrictId district);
  bool can_send(DistrictId district, ChannelKind kind);
  void send(const Announcement& said, std::string_view channel, Message message);

  Context& context_;
  Transaction& transaction_;
  std::map<std::pair<DistrictId, std::int64_t>, std::vector<AccountId>> at_;
  std::map<AccountId, Person> people_;
  std::map<DistrictId, std::vector<Channel>> channels_;
  std::set<AccountId> told_;
  bool sent_ = false;
};

void Telling::tell(const Announcement& said) {
  const auto* notices = context_.book->of(said.event);
  if (notices == nullptr) return;
  for (const auto& notice : *notices) {
    if (!applies(notice, said)) continue;
    tell_staff(said, notice);
    if (includes(notice, Audience::Resident)) tell_resident(said, notice);
    if (includes(notice, Audience::Receivers)) tell_receivers(said, notice);
  }
}

void Telling::tell_staff(const Announcement& said, const Notice& notice) {
  const auto* kind = context_.book->kind(notice.kind);
  std::set<AccountId> who;
  for (const auto audience : notice.to) add_audience(said, audience, who);
  who.erase(AccountId{});
  who.erase(said.by);
  for (const auto account : who) tell_person(said, notice, *kind, account);
}

void Telling::tell_person(const Announcement& said, const Notice& notice, const Kind& kind, AccountId account) {
  const auto& chosen = person(said.district, account);
  const auto ways = ways_of(chosen, kind);
  if (ways.has(Way::Page)) {
    InboxItem item;
    item.event = said.event;
    item.kind = notice.kind;
    item.subject_kind = said.subject_kind;
    item.subject = said.subject;
    item.number = said.number;
    item.at = transaction_.now();
    insert_inbox(transaction_, said.district, account, item);
    told_.insert(account);
  }
  const Message message{.to = Recipient::Account, .id = account.value, .kind = notice.kind};
  if (ways.has(Way::Mail) && !chosen.mail.empty() && can_send(said.district, ChannelKind::Mail))
    send(said, kMailQueue, message);
  if (ways.has(Way::Sms) && !chosen.phone.empty() && can_send(said.district, ChannelKind::Sms))
    send(said, kSmsQueue, message);
}

void Telling::tell_resident(const Announcement& said, const Notice& notice) {
  const CaseId entry{said.subject};
  Reach reach;
  reach.wish = load_wish(transaction_, context_.store.keys(), said.district, entry);
  reach.has_name = said.has_name;
  reach.has_phone = said.has_phone;
  reach.reported_by_page = said.reported_by_page;
  reach.mail_works = can_send(said.district, ChannelKind::Mail);
  reach.sms_works = can_send(said.district, ChannelKind::Sms);
  const auto way = way_to_resident(reach);
  Message message{.to = Recipient::Resident, .id = entry.value, .kind = notice.kind};
  message.community = said.community;
  message.subdistrict = said.subdistrict;
  message.has_phone = said.has_phone;
  if (way == Way::Mail) send(said, kMailQueue, message);
  if (way == Way::Sms) send(said, kSmsQueue, message);
  if (way == Way::Call)
    call_instead(
        transaction_, said.district,
        {entry, std::string(said.number), std::string(said.event), said.community, said.subdistrict, said.has_phone});
}

void Telling::tell_receivers(const Announcement& said, const Notice& notice) {
  for (const auto& channel : channels(said.district)) {
    if (!is_receiver(channel.kind) || !channel.enabled) continue;
    if (!channel.kinds.empty() && std::ranges::find(channel.kinds, notice.kind) == channel.kinds.end()) continue;
    const bool theirs = channel.scope == 0 || channel.scope == said.district.value ||
                        std::ranges::find(said.scopes, channel.scope) != said.scopes.end();
    if (theirs) send(said, kWebhookQueue, {.to = Recipient::Channel, .id = channel.id, .kind = notice.kind});
  }
}

void Telling::add_audience(const Announcement& said, Audience audience, std::set<AccountId>& who) {
  const auto add_all = [&](std::int64_t scope) {
    if (scope != 0) who.insert(at(said.district, scope).begin(), at(said.district, scope).end());
  };
  switch (audience) {
    case Audience::Lead:
      add_grid(said.district, said.lead_grid, who);
      return add_all(said.lead_body);
    case Audience::Handler:
      who.insert(said.handler);
      return;
    case Audience::Desk:
      return add_desk(said, who);
    case Audience::Subdistrict:
      return add_all(said.subdistrict.value);
    case Audience::District:
      return add_all(said.district.value);
    case Audience::Watch:
      return add_all(said.watch);
    case Audience::Parts:
      for (const auto part : said.parts) {
        add_grid(said.district, part, who);
        add_all(part);
      }
      return;
    case Audience::Resident:
    case Audience::Receivers:
      return;
  }
}

void Telling::add_grid(DistrictId district, std::int64_t grid, std::set<AccountId>& who) const {
  if (grid == 0) return;
  const auto duty = context_.atlas.duty(district, GridId{grid});
  if (!duty) return;
  who.insert(duty->steward);
  who.insert(duty->deputy);
}

// A community without anybody at its desk: the one above it hears, for somebody has to.
void Telling::add_desk(const Announcement& said, std::set<AccountId>& who) {
  for (const auto scope : {said.community.value, said.subdistrict.value, said.district.value}) {
    if (scope == 0) continue;
    const auto& desk = at(said.district, scope);
    who.insert(desk.begin(), desk.end());
    if (!desk.empty()) return;
  }
}

const std::vector<AccountId>& Telling::at(DistrictId district, std::int64_t scope) {
  const auto [place, fresh] = at_.try_emplace({district, scope});
  if (fresh) place->second = accounts::accounts_at(transaction_, district, scope, today_in(transaction_, district));
  return place->second;
}

const Person& Telling::person(DistrictId district, AccountId account) {
  const auto [place, fresh] = people_.try_emplace(account);
  if (fresh) place->second = load_person(transaction_, context_.store.keys(), district, account);
  return place->second;
}

const std::vector<Channel>& Telling::channels(DistrictId district) {
  const auto [place, fresh] = channels_.try_emplace(district);
  if (fresh) place->second = load_channels(transaction_, context_.store.keys(), district);
  return place->second;
}

bool Telling::can_send(DistrictId district, ChannelKind kind) {
  return std::ranges::any_of(channels(district),
                             [kind](const Channel& channel) { return channel.kind == kind && channel.enabled; });
}

void Telling::send(const Announcement& said, std::string_view channel, Message message) {
  message.event = said.event;
  message.number = said.number;
  message.subject_kind = said.subject_kind;
  message.subject = said.subject;
  transaction_.send({said.district, channel, payload_of(message)});
  sent_ = true;
}

void Telling::show() {
  if (told_.empty() && !sent_) return;
  std::vector<std::int64_t> scopes;
  for (const auto account : told_) scopes.push_back(account.value);
  transaction_.after_commit([&context = context_, scopes = std::move(scopes)]() mutable {
    if (!scopes.empty()) context.hub.publish({"notice", "{}", std::move(scopes)});
    context.bell.ring();
  });
}

}  // namespace

int fan_out(Context& context) {
  const auto waiting = context.store.read_now([](storage::Snapshot& snapshot) { return anything_queued(snapshot); });
  if (!waiting) return 0;
  return context.store.write_now([&context](Transaction& transaction) {
    const auto queued = oldest_queued(transaction, kPortion);
    Telling telling(context, transaction);
    for (const auto& one : queued) {
      telling.tell(one->said);
      drop_queued(transaction, one->said.district, one->id);
    }
    telling.show();
    return static_cast<int>(queued.size());
  });
}

void call_instead(Transaction& transaction, DistrictId district, const Reason& reason) {
  Call call;
  call.entry = reason.entry;
  call.number = reason.number;
  call.event = reason.event;
  call.community = reason.community;
  call.subdistrict = reason.subdistrict;
  call.has_phone = reason.has_phone;
  call.since = transaction.now();
  call.due_on = today_in(transaction, district);
  const auto id = want_call(transaction, district, call);
  storage::Event event;
  event.district = district;
  event.kind = "notices.call_due";
  event.subject_kind = "case";
  event.subject_id = reason.entry.value;
  event.rows = {{&kCalls, {id}}};
  transaction.record(event);
}

}  // namespace linli::notices
