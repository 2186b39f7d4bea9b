// spike: reports arriving at their own pace, whether or not the server keeps up (an open loop).
//   spine_spike PORT HEAD BODIES closed CONNECTIONS SECONDS          as many as so many waiting clients get through
//   spine_spike PORT HEAD BODIES open RATE CONNECTIONS SECONDS IDS   RATE a second; acknowledged ids go to the file IDS
// HEAD holds the request's head without Content-Length and without the empty line, BODIES a body a line; CONNECTIONS at
// most 8,000, SECONDS at most 120. Prints one line of JSON. A latency is counted from the moment the request was due to
// be sent, not from when a connection was free for it.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

#include "client.hpp"

namespace {

using namespace loads;
using namespace std::chrono_literals;

constexpr int kMostConnections = 8'000;
constexpr int kMostSeconds = 120;
constexpr auto kPatience = 30s;  // after the last request, for answers still to come
constexpr std::size_t kMostBehind = 20'000;

struct Options {
  unsigned short port = 0;
  std::vector<std::string> requests;
  bool open_loop = false;
  double rate = 0;
  int connections = 0;
  std::chrono::seconds length{};
  std::string ids_file;
};

std::string read_file(const std::string& name) {
  std::ifstream file(name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> requests_of(const std::string& head_file, const std::string& bodies_file) {
  const auto head = read_file(head_file);
  std::vector<std::string> requests;
  std::ifstream bodies(bodies_file);
  for (std::string body; std::getline(bodies, body);)
    requests.push_back(head + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  return requests;
}

std::string id_of(const std::string& body) {
  const auto at = body.find("\"id\":\"");
  return at == std::string::npos ? "" : body.substr(at + 6, body.find('"', at + 6) - at - 6);
}

double quantile(std::vector<double>& values, double part) {
  if (values.empty()) return 0;
  const auto at = std::min(values.size() - 1, static_cast<std::size_t>(part * static_cast<double>(values.size())));
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
  return values[at];
}

class Generator {
 public:
  explicit Generator(Options options) : options_(std::move(options)) {
    for (int i = 0; i < std::min(options_.connections, kMostConnections); ++i) {
      connections_.push_back(std::make_unique<Connection>(poller_.descriptor(), options_.port));
      idle_.push_back(connections_.back().get());
    }
  }

  void run() {
    start_ = Clock::now();
    const auto end = start_ + std::min(options_.length, std::chrono::seconds(kMostSeconds));
    while (Clock::now() < end) {
      options_.open_loop ? fall_due() : keep_busy();
      send_waiting();
      poller_.wait(waiting_.empty() || idle_.empty() ? 1 : 0, [this](Connection& c) { hear(c); });
    }
    unsent_ = waiting_.size();
    waiting_.clear();
    ended_ = Clock::now();
    while (!busy_.empty() && Clock::now() < ended_ + kPatience) poller_.wait(10, [this](Connection& c) { hear(c); });
  }

  void report() {
    const auto seconds = std::chrono::duration<double>(ended_ - start_).count();
    std::printf("{\"sent\":%zu,\"sent_per_second\":%.1f,\"acknowledged\":%zu,\"per_second\":%.1f,\"refused\":%zu,",
                sent_, static_cast<double>(sent_) / seconds, acknowledged_, static_cast<double>(in_time_) / seconds,
                refused_);
    std::printf("\"unanswered\":%zu,\"died\":%zu,\"unsent\":%zu,\"other\":{", busy_.size(), died_, unsent_ + dropped_);
    bool first = true;
    for (const auto& [status, times] : other_) {
      std::printf("%s\"%d\":%d", first ? "" : ",", status, times);
      first = false;
    }
    std::printf("},\"p50_ms\":%.2f,\"p95_ms\":%.2f,\"p95_by_second\":[", quantile(all_, 0.5), quantile(all_, 0.95));
    for (std::size_t i = 0; i < by_second_.size(); ++i)
      std::printf("%s%.2f", i == 0 ? "" : ",", quantile(by_second_[i], 0.95));
    std::printf("],\"first_other\":\"%s\"}\n", first_other_.c_str());
  }

 private:
  void fall_due() {
    const auto elapsed = std::chrono::duration<double>(Clock::now() - start_).count();
    const auto due = static_cast<std::size_t>(elapsed * options_.rate);
    for (; scheduled_ < due; ++scheduled_) {
      const auto at = start_ + std::chrono::duration_cast<Clock::duration>(
                                   std::chrono::duration<double>(static_cast<double>(scheduled_) / options_.rate));
      // A generator that cannot keep up says so instead of hoarding.
      if (waiting_.size() < kMostBehind) {
        waiting_.push_back(at);
      } else {
        ++dropped_;
      }
    }
  }
  void keep_busy() {
    while (waiting_.size() < idle_.size()) waiting_.push_back(Clock::now());
  }

  void send_waiting() {
    while (!waiting_.empty() && !idle_.empty()) {
      auto* connection = idle_.back();
      if (!connection->send(options_.requests[sent_ % options_.requests.size()])) return;  // no port or descriptor left
      idle_.pop_back();
      busy_.emplace(connection, waiting_.front());
      waiting_.pop_front();
      ++sent_;
    }
  }

  void hear(Connection& connection) {
    Answer answer;
    if (!connection.on_ready(answer)) return;
    const auto sent = busy_.find(&connection);
    if (sent == busy_.end()) return;  // the server closed an idle connection
    const auto now = Clock::now();
    const auto due = sent->second;
    busy_.erase(sent);
    idle_.push_back(&connection);
    take(answer, std::chrono::duration<double, std::milli>(now - due).count(), due);
  }

  void take(const Answer& answer, double took_ms, Clock::time_point due) {
    if (answer.status == 201) {
      ++acknowledged_;
      if (ended_ == Clock::time_point{}) ++in_time_;
      if (!options_.ids_file.empty()) ids_.push_back(id_of(answer.body));
      all_.push_back(took_ms);
      const auto second = static_cast<std::size_t>(std::chrono::duration<double>(due - start_).count());
      if (by_second_.size() <= second) by_second_.resize(second + 1);
      by_second_[second].push_back(took_ms);
    } else if (answer.status == 503 && answer.retry_after) {
      ++refused_;
    } else if (answer.status == 0) {
      ++died_;
    } else {
      if (other_.empty()) first_other_ = clean(answer.body);
      ++other_[answer.status];
    }
  }
  static std::string clean(std::string text) {
    std::erase_if(text, [](char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < ' '; });
    return text.substr(0, 300);
  }

 public:
  void write_ids() const {
    if (options_.ids_file.empty()) return;
    std::ofstream file(options_.ids_file);
    for (const auto& id : ids_) file << id << '\n';
  }

 private:
  const Options options_;
  Poller poller_;
  std::vector<std::unique_ptr<Connection>> connections_;
  std::vector<Connection*> idle_;
  std::deque<Clock::time_point> waiting_;  // due, and not sent yet
  std::unordered_map<Connection*, Clock::time_point> busy_;
  Clock::time_point start_{};
  Clock::time_point ended_{};
  std::size_t scheduled_ = 0, sent_ = 0, acknowledged_ = 0, in_time_ = 0, refused_ = 0, died_ = 0, unsent_ = 0;
  std::size_t dropped_ = 0;
  std::map<int, int> other_;
  std::string first_other_;
  std::vector<double> all_;
  std::vector<std::vector<double>> by_second_;
  std::vector<std::string> ids_;
};

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> given(arguments + 1, arguments + count);
  Options options;
  if (given.size() == 6 && given[3] == "closed") {
    options.connections = std::atoi(given[4].c_str());
    options.length = std::chrono::seconds(std::atoi(given[5].c_str()));
  } else if (given.size() == 8 && given[3] == "open") {
    options.open_loop = true;
    options.rate = std::atof(given[4].c_str());
    options.connections = std::atoi(given[5].c_str());
    options.length = std::chrono::seconds(std::atoi(given[6].c_str()));
    options.ids_file = given[7];
  } else {
    std::fprintf(stderr,
                 "spine_spike PORT HEAD BODIES closed CONNECTIONS SECONDS | open RATE CONNECTIONS SECONDS IDS\n");
    return 2;
  }
  options.port = static_cast<unsigned short>(std::atoi(given[0].c_str()));
  options.requests = requests_of(given[1], given[2]);
  if (options.requests.empty()) return 2;
  allow_descriptors();
  Generator generator(std::move(options));
  generator.run();
  generator.report();
  generator.write_ids();
  return 0;
}
