#include "modules/journal_view/store.hpp"

#include <algorithm>

namespace linli::journal_view::store {
namespace {

Entry read_entry(const storage::Cursor& row) {
  return {.sequence = row.integer(0),
          .at = row.instant(1),
          .kind = row.string(2),
          .actor_kind = static_cast<int>(row.integer(3)),
          .actor = row.id<AccountId>(4),
          .subject_kind = row.string(5),
          .subject = row.integer(6),
          .before = row.string(7),
          .after = row.string(8)};
}

constexpr std::string_view kColumns =
    "SELECT seq, at, kind, actor_kind, actor, subject_kind, subject, before_json, after_json FROM journal";

// Everything about one subject: an index leads straight there.
Slice read_subject(storage::Snapshot& snapshot, DistrictId district, const Filter& filter, std::int64_t before,
                   int limit) {
  static const auto kSql =
      std::string(kColumns) +
      " WHERE district = $1 AND subject_kind = $2 AND subject = $3 AND seq < $4"
      " AND (CAST($5 AS BIGINT) = 0 OR actor = $5) AND at >= $6 AND at < $7 ORDER BY seq DESC LIMIT $8";
  Slice slice;
  auto row = snapshot.query(kSql, district, filter.subject_kind, filter.subject, before, filter.actor.value,
                            filter.from.value_or(Instant{}), filter.to.value_or(Instant::max()), limit);
  while (row.next()) slice.entries.push_back(read_entry(row));
  if (static_cast<int>(slice.entries.size()) == limit) slice.rest = slice.entries.back().sequence;
  return slice;
}

}  // namespace

Slice read_slice(storage::Snapshot& snapshot, DistrictId district, const Filter& filter, std::int64_t before, int limit,
                 std::int64_t window) {
  if (!filter.subject_kind.empty() && filter.subject != 0)
    return read_subject(snapshot, district, filter, before, limit);
  static const auto kSql =
      std::string(kColumns) +
      " WHERE district = $1 AND seq < $2 AND seq >= $3 AND (CAST($4 AS TEXT) = '' OR subject_kind = $4)"
      " AND (CAST($5 AS BIGINT) = 0 OR actor = $5) AND at >= $6 AND at < $7 ORDER BY seq DESC LIMIT $8";
  const auto lowest = std::max<std::int64_t>(before - window, 1);
  Slice slice;
  auto row = snapshot.query(kSql, district, before, lowest, filter.subject_kind, filter.actor.value,
                            filter.from.value_or(Instant{}), filter.to.value_or(Instant::max()), limit);
  while (row.next()) slice.entries.push_back(read_entry(row));
  const bool full = static_cast<int>(slice.entries.size()) == limit;
  slice.rest = full ? slice.entries.back().sequence : lowest;
  if (slice.rest <= 1) slice.rest = 0;
  return slice;
}

std::int64_t sequence_at(storage::Snapshot& snapshot, DistrictId district, Instant at) {
  std::int64_t low = 1;
  std::int64_t high = last_linked(snapshot, district) + 1;
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    const auto time = time_of(snapshot, district, middle);
    if (time && *time < at)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

std::int64_t last_linked(storage::Snapshot& snapshot, DistrictId district) {
  auto row =
      snapshot.query("SELECT seq FROM journal WHERE district = $1 AND seq > 0 ORDER BY seq DESC LIMIT 1", district);
  return row.next() ? row.integer(0) : 0;
}

std::int64_t waiting(storage::Snapshot& snapshot, DistrictId district) {
  auto row = snapshot.query("SELECT count(*) FROM journal WHERE seq IS NULL AND district = $1", district);
  return row.next() ? row.integer(0) : 0;
}

std::optional<Instant> time_of(storage::Snapshot& snapshot, DistrictId district, std::int64_t sequence) {
  auto row = snapshot.query("SELECT at FROM journal WHERE district = $1 AND seq = $2", district, sequence);
  if (!row.next()) return std::nullopt;
  return row.instant(0);
}

}  // namespace linli::journal_view::store
