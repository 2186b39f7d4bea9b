#pragma once
// Plain values of the desk.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace linli::desk {

struct ItemTag {};
struct JobTag {};
using ItemId = Id<ItemTag>;
using JobId = Id<JobTag>;

// Numbers stand in tables: only append.
enum class ItemKind {
  View = 1,      // a list's filters under a name
  Macro = 2,     // a step filled in beforehand
  Template = 3,  // words for an answer, by matter and state
};
[[nodiscard]] std::string_view to_string(ItemKind kind);  // `view`
[[nodiscard]] std::optional<ItemKind> parse_item_kind(std::string_view text);

// Something that a person keeps for the desk, for themselves or for everybody.
struct Item {
  ItemId id;
  ItemKind kind = ItemKind::View;
  AccountId owner;
  bool shared = false;
  std::string name;
  std::string content;  // JSON: {"query"} of a view, the step of a macro, {"text"} of a template
  MatterId matter;      // of templates: the matter and below it; none: any
  std::string state;    // of templates: `in hand` …; empty: any
  Instant changed_at{};
};

enum class JobKind { Bulk = 1, Export = 2 };
enum class JobState { Waiting = 1, Running = 2, Finished = 3, Cancelled = 4, Failed = 5 };
[[nodiscard]] std::string_view to_string(JobKind kind);
[[nodiscard]] std::string_view to_string(JobState state);

struct DeskJob {
  JobId id;
  JobKind kind = JobKind::Bulk;
  AccountId owner;
  JobState state = JobState::Waiting;
  std::string order;  // JSON: the step, or the filters
  std::int64_t total = 0;
  std::int64_t done = 0;
  std::int64_t refused = 0;
  Instant ordered_at{};
  std::optional<Instant> ended_at;
};

// One case of a bulk step.
enum class RowState { Waiting = 1, Done = 2, Refused = 3 };
[[nodiscard]] std::string_view to_string(RowState state);
struct JobRow {
  CaseId entry;
  int seq = 0;
  int version = 0;  // of the case when the step was ordered
  RowState state = RowState::Waiting;
  Text reason;  // why it was refused
};

}  // namespace linli::desk
