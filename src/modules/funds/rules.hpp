#pragma once
// Pure decisions about money: what is due, what is found wanting, who may decide.

#include <span>

#include "modules/funds/types.hpp"
#include "modules/rules/types.hpp"

namespace linli::funds {

inline constexpr std::size_t kMostWords = 500;
inline constexpr std::size_t kMostShort = 100;
// One sum: below a thousand million yuan, so that sums of sums stay far inside 64 bits.
inline constexpr std::int64_t kMostFen = 100'000'000'000;

// A norm says "at least": what does not come out in whole fen is rounded up. Nothing when it does not fit.
[[nodiscard]] std::optional<Fen> due_fen(const declare::Number& yuan);
// `105000.00`, for files and words.
[[nodiscard]] std::string yuan_text(Fen amount);

// `2026-0003`
[[nodiscard]] std::string voucher_number(const FundEntry& entry);

// What the rules say is due for one line and holder.
struct Due {
  std::optional<Fen> least;
  std::optional<Fen> most;
  std::int64_t records = 0;  // that the norm was asked about
  std::int64_t unknown = 0;  // of them: not enough data
  std::string formula;
  std::string inputs;  // of a single record
  std::string source;
};

// A line as it is proposed, beside what is due and what it was the year before.
struct LineCheck {
  const rules::FundLine& line;
  const Due& due;
  Fen amount;
  std::optional<Fen> last_year;
  std::optional<declare::Number> growth;  // percent, where the rule has one
};
[[nodiscard]] std::vector<Concern> check_line(const LineCheck& check);

// An entry beside the books it goes into. `spent`, `balance` and `task_left` without the entry itself.
struct Books {
  std::optional<Fen> budget;  // of the line and year; none: nothing adopted
  Fen spent;                  // of the line and year
  Fen balance;                // of the account
  Fen task_left;              // what came with the task, less what was spent on it
};
[[nodiscard]] std::vector<Concern> check_entry(const FundEntry& entry, const rules::FundLine& line, const Books& books);

// Faults name the field. `line` null: the model has no such line.
[[nodiscard]] std::vector<Fault> check_fields(const FundEntry& entry, const rules::FundLine* line, Date today);

// Whether that person may decide now: it waits, and they did not propose it.
[[nodiscard]] Result<void> may_decide(const TwoPersons& asked, AccountId decider);
// Approving what is found wanting takes a reason.
[[nodiscard]] Result<void> may_approve(std::span<const Concern> concerns, std::string_view reason);

void decide(TwoPersons& asked, const Verdict& verdict, AccountId decider, Instant at);

// The counter-entry: the same with the amount turned round.
[[nodiscard]] FundEntry counter_of(const FundEntry& entry, Date on, std::string reason);

}  // namespace linli::funds
