#pragma once
// Matters, cases and updates as documents.

#include "modules/open311/document.hpp"
#include "modules/open311/scene.hpp"

namespace linli::open311 {

inline constexpr std::string_view kConfidential = "confidential";  // code of the attribute
inline constexpr std::string_view kGuide = "guide";

[[nodiscard]] Node service_node(const Scene& scene, const catalogue::Matter& matter);
[[nodiscard]] Node definition_node(const Scene& scene, const catalogue::Matter& matter);

// A case as this asker may see it; `sight` is not None.
struct SeenCase {
  const cases::Case& entry;
  Sight sight = Sight::Status;
  Instant changed_at{};
  std::string media_url;
  bool extensions = false;
};
[[nodiscard]] Node request_node(const Scene& scene, const SeenCase& seen);
[[nodiscard]] Node update_node(const Scene& scene, const SeenCase& seen, const cases::Hop& hop);
[[nodiscard]] std::string update_id_of(const cases::Case& entry, int seq);

}  // namespace linli::open311
