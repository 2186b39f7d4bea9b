// Who hears of what: from a case's change to inboxes, messages and calls.
#include "modules/notices/call_store.hpp"
#include "modules/notices/inbox_store.hpp"
#include "modules/notices/message.hpp"
#include "modules/notices/people_store.hpp"
#include "modules/notices/queue.hpp"
#include "modules/notices/testing/world.hpp"
#include "storage/verify.hpp"

namespace linli::notices {
namespace {

using cases::Step;
using storage::Engine;
using testing::run;
using testing::World;

class Telling : public ::testing::TestWithParam<Engine> {
 protected:
  World world{GetParam()};

  std::vector<std::string> events(const accounts::Caller& caller) {
    std::vector<std::string> events;
    for (const auto& item : world.inbox(caller)) events.push_back(item.event);
    return events;
  }
  CallPage calls(const accounts::Caller& caller) { return run(world.notices->calls(caller)); }
  Announcement about(std::string_view event) {
    Announcement said;
    said.district = world.district;
    said.event = event;
    said.subject = 77;
    said.number = "N77";
    return said;
  }
  void announce_now(const Announcement& said) {
    world.store->write_now([&](storage::Transaction& transaction) {
      announce(transaction, said);
      return true;
    });
  }
};
LINLI_NOTICES_ON_BOTH(Telling);
using Strings = std::vector<std::string>;

TEST_P(Telling, TheStewardHearsOfAReportAndTheDeskOfWhatComesBack) {
  const auto received = world.report();
  world.tell();
  EXPECT_EQ(events(world.steward), Strings{"cases.dispatched"});
  EXPECT_EQ(world.inbox(world.steward)[0].number, received.entry.number);
  EXPECT_TRUE(events(world.worker).empty());
  world.take(world.steward, received, {.step = Step::Return, .reason = "不归我管"});
  world.tell();
  EXPECT_EQ(events(world.worker), Strings{"cases.returned"});
  EXPECT_EQ(events(world.steward).size(), 1U) << "nobody is told of what they did themselves";
  EXPECT_EQ(run(world.notices->unread(world.worker)), 1);
  EXPECT_TRUE(events(world.fitter).empty());
}

TEST_P(Telling, EverybodyOfABodyHearsWhatIsGivenToIt) {
  const auto received = world.report();
  world.take(world.steward, received, {.step = Step::Return, .reason = "管网不归我管"});
  world.take(world.worker, received, {.step = Step::Dispatch, .to = cases::lead_of(world.heating)});
  world.tell();
  EXPECT_EQ(events(world.fitter), Strings{"cases.dispatched"});
}

TEST_P(Telling, UnitsThatAreCalledAndDesksThatWatchHearOfIt) {
  auto said = about("cases.whistled");
  said.parts = {world.heating.value};
  announce_now(said);
  said = about("cases.escalated");
  said.watch = world.subdistrict.value;
  said.community = world.community;
  announce_now(said);
  world.tell();
  EXPECT_EQ(events(world.fitter), Strings{"cases.whistled"});
  EXPECT_EQ(events(world.office), Strings{"cases.escalated"});
  EXPECT_EQ(events(world.worker), Strings{"cases.escalated"});
}

TEST_P(Telling, WhatIsRolledBackIsToldToNobody) {
  auto said = about("cases.dispatched");
  said.lead_body = world.heating.value;
  EXPECT_THROW(world.store->write_now([&](storage::Transaction& transaction) -> bool {
    announce(transaction, said);
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  world.tell();
  EXPECT_TRUE(events(world.fitter).empty());
}

TEST_P(Telling, AKillBetweenCommitAndTellingLosesNothing) {
  world.report();
  world.restart();
  world.tell();
  EXPECT_EQ(events(world.steward), Strings{"cases.dispatched"});
  world.restart();
  world.tell();
  EXPECT_EQ(events(world.steward).size(), 1U) << "once";
}

TEST_P(Telling, WhereNobodySitsAtTheDeskTheOneAboveHears) {
  auto said = about("cases.returned");
  said.community = world.lonely;
  said.subdistrict = world.subdistrict;
  announce_now(said);
  world.tell();
  EXPECT_EQ(events(world.office), Strings{"cases.returned"});
  EXPECT_TRUE(events(world.worker).empty());
}

TEST_P(Telling, EachChoosesByKindAndWay) {
  testing::WebSink adapter;
  world.set_mail(testing::dead_port());
  world.set_sms(adapter.url());
  Person person;
  person.choices = {{"assigned", {Way::Mail, Way::Sms}}, {"said", {}}};
  person.mail = "zhou@example.cn";
  person.phone = "13800001234";
  world.choose(world.steward, person);
  const auto received = world.report();
  world.tell();
  EXPECT_EQ(events(world.steward), Strings{"cases.dispatched"}) << "a duty stands in the inbox all the same";
  const auto messages = world.outbox();
  ASSERT_EQ(messages.size(), 2U);
  for (const auto& message : messages) {
    EXPECT_EQ(message.payload.find("example"), std::string::npos) << "no address lies in the outbox";
    EXPECT_EQ(message.payload.find("1380000"), std::string::npos);
  }
  EXPECT_EQ(run(world.notices->choices(world.steward)).mail, "zhou@example.cn");
  const auto bad = run(world.notices->choose(world.steward, {.choices = {{"gossip", {}}}, .mail = "nobody"}));
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().faults.size(), 2U);
}

TEST_P(Telling, ReceiversHearOfTheirScopeAndKinds) {
  Channel hook{.kind = ChannelKind::Webhook, .name = "h", .url = "https://x.cn/h", .secret = "0123456789abcdef"};
  hook.scope = world.heating.value;
  world.set(hook);
  hook.scope = 0;
  hook.kinds = {"due"};
  world.set(hook);
  hook.kinds = {"assigned"};
  const auto all = world.set(hook);
  world.report();
  world.tell();
  const auto messages = world.outbox();
  ASSERT_EQ(messages.size(), 1U) << "the first is of another scope, the second of another kind";
  EXPECT_EQ(read_message(messages[0].payload)->id, all);
}

TEST_P(Telling, WhoCannotBeWrittenToIsCalledAndTheResultStays) {
  const auto received = world.report({"赵", "13800001234"}, cases::Channel::Phone);
  world.take(world.steward, received, {.step = Step::Accept});
  world.tell();
  auto page = calls(world.worker);
  ASSERT_EQ(page.due.size(), 1U);
  EXPECT_TRUE(page.due[0].has_phone);
  EXPECT_EQ(page.due[0].number, received.entry.number);
  EXPECT_EQ(calls(world.office).due.size(), 1U) << "the subdistrict sees its communities'";
  EXPECT_TRUE(calls(world.fitter).due.empty());
  EXPECT_FALSE(run(world.notices->record_call(world.fitter, page.due[0].id, Outcome::Reached, "")));

  world.take(world.steward, received, {.step = Step::Done, .result = "清了"});
  world.take(world.worker, received, {.step = Step::Verify});
  world.tell();
  page = calls(world.worker);
  ASSERT_EQ(page.due.size(), 1U) << "one call a case, about the newest";
  EXPECT_EQ(page.due[0].event, "cases.verified");

  const auto id = page.due[0].id;
  ASSERT_TRUE(run(world.notices->record_call(world.worker, id, Outcome::NoAnswer, "")));
  EXPECT_TRUE(calls(world.worker).due.empty()) << "again tomorrow";
  world.store.clock.advance(std::chrono::hours(24));
  page = calls(world.worker);
  ASSERT_EQ(page.due.size(), 1U);
  EXPECT_EQ(page.due[0].history.size(), 1U);
  ASSERT_TRUE(run(world.notices->record_call(world.worker, id, Outcome::Reached, "满意")));
  page = calls(world.worker);
  EXPECT_TRUE(page.due.empty());
  ASSERT_EQ(page.done.size(), 1U);
  EXPECT_EQ(page.done[0].history[1].note, "满意");
  EXPECT_FALSE(run(world.notices->record_call(world.worker, id, Outcome::Reached, ""))) << "settled once";
}

TEST_P(Telling, AfterSoManyTriesACallRests) {
  world.report({"赵", "13800001234"}, cases::Channel::Phone);
  auto said = about("cases.verified");
  said.has_phone = true;
  said.community = world.community;
  announce_now(said);
  world.tell();
  for (int i = 0; i < world.notices->book().call_tries(); ++i) {
    const auto page = calls(world.worker);
    ASSERT_EQ(page.due.size(), 1U) << i;
    ASSERT_TRUE(run(world.notices->record_call(world.worker, page.due[0].id, Outcome::NoAnswer, "")));
    world.store.clock.advance(std::chrono::hours(24));
  }
  EXPECT_TRUE(calls(world.worker).due.empty());
}

TEST_P(Telling, AResidentChoosesByNumberAndSecret) {
  world.set_mail(testing::dead_port());
  const auto received = world.report();
  EXPECT_FALSE(run(world.notices->set_wish(received.entry.number, "WRONG", {Way::Mail, "zh", "li@example.cn"})));
  EXPECT_FALSE(run(world.notices->set_wish(received.entry.number, received.secret, {Way::Mail, "zh", "nobody"})));
  const auto no_phone = run(world.notices->set_wish(received.entry.number, received.secret, {Way::Sms, "zh", ""}));
  ASSERT_FALSE(no_phone);
  EXPECT_EQ(no_phone.error().faults[0].field, "way");
  ASSERT_TRUE(run(world.notices->set_wish(received.entry.number, received.secret, {Way::Mail, "en", "li@example.cn"})));
  world.take(world.steward, received, {.step = Step::Accept});
  world.tell();
  ASSERT_EQ(world.outbox().size(), 1U);
  EXPECT_EQ(world.outbox()[0].channel, "mail");
  EXPECT_EQ(run(world.notices->wish(received.entry.number, received.secret))->wish.mail, "li@example.cn");
}

TEST_P(Telling, ReadingIsCountedAndOldNewsGoes) {
  world.report();
  world.report();
  world.tell();
  const auto items = world.inbox(world.steward);
  ASSERT_EQ(items.size(), 2U);
  EXPECT_FALSE(run(world.notices->read_one(world.worker, items[0].id))) << "not theirs";
  ASSERT_TRUE(run(world.notices->read_one(world.steward, items[0].id)));
  EXPECT_EQ(run(world.notices->unread(world.steward)), 1);
  ASSERT_TRUE(run(world.notices->read_subject(world.steward, "case", items[1].subject)));
  EXPECT_EQ(run(world.notices->unread(world.steward)), 0);
  EXPECT_EQ(world.notices->sweep(world.district), 0);
  world.store.clock.advance(std::chrono::hours(24 * 91));
  EXPECT_EQ(world.notices->sweep(world.district), 2);
}

TEST_P(Telling, TheJournalVouchesForChannelsChoicesWishesAndCalls) {
  world.set_mail(testing::dead_port());
  const auto hook =
      world.set({.kind = ChannelKind::Webhook, .name = "h", .url = "https://x.cn", .secret = "0123456789abcdef"});
  world.choose(world.steward, {.mail = "a@b.cn"});
  const auto received = world.report({"赵", "13800001234"}, cases::Channel::Phone);
  ASSERT_TRUE(run(world.notices->set_wish(received.entry.number, received.secret, {Way::Call, "zh", ""})));
  world.take(world.steward, received, {.step = Step::Accept});
  world.tell();
  ASSERT_TRUE(run(world.notices->record_call(world.worker, calls(world.worker).due.at(0).id, Outcome::NoAnswer, "")));
  world.store->write_now([&](storage::Transaction& transaction) {
    return remove_channel(transaction, world.store->keys(), world.district, {}, hook);
  });
  const auto verified = [&] { return storage::verify(*world.store, world.store.schemas(), {}); };
  EXPECT_TRUE(verified().good()) << (verified().findings.empty() ? "" : verified().findings[0].message.en);
  world.store.tamper("UPDATE notice_calls SET tries = 9");
  EXPECT_FALSE(verified().good());
}

}  // namespace
}  // namespace linli::notices
