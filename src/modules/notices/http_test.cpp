// The routes through a real server, and the command.
#include <sstream>

#include "modules/notices/channel_store.hpp"
#include "modules/notices/command.hpp"
#include "modules/notices/testing/world.hpp"

namespace linli::notices {
namespace {

using testing::World;

class NoticesHttp : public ::testing::Test {
 protected:
  World world;

  std::pair<int, std::string> command(std::vector<std::string> arguments, std::string input = {}) {
    std::istringstream in(std::move(input));
    std::ostringstream out;
    std::ostringstream err;
    const int code =
        run_notices_command(arguments, [this]() -> storage::Store& { return *world.store; }, {in, out, err});
    return {code, out.str() + err.str()};
  }
};

TEST_F(NoticesHttp, TheInboxIsReadAndMarked) {
  world.report();
  world.report();
  world.tell();
  auto steward = world.client("steward");
  EXPECT_EQ(world.client().get("/api/v1/notices").status, 401);
  EXPECT_EQ(steward.get("/api/v1/notices/unread").text("/unread"), "2");
  const auto first = steward.get("/api/v1/notices?limit=1");
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(first.json().at("items").as_array().size(), 1U);
  EXPECT_NE(first.text("/items/0/text/zh").find(first.text("/items/0/number")), std::string::npos);
  EXPECT_EQ(steward.get("/api/v1/notices?limit=1&cursor=" + first.text("/next")).json().at("items").as_array().size(),
            1U);
  EXPECT_EQ(steward.post("/api/v1/notices/" + first.text("/items/0/id") + "/read", "").status, 204);
  EXPECT_EQ(steward.get("/api/v1/notices?unread=true").json().at("items").as_array().size(), 1U);
  EXPECT_EQ(world.client("worker").post("/api/v1/notices/" + first.text("/items/0/id") + "/read", "").status, 404);
  EXPECT_EQ(steward.post("/api/v1/notices/read", R"({"up_to":")" + first.text("/items/0/id") + "\"}").status, 204);
  EXPECT_EQ(steward.get("/api/v1/notices/unread").text("/unread"), "0");
}

TEST_F(NoticesHttp, ChoicesComeBackAsTheyWereMade) {
  auto steward = world.client("steward");
  const auto before = steward.get("/api/v1/notices/choices");
  ASSERT_EQ(before.status, 200) << before.body;
  EXPECT_EQ(before.text("/kinds/0/key"), "assigned");
  const auto after = steward.put(
      "/api/v1/notices/choices",
      R"({"choices":[{"kind":"assigned","ways":["mail"]}],"mail":"a@b.cn","quiet_from":"22:00","quiet_to":"07:00","language":"en"})");
  ASSERT_EQ(after.status, 200) << after.body;
  EXPECT_EQ(after.text("/mail"), "a@b.cn");
  EXPECT_EQ(after.text("/quiet_from"), "22:00");
  EXPECT_EQ(after.text("/kinds/0/ways/1"), "mail");
  const auto bad = steward.put("/api/v1/notices/choices", R"({"choices":[],"mail":"a@b.cn\r\nBcc: x@y.cn"})");
  EXPECT_EQ(bad.status, 422);
  EXPECT_EQ(bad.body.find("Bcc"), std::string::npos) << "an address is not repeated";
}

TEST_F(NoticesHttp, ChannelsAreTheSystemAdministratorsAndKeepTheirSecrets) {
  testing::WebSink receiver;
  const auto channel = R"({"kind":"wecom","name":"群","url":")" + receiver.url("/send?key=SECRETKEY") + "\"}";
  EXPECT_EQ(world.client("worker").post("/api/v1/notice-channels", channel).status, 403);
  EXPECT_EQ(world.client("worker").get("/api/v1/notice-channels").status, 403);
  auto admin = world.client("admin");
  const auto added = admin.post("/api/v1/notice-channels", channel);
  ASSERT_EQ(added.status, 200) << added.body;
  const auto one = "/api/v1/notice-channels/" + added.text("/id");
  EXPECT_EQ(admin.get("/api/v1/notice-channels").body.find("SECRETKEY"), std::string::npos);
  receiver.answer(R"({"errcode":0})");
  EXPECT_EQ(admin.post(one + "/test", "{}").text("/good"), "true");
  EXPECT_EQ(receiver.posts().at(0).target, "/send?key=SECRETKEY");
  receiver.status = 500;
  const auto failed = admin.post(one + "/test", "{}");
  EXPECT_EQ(failed.text("/good"), "false");
  EXPECT_NE(failed.text("/said/zh").find("HTTP 500"), std::string::npos);
  EXPECT_EQ(admin.put(one, R"({"kind":"wecom","name":"新名"})").status, 200) << "an address not sent again stays";
  EXPECT_EQ(admin.put(one, R"({"kind":"mail","name":"m","host":"h","from":"a@b.cn"})").status, 404) << "a kind stays";
  const auto bad = admin.post("/api/v1/notice-channels", R"({"kind":"webhook","name":"h","url":"gopher://x"})");
  EXPECT_EQ(bad.status, 422);
  EXPECT_EQ(bad.text("/error/faults/0/field"), "url");
  EXPECT_EQ(admin.del(one).status, 204);
  EXPECT_EQ(admin.del(one).status, 404);
}

TEST_F(NoticesHttp, ResidentsChooseAndTheDeskCalls) {
  const auto received = world.report({"赵", "13800001234"});
  const auto path = "/api/v1/public/reports/" + received.entry.number + "/notify";
  const http::testing::Headers secret{{"X-Case-Secret", received.secret}};
  auto resident = world.client();
  EXPECT_EQ(resident.get(path).status, 404);
  EXPECT_EQ(resident.get(path, secret).text("/has_phone"), "true");
  ASSERT_EQ(resident.put(path, R"({"way":"call"})", secret).text("/way"), "call");
  EXPECT_EQ(resident.put(path, R"({"way":"pigeon"})", secret).status, 422);
  world.take(world.steward, received, {.step = cases::Step::Accept});
  world.tell();
  auto worker = world.client("worker");
  const auto due = worker.get("/api/v1/calls");
  ASSERT_EQ(due.json().at("due").as_array().size(), 1U) << due.body;
  EXPECT_EQ(due.body.find("13800001234"), std::string::npos) << "read with a reason, on the case";
  const auto result = "/api/v1/calls/" + due.text("/due/0/id") + "/result";
  EXPECT_EQ(world.client("steward").post(result, R"({"outcome":"reached"})").status, 403);
  EXPECT_EQ(worker.post(result, R"({"outcome":"reached","note":"好"})").status, 204);
  EXPECT_EQ(worker.get("/api/v1/calls").text("/done/0/history/0/outcome"), "reached");
}

TEST_F(NoticesHttp, TheCommandSetsTestsListsAndSendsAgain) {
  testing::WebSink receiver;
  const auto [code, id] =
      command({"set", "webhook", "--name", "h", "--stdin"}, receiver.url() + "\n0123456789abcdef\n");
  ASSERT_EQ(code, 0) << id;
  EXPECT_NE(command({"list"}).second.find("webhook\ton\th"), std::string::npos);
  EXPECT_EQ(command({"test", id.substr(0, id.size() - 1)}).first, 0);
  receiver.status = 404;
  EXPECT_EQ(command({"test", id.substr(0, id.size() - 1)}).first, 1);
  EXPECT_EQ(command({"set", "mail", "--host", "smtp.example.cn"}).first, 1) << "no sender's address";
  EXPECT_EQ(command({"set", "pigeon"}).first, 2);
  EXPECT_NE(command({"--help"}).second.find("replay"), std::string::npos);
  world.report();
  world.tell();
  world.deliver("webhook");
  EXPECT_NE(command({"dead"}).second.find("HTTP 404"), std::string::npos);
  EXPECT_EQ(command({"replay", "--all"}).second, "1\n");
  EXPECT_TRUE(command({"dead"}).second.empty());
  EXPECT_EQ(command({"replay", "12345"}).first, 1);
}

TEST_F(NoticesHttp, TheDoctorGreetsTheMailServer) {
  EXPECT_TRUE(check_mail(*world.store)) << "none is set up";
  testing::MailSink server;
  server.password = "right";
  world.set_mail(server.port(), "right");
  EXPECT_TRUE(check_mail(*world.store));
  world.set_mail(server.port(), "wrong");
  EXPECT_FALSE(check_mail(*world.store));
  world.set_mail(testing::dead_port());
  EXPECT_FALSE(check_mail(*world.store));
}

}  // namespace
}  // namespace linli::notices
