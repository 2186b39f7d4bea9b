#pragma once
// Views, macros and templates.

#include <boost/asio/awaitable.hpp>
#include <string>

#include "modules/desk/api.hpp"

namespace linli::desk {

struct TemplateFor {
  MatterId matter;
  std::string state;
};

class Items {
 public:
  Items(storage::Store& store, catalogue::Catalogue& catalogue, cases::CaseWork& work)
      : store_(store), catalogue_(catalogue), work_(work) {}

  // With `fits`, only templates that fit, the best first.
  boost::asio::awaitable<std::string> list(const accounts::Caller& caller, ItemKind kind,
                                           std::optional<TemplateFor> fits);
  // Without an id a new one. Fails with kNoItem, kNotYourItem, kBadItem, kManyItems.
  boost::asio::awaitable<Result<std::string>> save(const accounts::Caller& caller, Item item);
  boost::asio::awaitable<Result<void>> remove(const accounts::Caller& caller, ItemId item);

 private:
  [[nodiscard]] Result<void> check(storage::Snapshot& snapshot, const accounts::Caller& caller, const Item& item,
                                   const std::optional<Item>& before);

  storage::Store& store_;
  catalogue::Catalogue& catalogue_;
  cases::CaseWork& work_;
};

}  // namespace linli::desk
