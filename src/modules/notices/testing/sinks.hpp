#pragma once
// Servers of our own for the tests: a mail server and a web server on free ports of this machine, as quick, slow,
// unwilling or dead as a test wants them.

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace linli::notices::testing {

// Accepts one connection after the other on a thread of its own.
class Sink {
 public:
  Sink();
  virtual ~Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] int connections() const { return connections_; }

  std::atomic<std::chrono::milliseconds> delay{std::chrono::milliseconds(0)};  // before each answer

 protected:
  void start();
  void stop();
  virtual void serve(int socket) = 0;
  void pause() const;
  // Up to and including `end`; empty when the peer has gone.
  static std::string read_until(int socket, std::string& rest, std::string_view end);
  static bool read_more(int socket, std::string& rest);
  static void say(int socket, std::string_view bytes);

 private:
  void run();

  int port_ = 0;
  int listener_;
  std::atomic<int> connections_{0};
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

struct ReceivedMail {
  std::string from;
  std::string to;
  std::string data;
  // The text after the headers, decoded from base64.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::string header(std::string_view name) const;
};

class MailSink final : public Sink {
 public:
  MailSink() { start(); }
  ~MailSink() override { stop(); }
  [[nodiscard]] std::vector<ReceivedMail> mails() const;

  std::atomic<int> recipient_reply{250};  // 550: no such mailbox; 451: not now
  std::string password;                   // set before use: AUTH PLAIN is demanded

 private:
  void serve(int socket) override;

  mutable std::mutex mutex_;
  std::vector<ReceivedMail> mails_;  // guarded by mutex_
};

struct ReceivedPost {
  std::string target;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

class WebSink final : public Sink {
 public:
  WebSink() { start(); }
  ~WebSink() override { stop(); }
  [[nodiscard]] std::string url(std::string_view path = "/hook") const;
  [[nodiscard]] std::vector<ReceivedPost> posts() const;

  std::atomic<int> status{200};
  std::atomic<int> retry_after{0};
  void answer(std::string body);

 private:
  void serve(int socket) override;

  mutable std::mutex mutex_;
  std::vector<ReceivedPost> posts_;  // guarded by mutex_
  std::string body_ = "{}";          // guarded by mutex_
};

// A port nobody listens on.
[[nodiscard]] int dead_port();
// Until `holds` or five seconds have passed; what it says then.
template <class F>
bool soon(F holds) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (std::chrono::steady_clock::now() < until) {
    if (holds()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return holds();
}

}  // namespace linli::notices::testing
