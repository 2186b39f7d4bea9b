#include "modules/people/types.hpp"

#include <algorithm>
#include <array>

namespace linli::people {
namespace {

// Names in the order of their enumerators.
constexpr std::array<std::string_view, 3> kGenders{"unknown", "male", "female"};
constexpr std::array<std::string_view, 3> kStates{"here", "erased", "merged"};
constexpr std::array<std::string_view, 5> kStays{"registered", "resident", "tenant", "collective", "left"};
constexpr std::array<std::string_view, 2> kWays{"call", "phone"};
constexpr std::array<std::string_view, 4> kOutcomes{"met", "absent", "declined", "moved_away"};
constexpr std::array<std::string_view, 3> kSubjects{"area", "household", "person"};
constexpr std::array<std::string_view, 2> kPlanSubjects{"household", "person"};

template <class T, std::size_t N>
std::optional<T> value_named(const std::array<std::string_view, N>& names, std::string_view text) {
  const auto found = std::ranges::find(names, text);
  if (found == names.end()) return std::nullopt;
  return static_cast<T>(found - names.begin());
}

}  // namespace

std::string_view to_string(Gender gender) { return kGenders[static_cast<std::size_t>(gender)]; }
std::string_view to_string(PersonState state) { return kStates[static_cast<std::size_t>(state)]; }
std::string_view to_string(Stay stay) { return kStays[static_cast<std::size_t>(stay)]; }
std::string_view to_string(Way way) { return kWays[static_cast<std::size_t>(way)]; }
std::string_view to_string(Outcome outcome) { return kOutcomes[static_cast<std::size_t>(outcome)]; }
std::string_view to_string(SubjectKind kind) { return kSubjects[static_cast<std::size_t>(kind)]; }
std::string_view to_string(PlanSubject subject) { return kPlanSubjects[static_cast<std::size_t>(subject)]; }
std::optional<Gender> parse_gender(std::string_view text) { return value_named<Gender>(kGenders, text); }
std::optional<Stay> parse_stay(std::string_view text) { return value_named<Stay>(kStays, text); }
std::optional<Way> parse_way(std::string_view text) { return value_named<Way>(kWays, text); }
std::optional<Outcome> parse_outcome(std::string_view text) { return value_named<Outcome>(kOutcomes, text); }
std::optional<PlanSubject> parse_plan_subject(std::string_view text) {
  return value_named<PlanSubject>(kPlanSubjects, text);
}

}  // namespace linli::people
