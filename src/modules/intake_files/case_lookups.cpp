#include "modules/intake_files/case_lookups.hpp"

#include <array>
#include <charconv>

#include "modules/intake_files/names.hpp"

namespace linli::intake_files {

using areas::Level;

std::optional<Instant> read_case_time(std::string_view text, Offset offset) {
  const auto split = text.find_first_of(" T");
  const auto day = read_date(text.substr(0, split)).value;
  if (!day) return std::nullopt;
  auto at = start_of(*day, offset);
  if (split == std::string_view::npos) return at;
  std::array<int, 3> parts{};
  const auto* from = text.data() + split + 1;
  const auto* const end = text.data() + text.size();
  constexpr std::array<int, 3> kBounds{23, 59, 59};
  for (std::size_t i = 0; i < parts.size() && from < end; ++i) {
    const auto [next, error] = std::from_chars(from, end, parts[i]);
    if (error != std::errc{} || parts[i] < 0 || parts[i] > kBounds[i]) return std::nullopt;
    if (next != end && *next != ':') return std::nullopt;
    from = next == end ? end : next + 1;
  }
  return at + std::chrono::hours{parts[0]} + std::chrono::minutes{parts[1]} + std::chrono::seconds{parts[2]};
}

CaseLookups::CaseLookups(Planner& planner) : planner_(planner) {
  auto& known = planner.known;
  bodies::each_body(known.snapshot(), known.district(), known.on(),
                    [&](const bodies::Body& body) { bodies_.emplace(name_key(body.name), body.id); });
}

const catalogue::Matter* CaseLookups::matter(std::string_view name) {
  auto found = matters_.find(name);
  if (found == matters_.end()) {
    auto& known = planner_.known;
    std::optional<catalogue::Matter> matter;
    if (const auto id = catalogue::find_alias(known.snapshot(), known.district(), name))
      matter = catalogue::find_matter(known.snapshot(), known.district(), *id);
    found = matters_.emplace(std::string(name), std::move(matter)).first;
  }
  return found->second ? &*found->second : nullptr;
}

std::optional<cases::Lead> CaseLookups::handler(std::string_view text, const areas::Place& where) {
  const auto key = name_key(text);
  if (key.empty()) return cases::Lead{};
  if (const auto found = bodies_.find(key); found != bodies_.end()) return cases::lead_of(found->second);
  auto& known = planner_.known;
  if (!known.named(Level::Community, key).empty()) return cases::Lead{};
  if (key.contains("街道") || key.contains("办事处")) {
    const std::array around{where.community, where.subdistrict};
    if (const auto office = bodies::body_serving(known.snapshot(), known.district(), bodies::Kind::SubdistrictOffice,
                                                 around, known.on()))
      return cases::lead_of(*office);
  }
  return std::nullopt;
}

}  // namespace linli::intake_files
