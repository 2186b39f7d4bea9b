#pragma once
// Plain values of notices: what is told, to whom, by which way.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace linli::notices {

// How somebody is reached. Numbers stand in tables: only append.
enum class Way {
  Page = 1,  // the inbox of staff; residents look for themselves, by number and secret
  Mail = 2,
  Sms = 3,
  Call = 4,  // somebody at the desk telephones (or sends word), and writes down what came of it
};
[[nodiscard]] std::string_view to_string(Way way);
[[nodiscard]] std::optional<Way> parse_way(std::string_view text);

// Some of page, mail and sms.
class Ways {
 public:
  Ways() = default;
  Ways(std::initializer_list<Way> ways) {
    for (const auto way : ways) add(way);
  }
  void add(Way way) { bits_ |= 1U << static_cast<unsigned>(way); }
  [[nodiscard]] bool has(Way way) const { return (bits_ & (1U << static_cast<unsigned>(way))) != 0; }
  bool operator==(const Ways&) const = default;

 private:
  unsigned bits_ = 0;
};

// Minutes of the day, [from, to); from > to runs over midnight.
struct Quiet {
  int from = 0;
  int to = 0;
  bool operator==(const Quiet&) const = default;
};

enum class Audience { Lead, Handler, Desk, Subdistrict, District, Watch, Parts, Resident, Receivers };

// When a notice is told at all.
enum class Only { Always, WithoutLead, ByResident, NotByResident };

struct Kind {
  std::string key;
  Text name;
  bool duty = false;
  Ways ways;  // until somebody chooses
};

struct Notice {
  std::string event;
  std::string kind;
  std::vector<Audience> to;
  Only only = Only::Always;
  bool urgent = false;  // quiet hours do not hold it back
  Text text;            // may hold {number}
  std::string source;
};

enum class ChannelKind { Mail = 1, Sms = 2, Webhook = 3, WeCom = 4, DingTalk = 5 };
[[nodiscard]] std::string_view to_string(ChannelKind kind);
[[nodiscard]] std::optional<ChannelKind> parse_channel_kind(std::string_view text);
// Mail and sms exist once a district; of the others there may be many, each with its own scope and kinds.
[[nodiscard]] constexpr bool is_receiver(ChannelKind kind) {
  return kind != ChannelKind::Mail && kind != ChannelKind::Sms;
}

enum class Security { None = 0, StartTls = 1, Tls = 2 };
[[nodiscard]] std::string_view to_string(Security security);
[[nodiscard]] std::optional<Security> parse_security(std::string_view text);

// How a district sends. `url` and `secret` are kept sealed: a robot's address is its password.
struct Channel {
  std::int64_t id = 0;
  ChannelKind kind{};
  std::string name;
  bool enabled = true;
  std::string host;  // mail
  int port = 587;
  Security security = Security::StartTls;
  std::string user;                // empty: no sign-in
  std::string from;                // the address that stands as sender
  std::string url;                 // all others
  std::string secret;              // password, token or signing secret
  std::vector<std::string> kinds;  // receivers: of these kinds only; empty: of all
  std::int64_t scope = 0;          // receivers: of this area, grid or body only; 0: of the district
  std::optional<Quiet> quiet;
};

// What a person chose. Addresses are sealed under a key of that person.
struct Person {
  std::vector<std::pair<std::string, Ways>> choices;  // by kind
  std::string language = "zh";
  std::optional<Quiet> quiet;  // none: the district's
  std::string mail;
  std::string phone;
};

// How a resident wants to hear of one case.
struct Wish {
  std::optional<Way> way;  // none: never asked
  std::string language = "zh";
  std::string mail;
};

struct InboxItem {
  std::int64_t id = 0;
  std::string event;
  std::string kind;
  std::string subject_kind;
  std::int64_t subject = 0;
  std::string number;
  Instant at{};
  std::optional<Instant> read_at;
};

enum class Outcome { Reached = 1, NoAnswer = 2, WrongNumber = 3, Refused = 4, ToldOtherwise = 5 };
[[nodiscard]] std::string_view to_string(Outcome outcome);
[[nodiscard]] std::optional<Outcome> parse_outcome(std::string_view text);

struct CallTry {
  Instant at{};
  AccountId account;
  Outcome outcome{};
  std::string note;
};

// Somebody whom only a telephone, or a visit, reaches.
struct Call {
  std::int64_t id = 0;
  CaseId entry;
  std::string number;
  std::string event;  // the newest
  AreaId community;
  AreaId subdistrict;
  bool has_phone = false;
  Instant since{};
  Date due_on{};
  int tries = 0;
  std::optional<Instant> done_at;
  std::vector<CallTry> history;
};

}  // namespace linli::notices
