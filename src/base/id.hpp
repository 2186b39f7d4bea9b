#pragma once
// Strong 64-bit ids: time-ordered, unique without asking anybody.

#include <atomic>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace linli {

// An id of one kind of thing; kinds do not mix. 0 is no id.
template <class Tag>
struct Id {
  std::int64_t value = 0;
  auto operator<=>(const Id&) const = default;
  explicit operator bool() const { return value != 0; }
};

struct DistrictTag {};
struct AreaTag {};
struct GridTag {};
struct BodyTag {};
struct AccountTag {};
struct MatterTag {};
struct CaseTag {};
struct PhotoTag {};
using DistrictId = Id<DistrictTag>;
using AreaId = Id<AreaTag>;
using GridId = Id<GridTag>;
using BodyId = Id<BodyTag>;
using AccountId = Id<AccountTag>;
using MatterId = Id<MatterTag>;
using CaseId = Id<CaseTag>;
using PhotoId = Id<PhotoTag>;

// 41 bits of milliseconds since 2020-01-01 UTC, 10 bits of node, 12 bits of sequence; always rising within a process,
// also when the clock is set back. Thread-safe.
class IdSource {
 public:
  explicit IdSource(const Clock& clock, int node = 0);
  [[nodiscard]] std::int64_t next();
  template <class Tag>
  [[nodiscard]] Id<Tag> next_as() {
    return {next()};
  }

 private:
  const Clock& clock_;
  const std::int64_t node_;
  std::atomic<std::int64_t> last_{0};  // milliseconds << 12 | sequence
};

// Ids travel as decimal strings, since JavaScript's numbers end at 2^53.
[[nodiscard]] std::optional<std::int64_t> parse_id(std::string_view text);
template <class Tag>
[[nodiscard]] std::string to_string(Id<Tag> id) {
  return std::to_string(id.value);
}

}  // namespace linli

template <class Tag>
struct std::hash<linli::Id<Tag>> {
  std::size_t operator()(linli::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
