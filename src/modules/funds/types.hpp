#pragma once
// Plain values of funds: accounts that the district keeps, budgets, entries. Money is whole fen.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace linli::funds {

struct FundAccountTag {};
struct BudgetTag {};
struct FundEntryTag {};
using FundAccountId = Id<FundAccountTag>;
using BudgetId = Id<BudgetTag>;
using FundEntryId = Id<FundEntryTag>;

// 1/100 yuan.
struct Fen {
  std::int64_t value = 0;
  auto operator<=>(const Fen&) const = default;
  friend Fen operator+(Fen a, Fen b) { return {a.value + b.value}; }
  friend Fen operator-(Fen a, Fen b) { return {a.value - b.value}; }
  friend Fen operator-(Fen a) { return {-a.value}; }
  Fen& operator+=(Fen other) {
    value += other.value;
    return *this;
  }
};

// Numbers stand in tables: only append.
enum class HolderKind { Community = 1, Body = 2 };
enum class EntryKind { Income = 1, Expense = 2 };
enum class Decision { Proposed = 1, Approved = 2, Refused = 3 };

[[nodiscard]] std::string_view to_string(HolderKind kind);    // `community`
[[nodiscard]] std::string_view to_string(EntryKind kind);     // `expense`
[[nodiscard]] std::string_view to_string(Decision decision);  // `approved`
[[nodiscard]] std::optional<EntryKind> parse_entry_kind(std::string_view text);
[[nodiscard]] std::optional<Decision> parse_decision(std::string_view text);

// Whose money it is: a community, or a body with books of its own. `place` is the community it lies in.
struct Holder {
  HolderKind kind = HolderKind::Community;
  std::int64_t id = 0;  // area or body
  AreaId place;
  auto operator<=>(const Holder&) const = default;
};

// A sub-account: the district keeps it for its holder (社财区管).
struct FundAccount {
  FundAccountId id;
  Holder holder;
  std::string number;  // as the finance office calls it; may be empty
  Date opened_on{};
};

// Who asked and who decided; never the same person.
struct TwoPersons {
  Decision state = Decision::Proposed;
  AccountId proposed_by;
  Instant proposed_at{};
  std::string reason;  // of the proposal
  AccountId decided_by;
  std::optional<Instant> decided_at;
  std::string decision;  // the decider's words; asked for where something was found wanting
};

// What one of them says to what the other proposed, as they saw it.
struct Verdict {
  int version = 0;
  bool approve = false;
  std::string reason;
};

struct BudgetLine {
  std::string line;  // code
  Fen amount;
  std::optional<Fen> norm;  // at least this was due by the rule when it was proposed
  std::optional<Fen> most;  // and no more than this
  std::string formula;      // `households * 35`
  std::string inputs;       // `households=3000`
  std::string source;       // of the norm
};

// The sums of one account for one year. A later approved one takes its place and leaves it as it was.
struct Budget {
  BudgetId id;
  FundAccountId account;
  int year = 0;
  Date as_of{};  // the day its norms were computed for
  TwoPersons asked;
  int version = 1;
  std::vector<BudgetLine> lines;
};

struct FundEntry {
  FundEntryId id;
  FundAccountId account;
  int year = 0;
  int seq = 0;  // the voucher's number in its account and year
  EntryKind kind = EntryKind::Expense;
  std::string line;
  std::string purpose;  // code; empty: none named
  Fen amount;           // of a counter-entry: negative
  Date on{};
  std::string payee;     // an organisation, as written
  std::string document;  // number of the voucher, contract or ruling
  std::string task;      // the task that the money came with
  std::string note;
  FundEntryId reverses;
  TwoPersons asked;
  std::string concerns;  // what was found wanting when it was approved, as JSON
  int version = 1;
};

// Something found wanting, with the source that asks for it. It never stops an entry by itself.
enum class ConcernKind {
  NoBudget,
  OverLine,
  OverBalance,
  OtherPurpose,
  NoTask,
  OverTask,
  BelowNorm,
  AboveMost,
  NotGrown,
};
[[nodiscard]] std::string_view to_string(ConcernKind kind);  // `over_line`
struct Concern {
  ConcernKind kind{};
  Text words;
  std::string source;
  std::optional<Fen> by;  // by how much
  bool operator==(const Concern&) const = default;
};

}  // namespace linli::funds
