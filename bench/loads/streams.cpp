// live: one event stream for each cookie of a file, and when each case was heard of.
//   spine_streams PORT COOKIES SECONDS OUT     a cookie a line, at most 4,000; at most 120 s
// Prints "ready N" when all streams are open. Ends after SECONDS or when its input ends, and writes to OUT, a line a
// case: id, state, how many streams heard of it, wall-clock milliseconds of the last that did. Then prints
// {"streams":…,"lost":…,"resyncs":…,"messages":…}.
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <unordered_map>

#include "client.hpp"

namespace {

using namespace loads;
constexpr std::size_t kMostStreams = 4'000;
constexpr int kMostSeconds = 120;

struct Heard {
  int streams = 0;
  std::int64_t last_ms = 0;
};

class Listeners {
 public:
  Listeners(unsigned short port, const std::string& cookies) {
    std::ifstream file(cookies);
    for (std::string cookie; std::getline(file, cookie) && streams_.size() < kMostStreams;) {
      auto& stream = streams_.emplace_back(std::make_unique<Connection>(poller_.descriptor(), port));
      if (!stream->send("GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + cookie + "\r\n\r\n")) ++lost_;
      turn(0);
    }
  }

  [[nodiscard]] std::size_t count() const { return streams_.size(); }
  [[nodiscard]] std::size_t open() const { return open_; }
  [[nodiscard]] int lost() const { return lost_; }

  void turn(int most_ms) {
    poller_.wait(most_ms, [this](Connection& stream) {
      const bool alive = stream.on_stream_ready();
      take(stream.take_events());
      if (alive) return;
      if (stream.is_open()) ++lost_;
      stream.drop();
    });
  }

  void write(const std::string& file) const {
    std::ofstream out(file);
    for (const auto& [key, heard] : heard_) out << key << ' ' << heard.streams << ' ' << heard.last_ms << '\n';
    std::printf("{\"streams\":%zu,\"lost\":%d,\"resyncs\":%ld,\"messages\":%ld}\n", open_, lost_, resyncs_, messages_);
  }

 private:
  void take(const std::string& text) {
    const auto now = wall_ms();
    if (text.starts_with("HTTP/1.1 200")) ++open_;
    for (std::size_t at = text.find("event: "); at != std::string::npos; at = text.find("event: ", at + 7)) {
      const std::string_view event = std::string_view(text).substr(at + 7, 400);
      if (event.starts_with("resync")) ++resyncs_;
      if (!event.starts_with("case\n")) continue;
      ++messages_;
      const auto id = value_of(event, "\"id\":\"");
      const auto state = value_of(event, "\"state\":\"");
      auto& heard = heard_[std::string(id) + ' ' + std::string(state)];
      ++heard.streams;
      heard.last_ms = now;
    }
  }
  static std::string_view value_of(std::string_view event, std::string_view name) {
    const auto at = event.find(name);
    if (at == std::string_view::npos) return "?";
    const auto begin = at + name.size();
    return event.substr(begin, event.find('"', begin) - begin);
  }

  Poller poller_;
  std::vector<std::unique_ptr<Connection>> streams_;
  std::unordered_map<std::string, Heard> heard_;
  std::size_t open_ = 0;
  int lost_ = 0;
  long resyncs_ = 0;
  long messages_ = 0;
};

bool input_has_ended() {
  pollfd input{STDIN_FILENO, POLLIN, 0};
  if (::poll(&input, 1, 0) <= 0) return false;
  char byte = 0;
  return ::read(STDIN_FILENO, &byte, 1) <= 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 5) return 2;
  allow_descriptors();
  Listeners listeners(static_cast<unsigned short>(std::atoi(arguments[1])), arguments[2]);
  const auto start = Clock::now();
  const auto end = start + std::chrono::seconds(std::min(std::atoi(arguments[3]), kMostSeconds));
  bool told = false;
  while (Clock::now() < end && !input_has_ended()) {
    listeners.turn(50);
    if (told || listeners.open() < listeners.count()) continue;
    std::printf("ready %zu\n", listeners.open());
    std::fflush(stdout);
    told = true;
  }
  listeners.write(arguments[4]);
  return 0;
}
