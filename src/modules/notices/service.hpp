#pragma once
// Notices as app builds them: what people see of them and choose, channels, the call list, and the courier.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "modules/accounts/api.hpp"
#include "modules/cases/api.hpp"
#include "modules/notices/api.hpp"
#include "modules/notices/context.hpp"
#include "modules/notices/courier.hpp"
#include "modules/notices/inbox_store.hpp"
#include "modules/notices/types.hpp"

namespace linli::notices {

template <class T>
using Awaitable = boost::asio::awaitable<T>;

// References must outlive the service.
struct NoticesParts {
  storage::Store& store;
  const areas::Atlas& atlas;
  http::LiveHub& hub;
  std::string url;  // where people reach this server: stands in links
  std::shared_ptr<const Book> book = Book::shipped();
};

struct InboxPage {
  std::vector<InboxItem> items;
  int unread = 0;
};

struct CallPage {
  std::vector<Call> due;
  std::vector<Call> done;  // of today
};

class Notices {
 public:
  explicit Notices(NoticesParts parts);
  ~Notices();

  // For cases: queues what they do.
  [[nodiscard]] cases::Listener listener();
  // For modules that notices cannot be seen by: queues it in the transaction, and is heard soon after the commit.
  void announce(storage::Transaction& transaction, const Announcement& announcement);
  // Starts to tell and to send; the server's business, not that of commands.
  void start(CourierOptions options = {});
  // Drops what was read long ago; how many.
  int sweep(DistrictId district);

  Awaitable<InboxPage> inbox(const accounts::Caller& caller, InboxQuery query);
  Awaitable<int> unread(const accounts::Caller& caller);
  Awaitable<Result<void>> read_one(const accounts::Caller& caller, std::int64_t id);
  Awaitable<Result<void>> read_all(const accounts::Caller& caller, std::int64_t up_to);
  Awaitable<Result<void>> read_subject(const accounts::Caller& caller, std::string kind, std::int64_t subject);

  Awaitable<Person> choices(const accounts::Caller& caller);
  Awaitable<Result<void>> choose(const accounts::Caller& caller, Person person);

  // Residents, by number and secret.
  struct Told {
    Wish wish;
    bool has_phone = false;
    bool mail_works = false;
    bool sms_works = false;
  };
  Awaitable<Result<Told>> wish(std::string number, std::string secret);
  Awaitable<Result<void>> set_wish(std::string number, std::string secret, Wish wish);

  Awaitable<CallPage> calls(const accounts::Caller& caller);
  Awaitable<Result<void>> record_call(const accounts::Caller& caller, std::int64_t id, Outcome outcome,
                                      std::string note);

  Awaitable<std::vector<Channel>> channels(DistrictId district);
  // Sends from a thread of its own, for a server may take its time.
  Awaitable<Result<void>> test(DistrictId district, std::int64_t channel, std::string to);

  [[nodiscard]] Context& context() { return context_; }
  [[nodiscard]] const Book& book() const { return *context_.book; }

 private:
  Context context_;
  boost::asio::thread_pool tests_{1};
  std::unique_ptr<Courier> courier_;
};

// In-transaction, for pages and commands alike. `actor` none: the operator.
// Adds (id 0) or changes a channel and gives its id. An empty url or secret of an existing one stays what it is.
Result<std::int64_t> set_channel(storage::Transaction& transaction, const storage::KeyRing& keys, const Book& book,
                                 DistrictId district, AccountId actor, Channel channel);
Result<void> remove_channel(storage::Transaction& transaction, const storage::KeyRing& keys, DistrictId district,
                            AccountId actor, std::int64_t id);

// For `linli doctor`: nothing to say when no mail is set up or its server answers.
[[nodiscard]] Result<void> check_mail(storage::Store& store);

}  // namespace linli::notices
