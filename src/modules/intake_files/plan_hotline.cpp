// The daily work orders of the city's hotline (12345): new ones become live cases under the city's number and deadline;
// a number that comes once more is sent back.

#include <fmt/core.h>

#include <array>
#include <unordered_map>

#include "modules/intake_files/case_lookups.hpp"
#include "modules/intake_files/names.hpp"
#include "modules/intake_files/order_place.hpp"

namespace linli::intake_files {
namespace {

using cases::Origin;

constexpr int kMostDays = 366;

bool says_yes(std::string_view text) {
  constexpr std::array<std::string_view, 10> kYes{"是",       "有", "退回", "重办", "退回重办",
                                                  "二次派单", "y",  "yes",  "1",    "√"};
  return std::ranges::find(kYes, name_key(text)) != kYes.end();
}

// `2.026030100012346E+17`
bool is_rounded(std::string_view number) {
  const auto exponent = number.find("E+");
  return exponent != std::string_view::npos && exponent > 0 && number.find_first_not_of("0123456789.") == exponent &&
         number.find_first_not_of("0123456789", exponent + 2) == std::string_view::npos;
}

// The same row again is not another sending: what it says, in short (FNV-1a).
std::string digest_of(std::initializer_list<std::string_view> cells) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const auto cell : cells) {
    for (const char c : cell) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    hash = (hash ^ 0x1FU) * 1099511628211ULL;
  }
  return fmt::format("{:016x}", hash);
}

bool was_sent(storage::Snapshot& snapshot, DistrictId district, std::string_view number, std::string_view digest) {
  return snapshot
      .query("SELECT 1 FROM hotline_sendings WHERE district = $1 AND number = $2 AND digest = $3", district, number,
             digest)
      .next();
}

class HotlinePlanner {
 public:
  explicit HotlinePlanner(Planner& planner) : planner_(planner), lookups_(planner), places_(planner) {}

  void plan() {
    (void)planner_.each_row([&](RowPlace place) { read(place); });
  }

 private:
  std::string_view cell(RowPlace place, std::string_view field) const { return planner_.cell(place, field); }

  void read(RowPlace place) {
    HotlineOrder order{.place = place, .number = std::string(cell(place, "number"))};
    if (!read_number(place, order)) return;
    auto& known = planner_.known;
    order.digest = digest_of({cell(place, "received_at"), cell(place, "sent_at"), cell(place, "due_at"),
                              cell(place, "text"), cell(place, "sent_back"), cell(place, "reason")});
    if (was_sent(known.snapshot(), known.district(), order.number, order.digest)) {
      ++planner_.plan.summary.same;
      return;
    }
    if (!read_times(place, order)) return;
    order.known = cases::find_foreign(known.snapshot(), known.district(), Origin::Hotline, order.number);
    if (order.known) return take_known(place, std::move(order));
    take_new(place, std::move(order));
  }

  bool read_number(RowPlace place, const HotlineOrder& order) {
    if (order.number.empty()) {
      planner_.refuse(place, "number", {"工单编号是空的。", "The number is blank."},
                      {"填上编号，结果要凭它送回。", "Fill it in: the result goes back under it."});
      return false;
    }
    // Excel keeps fifteen digits of a number: the rest are zeros or an exponent, and the result would go back to
    // nobody.
    if (is_rounded(order.number)) {
      planner_.refuse(
          place, "number",
          {fmt::format("Excel 把编号当作数字，已经丢了后面几位：{}。", order.number),
           fmt::format("Excel took the number for a figure and has lost its last digits: {}.", order.number)},
          {"把这一列设为“文本”，从12345重新导出或粘贴。",
           "Set the column to text, and export it from the hotline again."});
      return false;
    }
    const auto [first, fresh] = rows_.emplace(order.number, place);
    if (fresh) return true;
    const auto at = planner_.where(first->second);
    planner_.refuse(place, "number",
                    {fmt::format("与{}编号相同。", at.zh), fmt::format("The same number as {}.", at.en)},
                    {"只留一行；同一天退回的，放在另一个文件里。",
                     "Keep one of them; what was sent back the same day goes into another file."});
    return false;
  }

  bool read_times(RowPlace place, HotlineOrder& order) {
    const auto received = read_case_time(cell(place, "received_at"), kChinaOffset);
    const bool future = received && *received > planner_.known.snapshot().now();
    if (!received || future) {
      planner_.refuse(place, "received_at",
                      received ? Text{"受理时间在今天以后。", "It was received after today."}
                               : Text{"受理时间不是一个日期。", "The time of receipt is no date."},
                      {"写成 2026-01-31 09:30 这样。", "Write it like 2026-01-31 09:30."});
      return false;
    }
    order.life.received_at = *received;
    order.sent_at = read_case_time(cell(place, "sent_at"), kChinaOffset).value_or(*received);
    read_due(place, order);
    return true;
  }

  // A time, or a number of working days from the receipt.
  void read_due(RowPlace place, HotlineOrder& order) {
    const auto text = cell(place, "due_at");
    if (text.empty())
      return planner_.unknown(place, "due_at", {"没有办结时限。", "The city's deadline is not given."},
                              {"补上；不补就按事项自己的时限。", "Give it; otherwise the matter's own limit is kept."});
    order.due_at = read_case_time(text, kChinaOffset);
    // A day without a time is over when the day is; spreadsheets often drop the time, or write it as midnight.
    if (order.due_at && *order.due_at == start_of(date_of(*order.due_at, kChinaOffset), kChinaOffset))
      *order.due_at += std::chrono::days{1} - std::chrono::seconds{1};
    if (!order.due_at)
      if (const auto days = read_count(text, kMostDays); days.value)
        order.due_at = catalogue::due_after({static_cast<int>(*days.value), catalogue::LimitUnit::WorkingDays},
                                            order.life.received_at, kChinaOffset);
    const bool backwards = order.due_at && *order.due_at < order.life.received_at;
    if (!order.due_at || backwards) {
      order.due_at.reset();
      return planner_.unknown(
          place, "due_at",
          backwards ? Text{"办结时限早于受理时间。", "The deadline lies before the receipt."}
                    : Text{"办结时限既不是时间也不是天数。", "The deadline is neither a time nor a number of days."},
          {"写成 2026-01-31 17:30 或 5；不改就按事项自己的时限。",
           "Write it like 2026-01-31 17:30, or 5; otherwise the matter's own limit is kept."});
    }
    if (*order.due_at < planner_.known.snapshot().now())
      planner_.warn(place, "due_at", {"办结时限已经过了。", "The deadline has passed already."},
                    {"照样收下，列入逾期；请先办。", "It is taken, and overdue at once: see to it first."});
  }

  void take_known(RowPlace place, HotlineOrder order) {
    const bool flagged = says_yes(cell(place, "sent_back"));
    if (!flagged && order.sent_at <= order.known->last_sent_at) {
      planner_.warn(place, "number",
                    {"这个编号已经收过，内容有变化，但没有标明退回，未计为退回。",
                     "This number is known; the row has changed, but does not say that it was sent back."},
                    {"确是退回重办的，在“是否退回/重办”一列写“是”。", "If it was sent back, write 是 in the column."});
      ++planner_.plan.summary.same;
      return;
    }
    const auto entry = cases::main_case(planner_.known.snapshot(), planner_.known.district(), order.known->entry);
    if (!entry || entry->state == cases::State::Withdrawn)
      return planner_.refuse(
          place, "number",
          {"这件诉求已被居民撤回，不能重办。", "The resident has taken it back: it cannot be taken up again."},
          {"另登记一件，并把情况告诉12345。", "Enter a new case, and tell the hotline."});
    order.reason = clean_text(cell(place, "reason"));
    ++planner_.plan.summary.change;
    planner_.plan.orders.push_back(std::move(order));
  }

  void take_new(RowPlace place, HotlineOrder order) {
    auto& life = order.life;
    const auto name = cell(place, "matter");
    const auto* matter = matter_of(name);
    if (matter == nullptr)
      return planner_.refuse(
          place, "matter",
          {fmt::format("事项目录里没有“{}”的对应。", name), fmt::format("“{}” stands for no matter yet.", name)},
          {"在“事项目录”里为它指定对应事项，再导入。", "Say in the catalogue which matter it stands for."});
    order.matter = *matter;
    life.text = clean_text(cell(place, "text"));
    if (life.text.empty())
      return planner_.refuse(place, "text", {"诉求内容是空的。", "There is no text."}, {"填上内容。", "Fill it in."});
    life.matter = matter->id;
    life.channel = cases::Channel::Hotline;
    life.by = storage::ActorKind::Machine;
    life.due_at = order.due_at;
    life.contact = {clean_text(cell(place, "contact")), clean_text(cell(place, "phone"))};
    if (says_yes(cell(place, "sent_back")))
      planner_.warn(
          place, "sent_back",
          {"标明退回，但这里没有这个编号，按新工单收下。",
           "Said to be sent back, but the number is not known here: taken as new."},
          {"核对编号；以前的没有导入过就不用管。", "Check the number; nothing to do if the first was never imported."});
    places_.read(place, life);
    read_lead(place, order);
    ++planner_.plan.summary.add;
    planner_.plan.orders.push_back(std::move(order));
  }

  // `城乡建设-供热-不热`: the city's classes have levels; the lowest that stands for something counts.
  const catalogue::Matter* matter_of(std::string_view name) {
    if (const auto* whole = lookups_.matter(name)) return whole;
    auto rest = name;
    while (!rest.empty()) {
      const auto cut = rest.find_last_of("-/>|");
      const auto part = cut == std::string_view::npos ? rest : rest.substr(cut + 1);
      if (const auto* matter = part.empty() ? nullptr : lookups_.matter(part)) return matter;
      rest = cut == std::string_view::npos ? std::string_view() : rest.substr(0, cut);
    }
    return nullptr;
  }

  void read_lead(RowPlace place, HotlineOrder& order) {
    const auto text = cell(place, "handler");
    const auto named = lookups_.handler(text, order.life.where);
    if (!named)
      planner_.unknown(
          place, "handler",
          {fmt::format("没有叫“{}”的单位或社区。", text), fmt::format("No body or community is called “{}”.", text)},
          {"先登记这个单位；不登记就按事项和地点派。", "Register it first; otherwise matter and place decide."});
    order.life.lead = named && *named ? *named : places_.lead(order.matter, order.life.where);
  }

  Planner& planner_;
  CaseLookups lookups_;
  OrderPlaces places_;
  std::unordered_map<std::string, RowPlace> rows_;
};

}  // namespace

void plan_hotline(Planner& planner) { HotlinePlanner(planner).plan(); }

}  // namespace linli::intake_files
