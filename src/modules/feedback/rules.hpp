#pragma once
// Pure decisions: who answers, who must not, and what may be sent.

#include <functional>

#include "modules/areas/api.hpp"
#include "modules/cases/api.hpp"
#include "modules/catalogue/api.hpp"
#include "modules/feedback/types.hpp"

namespace linli::feedback {

inline constexpr std::size_t kMostWords = 2000;
inline constexpr std::size_t kMostName = 50;
inline constexpr std::size_t kMostPhone = 30;

// Faults name the field.
[[nodiscard]] std::vector<Fault> check_feedback(const NewFeedback& wanted);

// Whose desk answers, and who neither sees nor answers it.
struct Routing {
  AreaId desk;
  std::vector<std::int64_t> recused;  // sorted
};
// Where the matter complained about lies, and the case if there is one.
struct Subject {
  AreaId district;
  areas::Place place;  // of the area, or of the case
  std::optional<cases::Case> entry;
};
// The platform's own affairs are the district's. Anything about a unit goes to the level above it, and about a body to
// the district; the unit, its grid and the persons who handled the case are recused. A desk without anybody is passed
// over upwards.
[[nodiscard]] Routing route(About about, const Subject& subject, const std::function<bool(AreaId)>& has_people);

// A kind as the page offers it.
struct KindInfo {
  Kind kind{};
  Text name;
  Text hint;
  catalogue::Limit limit;
  std::string source;
};
[[nodiscard]] const std::vector<KindInfo>& shipped_kinds();
[[nodiscard]] const KindInfo& info_of(Kind kind);

}  // namespace linli::feedback
