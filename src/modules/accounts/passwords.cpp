#include "modules/accounts/passwords.hpp"

#include <botan/argon2.h>
#include <botan/auto_rng.h>
#include <botan/mem_ops.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/text.hpp"
#include "modules/accounts/api.hpp"
#include "modules/accounts/errors.hpp"
#include "storage/keys.hpp"

namespace linli::accounts {

namespace asio = boost::asio;

std::string hash_password(std::string_view password) { return hash_password(password, Argon2Cost{}); }

std::string hash_password(std::string_view password, const Argon2Cost& cost) {
  Botan::AutoSeeded_RNG random;
  auto plain = normalise_width(password);
  auto hash = Botan::argon2_generate_pwhash(plain.data(), plain.size(), random, 1, cost.memory_kib, cost.passes);
  wipe(plain);
  return hash;
}

bool matches_password(std::string_view password, const std::string& hash) {
  if (hash.empty()) return false;
  auto plain = normalise_width(password);
  const bool matches = Botan::argon2_check_pwhash(plain.data(), plain.size(), hash);
  wipe(plain);
  return matches;
}

void wipe(std::string& secret) {
  Botan::secure_scrub_memory(secret.data(), secret.size());
  secret.clear();
}

// A place in the queue, given back when the work is done or its coroutine is destroyed.
class PasswordPool::Place {
 public:
  explicit Place(PasswordPool& pool) : pool_(pool), taken_(++pool.waiting_ <= pool.queue_) {}
  ~Place() { --pool_.waiting_; }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  [[nodiscard]] bool taken() const { return taken_; }

 private:
  PasswordPool& pool_;
  const bool taken_;
};

PasswordPool::PasswordPool(int threads, int queue, Argon2Cost cost)
    : queue_(queue),
      cost_(cost),
      nobody_(hash_password(storage::random_secret(16), cost)),
      threads_(static_cast<std::size_t>(threads)) {}

PasswordPool::~PasswordPool() { threads_.join(); }

namespace {

Error busy() {
  auto error = make_error(kBusy);
  error.retry_after_seconds = 3;
  return error;
}

}  // namespace

asio::awaitable<Result<std::string>> PasswordPool::hash(std::string password) {
  const Place place(*this);
  if (!place.taken()) co_return fail(busy());
  auto work = [this, secret = std::move(password)]() mutable -> asio::awaitable<std::string> {
    auto hash = hash_password(secret, cost_);
    wipe(secret);
    co_return hash;
  };
  auto hash = co_await asio::co_spawn(threads_, work, asio::use_awaitable);
  co_return hash;
}

asio::awaitable<Result<bool>> PasswordPool::matches(std::string password, std::string hash) {
  const Place place(*this);
  if (!place.taken()) co_return fail(busy());
  auto work = [this, secret = std::move(password), stored = std::move(hash)]() mutable -> asio::awaitable<bool> {
    const bool known = !stored.empty();
    const bool matches = matches_password(secret, known ? stored : nobody_);
    wipe(secret);
    co_return known&& matches;
  };
  const bool matches = co_await asio::co_spawn(threads_, work, asio::use_awaitable);
  co_return matches;
}

}  // namespace linli::accounts
