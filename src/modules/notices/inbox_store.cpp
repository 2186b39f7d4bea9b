#include "modules/notices/inbox_store.hpp"

#include <limits>

namespace linli::notices {

using storage::Snapshot;
using storage::Transaction;

void insert_inbox(Transaction& transaction, DistrictId district, AccountId account, const InboxItem& item) {
  transaction.execute(
      "INSERT INTO notice_inbox (district, account, id, event, kind, subject_kind, subject, number, at) VALUES ($1, "
      "$2, "
      "$3, $4, $5, $6, $7, $8, $9)",
      district, account, transaction.new_id(), item.event, item.kind, item.subject_kind, item.subject, item.number,
      item.at);
}

std::vector<InboxItem> load_inbox(Snapshot& snapshot, DistrictId district, AccountId account, const InboxQuery& query) {
  constexpr std::string_view kAll =
      "SELECT id, event, kind, subject_kind, subject, number, at, read_at FROM notice_inbox WHERE district = $1 AND "
      "account = $2 AND id < $3 ORDER BY id DESC LIMIT $4";
  constexpr std::string_view kUnread =
      "SELECT id, event, kind, subject_kind, subject, number, at, read_at FROM notice_inbox WHERE district = $1 AND "
      "account = $2 AND id < $3 AND read_at IS NULL ORDER BY id DESC LIMIT $4";
  const auto before = query.before > 0 ? query.before : std::numeric_limits<std::int64_t>::max();
  auto rows = snapshot.query(query.unread ? kUnread : kAll, district, account, before, query.limit);
  std::vector<InboxItem> items;
  while (rows.next()) {
    items.push_back({rows.integer(0), rows.string(1), rows.string(2), rows.string(3), rows.integer(4), rows.string(5),
                     rows.instant(6), rows.maybe_instant(7)});
  }
  return items;
}

int count_unread(Snapshot& snapshot, DistrictId district, AccountId account) {
  auto rows = snapshot.query(
      "SELECT COUNT(*) FROM (SELECT 1 FROM notice_inbox WHERE district = $1 AND account = $2 AND read_at IS NULL LIMIT "
      "$3) unread",
      district, account, kMostCounted);
  return rows.next() ? static_cast<int>(rows.integer(0)) : 0;
}

bool mark_read(Transaction& transaction, DistrictId district, AccountId account, std::int64_t id) {
  return transaction.execute(
             "UPDATE notice_inbox SET read_at = COALESCE(read_at, $4) WHERE district = $1 AND account = $2 AND id = $3",
             district, account, id, transaction.now()) == 1;
}

void mark_all_read(Transaction& transaction, DistrictId district, AccountId account, std::int64_t up_to) {
  transaction.execute(
      "UPDATE notice_inbox SET read_at = $3 WHERE district = $1 AND account = $2 AND id <= $4 AND read_at IS NULL",
      district, account, transaction.now(), up_to);
}

int mark_subject_read(Transaction& transaction, DistrictId district, AccountId account, std::string_view subject_kind,
                      std::int64_t subject) {
  return static_cast<int>(
      transaction.execute("UPDATE notice_inbox SET read_at = $3 WHERE district = $1 AND account = $2 AND subject_kind "
                          "= $4 AND subject = $5 "
                          "AND read_at IS NULL",
                          district, account, transaction.now(), subject_kind, subject));
}

int drop_read(Transaction& transaction, DistrictId district, Instant read_before) {
  return static_cast<int>(
      transaction.execute("DELETE FROM notice_inbox WHERE district = $1 AND read_at < $2", district, read_before));
}

}  // namespace linli::notices
