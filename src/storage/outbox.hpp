#pragma once
// The outbox: what must leave the process (short messages, mail, webhooks) is written by Transaction::send in the
// transaction that causes it and delivered afterwards: at least once, again after a failure, and never silently given
// up.

#include <chrono>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "storage/store.hpp"

namespace linli::storage {

struct OutboxItem {
  std::int64_t id = 0;
  DistrictId district;
  std::string channel;
  std::string payload;
  Instant created_at;
  Instant due_at;
  int attempts = 0;
  bool dead = false;
  std::string last_error;
};

// Delivers one message. May block; may be called again for a message that it has delivered already (after a crash), so
// receivers are given its id to tell repeats by. How an error reads here: Invalid, trying again is pointless, the
// message is given up at once; TooMany, it was not tried and comes round after retry_after_seconds, uncounted; any
// other is a failed try, and a longer retry_after_seconds is kept to.
using Sender = std::function<Result<void>(const OutboxItem&)>;

struct OutboxOptions {
  int most_attempts = 12;  // afterwards the message is dead: kept, shown, sent again only by replay()
  std::chrono::milliseconds first_wait = std::chrono::seconds(5);  // doubles with every failure
  std::chrono::milliseconds longest_wait = std::chrono::hours(1);
  std::chrono::milliseconds lease = std::chrono::minutes(5);  // who took a message and vanished holds it this long
  int batch = 50;
  std::string channel;  // only messages of this one; empty: of all. One slow channel then never delays another
};

// Several may run on one database; each message is taken by one of them at a time.
class Outbox {
 public:
  Outbox(Store& store, std::map<std::string, Sender, std::less<>> senders, OutboxOptions options = {});
  // Sends what is due, oldest first; how many were delivered. Blocks: call it from a job, not from a handler.
  int deliver_due();

 private:
  [[nodiscard]] bool anything_due();
  std::vector<OutboxItem> take_due();
  [[nodiscard]] Result<void> send(const OutboxItem& item) const;
  void settle(const OutboxItem& item, const Result<void>& result);

  Store& store_;
  const std::map<std::string, Sender, std::less<>> senders_;
  const OutboxOptions options_;
};

struct OutboxCounts {
  std::int64_t waiting = 0;
  std::int64_t dead = 0;
};
[[nodiscard]] OutboxCounts count_outbox(Snapshot& snapshot);

enum class OutboxList { Waiting, Dead };
// In order of id, those after `after`.
[[nodiscard]] std::vector<OutboxItem> list_outbox(Snapshot& snapshot, OutboxList which, std::int64_t after, int limit);

// Makes a message due now with all its attempts before it again; false when there is no such message.
[[nodiscard]] bool replay(Transaction& transaction, std::int64_t id);
// The same for all that were given up; how many.
int replay_dead(Transaction& transaction);

}  // namespace linli::storage
