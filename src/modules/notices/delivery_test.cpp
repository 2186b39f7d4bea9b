// Real sockets: what leaves the process, and what happens when the other side is slow, unwilling or dead.
#include <boost/json/parse.hpp>

#include "modules/notices/forms.hpp"
#include "modules/notices/message.hpp"
#include "modules/notices/testing/world.hpp"

namespace linli::notices {
namespace {

using cases::Step;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using storage::Engine;
using storage::OutboxList;
using testing::MailSink;
using testing::run;
using testing::soon;
using testing::WebSink;
using testing::World;

class Delivery : public ::testing::TestWithParam<Engine> {
 protected:
  World world{GetParam()};

  // The steward is told of a new report by mail (and by sms when wanted).
  cases::Received report_told_by(Ways ways) {
    Person person;
    person.choices = {{"assigned", ways}};
    person.mail = "zhou@example.cn";
    person.phone = "13900005678";
    world.choose(world.steward, person);
    auto received = world.report({"赵小明", "13800001234"});
    world.tell();
    return received;
  }
  std::int64_t add_hook(const std::string& url, ChannelKind kind = ChannelKind::Webhook) {
    Channel hook{.kind = kind, .name = "h", .url = url, .secret = "0123456789abcdef"};
    return world.set(hook);
  }
};
LINLI_NOTICES_ON_BOTH(Delivery);

TEST_P(Delivery, AMailCarriesANumberAndALinkAndNobodysName) {
  MailSink server;
  server.password = "p w 密码";
  world.set_mail(server.port(), server.password);
  const auto received = report_told_by({Way::Mail});
  EXPECT_EQ(world.deliver(kMailQueue), 1);
  const auto mails = server.mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails[0].from, "linli@example.cn");
  EXPECT_EQ(mails[0].to, "zhou@example.cn");
  const auto text = mails[0].text();
  EXPECT_NE(mails[0].header("Subject").find(received.entry.number), std::string::npos);
  EXPECT_NE(text.find("https://linli.test/desk/cases/" + to_string(received.entry.id)), std::string::npos) << text;
  for (const auto* personal : {"赵小明", "13800001234", "垃圾没人清", "周网格"})
    EXPECT_EQ(text.find(personal), std::string::npos) << personal;
  EXPECT_TRUE(world.outbox().empty());
}

TEST_P(Delivery, AWrongPasswordIsTriedAgainAndARefusedMailboxIsNot) {
  MailSink server;
  server.password = "right";
  world.set_mail(server.port(), "wrong");
  report_told_by({Way::Mail});
  EXPECT_EQ(world.deliver(kMailQueue), 0);
  ASSERT_EQ(world.outbox().size(), 1U) << "somebody will correct it";
  world.set_mail(server.port(), "right");
  server.recipient_reply = 451;
  world.store.clock.advance(hours(1));
  EXPECT_EQ(world.deliver(kMailQueue), 0);
  ASSERT_EQ(world.outbox().size(), 1U) << "not now";
  EXPECT_NE(world.outbox()[0].last_error.find("451"), std::string::npos) << world.outbox()[0].last_error;
  server.recipient_reply = 550;
  world.store.clock.advance(hours(2));
  EXPECT_EQ(world.deliver(kMailQueue), 0);
  ASSERT_EQ(world.outbox(OutboxList::Dead).size(), 1U) << "never: shown at once";

  server.recipient_reply = 250;
  const auto dead = world.outbox(OutboxList::Dead)[0].id;
  EXPECT_TRUE(world.store->write_now([&](storage::Transaction& t) { return storage::replay(t, dead); }));
  EXPECT_EQ(world.deliver(kMailQueue), 1);
  EXPECT_EQ(server.mails().size(), 1U);
}

TEST_P(Delivery, ADeadServerIsTriedLaterAndThenGivenUpVisibly) {
  world.set_mail(testing::dead_port());
  report_told_by({Way::Mail});
  auto options = World::quick();
  options.most_attempts = 3;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(world.deliver(kMailQueue, options), 0);
    EXPECT_EQ(world.deliver(kMailQueue, options), 0) << "not again at once";
    world.store.clock.advance(hours(1));
  }
  const auto dead = world.outbox(OutboxList::Dead);
  ASSERT_EQ(dead.size(), 1U);
  EXPECT_EQ(dead[0].attempts, 3);
  EXPECT_NE(dead[0].last_error.find("连不上服务器"), std::string::npos) << dead[0].last_error;
}

TEST_P(Delivery, AServerThatDoesNotAnswerIsLeftAloneWithoutCountingTries) {
  world.set_mail(testing::dead_port());
  for (int i = 0; i < 5; ++i) report_told_by({Way::Mail});
  auto options = World::quick();
  options.rest = seconds(30);
  world.deliver(kMailQueue, options);
  int tried = 0;
  for (const auto& message : world.outbox()) tried += message.attempts;
  EXPECT_EQ(tried, 1) << "one asked, the other four waited";
}

TEST_P(Delivery, SlowAndDeadServersDelayNobodyElse) {
  WebSink adapter;
  WebSink slow;
  slow.delay = milliseconds(3'000);
  world.set_mail(testing::dead_port());
  world.set_sms(adapter.url("/sms"));
  add_hook(slow.url());
  Person person;
  person.choices = {{"assigned", {Way::Mail, Way::Sms}}};
  person.mail = "zhou@example.cn";
  person.phone = "13900005678";
  world.choose(world.steward, person);
  world.notices->start({.sending = {.limits = {milliseconds(1'000), milliseconds(5'000)}}});
  const auto started = std::chrono::steady_clock::now();
  const auto received = world.report();
  ASSERT_TRUE(soon([&] { return adapter.posts().size() == 1; }));
  EXPECT_LT(std::chrono::steady_clock::now() - started, milliseconds(2'500)) << "the slow one is still at it";
  EXPECT_EQ(world.inbox(world.steward).size(), 1U);
  const auto sms = boost::json::parse(adapter.posts()[0].body);
  EXPECT_EQ(sms.at("to").as_string(), "13900005678");
  EXPECT_NE(sms.at("text").as_string().find(received.entry.number), std::string::npos);
  EXPECT_EQ(adapter.posts()[0].headers.at("authorization"), "Bearer token-of-the-adapter");
  const auto stopping = std::chrono::steady_clock::now();
  world.notices.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - stopping, milliseconds(2'000)) << "stops without waiting for it";
}

TEST_P(Delivery, AWebhookCanBeCheckedAndAServersPauseIsKept) {
  WebSink receiver;
  add_hook(receiver.url());
  receiver.status = 503;
  receiver.retry_after = 600;
  const auto received = world.report();
  world.tell();
  EXPECT_EQ(world.deliver(kWebhookQueue), 0);
  world.store.clock.advance(seconds(599));
  EXPECT_EQ(world.deliver(kWebhookQueue), 0);
  EXPECT_EQ(receiver.posts().size(), 1U);
  receiver.status = 204;
  world.store.clock.advance(seconds(1));
  EXPECT_EQ(world.deliver(kWebhookQueue), 1);
  const auto post = receiver.posts().at(1);
  const auto& signature = post.headers.at("linli-signature");
  const auto stamp = signature.substr(2, signature.find(',') - 2);
  EXPECT_EQ(signature, "t=" + stamp + ",v1=" + hmac_hex("0123456789abcdef", stamp + "." + post.body));
  EXPECT_EQ(post.headers.at("linli-delivery"), receiver.posts().at(0).headers.at("linli-delivery")) << "the same id";
  const auto body = boost::json::parse(post.body);
  EXPECT_EQ(body.at("number").as_string(), received.entry.number);
  EXPECT_EQ(body.at("event").as_string(), "cases.dispatched");
}

TEST_P(Delivery, ClientErrorsAreGivenUpAtOnceAndReplayed) {
  WebSink receiver;
  add_hook(receiver.url());
  receiver.status = 404;
  world.report();
  world.tell();
  EXPECT_EQ(world.deliver(kWebhookQueue), 0);
  ASSERT_EQ(world.outbox(OutboxList::Dead).size(), 1U);
  receiver.status = 200;
  EXPECT_EQ(world.store->write_now([](storage::Transaction& t) { return storage::replay_dead(t); }), 1);
  EXPECT_EQ(world.deliver(kWebhookQueue), 1);
}

TEST_P(Delivery, ARobotThatSaysNoWithStatus200IsAskedAgain) {
  WebSink robot;
  add_hook(robot.url("/send?access_token=t"), ChannelKind::DingTalk);
  robot.answer(R"({"errcode":130101,"errmsg":"send too fast"})");
  world.report();
  world.tell();
  EXPECT_EQ(world.deliver(kWebhookQueue), 0);
  ASSERT_EQ(world.outbox().size(), 1U);
  robot.answer(R"({"errcode":0,"errmsg":"ok"})");
  world.store.clock.advance(seconds(60));
  EXPECT_EQ(world.deliver(kWebhookQueue), 1);
  EXPECT_NE(robot.posts().at(1).target.find("&timestamp="), std::string::npos);
  EXPECT_NE(robot.posts().at(1).target.find("&sign="), std::string::npos);
  EXPECT_EQ(robot.posts().at(1).body.find("赵"), std::string::npos);
}

TEST_P(Delivery, QuietHoursHoldMessagesBackWithoutCountingTries) {
  MailSink server;
  world.set_mail(server.port());
  world.store.clock.advance(hours(14));  // 23:00
  report_told_by({Way::Mail});
  EXPECT_EQ(world.deliver(kMailQueue), 0);
  ASSERT_EQ(world.outbox().size(), 1U);
  EXPECT_EQ(world.outbox()[0].attempts, 0);
  world.store.clock.advance(hours(9) - seconds(1));
  EXPECT_EQ(world.deliver(kMailQueue), 0);
  world.store.clock.advance(seconds(1));  // 08:00
  EXPECT_EQ(world.deliver(kMailQueue), 1);
}

TEST_P(Delivery, AResidentWhoseMessageIsRefusedIsCalled) {
  WebSink adapter;
  world.set_sms(adapter.url());
  adapter.status = 400;
  const auto received = world.report({"赵", "13800001234"});
  world.take(world.steward, received, {.step = Step::Accept});
  world.tell();
  EXPECT_TRUE(run(world.notices->calls(world.worker)).due.empty());
  EXPECT_EQ(world.deliver(kSmsQueue), 0);
  const auto sms = boost::json::parse(adapter.posts().at(0).body);
  EXPECT_EQ(sms.at("to").as_string(), "13800001234");
  EXPECT_NE(sms.at("text").as_string().find("/r/" + received.entry.number), std::string::npos);
  EXPECT_EQ(sms.at("text").as_string().find("赵"), std::string::npos);
  ASSERT_EQ(run(world.notices->calls(world.worker)).due.size(), 1U);
}

TEST_P(Delivery, AKillAfterSendingSendsAgainWithTheSameId) {
  WebSink adapter;
  world.set_sms(adapter.url());
  report_told_by({Way::Sms});
  {
    ChannelSender sender(world.notices->context(), kSmsQueue, {}, World::quick());
    storage::Outbox box(*world.store,
                        {{std::string(kSmsQueue),
                          [&](const auto& item) -> Result<void> {
                            EXPECT_TRUE(sender(item));
                            throw 1;  // as a kill would: nothing after it runs
                          }}},
                        outbox_options(kSmsQueue, {}));
    EXPECT_THROW(box.deliver_due(), int);
  }
  world.restart();
  EXPECT_EQ(world.deliver(kSmsQueue), 0) << "still leased";
  world.store.clock.advance(std::chrono::minutes(5));
  EXPECT_EQ(world.deliver(kSmsQueue), 1);
  ASSERT_EQ(adapter.posts().size(), 2U) << "at least once";
  EXPECT_EQ(adapter.posts()[0].headers.at("idempotency-key"), adapter.posts()[1].headers.at("idempotency-key"));
}

}  // namespace
}  // namespace linli::notices
