#pragma once
// Pure decisions on (case, command, who, now, rule values). No SQL, no HTTP, no clock.

#include <span>
#include <vector>

#include "base/error.hpp"
#include "modules/cases/api.hpp"
#include "modules/cases/flow_plan.hpp"
#include "modules/cases/flow_rules.hpp"
#include "modules/cases/types.hpp"
#include "modules/catalogue/types.hpp"

namespace linli::cases {

// What the person is to this case. Worked out by the service from role, scope and lead.
struct Standing {
  storage::ActorKind kind = storage::ActorKind::System;
  AccountId account;
  bool dispatches = false;  // a desk above or at the case's community
  bool handles = false;
  bool verifies = false;
  bool at_lead =
      false;  // steward or deputy of the leading grid, member of the leading body; the desk when there is no lead
  bool above = false;               // a desk above the case's community
  std::vector<std::int64_t> units;  // grids, bodies and areas the person answers for, sorted
};

// Everything that one command changes: the case as it then stands and the hops that led there.
struct Outcome {
  Case after;
  std::vector<Hop> hops;
};

// Fails with kWrongState, kNotYours, kSamePerson, kTooLate or kBadStep (a field is missing). Whether `command.to`
// exists is the caller's business.
[[nodiscard]] Result<Outcome> decide(const Case& current, const Command& command, const Standing& standing, Instant now,
                                     const FlowRules& rules);

// The steps that decide() would take from this person now, with what each needs: what the page offers. Fields are data,
// so that a page asks for any step without knowing it.
enum class FieldKind { To, Text, LongText, Moment, Limit, Choice, Rating, Flag, Part, Matter };
struct FieldOffer {
  std::string_view name;
  FieldKind kind = FieldKind::Text;
  Text label;
  bool required = false;
  std::vector<Option> options;      // of a choice
  std::vector<std::int64_t> parts;  // of a part: their numbers
};
struct Offer {
  Step step{};
  Text label;
  std::vector<std::string_view> needs;  // names of the fields without which it is refused
  std::vector<FieldOffer> fields;
};
[[nodiscard]] std::vector<Offer> offers(const Case& current, const Standing& standing, Instant now,
                                        const FlowRules& rules);

// Just the steps, in the same order, and one of them with what it asks for.
[[nodiscard]] std::vector<Step> offered_steps(const Case& current, const Standing& standing, Instant now,
                                              const FlowRules& rules);
[[nodiscard]] Offer offer_of(const Case& current, Step step, const Standing& standing, const FlowPlan& plan);

// A report before its place is known: text, contact, the matter itself.
[[nodiscard]] std::vector<Fault> check_report(const NewReport& report, const catalogue::Matter* matter,
                                              bool by_resident);

// Where a new case goes: the matter's body, or the grid that has a steward, or nobody, which is the desk.
[[nodiscard]] Lead route(const catalogue::Matter& matter, GridId grid, bool has_steward);

[[nodiscard]] std::string_view to_string(FieldKind kind);

// Intake: the first hop, and the dispatch by the system when there is a lead. `fresh` carries matter, place, texts,
// limits; lead, state and scopes are set here.
[[nodiscard]] Outcome receive(Case fresh, Lead lead, storage::ActorKind by, AccountId account,
                              const FlowRules& rules = {});

// Who sees the case: every area above it, its grid, and bodies that took part.
[[nodiscard]] std::vector<std::int64_t> scopes_of(const areas::Place& place, DistrictId district);
void take_part(Case& entry, Lead lead);

}  // namespace linli::cases
