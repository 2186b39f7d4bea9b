#include "modules/notices/rules.hpp"

#include <gtest/gtest.h>

#include "modules/notices/book.hpp"
#include "modules/notices/errors.hpp"
#include "modules/notices/forms.hpp"

namespace linli::notices {
namespace {

Instant at(std::string_view text) { return *parse_instant(text); }

TEST(QuietHours, LastUntilTheirEndAlsoOverMidnight) {
  const Quiet night{21 * 60, 8 * 60};
  EXPECT_EQ(quiet_left(night, at("2026-03-02T20:59:59+08:00"), kChinaOffset).count(), 0);
  EXPECT_EQ(quiet_left(night, at("2026-03-02T21:00:00+08:00"), kChinaOffset), std::chrono::hours(11));
  EXPECT_EQ(quiet_left(night, at("2026-03-03T07:59:30+08:00"), kChinaOffset), std::chrono::seconds(30));
  EXPECT_EQ(quiet_left(night, at("2026-03-03T08:00:00+08:00"), kChinaOffset).count(), 0);
  const Quiet noon{12 * 60, 14 * 60};
  EXPECT_EQ(quiet_left(noon, at("2026-03-02T13:00:00+08:00"), kChinaOffset), std::chrono::hours(1));
  EXPECT_EQ(quiet_left(noon, at("2026-03-02T14:00:00+08:00"), kChinaOffset).count(), 0);
  EXPECT_EQ(quiet_left({600, 600}, at("2026-03-02T10:00:00+08:00"), kChinaOffset).count(), 0) << "an empty span";
}

TEST(QuietHours, AreWrittenAsPeopleWriteThem) {
  EXPECT_EQ(parse_minute("21:30"), 21 * 60 + 30);
  EXPECT_EQ(format_minute(65), "01:05");
  for (const auto* bad : {"", "24:00", "9:00", "12:60", "ab:cd", "12-30", "12:3x"})
    EXPECT_FALSE(parse_minute(bad)) << bad;
}

struct ReachCase {
  const char* sentence;
  Reach reach;
  std::optional<Way> way;
};

TEST(WayToResident, ReadsAsThisTable) {
  const auto wish = [](Way way, std::string mail = {}) { return Wish{way, "zh", std::move(mail)}; };
  const ReachCase cases[] = {
      {"on a page, nothing left: the page", {.reported_by_page = true}, Way::Page},
      {"on a page, with a number, no adapter: the page", {.has_phone = true, .reported_by_page = true}, Way::Page},
      {"on a page, with a number: a short message",
       {.has_phone = true, .reported_by_page = true, .sms_works = true},
       Way::Sms},
      {"by telephone, no adapter: called", {.has_phone = true}, Way::Call},
      {"by telephone, with an adapter: a short message", {.has_phone = true, .sms_works = true}, Way::Sms},
      {"at the window, only a name: word is sent", {.has_name = true}, Way::Call},
      {"at the window, nothing left: nobody to tell", {}, std::nullopt},
      {"asked for mail",
       {.wish = wish(Way::Mail, "a@b.cn"), .has_phone = true, .mail_works = true, .sms_works = true},
       Way::Mail},
      {"asked for mail, none works: called", {.wish = wish(Way::Mail, "a@b.cn"), .has_phone = true}, Way::Page},
      {"asked for a short message, none works: called",
       {.wish = wish(Way::Sms), .has_phone = true, .reported_by_page = true},
       Way::Call},
      {"asked to be called",
       {.wish = wish(Way::Call), .has_phone = true, .reported_by_page = true, .sms_works = true},
       Way::Call},
      {"asked to be left alone", {.wish = wish(Way::Page), .has_phone = true, .sms_works = true}, Way::Page},
  };
  for (const auto& one : cases) EXPECT_EQ(way_to_resident(one.reach), one.way) << one.sentence;
}

TEST(Words, HoldANumberAndNothingElse) {
  EXPECT_EQ(fill("诉求 {number} 和 {number}", "N1"), "诉求 N1 和 N1");
  EXPECT_TRUE(is_impersonal("诉求 {number} 到期"));
  for (const auto* bad : {"{name} 您好", "{number} {phone}", "{", "}"}) EXPECT_FALSE(is_impersonal(bad)) << bad;
}

TEST(Choices, DutiesAlwaysStandInTheInbox) {
  const Kind duty{"assigned", {}, true, {Way::Page, Way::Mail}};
  const Kind other{"said", {}, false, {Way::Page}};
  Person person;
  EXPECT_EQ(ways_of(person, duty), (Ways{Way::Page, Way::Mail})) << "nothing chosen yet";
  person.choices = {{"assigned", {Way::Sms}}, {"said", {}}};
  EXPECT_EQ(ways_of(person, duty), (Ways{Way::Page, Way::Sms}));
  EXPECT_EQ(ways_of(person, other), Ways{});
}

TEST(ShippedBook, TellsOfStepsWithSourceAndFindsItsKinds) {
  const auto book = Book::shipped();
  ASSERT_NE(book->of("cases.dispatched"), nullptr);
  EXPECT_EQ(book->of("cases.no_such_step"), nullptr);
  for (const auto* event : {"cases.dispatched", "cases.returned", "cases.verified", "cases.reopened"})
    for (const auto& notice : *book->of(event)) {
      EXPECT_FALSE(notice.source.empty()) << event;
      EXPECT_NE(book->kind(notice.kind), nullptr) << event;
    }
}

TEST(Book, NamesWhatIsWrong) {
  const std::string head = "keep_days = 9\ncall_tries = 3\n[quiet]\nfrom = '21:00'\nto = '08:00'\n";
  const std::string kind = "[[kind]]\nkey = 'k'\nname = ['a', 'b']\nways = ['page']\n";
  const auto notice = [](std::string_view more) {
    return "[[notice]]\nevent = 'e'\nzh = '一 {number}'\nen = 'one'\nsource = 's'\n" + std::string(more);
  };
  EXPECT_TRUE(Book::parse(head + kind + notice("kind = 'k'\nto = ['lead']\n")));
  const std::pair<std::string, std::string> faults[] = {
      {"", "notices.keep_days"},
      {head + kind + notice("kind = 'k'\nto = ['everybody']\n"), "notice.e.to"},
      {head + kind + notice("kind = 'other'\nto = ['lead']\n"), "notice.e.kind"},
      {head + kind + notice("kind = 'k'\n"), "notice.e.to"},
      {head + "[[kind]]\nkey = 'k'\nname = ['a']\nways = ['page']\n", "kind.name"},
      {head + "[[kind]]\nkey = 'k'\nname = ['a', 'b']\nways = ['call']\n", "kind.ways"},
      {head + kind + "[[notice]]\nevent = 'e'\nzh = '{name}'\nen = 'x'\nsource = 's'\nkind = 'k'\nto = ['lead']\n",
       "notice.e.zh"},
      {"keep_days = ", "toml"},
  };
  for (const auto& [text, field] : faults) {
    const auto book = Book::parse(text);
    ASSERT_FALSE(book) << field;
    EXPECT_EQ(book.error().faults.at(0).field, field);
  }
}

TEST(Channels, AreRefusedWithTheFieldThatIsWrong) {
  Channel mail{.kind = ChannelKind::Mail, .name = "m", .host = "smtp.example.cn", .from = "a@example.cn"};
  EXPECT_TRUE(check_channel(mail, {}).empty());
  const auto refused = [](Channel channel) {
    const auto faults = check_channel(channel, {"assigned"});
    return faults.empty() ? std::string("none") : faults.front().field;
  };
  auto bad = mail;
  bad.host = "smtp.example.cn/x";
  EXPECT_EQ(refused(bad), "host");
  bad = mail;
  bad.from = "nobody";
  EXPECT_EQ(refused(bad), "from");
  bad = mail;
  bad.port = 70'000;
  EXPECT_EQ(refused(bad), "port");
  bad = mail;
  bad.user = "u";
  bad.security = Security::None;
  EXPECT_EQ(refused(bad), "security") << "a password in clear over the network";
  Channel hook{.kind = ChannelKind::Webhook, .name = "h", .url = "https://x.cn/h", .secret = "0123456789abcdef"};
  EXPECT_TRUE(check_channel(hook, {}).empty());
  for (const auto* url :
       {"", "ftp://x.cn", "https://", "https://u:p@x.cn", "http://x.cn/\r\nX: y", "file:///etc/passwd"}) {
    bad = hook;
    bad.url = url;
    EXPECT_EQ(refused(bad), "url") << url;
  }
  bad = hook;
  bad.secret = "short";
  EXPECT_EQ(refused(bad), "secret");
  bad = hook;
  bad.kinds = {"gossip"};
  EXPECT_EQ(refused(bad), "kinds");
}

TEST(Addresses, WithLineBreaksOrTwoRecipientsAreNone) {
  EXPECT_TRUE(is_mail_address("li.wei@mail.example.cn"));
  for (const auto* bad :
       {"", "@x.cn", "a@", "a@x", "a b@x.cn", "a@x.cn,b@x.cn", "a@x.cn\r\nBcc: b@x.cn", "<a@x.cn>", "a@@x.cn"})
    EXPECT_FALSE(is_mail_address(bad)) << bad;
  EXPECT_TRUE(is_phone("+86 138-0000-1234"));
  for (const auto* bad : {"", "123", "电话138", "138;rm"}) EXPECT_FALSE(is_phone(bad)) << bad;
}

TEST(Forms, SignaturesAreThoseOfThePublishedTestVectors) {
  // RFC 4231, test case 2; RFC 4648, section 10.
  EXPECT_EQ(hmac_hex("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(base64("foob"), "Zm9vYg==");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64(""), "");
}

TEST(Forms, RobotsGetANumberAndALink) {
  const Words words{{"诉求 N1 到期", "Case N1 is due"}, "https://l.cn/desk/cases/7", "N1", "cases.warned", "due"};
  Channel robot{.kind = ChannelKind::WeCom, .url = "https://robot.cn/send?key=1"};
  const auto wecom = webhook_of(robot, words, 1, at("2026-03-02T09:00:00+08:00"));
  EXPECT_EQ(wecom.url, robot.url);
  EXPECT_EQ(wecom.body, R"({"msgtype":"text","text":{"content":"【邻里】诉求 N1 到期\nhttps://l.cn/desk/cases/7"}})");
  robot.kind = ChannelKind::DingTalk;
  robot.secret = "SEC";
  const auto ding = webhook_of(robot, words, 1, at("2026-03-02T09:00:00+08:00"));
  EXPECT_TRUE(ding.url.starts_with(robot.url + "&timestamp=1772413200000&sign=")) << ding.url;
  EXPECT_EQ(ding.url.find_first_of("+/\n", robot.url.size()), std::string::npos) << "escaped: " << ding.url;
}

TEST(Forms, AnswersReadAsTakenLaterOrNever) {
  EXPECT_TRUE(outcome_of({204, "", 0}, false));
  EXPECT_EQ(outcome_of({503, "", 120}, false).error().retry_after_seconds, 120);
  EXPECT_EQ(outcome_of({429, "", 0}, false).error().kind, ErrorKind::Unavailable);
  EXPECT_EQ(outcome_of({404, "", 0}, false).error().kind, ErrorKind::Invalid);
  EXPECT_EQ(outcome_of({302, "", 0}, false).error().kind, ErrorKind::Invalid) << "redirects are not followed";
  EXPECT_TRUE(outcome_of({200, R"({"errcode":0,"errmsg":"ok"})", 0}, true));
  EXPECT_EQ(outcome_of({200, R"({"errcode":45009})", 0}, true).error().kind, ErrorKind::Unavailable);
  EXPECT_FALSE(outcome_of({200, "<html>", 0}, true)) << "not a robot's answer";
}

TEST(Forms, LettersFoldLongSubjectsBetweenCharacters) {
  Channel mail{.kind = ChannelKind::Mail, .from = "linli@example.cn"};
  Words words;
  for (int i = 0; i < 40; ++i) words.text.zh += "办";
  const auto letter = letter_of(mail, "li@example.cn", words, "zh", 42, at("2026-03-02T09:00:00+08:00"));
  EXPECT_NE(letter.text.find("Date: Mon, 02 Mar 2026 01:00:00 +0000\r\n"), std::string::npos) << letter.text;
  EXPECT_NE(letter.text.find("Message-ID: <42.linli@example.cn>\r\n"), std::string::npos);
  for (std::size_t at = 0; at < letter.text.size();) {
    const auto end = letter.text.find("\r\n", at);
    ASSERT_NE(end, std::string::npos) << "every line ends with CRLF";
    EXPECT_LE(end - at, 78U);
    at = end + 2;
  }
}

}  // namespace
}  // namespace linli::notices
