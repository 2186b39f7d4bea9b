#include "modules/cases/case_row.hpp"

#include <charconv>

namespace linli::cases {
namespace {

std::vector<std::int64_t> split_scopes(std::string_view text) {
  std::vector<std::int64_t> scopes;
  scopes.reserve(8);
  const auto* at = text.data();
  const auto* const end = text.data() + text.size();
  while (at < end) {
    std::int64_t scope = 0;
    at = std::from_chars(at, end, scope).ptr + 1;
    scopes.push_back(scope);
  }
  return scopes;
}

void read_place(const storage::Cursor& row, DistrictId district, Case& entry) {
  entry.where.district = areas::district_area(district);
  entry.where.subdistrict = row.id<AreaId>(7);
  entry.where.community = row.id<AreaId>(8);
  entry.where.courtyard = row.id<AreaId>(9);
  entry.where.building = row.id<AreaId>(10);
  entry.where.grid = row.id<GridId>(11);
  entry.lon = row.maybe_real(12);
  entry.lat = row.maybe_real(13);
}

void read_times(const storage::Cursor& row, Case& entry) {
  entry.received_at = row.instant(18);
  entry.respond_due_at = row.maybe_instant(19);
  entry.due_at = row.maybe_instant(20);
  entry.done_at = row.maybe_instant(21);
  entry.verified_at = row.maybe_instant(22);
  entry.ended_at = row.maybe_instant(23);
}

void read_answer(const storage::Cursor& row, Case& entry) {
  entry.result = row.string(24);
  entry.rating = static_cast<int>(row.integer(25));
  entry.rated_at = row.maybe_instant(26);
  if (!row.is_null(27)) entry.solved = row.boolean(27);
  entry.reopened = static_cast<int>(row.integer(28));
}

// What came with the fuller flow.
void read_flow(const storage::Cursor& row, Case& entry) {
  entry.responded_at = row.maybe_instant(35);
  entry.settle_limit = row.string(36);
  entry.ladder = row.string(37);
  entry.first = {static_cast<LeadKind>(row.integer(38)), row.integer(39)};
  entry.designated = row.boolean(40);
  entry.returns = static_cast<int>(row.integer(41));
  entry.level = static_cast<int>(row.integer(42));
  entry.watch = row.integer(43);
  entry.told = static_cast<int>(row.integer(44));
  entry.next_at = row.maybe_instant(45);
  entry.paused_until = row.maybe_instant(46);
  entry.supervised = row.boolean(47);
  entry.urges = static_cast<int>(row.integer(48));
  entry.urged_at = row.maybe_instant(49);
  entry.outcome = row.string(50);
  entry.confidential = row.boolean(51);
  if (!row.text(52).empty()) entry.recused = split_scopes(row.text(52));
  entry.tries = static_cast<int>(row.integer(53));
  entry.excluded = row.boolean(54);
  entry.parent = row.id<CaseId>(55);
  entry.children = static_cast<int>(row.integer(56));
  entry.part_count = static_cast<int>(row.integer(57));
  entry.request_count = static_cast<int>(row.integer(58));
}

}  // namespace

Case case_of(const storage::Cursor& row, DistrictId district) {
  Case entry;
  entry.id = row.id<CaseId>(0);
  entry.number = row.string(1);
  entry.matter = row.id<MatterId>(2);
  entry.state = static_cast<State>(row.integer(3));
  entry.channel = static_cast<Channel>(row.integer(4));
  entry.text = row.string(5);
  entry.place = row.string(6);
  read_place(row, district, entry);
  entry.lead = {static_cast<LeadKind>(row.integer(14)), row.integer(15)};
  entry.handler = row.id<AccountId>(16);
  entry.done_by = row.id<AccountId>(17);
  read_times(row, entry);
  read_answer(row, entry);
  entry.photos = static_cast<int>(row.integer(29));
  entry.has_name = row.boolean(30);
  entry.has_phone = row.boolean(31);
  entry.hops = static_cast<int>(row.integer(32));
  entry.version = static_cast<int>(row.integer(33));
  entry.scopes = split_scopes(row.text(34));
  read_flow(row, entry);
  return entry;
}

Case case_with_trail_of(const storage::Cursor& row, DistrictId district) {
  auto entry = case_of(row, district);
  const auto packed = row.bytes(59);
  entry.trail.assign(reinterpret_cast<const char*>(packed.data()), packed.size());
  return entry;
}

std::string join_scopes(const std::vector<std::int64_t>& scopes) {
  std::string text;
  for (const auto scope : scopes) {
    if (!text.empty()) text += ',';
    text += std::to_string(scope);
  }
  return text;
}

}  // namespace linli::cases
