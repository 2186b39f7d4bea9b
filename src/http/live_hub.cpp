#include "http/live_hub.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <random>

namespace linli::http {
namespace {

constexpr std::size_t kKept = 64;  // messages a scope; more than a page can show one by one
constexpr std::chrono::seconds kLinger{60};
constexpr std::int64_t kEverybody = 0;

std::string make_boot() {
  std::random_device random;
  return fmt::format("{:08x}", random());
}

// A line break would end the field, and the rest would be read as another one.
std::string one_line(std::string text) {
  std::ranges::replace_if(text, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

}  // namespace

LiveHub::LiveHub() : impl_(std::make_unique<Impl>()) {}
LiveHub::~LiveHub() = default;
void LiveHub::publish(LiveMessage message) { impl_->publish(std::move(message)); }
std::size_t LiveHub::streams() const { return impl_->streams(); }

LiveHub::Impl::Impl() : boot_(make_boot()) {}

void LiveHub::Impl::publish(LiveMessage message) {
  {
    const std::scoped_lock lock(mutex_);
    if (logs_.empty()) {
      head_.fetch_add(1, std::memory_order_acq_rel);
      return;
    }
  }
  Frame frame{
      0, 0,
      fmt::format("event: {}\ndata: {}\n\n", one_line(std::move(message.event)), one_line(std::move(message.data)))};
  frame.hash = std::hash<std::string>{}(frame.payload);
  const std::scoped_lock lock(mutex_);
  frame.sequence = head_.load(std::memory_order_relaxed) + 1;
  const auto shared = std::make_shared<const Frame>(std::move(frame));
  for (const std::int64_t scope : message.scopes) {
    if (const auto log = logs_.find(scope); log != logs_.end()) append(log->second, shared);
  }
  head_.store(shared->sequence, std::memory_order_release);
}

// Said again, a message takes the place of its older twin: a busy board must not push out everything else.
void LiveHub::Impl::append(Log& log, const FramePtr& frame) {
  const auto twin = std::ranges::find_if(log.frames, [&](const FramePtr& other) {
    return other->hash == frame->hash && other->payload == frame->payload;
  });
  if (twin != log.frames.end()) log.frames.erase(twin);
  log.frames.push_back(frame);
  if (log.frames.size() > kKept) {
    log.complete_after = log.frames.front()->sequence;
    log.frames.pop_front();
  }
}

LiveHub::Impl::Cursor LiveHub::Impl::open(std::vector<std::int64_t> scopes, std::string_view last_event_id) {
  Cursor cursor;
  cursor.scopes = std::move(scopes);
  cursor.scopes.push_back(kEverybody);
  std::ranges::sort(cursor.scopes);
  cursor.scopes.erase(std::ranges::unique(cursor.scopes).begin(), cursor.scopes.end());
  const auto resumed = sequence_of(last_event_id);
  const std::scoped_lock lock(mutex_);
  for (const std::int64_t scope : cursor.scopes) {
    auto [log, fresh] = logs_.try_emplace(scope);
    if (fresh) log->second.complete_after = head();
    ++log->second.listeners;
  }
  cursor.seen = resumed.value_or(head());
  cursor.lost = (!last_event_id.empty() && !resumed) || cursor.seen > head();
  streams_.fetch_add(1, std::memory_order_relaxed);
  return cursor;
}

void LiveHub::Impl::close(const Cursor& cursor) {
  const std::scoped_lock lock(mutex_);
  for (const std::int64_t scope : cursor.scopes) {
    Log& log = logs_.at(scope);
    --log.listeners;
    log.left = std::chrono::steady_clock::now();
  }
  streams_.fetch_sub(1, std::memory_order_relaxed);
}

void LiveHub::Impl::fetch(Cursor& cursor, std::string& out) {
  std::vector<FramePtr> news;
  {
    const std::scoped_lock lock(mutex_);
    for (const std::int64_t scope : cursor.scopes) {
      const Log& log = logs_.at(scope);
      if (log.complete_after > cursor.seen) cursor.lost = true;
      for (auto frame = log.frames.rbegin(); frame != log.frames.rend() && (*frame)->sequence > cursor.seen; ++frame) {
        news.push_back(*frame);
      }
    }
    cursor.seen = head();
  }
  if (cursor.lost) {
    cursor.lost = false;
    fmt::format_to(std::back_inserter(out), "id: {}-{}\nevent: resync\ndata: {{}}\n\n", boot_, cursor.seen);
    return;
  }
  std::ranges::sort(news, {}, [](const FramePtr& frame) { return frame->sequence; });
  news.erase(std::ranges::unique(news).begin(), news.end());
  for (const FramePtr& frame : news) {
    fmt::format_to(std::back_inserter(out), "id: {}-{}\n{}", boot_, frame->sequence, frame->payload);
  }
}

void LiveHub::Impl::sweep() {
  const auto now = std::chrono::steady_clock::now();
  const std::scoped_lock lock(mutex_);
  std::erase_if(logs_,
                [&](const auto& entry) { return entry.second.listeners == 0 && now - entry.second.left > kLinger; });
}

std::optional<std::uint64_t> LiveHub::Impl::sequence_of(std::string_view event_id) const {
  if (!event_id.starts_with(boot_) || event_id.size() <= boot_.size() + 1) return std::nullopt;
  const std::string_view digits = event_id.substr(boot_.size() + 1);
  std::uint64_t sequence = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), sequence);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return sequence;
}

}  // namespace linli::http
