#include "modules/notices/service.hpp"

#include <algorithm>
#include <utility>

#include "modules/notices/errors.hpp"
#include "modules/notices/listener.hpp"
#include "modules/notices/people_store.hpp"
#include "modules/notices/rules.hpp"
#include "modules/notices/schema.hpp"

namespace linli::notices {

using accounts::Caller;
using storage::Snapshot;
using storage::Transaction;

namespace {

storage::Event event_by(const Caller& caller, std::string_view kind, std::string_view subject_kind,
                        std::int64_t subject) {
  storage::Event event;
  event.district = caller.district;
  event.kind = kind;
  event.actor_kind = storage::ActorKind::Staff;
  event.actor = caller.account;
  event.subject_kind = subject_kind;
  event.subject_id = subject;
  return event;
}

// Other open pages of the same person count anew.
void recount(Transaction& transaction, http::LiveHub& hub, AccountId account) {
  transaction.after_commit([&hub, account] { hub.publish({"notice", "{}", {account.value}}); });
}

Result<void> check_person(const Person& person, const Book& book) {
  std::vector<Fault> faults;
  for (const auto& [kind, ways] : person.choices) {
    if (book.kind(kind) == nullptr)
      faults.push_back(fault_of("choices", {"没有这一类：" + kind, "There is no such kind: " + kind},
                                {"从清单中选择", "Choose from the list"}));
  }
  if (!person.mail.empty() && !is_mail_address(person.mail))
    faults.push_back(fault_of("mail", {"邮箱地址不对", "This is not a mail address"},
                              {"例如 name@example.cn", "For example name@example.cn"}));
  if (!person.phone.empty() && !is_phone(person.phone))
    faults.push_back(fault_of("phone", {"手机号不对", "This is not a telephone number"},
                              {"只写数字，例如 13800001234", "Digits only, for example 13800001234"}));
  if (!faults.empty()) return fail(kBadChoice, std::move(faults));
  return {};
}

}  // namespace

Notices::Notices(NoticesParts parts)
    : context_{parts.store, parts.atlas, parts.hub, std::move(parts.book), std::move(parts.url), {}} {}

Notices::~Notices() {
  courier_.reset();
  tests_.join();
}

cases::Listener Notices::listener() { return case_listener(context_); }

void Notices::announce(Transaction& transaction, const Announcement& announcement) {
  notices::announce(transaction, announcement);
  transaction.after_commit([this] { context_.bell.ring(); });
}

void Notices::start(CourierOptions options) { courier_ = std::make_unique<Courier>(context_, options); }

int Notices::sweep(DistrictId district) {
  return context_.store.write_now([&](Transaction& transaction) {
    return drop_read(transaction, district, transaction.now() - std::chrono::hours(24) * context_.book->keep_days());
  });
}

Awaitable<InboxPage> Notices::inbox(const Caller& caller, InboxQuery query) {
  auto work = [&](Snapshot& snapshot) {
    return InboxPage{load_inbox(snapshot, caller.district, caller.account, query),
                     count_unread(snapshot, caller.district, caller.account)};
  };
  co_return co_await context_.store.read(work);
}

Awaitable<int> Notices::unread(const Caller& caller) {
  auto work = [&](Snapshot& snapshot) { return count_unread(snapshot, caller.district, caller.account); };
  co_return co_await context_.store.read(work);
}

Awaitable<Result<void>> Notices::read_one(const Caller& caller, std::int64_t id) {
  auto work = [&](Transaction& transaction) -> Result<void> {
    if (!mark_read(transaction, caller.district, caller.account, id)) return fail(kNoItem);
    recount(transaction, context_.hub, caller.account);
    return {};
  };
  co_return co_await context_.store.write(work);
}

Awaitable<Result<void>> Notices::read_all(const Caller& caller, std::int64_t up_to) {
  auto work = [&](Transaction& transaction) -> Result<void> {
    mark_all_read(transaction, caller.district, caller.account, up_to);
    recount(transaction, context_.hub, caller.account);
    return {};
  };
  co_return co_await context_.store.write(work);
}

Awaitable<Result<void>> Notices::read_subject(const Caller& caller, std::string kind, std::int64_t subject) {
  auto work = [&](Transaction& transaction) -> Result<void> {
    if (mark_subject_read(transaction, caller.district, caller.account, kind, subject) > 0)
      recount(transaction, context_.hub, caller.account);
    return {};
  };
  co_return co_await context_.store.write(work);
}

Awaitable<Person> Notices::choices(const Caller& caller) {
  auto work = [&](Snapshot& snapshot) {
    return load_person(snapshot, context_.store.keys(), caller.district, caller.account);
  };
  co_return co_await context_.store.read(work);
}

Awaitable<Result<void>> Notices::choose(const Caller& caller, Person person) {
  if (auto good = check_person(person, book()); !good) co_return good;
  auto work = [&](Transaction& transaction) -> Result<void> {
    save_person(transaction, context_.store.keys(), caller.district, caller.account, person);
    auto event = event_by(caller, "notices.chosen", "account", caller.account.value);
    event.rows = {{&kPeople, {caller.account.value}}};
    transaction.record(event);
    return {};
  };
  co_return co_await context_.store.write(work);
}

}  // namespace linli::notices
