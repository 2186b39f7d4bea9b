#include "modules/notices/courier.hpp"

#include <spdlog/spdlog.h>

#include <utility>

#include "modules/notices/fan_out.hpp"

namespace linli::notices {
namespace {

constexpr int kBatch = 10;  // with the longest time a message may take, well within the lease

// The database may be away for a while: said in the log, tried again at the next ring.
template <class F>
void try_round(std::string_view what, F round) {
  try {
    round();
  } catch (const std::exception& error) {
    spdlog::error("notices: {} failed: {}", what, error.what());
  }
}

}  // namespace

storage::OutboxOptions outbox_options(std::string_view queue, const CourierOptions& options) {
  storage::OutboxOptions outbox;
  outbox.most_attempts = options.sending.most_attempts;
  outbox.first_wait = options.first_wait;
  outbox.batch = kBatch;
  outbox.channel = queue;
  return outbox;
}

Courier::Courier(Context& context, CourierOptions options) : context_(context), options_(options) {
  threads_.emplace_back([this](const std::stop_token& stop) { tell(stop); });
  for (const auto queue : {kMailQueue, kSmsQueue, kWebhookQueue})
    threads_.emplace_back([this, queue](const std::stop_token& stop) { send(stop, queue); });
}

// All are told to stop before any is waited for.
Courier::~Courier() {
  for (auto& thread : threads_) thread.request_stop();
}

void Courier::tell(const std::stop_token& stop) {
  std::int64_t rings = 0;
  while (!stop.stop_requested()) {
    try_round("telling", [&] {
      while (!stop.stop_requested() && fan_out(context_) > 0) continue;
    });
    rings = context_.bell.wait(stop, rings);
  }
}

void Courier::send(const std::stop_token& stop, std::string_view queue) {
  ChannelSender sender(context_, queue, stop, options_.sending);
  storage::Outbox outbox(context_.store, {{std::string(queue), [&](const auto& item) { return sender(item); }}},
                         outbox_options(queue, options_));
  std::int64_t rings = 0;
  while (!stop.stop_requested()) {
    try_round("sending", [&] { outbox.deliver_due(); });
    rings = context_.bell.wait(stop, rings);
  }
}

}  // namespace linli::notices
