#include "storage/linker.hpp"

#include <array>

#include "storage/event_codec.hpp"
#include "storage/key_files.hpp"

namespace linli::storage {
namespace {

// Columns as array literals: one UPDATE for all rows.
struct Arrays {
  std::string entries = "{", sequences = "{", links = "{";

  void add(std::int64_t entry, std::int64_t sequence, const Digest& link) {
    const auto* comma = entries.size() == 1 ? "" : ",";
    entries.append(comma).append(std::to_string(entry));
    sequences.append(comma).append(std::to_string(sequence));
    links.append(comma).append(to_hex(link));
  }
  void close() {
    for (auto* text : {&entries, &sequences, &links}) text->push_back('}');
  }
};

Linked link_in_transaction(PostgresConnection& connection, const KeyRing& keys, int most) {
  Linked linked;
  Arrays arrays;
  const std::array<Value, 1> limit{std::int64_t{most}};
  auto rows =
      connection.query("SELECT entry, district, mac FROM journal WHERE seq IS NULL ORDER BY entry LIMIT $1", limit);
  while (rows.next()) {
    const auto district = rows.id<DistrictId>(1);
    auto found = linked.heads.find(district);
    if (found == linked.heads.end()) found = linked.heads.emplace(district, read_head(connection, district)).first;
    auto& head = found->second;
    ++head.sequence;
    head.link = link_mac(keys, head.link, head.sequence, rows.bytes(2));
    arrays.add(rows.integer(0), head.sequence, head.link);
    ++linked.events;
  }
  if (linked.events == 0) return linked;
  arrays.close();
  const std::array<Value, 3> values{std::string_view(arrays.entries), std::string_view(arrays.sequences),
                                    std::string_view(arrays.links)};
  connection.execute(
      "UPDATE journal AS j SET seq = v.seq, link = decode(v.link, 'hex') FROM (SELECT unnest($1::bigint[]) AS entry, "
      "unnest($2::bigint[]) AS seq, unnest($3::text[]) AS link) AS v WHERE j.entry = v.entry",
      values);
  return linked;
}

}  // namespace

Linked link_events(PostgresConnection& connection, const KeyRing& keys, int most) {
  connection.script("BEGIN");
  try {
    auto alone = connection.query("SELECT pg_try_advisory_xact_lock(7016996765293438)", {});
    Linked linked;
    if (alone.next() && alone.boolean(0)) linked = link_in_transaction(connection, keys, most);
    connection.script("COMMIT");
    return linked;
  } catch (...) {
    connection.rollback();
    throw;
  }
}

JournalLag read_journal_lag(PostgresConnection& connection, Instant now) {
  auto rows = connection.query("SELECT COUNT(*), MIN(at) FROM journal WHERE seq IS NULL", {});
  rows.next();
  JournalLag lag{rows.integer(0)};
  if (lag.events > 0) lag.oldest = std::max(now - rows.instant(1), std::chrono::milliseconds{0});
  return lag;
}

}  // namespace linli::storage
