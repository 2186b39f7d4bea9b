#include "storage/id_mark.hpp"

#include <array>

namespace linli::storage {
namespace {
constexpr std::int64_t kAheadMs = 60'000;
constexpr std::int64_t kNearMs = 30'000;
}  // namespace

void IdMark::read(Connection& connection, int node) {
  const std::array<Value, 1> values{std::int64_t{node}};
  auto rows = connection.query("SELECT until_ms FROM id_marks WHERE node = $1", values);
  if (rows.next()) floor_ = rows.integer(0) + 1;
}

void IdMark::write_if_due(Connection& connection, int node) {
  const auto at = to_ms(now());
  if (at + kNearMs < mark_) return;
  mark_ = at + kAheadMs;
  const std::array<Value, 2> values{std::int64_t{node}, mark_};
  connection.execute(
      "INSERT INTO id_marks (node, until_ms) VALUES ($1, $2) ON CONFLICT (node) DO UPDATE SET until_ms = "
      "excluded.until_ms",
      values);
}

}  // namespace linli::storage
