#pragma once
// One row of `cases` ↔ Case. Used by the store's files only.

#include <string>
#include <string_view>

#include "modules/cases/types.hpp"
#include "storage/database.hpp"

namespace linli::cases {

#define LINLI_CASE_COLUMNS                                                                                           \
  "c.id, c.number, c.matter, c.state, c.channel, c.text, c.place, c.subdistrict, c.community, c.courtyard, "         \
  "c.building, c.grid, c.lon, c.lat, c.lead_kind, c.lead, c.handler, c.done_by, c.received_at, c.respond_due_at, "   \
  "c.due_at, c.done_at, c.verified_at, c.ended_at, c.result, c.rating, c.rated_at, c.solved, c.reopened, c.photos, " \
  "c.has_name, c.has_phone, c.hops, c.version, c.scopes, c.responded_at, c.settle_limit, c.ladder, c.first_kind, "   \
  "c.first_unit, c.designated, c.returns, c.rung, c.watch, c.told, c.next_at, c.paused_until, c.supervised, "        \
  "c.urges, c.urged_at, c.outcome, c.confidential, c.recused, c.tries, c.excluded, c.parent, c.children, c.parts, "  \
  "c.requests"

#define LINLI_CASE_COLUMNS_WITH_TRAIL LINLI_CASE_COLUMNS ", c.trail"

[[nodiscard]] Case case_with_trail_of(const storage::Cursor& row, DistrictId district);
[[nodiscard]] Case case_of(const storage::Cursor& row, DistrictId district);
[[nodiscard]] std::string join_scopes(const std::vector<std::int64_t>& scopes);

}  // namespace linli::cases
