#include "modules/notices/command.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <istream>
#include <ostream>

#include "base/json_writer.hpp"
#include "modules/notices/channel_store.hpp"
#include "modules/notices/service.hpp"
#include "storage/outbox.hpp"

namespace linli::notices {
namespace {

constexpr int kExitDone = 0;
constexpr int kExitRefused = 1;
constexpr int kExitWrongUse = 2;
constexpr int kListed = 200;

struct NoticeFlags {
  std::string kind;
  std::string name;
  std::string host;
  int port = 587;
  std::string security = "starttls";
  std::string user;
  std::string from;
  bool off = false;
  bool from_stdin = false;
  std::int64_t id = 0;
  std::string to;
  bool all = false;
  bool json = false;
};

class NoticesCommand {
 public:
  NoticesCommand(const OpenStore& open, const Console& console) : open_(open), console_(console) { declare(); }
  int run(std::span<const std::string> arguments);

 private:
  void declare();
  int list();
  int set();
  int remove();
  int test();
  int dead();
  int replay();
  int refuse(const Error& error) const;
  // What was done to how much, or to which channel.
  void say(std::string_view member, std::int64_t value) const;
  void read_secrets(Channel& channel) const;

  const OpenStore& open_;
  const Console& console_;
  storage::Store* store_ = nullptr;  // once the arguments are understood
  accounts::District district_;
  NoticeFlags flags_;
  CLI::App app_{"通知：通道、死信、重发 / notices: channels, dead letters, sending again", "linli notices"};
};

void NoticesCommand::declare() {
  app_.add_flag("--json", flags_.json, "给程序看的结果 / results for machines");
  app_.require_subcommand(1);
  app_.fallthrough();  // flags stand before or after the subcommand
  app_.add_subcommand("list", "列出通道 / list channels");
  auto* set = app_.add_subcommand("set", "设置通道 / set a channel (mail and sms exist once)");
  set->add_option("kind", flags_.kind, "mail, sms, webhook, wecom, dingtalk")
      ->required()
      ->check(CLI::IsMember({"mail", "sms", "webhook", "wecom", "dingtalk"}));
  set->add_option("--id", flags_.id, "已有通道的编号 / id of an existing channel");
  set->add_option("--name", flags_.name, "名称 / name");
  set->add_option("--host", flags_.host, "邮件服务器 / mail server");
  set->add_option("--port", flags_.port, "端口 / port")->capture_default_str();
  set->add_option("--security", flags_.security, "none, starttls, tls")
      ->check(CLI::IsMember({"none", "starttls", "tls"}))
      ->capture_default_str();
  set->add_option("--user", flags_.user, "用户名 / user");
  set->add_option("--from", flags_.from, "发件地址 / sender's address");
  set->add_flag("--off", flags_.off, "停用 / switched off");
  set->add_flag(
      "--stdin", flags_.from_stdin,
      "从标准输入读：邮件一行密码；其他第一行网址，第二行密钥（可空） / from standard input: mail, one line with "
      "the password; others, the address, then the secret (may be empty)");
  auto* remove = app_.add_subcommand("remove", "删除通道 / remove a channel");
  remove->add_option("id", flags_.id, "编号 / id")->required();
  auto* test = app_.add_subcommand("test", "发送测试消息 / send a test");
  test->add_option("id", flags_.id, "编号 / id")->required();
  test->add_option("--to", flags_.to, "收件地址或手机号 / address or number");
  app_.add_subcommand("dead", "列出死信 / list dead letters");
  auto* replay = app_.add_subcommand("replay", "重新发送 / send again");
  auto* id = replay->add_option("id", flags_.id, "编号 / id");
  replay->add_flag("--all", flags_.all, "全部 / all of them")->excludes(id);
}

int NoticesCommand::run(std::span<const std::string> arguments) {
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app_.parse(reversed);
  } catch (const CLI::ParseError& error) {
    return app_.exit(error, console_.out, console_.err) == 0 ? kExitDone : kExitWrongUse;
  }
  store_ = &open_();
  const auto home = store_->read_now([](storage::Snapshot& snapshot) { return accounts::home_district(snapshot); });
  if (!home) {
    console_.err << "还没有区县 / there is no district yet\n";
    return kExitRefused;
  }
  district_ = *home;
  const auto name = app_.get_subcommands().front()->get_name();
  if (name == "list") return list();
  if (name == "set") return set();
  if (name == "remove") return remove();
  if (name == "test") return test();
  return name == "dead" ? dead() : replay();
}

int NoticesCommand::list() {
  const auto channels = store_->read_now(
      [&](storage::Snapshot& snapshot) { return load_channels(snapshot, store_->keys(), district_.id); });
  if (flags_.json) {
    JsonWriter out;
    out.begin_array();
    for (const auto& channel : channels) {
      out.begin_object().field("id", std::to_string(channel.id)).field("kind", to_string(channel.kind));
      out.field("enabled", channel.enabled).field("name", channel.name).field("host", channel.host);
      out.field("port", channel.port).end_object();
    }
    console_.out << out.end_array().take() << '\n';
    return kExitDone;
  }
  for (const auto& channel : channels) {
    console_.out << channel.id << '\t' << to_string(channel.kind) << '\t' << (channel.enabled ? "on" : "off") << '\t'
                 << channel.name << '\t';
    if (channel.kind == ChannelKind::Mail) console_.out << channel.host << ':' << channel.port;
    console_.out << '\n';
  }
  return kExitDone;
}

void NoticesCommand::say(std::string_view member, std::int64_t value) const {
  if (!flags_.json) {
    console_.out << value << '\n';
    return;
  }
  JsonWriter out;
  console_.out << out.begin_object().field(member, std::to_string(value)).end_object().take() << '\n';
}

void NoticesCommand::read_secrets(Channel& channel) const {
  if (!flags_.from_stdin) return;
  if (channel.kind != ChannelKind::Mail) std::getline(console_.in, channel.url);
  std::getline(console_.in, channel.secret);
}

int NoticesCommand::set() {
  Channel channel;
  channel.id = flags_.id;
  channel.kind = *parse_channel_kind(flags_.kind);
  channel.name = flags_.name.empty() ? flags_.kind : flags_.name;
  channel.enabled = !flags_.off;
  channel.host = flags_.host;
  channel.port = flags_.port;
  channel.security = *parse_security(flags_.security);
  channel.user = flags_.user;
  channel.from = flags_.from;
  read_secrets(channel);
  const auto book = Book::shipped();
  const auto id = store_->write_now([&](storage::Transaction& transaction) {
    return set_channel(transaction, store_->keys(), *book, district_.id, {}, channel);
  });
  if (!id) return refuse(id.error());
  say("id", *id);
  return kExitDone;
}

int NoticesCommand::remove() {
  const auto done = store_->write_now([&](storage::Transaction& transaction) {
    return remove_channel(transaction, store_->keys(), district_.id, {}, flags_.id);
  });
  if (!done) return refuse(done.error());
  if (flags_.json) say("removed", flags_.id);
  return kExitDone;
}

int NoticesCommand::test() {
  const auto channel = store_->read_now(
      [&](storage::Snapshot& snapshot) { return load_channel(snapshot, store_->keys(), district_.id, flags_.id); });
  if (!channel) {
    console_.err << "没有这个通道 / there is no such channel\n";
    return kExitRefused;
  }
  const auto done = send_test(*channel, flags_.to, "", store_->clock().now());
  if (!done) return refuse(done.error());
  if (flags_.json) {
    say("taken_by", flags_.id);
  } else {
    console_.out << "对方收下了 / it was taken\n";
  }
  return kExitDone;
}

int NoticesCommand::dead() {
  const auto items = store_->read_now([](storage::Snapshot& snapshot) {
    return storage::list_outbox(snapshot, storage::OutboxList::Dead, 0, kListed);
  });
  if (flags_.json) {
    JsonWriter out;
    out.begin_array();
    for (const auto& item : items) {
      out.begin_object().field("id", std::to_string(item.id)).field("channel", item.channel);
      out.field("created_at", format_instant(item.created_at, district_.offset));
      out.field("last_error", item.last_error).end_object();
    }
    console_.out << out.end_array().take() << '\n';
    return kExitDone;
  }
  for (const auto& item : items)
    console_.out << item.id << '\t' << item.channel << '\t' << format_instant(item.created_at, district_.offset) << '\t'
                 << item.last_error << '\n';
  return kExitDone;
}

int NoticesCommand::replay() {
  const auto again = store_->write_now([&](storage::Transaction& transaction) {
    if (!flags_.all) return storage::replay(transaction, flags_.id) ? 1 : 0;
    return storage::replay_dead(transaction);
  });
  say("replayed", again);
  return again > 0 || flags_.all ? kExitDone : kExitRefused;
}

int NoticesCommand::refuse(const Error& error) const {
  console_.err << error.message.zh << " / " << error.message.en << '\n';
  for (const auto& fault : error.faults)
    console_.err << "  " << fault.field << ": " << fault.reason.zh << " / " << fault.reason.en << "; "
                 << fault.remedy.zh << " / " << fault.remedy.en << '\n';
  return kExitRefused;
}

}  // namespace

int run_notices_command(std::span<const std::string> arguments, const OpenStore& open, const Console& console) {
  return NoticesCommand(open, console).run(arguments);
}

}  // namespace linli::notices
