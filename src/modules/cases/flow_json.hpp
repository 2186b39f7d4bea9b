#pragma once
// What the fuller flow adds to a case's page.

#include "modules/cases/json.hpp"
#include "modules/cases/plan_texts.hpp"

namespace linli::cases {

void write_time(JsonWriter& w, std::string_view name, const std::optional<Instant>& at, Offset offset);
// An id that is there, as a decimal string.
void write_id(JsonWriter& w, std::string_view key, std::int64_t id);
void write_lead(JsonWriter& w, std::string_view key, const View& view, Lead lead);

// Ladder, pauses, parts, requests, children: the members, into an object that is open.
void write_flow(JsonWriter& w, const View& view, const Case& entry, const FlowRules& rules, const PlanTexts& texts);

}  // namespace linli::cases
