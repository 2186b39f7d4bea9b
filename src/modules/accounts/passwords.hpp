#pragma once
// Argon2id, and the few threads that may spend time on it.

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace linli::accounts {

// RFC 9106 and OWASP's floor for a server: 19 MiB, two passes, about 0.1 s a guess.
struct Argon2Cost {
  std::size_t memory_kib = 19 * 1024;
  std::size_t passes = 2;
};

// PHC string of the password with a fresh salt. Width variants count as the same password: input methods switch them.
[[nodiscard]] std::string hash_password(std::string_view password, const Argon2Cost& cost);
// False for an empty or damaged hash too.
[[nodiscard]] bool matches_password(std::string_view password, const std::string& hash);
// Overwrites the text and empties it (GB/T 22239-2019, residual information).
void wipe(std::string& secret);

// Runs the two above on threads of its own, so that sign-ins never hold up an io thread. When `queue` are waiting
// already, further ones are refused with kBusy. Thread-safe; destroying it finishes what was accepted.
class PasswordPool {
 public:
  PasswordPool(int threads, int queue, Argon2Cost cost);
  ~PasswordPool();

  [[nodiscard]] boost::asio::awaitable<Result<std::string>> hash(std::string password);
  // An empty hash (nobody of that name) costs the same time as a real one and matches nothing.
  [[nodiscard]] boost::asio::awaitable<Result<bool>> matches(std::string password, std::string hash);

 private:
  class Place;
  const int queue_;
  const Argon2Cost cost_;
  const std::string nobody_;  // the hash of a password that nobody knows
  std::atomic<int> waiting_{0};
  boost::asio::thread_pool threads_;
};

}  // namespace linli::accounts
