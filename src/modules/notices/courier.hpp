#pragma once
// The threads that tell: one turns the queue into inboxes and messages, and one for each channel sends, so that a slow
// mail server keeps nobody else waiting.

#include <thread>
#include <vector>

#include "modules/notices/context.hpp"
#include "modules/notices/senders.hpp"
#include "storage/outbox.hpp"

namespace linli::notices {

struct CourierOptions {
  SenderOptions sending;
  std::chrono::milliseconds first_wait = std::chrono::seconds(5);
};

// Works until destroyed; what is under way then stops and stays in the outbox.
class Courier {
 public:
  explicit Courier(Context& context, CourierOptions options = {});
  ~Courier();
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

 private:
  void tell(const std::stop_token& stop);
  void send(const std::stop_token& stop, std::string_view queue);

  Context& context_;
  const CourierOptions options_;
  std::vector<std::jthread> threads_;
};

// As the courier's threads hand messages on; tests and commands call it themselves.
[[nodiscard]] storage::OutboxOptions outbox_options(std::string_view queue, const CourierOptions& options);

}  // namespace linli::notices
