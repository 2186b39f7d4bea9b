#pragma once
// Reading cases and taking steps on them, for staff.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <optional>
#include <string>

#include "modules/cases/finder.hpp"
#include "modules/cases/json.hpp"
#include "storage/sent_requests.hpp"

namespace linli::cases {

class Desk {
 public:
  explicit Desk(Context& context) : context_(context), finder_(context) {}

  boost::asio::awaitable<Result<std::string>> show(const accounts::Caller& caller, CaseId entry);
  // A case that the caller has just taken in, wherever it lies.
  boost::asio::awaitable<std::string> show_received(const accounts::Caller& caller, const Case& entry,
                                                    const std::string& secret);
  boost::asio::awaitable<Result<std::string>> show_number(const accounts::Caller& caller, std::string number);
  // A search runs on a thread of its own kind, so that it delays nobody's look at a case.
  boost::asio::awaitable<Result<std::string>> list(const accounts::Caller& caller, ListRequest request);
  // Fails with kStale when the caller looked at an older version; show() then gives the fresh one. With `sent`, a step
  // that comes again with its key is not taken again: the case is shown as it now stands. Fails with kKeyReused.
  boost::asio::awaitable<Result<std::string>> take(const accounts::Caller& caller, CaseId entry, Command command,
                                                   std::optional<storage::SentRequest> sent = std::nullopt);

  // The same inside a transaction, and without writing.
  Result<Case> take_in(storage::Transaction& transaction, const accounts::Caller& caller, CaseId entry,
                       const Command& command);
  Result<Outcome> outcome_of(storage::Snapshot& snapshot, const accounts::Caller& caller, CaseId entry,
                             const Command& command);
  [[nodiscard]] Finder& finder() { return finder_; }

  // The contact as JSON; the reading is logged with its reason before anything is shown.
  boost::asio::awaitable<Result<std::string>> read_contact(const accounts::Caller& caller, CaseId entry,
                                                           std::string reason);
  boost::asio::awaitable<Result<std::string>> readings(const accounts::Caller& caller, CaseId entry);
  // The photo's row, if it belongs to a case that the caller sees.
  boost::asio::awaitable<Result<Photo>> photo(const accounts::Caller& caller, PhotoId photo);

  // Closes what has been verified for long enough without an answer; how many. One portion a call.
  boost::asio::awaitable<int> close_quiet_cases(DistrictId district, Offset offset);
  // Forgets the keys of steps that nobody will send again; how many. One portion a call.
  boost::asio::awaitable<int> drop_old_keys(DistrictId district);

 private:
  [[nodiscard]] std::string render(storage::Snapshot& snapshot, const accounts::Caller& caller, const Case& entry,
                                   std::string_view secret);
  [[nodiscard]] Result<std::string> page(storage::Snapshot& snapshot, const accounts::Caller& caller,
                                         const ListRequest& request);
  [[nodiscard]] Result<Outcome> outcome_from(storage::Snapshot& snapshot, const accounts::Caller& caller,
                                             const Case& current, const Command& command);
  [[nodiscard]] Result<std::string> take_once(storage::Transaction& transaction, const accounts::Caller& caller,
                                              CaseId entry, const Command& command,
                                              const std::optional<storage::SentRequest>& sent);
  [[nodiscard]] Result<void> check_target(storage::Snapshot& snapshot, DistrictId district, Lead target);

  Context& context_;
  Finder finder_;
  boost::asio::thread_pool searchers_{2};
};

}  // namespace linli::cases
