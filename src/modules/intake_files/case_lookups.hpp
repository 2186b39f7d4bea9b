#pragma once
// What rows about cases name: times, matters, handlers. Shared by ledgers and the hotline's work orders.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "modules/intake_files/planner.hpp"

namespace linli::intake_files {

// `2025-01-01 11:21`, `2025/01/01 11:21:05`, `2025年1月1日`: the day, then hours and minutes if there are any.
[[nodiscard]] std::optional<Instant> read_case_time(std::string_view text, Offset offset);

class CaseLookups {
 public:
  explicit CaseLookups(Planner& planner);
  // By the catalogue's aliases; null when the name stands for nothing yet.
  [[nodiscard]] const catalogue::Matter* matter(std::string_view name);
  // A body, or nobody where a community's own name (its desk) or nothing is written; nothing when it is unknown.
  [[nodiscard]] std::optional<cases::Lead> handler(std::string_view text, const areas::Place& where);

 private:
  Planner& planner_;
  std::map<std::string, std::optional<catalogue::Matter>, std::less<>> matters_;
  std::map<std::string, BodyId> bodies_;  // by name_key
};

}  // namespace linli::intake_files
