#pragma once
// Plain values of complaints and suggestions.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace linli::feedback {

struct FeedbackTag {};
using FeedbackId = Id<FeedbackTag>;

// Numbers stand in tables: only append.
enum class Kind { Complaint = 1, Suggestion = 2, Praise = 3, Barrier = 4, Privacy = 5 };
inline constexpr int kKinds = 5;
enum class About {
  Platform = 1,
  Area = 2,
  Case = 3
};  // the platform; a subdistrict or community; how a case was handled
enum class State { Waiting = 1, Answered = 2 };
enum class Step { Received = 1, Added = 2, HandedOn = 3, Answered = 4, Reopened = 5, Raised = 6 };

[[nodiscard]] std::string_view to_string(Kind kind);
[[nodiscard]] std::string_view to_string(About about);
[[nodiscard]] std::string_view to_string(State state);
[[nodiscard]] std::string_view to_string(Step step);
[[nodiscard]] std::optional<Kind> parse_kind(std::string_view text);
[[nodiscard]] std::optional<About> parse_about(std::string_view text);
[[nodiscard]] std::optional<State> parse_state(std::string_view text);

// One complaint, suggestion, word of praise, barrier or request. Words and contact stand sealed beside it.
struct Feedback {
  FeedbackId id;
  std::string number;  // `T261130-482177305`
  Kind kind = Kind::Complaint;
  About about = About::Platform;
  AreaId area;   // complained about
  CaseId entry;  // complained about
  AreaId desk;   // whose desk answers
  State state = State::Waiting;
  Instant received_at{};
  Instant due_at{};
  std::optional<Instant> answered_at;
  bool raised = false;  // overdue, and told to the district
  bool has_name = false;
  bool has_phone = false;
  int steps = 0;
  int version = 1;
  std::vector<std::int64_t> recused;  // areas, grids, bodies and accounts that neither see nor answer it
};

// What is sealed.
struct Words {
  std::string text;
  std::string name;
  std::string phone;
};

struct FeedbackStep {
  int seq = 0;
  Instant at{};
  Step step = Step::Received;
  AccountId account;  // none: who sent it, or the system
  AreaId to;          // handed on or raised to
  std::string note;   // sealed as well
};

struct NewFeedback {
  Kind kind = Kind::Complaint;
  About about = About::Platform;
  AreaId area;
  std::string case_number;
  Words words;
  std::string key;  // idempotency key; empty: none
};

struct Receipt {
  std::string number;
  std::string secret;
  Instant due_at{};
};

}  // namespace linli::feedback
