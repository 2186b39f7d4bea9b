#pragma once
// Events of the running transactions: staged while they work, written just before the commit. SQLite's only writer
// links them at once; on PostgreSQL writers must not queue behind one hash, so the linker does it within a second.

#include <map>
#include <unordered_map>
#include <vector>

#include "storage/event_codec.hpp"
#include "storage/journal.hpp"
#include "storage/keys.hpp"

namespace linli::storage {

struct ChainHead {
  std::int64_t sequence = 0;
  Digest link{};
};

// The newest link of a district's chain; zero when it has none.
[[nodiscard]] ChainHead read_head(Connection& connection, DistrictId district);

class JournalWriter {
 public:
  explicit JournalWriter(const KeyRing& keys) : keys_(keys), row_digest_(keys) {}

  void stage(Connection& connection, const Event& event, Instant at);

  struct Mark {
    std::size_t events = 0;
    std::size_t arena = 0;
  };
  [[nodiscard]] Mark mark() const { return {events_.size(), arena_.size()}; }
  void rollback_to(const Mark& mark);

  void write_linked(Connection& connection);
  void write_unlinked(Connection& connection);
  // What write_linked reached is on disk, or is not.
  void committed();
  void aborted();
  // Somebody else wrote: the heads are read again.
  void forget_heads() { heads_.clear(); }
  // Heads that the last commit moved.
  [[nodiscard]] const std::map<DistrictId, ChainHead>& moved() const { return moved_; }
  void clear_moved() { moved_.clear(); }

 private:
  struct Part {
    std::uint32_t offset = 0;
    std::uint32_t size = 0;
  };
  struct Staged {
    DistrictId district;
    std::int64_t at = 0;
    std::int64_t actor = 0;
    std::int64_t subject = 0;
    int actor_kind = 0;
    Part kind, subject_kind, before, after, digests;
  };
  struct RowQuery {
    std::string name, columns, sql;
  };

  Part keep(std::string_view text);
  [[nodiscard]] std::string_view view(Part part) const {
    return std::string_view(arena_).substr(part.offset, part.size);
  }
  [[nodiscard]] EventView view(const Staged& event) const;
  const RowQuery& row_query(const TableSpec& table);
  void append_digest(Connection& connection, DistrictId district, const RowRef& row);
  ChainHead& head(Connection& connection, DistrictId district);
  void clear();

  const KeyRing& keys_;
  RowDigest row_digest_;
  std::vector<Staged> events_;
  std::string arena_;  // the texts of events_, so that an event costs no allocations of its own
  std::string scratch_;
  std::unordered_map<const TableSpec*, RowQuery> row_queries_;
  std::map<DistrictId, ChainHead> heads_;   // on disk
  std::map<DistrictId, ChainHead> linked_;  // written, not yet on disk
  std::map<DistrictId, ChainHead> moved_;
};

}  // namespace linli::storage
