#pragma once
// Residents and their own case: by number and secret, without an account.

#include <boost/asio/awaitable.hpp>
#include <string>

#include "modules/cases/json.hpp"

namespace linli::cases {

// What the resident brings. A wrong number and a wrong secret read the same: not found.
struct Key {
  std::string number;
  std::string secret;
};

class Follow {
 public:
  explicit Follow(Context& context) : context_(context) {}

  boost::asio::awaitable<Result<std::string>> show(Key key);
  // Rate, Reopen, Withdraw, Note; gives the case as it then is.
  boost::asio::awaitable<Result<std::string>> take(Key key, Command command);
  boost::asio::awaitable<Result<Photo>> photo(Key key, PhotoId photo);

 private:
  struct Opened {
    accounts::District district;
    Case entry;
    bool follower = false;  // of somebody else's report: sees how far it is, and takes no step
  };
  [[nodiscard]] Result<Opened> open(storage::Snapshot& snapshot, const Key& key);
  [[nodiscard]] std::string render(storage::Snapshot& snapshot, const Opened& opened);

  Context& context_;
};

}  // namespace linli::cases
