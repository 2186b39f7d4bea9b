#include "storage/outbox.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace linli::storage {
namespace {

constexpr std::size_t kLongestError = 500;
constexpr ErrorSpec kNoSender{ErrorKind::Unavailable, "storage.no_sender", "没有配置这个通道的发送方式",
                              "no sender is configured for this channel"};
constexpr ErrorSpec kSenderFailed{ErrorKind::Unavailable, "storage.sender_failed", "发送失败", "sending failed"};

constexpr std::string_view kSelect =
    "SELECT id, district, channel, payload, created_at, due_at, attempts, dead, last_error FROM outbox ";

OutboxItem read_item(const Cursor& row) {
  return {row.integer(0),
          row.id<DistrictId>(1),
          row.string(2),
          row.string(3),
          row.instant(4),
          row.instant(5),
          static_cast<int>(row.integer(6)),
          row.boolean(7),
          row.string(8)};
}

std::vector<OutboxItem> read_items(Cursor rows) {
  std::vector<OutboxItem> items;
  while (rows.next()) items.push_back(read_item(rows));
  return items;
}

}  // namespace

Outbox::Outbox(Store& store, std::map<std::string, Sender, std::less<>> senders, OutboxOptions options)
    : store_(store), senders_(std::move(senders)), options_(options) {}

int Outbox::deliver_due() {
  int delivered = 0;
  if (!anything_due()) return 0;
  for (;;) {
    const auto items = take_due();
    for (const auto& item : items) {
      const auto result = send(item);
      settle(item, result);
      delivered += result.has_value() ? 1 : 0;
    }
    if (items.size() < static_cast<std::size_t>(options_.batch)) return delivered;
  }
}

// Asked several times a second, mostly in vain: a read costs no commit.
bool Outbox::anything_due() {
  return store_.read_now([&](Snapshot& snapshot) {
    return snapshot
        .query("SELECT 1 FROM outbox WHERE dead = 0 AND due_at <= $1 AND ($2 = '' OR channel = $2) LIMIT 1",
               snapshot.now(), options_.channel)
        .next();
  });
}

// Taking moves the due time beyond the lease: nobody else takes the message meanwhile, and it comes back by itself.
std::vector<OutboxItem> Outbox::take_due() {
  static const auto kDue = std::string(kSelect) +
                           "WHERE dead = 0 AND due_at <= $1 AND ($2 = '' OR channel = $2) ORDER BY due_at, id LIMIT $3";
  return store_.write_now([&](Transaction& transaction) {
    auto items = read_items(transaction.query(kDue, transaction.now(), options_.channel, options_.batch));
    for (auto& item : items) {
      ++item.attempts;
      transaction.execute("UPDATE outbox SET attempts = $2, due_at = $3 WHERE id = $1", item.id, item.attempts,
                          transaction.now() + options_.lease);
    }
    return items;
  });
}

Result<void> Outbox::send(const OutboxItem& item) const {
  const auto sender = senders_.find(item.channel);
  if (sender == senders_.end()) return fail(kNoSender);
  try {
    return sender->second(item);
  } catch (const std::exception& error) {
    auto failure = make_error(kSenderFailed);
    failure.message.en += std::string(": ") + error.what();
    return fail(std::move(failure));
  }
}

void Outbox::settle(const OutboxItem& item, const Result<void>& result) {
  store_.write_now([&](Transaction& transaction) {
    if (result.has_value()) return transaction.execute("DELETE FROM outbox WHERE id = $1", item.id);
    const auto& error = result.error();
    const bool tried = error.kind != ErrorKind::TooMany;
    const std::chrono::milliseconds asked = std::chrono::seconds(error.retry_after_seconds);
    auto wait = options_.first_wait;
    for (int i = 1; i < item.attempts && wait < options_.longest_wait; ++i) wait *= 2;
    wait = tried ? std::max(std::min(wait, options_.longest_wait), asked) : asked;
    const bool dead = error.kind == ErrorKind::Invalid || (tried && item.attempts >= options_.most_attempts);
    const auto said = error.message.zh + " / " + error.message.en;
    return transaction.execute("UPDATE outbox SET due_at = $2, dead = $3, last_error = $4, attempts = $5 WHERE id = $1",
                               item.id, transaction.now() + wait, dead, prefix_utf8(said, kLongestError),
                               tried ? item.attempts : item.attempts - 1);
  });
}

OutboxCounts count_outbox(Snapshot& snapshot) {
  auto rows = snapshot.query("SELECT dead, COUNT(*) FROM outbox GROUP BY dead");
  OutboxCounts counts;
  while (rows.next()) (rows.boolean(0) ? counts.dead : counts.waiting) = rows.integer(1);
  return counts;
}

std::vector<OutboxItem> list_outbox(Snapshot& snapshot, OutboxList which, std::int64_t after, int limit) {
  static const auto kList = std::string(kSelect) + "WHERE dead = $1 AND id > $2 ORDER BY id LIMIT $3";
  return read_items(snapshot.query(kList, which == OutboxList::Dead, after, limit));
}

bool replay(Transaction& transaction, std::int64_t id) {
  return transaction.execute("UPDATE outbox SET dead = 0, attempts = 0, due_at = $2 WHERE id = $1", id,
                             transaction.now()) == 1;
}

int replay_dead(Transaction& transaction) {
  return static_cast<int>(
      transaction.execute("UPDATE outbox SET dead = 0, attempts = 0, due_at = $1 WHERE dead = 1", transaction.now()));
}

}  // namespace linli::storage
