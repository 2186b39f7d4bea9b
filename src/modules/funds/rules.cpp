#include "modules/funds/rules.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "modules/funds/errors.hpp"

namespace linli::funds {
namespace {

constexpr std::array<std::string_view, 2> kHolderNames{"community", "body"};
constexpr std::array<std::string_view, 2> kEntryKindNames{"income", "expense"};
constexpr std::array<std::string_view, 3> kDecisionNames{"proposed", "approved", "refused"};
constexpr std::array<std::string_view, 9> kConcernNames{"no_budget",     "over_line",  "over_balance",
                                                        "other_purpose", "no_task",    "over_task",
                                                        "below_norm",    "above_most", "not_grown"};

template <class Enum, std::size_t N>
std::string_view word_of(Enum value, const std::array<std::string_view, N>& words) {
  return words[static_cast<std::size_t>(value) - 1];
}

template <class Enum, std::size_t N>
std::optional<Enum> meaning_of(std::string_view text, const std::array<std::string_view, N>& words) {
  const auto found = std::ranges::find(words, text);
  if (found == words.end()) return std::nullopt;
  return static_cast<Enum>(found - words.begin() + 1);
}

Fault fault_at(std::string field, std::string value, Text reason, Text remedy) {
  return {std::move(field), std::nullopt, std::move(value), std::move(reason), std::move(remedy)};
}

void check_words(std::vector<Fault>& faults, std::string field, const std::string& value, std::size_t most) {
  if (length_utf8(value) <= most) return;
  faults.push_back(fault_at(std::move(field), {}, {"太长了。", "It is too long."},
                            {fmt::format("不超过 {} 个字。", most), fmt::format("At most {} characters.", most)}));
}

// (percent + 100) / 100 of last year's, rounded up.
std::optional<Fen> grown(Fen last_year, const declare::Number& percent) {
  const auto share = percent.plus(100);
  const auto sum = share ? share->times(last_year.value) : std::nullopt;
  const auto hundredth = sum ? sum->over(100) : std::nullopt;
  const auto whole = hundredth ? hundredth->ceil() : std::nullopt;
  return whole ? std::optional(Fen{*whole}) : std::nullopt;
}

Concern not_grown(const LineCheck& check) {
  const auto& source = check.line.provenance.source;
  const auto least = check.growth ? grown(*check.last_year, *check.growth) : std::nullopt;
  if (!least)
    return {ConcernKind::NotGrown,
            {"应逐年增长，比上年少或与上年相同。", "It should grow from year to year, and does not."},
            source,
            *check.last_year - check.amount};
  return {
      ConcernKind::NotGrown,
      {fmt::format("应比上年增长 {}%，至少 {} 元。", declare::to_text(*check.growth), yuan_text(*least)),
       fmt::format("It should grow by {} %, to {} yuan at least.", declare::to_text(*check.growth), yuan_text(*least))},
      source,
      *least - check.amount};
}

bool grows_enough(const LineCheck& check) {
  if (!check.line.grows || !check.last_year) return true;
  const auto least = check.growth ? grown(*check.last_year, *check.growth) : std::nullopt;
  return least ? check.amount >= *least : check.amount > *check.last_year;
}

// 专款专用: what the line is earmarked for.
std::optional<Concern> other_purpose(const FundEntry& entry, const rules::FundLine& line) {
  if (line.purposes.empty()) return std::nullopt;
  const bool named = std::ranges::any_of(line.purposes, [&](const auto& one) { return one.code == entry.purpose; });
  if (named) return std::nullopt;
  Text names;
  for (const auto& one : line.purposes) {
    names.zh += (names.zh.empty() ? "" : "、") + one.name.zh;
    names.en += (names.en.empty() ? "" : ", ") + one.name.en;
  }
  return Concern{
      ConcernKind::OtherPurpose,
      {fmt::format("这项经费专款专用，只用于{}。", names.zh), fmt::format("This line is earmarked for: {}.", names.en)},
      line.provenance.source,
      {}};
}

void check_task(std::vector<Concern>& concerns, const FundEntry& entry, const rules::FundLine& line, Fen task_left) {
  if (!line.for_tasks) return;
  if (entry.task.empty() || entry.document.empty()) {
    concerns.push_back(
        {ConcernKind::NoTask,
         {"要写明是哪一项下沉事项，以及授权的文件。", "The task and the document that authorises it must be named."},
         line.provenance.source,
         {}});
  } else if (entry.kind == EntryKind::Expense && entry.amount > task_left) {
    concerns.push_back({ConcernKind::OverTask,
                        {"超过这项事项带来的经费。", "It is more than came with this task."},
                        line.provenance.source,
                        entry.amount - task_left});
  }
}

}  // namespace

std::string_view to_string(HolderKind kind) { return word_of(kind, kHolderNames); }
std::string_view to_string(EntryKind kind) { return word_of(kind, kEntryKindNames); }
std::string_view to_string(Decision decision) { return word_of(decision, kDecisionNames); }
std::string_view to_string(ConcernKind kind) { return kConcernNames[static_cast<std::size_t>(kind)]; }
std::optional<EntryKind> parse_entry_kind(std::string_view text) {
  return meaning_of<EntryKind>(text, kEntryKindNames);
}
std::optional<Decision> parse_decision(std::string_view text) { return meaning_of<Decision>(text, kDecisionNames); }

std::optional<Fen> due_fen(const declare::Number& yuan) {
  const auto fen = yuan.times(100);
  const auto whole = fen ? fen->ceil() : std::nullopt;
  return whole ? std::optional(Fen{*whole}) : std::nullopt;
}

std::string yuan_text(Fen amount) {
  const auto size = amount.value < 0 ? -amount.value : amount.value;
  return fmt::format("{}{}.{:02}", amount.value < 0 ? "-" : "", size / 100, size % 100);
}

std::string voucher_number(const FundEntry& entry) { return fmt::format("{}-{:04}", entry.year, entry.seq); }

std::vector<Concern> check_line(const LineCheck& check) {
  std::vector<Concern> concerns;
  const auto& due = check.due;
  if (due.least && check.amount < *due.least)
    concerns.push_back({ConcernKind::BelowNorm,
                        {fmt::format("低于定额 {} 元。", yuan_text(*due.least)),
                         fmt::format("Below the norm of {} yuan.", yuan_text(*due.least))},
                        due.source,
                        *due.least - check.amount});
  if (due.most && check.amount > *due.most)
    concerns.push_back({ConcernKind::AboveMost,
                        {fmt::format("高于上限 {} 元。", yuan_text(*due.most)),
                         fmt::format("Above the most of {} yuan.", yuan_text(*due.most))},
                        due.source,
                        check.amount - *due.most});
  if (!grows_enough(check)) concerns.push_back(not_grown(check));
  return concerns;
}

// 严格支出范围，专款专用 (R135): income is only asked for its task.
std::vector<Concern> check_entry(const FundEntry& entry, const rules::FundLine& line, const Books& books) {
  std::vector<Concern> concerns;
  check_task(concerns, entry, line, books.task_left);
  if (entry.kind != EntryKind::Expense || entry.amount.value <= 0) return concerns;
  const auto& source = line.provenance.source;
  // What comes with a task has no budget of its own: the task's money is its limit.
  if (!line.for_tasks) {
    const auto budget = books.budget.value_or(Fen{});
    const auto over = books.spent + entry.amount - budget;
    if (!books.budget) {
      concerns.push_back({ConcernKind::NoBudget,
                          {"这一年这一科目还没有批准的预算。", "No budget of this line is adopted for that year."},
                          source,
                          entry.amount});
    } else if (over.value > 0) {
      concerns.push_back({ConcernKind::OverLine,
                          {fmt::format("超出这一科目的预算 {} 元。", yuan_text(over)),
                           fmt::format("Over the line's budget by {} yuan.", yuan_text(over))},
                          source,
                          over});
    }
  }
  if (auto other = other_purpose(entry, line)) concerns.push_back(std::move(*other));
  if (entry.amount > books.balance)
    concerns.push_back({ConcernKind::OverBalance,
                        {fmt::format("账户余额只有 {} 元。", yuan_text(books.balance)),
                         fmt::format("The account holds {} yuan only.", yuan_text(books.balance))},
                        source,
                        entry.amount - books.balance});
  return concerns;
}

std::vector<Fault> check_fields(const FundEntry& entry, const rules::FundLine* line, Date today) {
  std::vector<Fault> faults;
  if (line == nullptr)
    faults.push_back(fault_at("line", entry.line, {"没有这个科目。", "There is no such line."},
                              {"从列表里选。", "Choose one of the list."}));
  if (entry.amount.value <= 0 || entry.amount.value > kMostFen)
    faults.push_back(
        fault_at("amount_fen", std::to_string(entry.amount.value),
                 {"金额要大于零，不超过十亿元。", "The amount is above zero and at most 1 000 million yuan."},
                 {"改正金额；退回的钱请冲销原来的一笔。", "Correct it; to take money back, reverse the entry."}));
  if (!entry.on.ok() || entry.on > today)
    faults.push_back(fault_at("on", entry.on.ok() ? format_date(entry.on) : "",
                              {"日期不对，或还没有到。", "The day is wrong, or still to come."},
                              {"填实际收付的日期。", "Give the day the money moved."}));
  if (trim(entry.payee).empty())
    faults.push_back(fault_at("payee", {}, {"没有写对方单位。", "The other side is missing."},
                              {"写单位名称，不写个人姓名。", "Name the organisation, not a person."}));
  if (entry.kind == EntryKind::Expense && trim(entry.document).empty())
    faults.push_back(fault_at("document", {}, {"支出没有写凭据。", "An expense names its document."},
                              {"写发票、合同或批文的编号。", "Give the number of the invoice, contract or ruling."}));
  check_words(faults, "payee", entry.payee, kMostShort);
  check_words(faults, "document", entry.document, kMostShort);
  check_words(faults, "task", entry.task, kMostShort);
  check_words(faults, "note", entry.note, kMostWords);
  return faults;
}

Result<void> may_decide(const TwoPersons& asked, AccountId decider) {
  if (asked.state != Decision::Proposed) return fail(kDecided);
  if (asked.proposed_by == decider) return fail(kSamePerson);
  return {};
}

Result<void> may_approve(std::span<const Concern> concerns, std::string_view reason) {
  if (concerns.empty() || !trim(reason).empty()) return {};
  std::vector<Fault> faults;
  for (const auto& concern : concerns)
    faults.push_back(fault_at("reason", {}, concern.words, {"依据：" + concern.source, "Source: " + concern.source}));
  return fail(kNeedsReason, std::move(faults));
}

void decide(TwoPersons& asked, const Verdict& verdict, AccountId decider, Instant at) {
  asked.state = verdict.approve ? Decision::Approved : Decision::Refused;
  asked.decided_by = decider;
  asked.decided_at = at;
  asked.decision = verdict.reason;
}

FundEntry counter_of(const FundEntry& entry, Date on, std::string reason) {
  auto counter = entry;
  counter.id = {};
  counter.seq = 0;
  counter.amount = -entry.amount;
  // It stands in the year it takes back from, so that the year's sums come out right.
  counter.on = std::max(on, entry.on);
  if (static_cast<int>(counter.on.year()) != entry.year)
    counter.on = Date{std::chrono::year{entry.year}, std::chrono::December, std::chrono::day{31}};
  counter.reverses = entry.id;
  counter.asked = {};
  counter.asked.reason = std::move(reason);
  counter.concerns.clear();
  counter.version = 1;
  return counter;
}

}  // namespace linli::funds
