#pragma once
// Reading and keeping declared records, for staff. Every call takes the caller: what lies outside the caller's scope or
// kinds reads as not found.

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>
#include <functional>
#include <string>
#include <vector>

#include "modules/registers/drafts.hpp"
#include "modules/registers/lists.hpp"

namespace linli::registers {

class Desk {
 public:
  explicit Desk(const Context& context) : context_(context) {}

  // The kind, for handlers that declare a request by it. Fails: kNoKind.
  boost::asio::awaitable<Result<KindPointer>> kind(const accounts::Caller& caller, std::string name);
  boost::asio::awaitable<std::string> kinds(const accounts::Caller& caller);

  // One page. Fails: kNoKind, kBadFilter, kBadCursor, kNotReady.
  boost::asio::awaitable<Result<std::string>> list(const accounts::Caller& caller, KindPointer kind, Query query);
  // How many the filters find, up to ten thousand.
  boost::asio::awaitable<Result<std::string>> count(const accounts::Caller& caller, KindPointer kind, Query query);
  // Figures over what the filters find, as of a day (today without one) and as they are known now.
  boost::asio::awaitable<Result<std::string>> summary(const accounts::Caller& caller, KindPointer kind, Query query,
                                                      std::optional<Date> as_of);
  boost::asio::awaitable<Result<std::string>> show(const accounts::Caller& caller, std::string kind, RecordId record);
  boost::asio::awaitable<Result<std::string>> history(const accounts::Caller& caller, std::string kind,
                                                      RecordId record);

  // `sent` has passed http::check. Fails: kNotYours, kInvalid, kStale, kEnded, kNotFound.
  boost::asio::awaitable<Result<std::string>> add(const accounts::Caller& caller, KindPointer kind,
                                                  boost::json::object sent, std::optional<Date> from);
  boost::asio::awaitable<Result<std::string>> change(const accounts::Caller& caller, KindPointer kind, RecordId record,
                                                     int version, boost::json::object sent, std::optional<Date> from);
  boost::asio::awaitable<Result<std::string>> end(const accounts::Caller& caller, std::string kind, RecordId record,
                                                  Date on, std::string reason);

  // The protected values; the reading is logged with its reason before anything is shown. Fails: kNoReason, kErased.
  boost::asio::awaitable<Result<std::string>> read_protected(const accounts::Caller& caller, std::string kind,
                                                             RecordId record, std::string reason);
  boost::asio::awaitable<Result<std::string>> readings(const accounts::Caller& caller, std::string kind,
                                                       RecordId record);

  // Every record that the filters find, in the order of the list, inside one snapshot (exports).
  Result<void> each(storage::Snapshot& snapshot, const accounts::Caller& caller, const Kind& kind, const Query& query,
                    const std::function<bool(const Record&)>& use);

 private:
  [[nodiscard]] Result<ListQuery> list_query(storage::Snapshot& snapshot, const accounts::Caller& caller,
                                             const Kind& kind, const ListRequest& request);
  [[nodiscard]] Result<std::string> page(storage::Snapshot& snapshot, const accounts::Caller& caller, const Kind& kind,
                                         const Query& query);
  [[nodiscard]] std::string saved(storage::Snapshot& snapshot, const accounts::Caller& caller, const Draft& draft);

  const Context& context_;
};

// A caller who sees nothing by scope sees nothing at all.
[[nodiscard]] std::vector<std::int64_t> own_scopes(const accounts::Caller& caller);

}  // namespace linli::registers
