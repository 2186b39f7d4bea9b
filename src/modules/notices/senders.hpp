#pragma once
// Delivers what stands in the outbox: finds the address at the last moment, keeps quiet hours, leaves a server that
// does not answer alone for a while.

#include <chrono>
#include <map>
#include <stop_token>
#include <string>

#include "modules/notices/context.hpp"
#include "modules/notices/message.hpp"
#include "modules/notices/transport.hpp"
#include "storage/outbox.hpp"

namespace linli::notices {

struct SenderOptions {
  TransportLimits limits;
  std::chrono::seconds rest{30};  // a server that did not answer is not asked again for so long
  int most_attempts = 12;         // the same as the outbox's
};

// For one channel of the outbox; one thread at a time.
class ChannelSender {
 public:
  ChannelSender(Context& context, std::string_view queue, std::stop_token stop, SenderOptions options = {});
  Result<void> operator()(const storage::OutboxItem& item);

 private:
  struct Target;
  [[nodiscard]] Result<Target> find_target(const storage::OutboxItem& item, const Message& message) const;
  [[nodiscard]] Result<void> find_address(storage::Snapshot& snapshot, DistrictId district, const Message& message,
                                          Target& target) const;
  Result<void> deliver(const storage::OutboxItem& item, const Message& message);
  Result<void> send(const storage::OutboxItem& item, const Target& target, const Words& words);
  void call_resident(const storage::OutboxItem& item, const Message& message) const;

  Context& context_;
  const std::string queue_;
  const std::stop_token stop_;
  const SenderOptions options_;
  Transport transport_;
  std::map<std::string, std::chrono::steady_clock::time_point> resting_;  // by server
};

// Sends a line that says it is a test, at once: to an address for mail and sms.
Result<void> send_test(const Channel& channel, std::string_view to, std::string_view url, Instant now);

}  // namespace linli::notices
