// The ledger of an office: what came in, where, whose it was, and how it ended, as far as the ledger tells.

#include <fmt/core.h>

#include <array>
#include <unordered_map>

#include "modules/catalogue/api.hpp"
#include "modules/intake_files/case_lookups.hpp"
#include "modules/intake_files/names.hpp"
#include "modules/intake_files/planner.hpp"

namespace linli::intake_files {

using areas::Level;
using cases::Channel;

namespace {

template <class T>
struct Word {
  std::string_view word;
  T value;
};
constexpr std::array<Word<Channel>, 13> kChannelWords{{{"电话", Channel::Phone},
                                                       {"来电", Channel::Phone},
                                                       {"网格员上报", Channel::Steward},
                                                       {"网格员", Channel::Steward},
                                                       {"巡查", Channel::Steward},
                                                       {"窗口", Channel::Window},
                                                       {"来访", Channel::Window},
                                                       {"网页", Channel::Page},
                                                       {"微信", Channel::Page},
                                                       {"小程序", Channel::Page},
                                                       {"扫码", Channel::Qr},
                                                       {"12345", Channel::Hotline},
                                                       {"热线", Channel::Hotline}}};
enum class Visit { Solved, Unsolved, Unreached };
constexpr std::array<Word<Visit>, 5> kVisitWords{{{"已解决", Visit::Solved},
                                                  {"解决", Visit::Solved},
                                                  {"未解决", Visit::Unsolved},
                                                  {"未接通", Visit::Unreached},
                                                  {"无人接听", Visit::Unreached}}};
constexpr std::array<Word<int>, 5> kRatingWords{
    {{"满意", 5}, {"非常满意", 5}, {"基本满意", 4}, {"一般", 3}, {"不满意", 1}}};

template <class T, std::size_t N>
std::optional<T> value_of_word(const std::array<Word<T>, N>& words, std::string_view text) {
  for (const auto& [word, value] : words)
    if (word == text) return value;
  return std::nullopt;
}

class CasePlanner {
 public:
  explicit CasePlanner(Planner& planner) : planner_(planner), lookups_(planner), parents_(planner, Level::Community) {}

  void plan() {
    (void)planner_.each_row([&](RowPlace place) { read(place); });
  }

 private:
  void read(RowPlace place) {
    const auto number = std::string(planner_.cell(place, "number"));
    if (number.empty())
      return planner_.refuse(
          place, "number", {"工单编号是空的。", "The number is blank."},
          {"填上编号，没有它就认不出同一件。", "Fill it in; without it the same case is not known again."});
    if (const auto [first, fresh] = rows_.emplace(number, place); !fresh) {
      const auto at = planner_.where(first->second);
      return planner_.refuse(place, "number",
                             {fmt::format("与{}编号相同。", at.zh), fmt::format("The same number as {}.", at.en)},
                             {"只留一行，或改正编号。", "Keep one of them, or correct the number."});
    }
    CaseAdd add{.place = place, .number = number};
    if (!read_matter(place, add) || !read_received(place, add) || !read_place(place, add)) return;
    add.life.text = clean_text(planner_.cell(place, "text"));
    if (add.life.text.empty())
      return planner_.refuse(place, "text", {"诉求内容是空的。", "There is no text."}, {"填上内容。", "Fill it in."});
    read_channel(place, add);
    read_handler(place, add);
    read_limit(place, add);
    if (!read_end(place, add)) return;
    auto& known = planner_.known;
    if (cases::find_foreign(known.snapshot(), known.district(), cases::Origin::Ledger, number)) {
      ++planner_.plan.summary.same;
      return;
    }
    ++planner_.plan.summary.add;
    planner_.plan.new_cases.push_back(std::move(add));
  }

  bool read_matter(RowPlace place, CaseAdd& add) {
    const auto name = planner_.cell(place, "matter");
    if (const auto* matter = lookups_.matter(name)) {
      add.matter = *matter;
      return true;
    }
    planner_.refuse(
        place, "matter",
        {fmt::format("事项目录里没有“{}”的对应。", name), fmt::format("“{}” stands for no matter yet.", name)},
        {"在“事项目录”里为它指定对应事项，再导入。", "Say in the catalogue which matter it stands for."});
    return false;
  }

  bool read_received(RowPlace place, CaseAdd& add) {
    const auto at = read_case_time(planner_.cell(place, "received_at"), kChinaOffset);
    if (!at) {
      planner_.refuse(place, "received_at", {"受理时间不是一个日期。", "The time of receipt is no date."},
                      {"写成 2025-01-31 09:30 这样。", "Write it like 2025-01-31 09:30."});
      return false;
    }
    if (*at > planner_.known.snapshot().now()) {
      planner_.refuse(place, "received_at", {"受理时间在今天以后。", "It was received after today."},
                      {"改正日期。", "Correct the date."});
      return false;
    }
    add.life.received_at = *at;
    return true;
  }

  bool read_place(RowPlace place, CaseAdd& add) {
    const auto* community = parents_.find(place);
    if (community == nullptr) return false;
    auto& known = planner_.known;
    const auto* subdistrict = known.by_id(Level::Subdistrict, community->area.facts.parent);
    add.life.where = {.district = areas::district_area(known.district()),
                      .subdistrict = subdistrict != nullptr ? subdistrict->area.id : AreaId{},
                      .community = community->area.id};
    const auto text = planner_.cell(place, "courtyard");
    add.life.place = clean_text(text);
    if (text.empty()) return true;
    const auto* courtyard = known.child(Level::Courtyard, community->area.id, name_key(text));
    if (courtyard != nullptr) {
      add.life.where.courtyard = courtyard->area.id;
      add.life.lon = courtyard->area.facts.lon;
      add.life.lat = courtyard->area.facts.lat;
      return true;
    }
    planner_.unknown(place, "courtyard",
                     {fmt::format("{}没有叫“{}”的小区。", community->area.facts.name, text),
                      fmt::format("{} has no courtyard called “{}”.", community->area.facts.name, text)},
                     {"改正名称；不改就只记到社区。", "Correct the name; otherwise the community alone is kept."});
    return true;
  }

  void read_channel(RowPlace place, CaseAdd& add) {
    const auto text = planner_.cell(place, "channel");
    const auto channel = value_of_word(kChannelWords, text);
    if (!channel && !text.empty())
      planner_.unknown(place, "channel", {"认不出的受理渠道。", "An unknown channel."},
                       {"写电话、窗口、网格员上报、网页或微信；不改就记为“导入”。",
                        "Write 电话, 窗口, 网格员上报, 网页 or 微信; otherwise “imported” is kept."});
    add.life.channel = channel.value_or(Channel::Import);
    add.life.by = add.life.channel == Channel::Page ? storage::ActorKind::Resident : storage::ActorKind::Staff;
  }

  void read_handler(RowPlace place, CaseAdd& add) {
    const auto text = planner_.cell(place, "handler");
    if (const auto lead = lookups_.handler(text, add.life.where)) {
      add.life.lead = *lead;
      return;
    }
    planner_.unknown(
        place, "handler",
        {fmt::format("没有叫“{}”的单位或社区。", text), fmt::format("No body or community is called “{}”.", text)},
        {"先登记这个单位；不登记就记在社区受理台。", "Register it first; otherwise the community's desk is kept."});
  }

  // A deadline that somebody else has set (the city's 12345) stands as it is; a limit is counted from the receipt.
  void read_limit(RowPlace place, CaseAdd& add) {
    if (const auto text = planner_.cell(place, "due_at"); !text.empty()) {
      add.life.due_at = read_case_time(text, kChinaOffset);
      if (add.life.due_at) return;
      planner_.unknown(place, "due_at", {"截止时间不是一个日期。", "The deadline is no date."},
                       {"写成 2025-01-31 09:30 这样；不改就按事项的时限。",
                        "Write it like 2025-01-31 09:30; otherwise the matter's own limit is kept."});
    }
    const auto text = planner_.cell(place, "limit_days");
    if (text.empty()) return;
    const auto days = planner_.take(place, "limit_days", read_count(text, 366));
    if (days)
      add.life.due_at = catalogue::due_after({static_cast<int>(*days), catalogue::LimitUnit::WorkingDays},
                                             add.life.received_at, kChinaOffset);
  }

  bool read_end(RowPlace place, CaseAdd& add) {
    const auto text = planner_.cell(place, "done_at");
    if (text.empty()) return true;
    const auto at = read_case_time(text, kChinaOffset);
    if (!at) {
      planner_.refuse(
          place, "done_at", {"办结时间不是一个日期。", "The time of the end is no date."},
          {"写成 2025-01-31 09:30 这样；没有办结就留空。", "Write it like 2025-01-31 09:30, or leave it blank."});
      return false;
    }
    if (*at < add.life.received_at) {
      planner_.refuse(place, "done_at", {"办结时间早于受理时间。", "It ended before it was received."},
                      {"对照原始工单，改正其中一个。", "Correct one of the two from the original."});
      return false;
    }
    add_steps(place, add, *at);
    return true;
  }

  // Done, then what the call-back said. Not solved reopens, here as everywhere.
  void add_steps(RowPlace place, CaseAdd& add, Instant done_at) {
    using cases::Step;
    const auto step = [&](storage::ActorKind by, cases::Command command) {
      add.life.steps.push_back({done_at, by, {}, std::move(command)});
    };
    step(storage::ActorKind::Staff, {.step = Step::Done, .result = "按台账办结（台账未写办理经过）"});
    const auto said = planner_.cell(place, "visit");
    const auto visit = value_of_word(kVisitWords, said);
    if (!visit && !said.empty())
      planner_.unknown(place, "visit", {"认不出的回访结果。", "An unknown outcome of the call."},
                       {"写已解决、未解决或未接通。", "Write 已解决, 未解决 or 未接通."});
    const auto stars = value_of_word(kRatingWords, planner_.cell(place, "rating"));
    if (!visit) return;
    if (*visit != Visit::Unsolved)
      step(storage::ActorKind::Staff, {.step = Step::Verify, .note = *visit == Visit::Unreached ? "回访未接通" : ""});
    if (*visit == Visit::Unreached) {
      if (stars)
        planner_.warn(place, "rating",
                      {"回访未接通却有满意度，没有记。", "Nobody was reached, yet there is a rating: not kept."},
                      {"核对回访记录。", "Look at the record of the call."});
      return;
    }
    const bool solved = *visit == Visit::Solved;
    if (!solved)
      planner_.warn(place, "visit", {"回访未解决，记为重新办理。", "Not solved: it stands reopened."},
                    {"已经另行办妥的，在办件台结案。", "If it was settled since, close it at the desk."});
    if (solved && !stars) return;
    step(storage::ActorKind::Resident, {.step = Step::Rate, .rating = stars.value_or(3), .solved = solved});
  }

  Planner& planner_;
  CaseLookups lookups_;
  Parents parents_;
  std::unordered_map<std::string, RowPlace> rows_;
};

}  // namespace

void plan_cases(Planner& planner) { CasePlanner(planner).plan(); }

}  // namespace linli::intake_files
