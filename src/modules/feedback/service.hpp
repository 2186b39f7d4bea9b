#pragma once
// Complaints and suggestions, built once by app: taking them in, following, answering.

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <string>

#include "base/json_writer.hpp"
#include "modules/accounts/api.hpp"
#include "modules/areas/api.hpp"
#include "modules/calendars/api.hpp"
#include "modules/feedback/rules.hpp"
#include "modules/feedback/store.hpp"

namespace linli::feedback {

// Somebody has to hear of an entry; wired in app to the notices.
struct Told {
  DistrictId district;
  std::string_view event;  // `feedback.received`
  FeedbackId entry;
  std::string_view number;
  AreaId desk;
  AccountId never;  // recused: not told, whatever their desk
};
using Tell = std::function<void(storage::Transaction&, const Told&)>;

// References must outlive the service.
struct FeedbackParts {
  storage::Store& store;
  const areas::Atlas& atlas;
  calendars::Calendars& calendars;
  Tell tell;
  std::string public_url;  // where people reach this server: it stands in the posted QR code
};

// Who follows: a wrong number and a wrong secret read the same.
struct FeedbackKey {
  std::string number;
  std::string secret;
};

// Thread-safe.
class FeedbackDesk {
 public:
  explicit FeedbackDesk(FeedbackParts parts) : parts_(std::move(parts)) {}

  // The QR code that is posted: of the page where people complain.
  [[nodiscard]] std::string poster() const { return areas::qr_svg(parts_.public_url + "/complaints"); }
  // Number and secret; the same again for a request that is sent again. Fails with kBadFeedback naming the fields.
  boost::asio::awaitable<Result<Receipt>> receive(NewFeedback wanted);
  boost::asio::awaitable<Result<std::string>> follow(FeedbackKey key);
  boost::asio::awaitable<Result<std::string>> add(FeedbackKey key, std::string text);
  // "Not satisfied": another desk, the district's, looks at it again.
  boost::asio::awaitable<Result<std::string>> reopen(FeedbackKey key, std::string reason);

  boost::asio::awaitable<Result<std::string>> list(const accounts::Caller& caller, State state, std::string cursor);
  // The reading is logged before anything is shown.
  boost::asio::awaitable<Result<std::string>> show(const accounts::Caller& caller, FeedbackId entry);
  boost::asio::awaitable<Result<std::string>> read_contact(const accounts::Caller& caller, FeedbackId entry,
                                                           std::string reason);
  boost::asio::awaitable<Result<std::string>> answer(const accounts::Caller& caller, FeedbackId entry, int version,
                                                     std::string text);
  boost::asio::awaitable<Result<std::string>> hand_on(const accounts::Caller& caller, FeedbackId entry, int version,
                                                      AreaId desk, std::string reason);

  // What is overdue goes to the district's desk as well; how many. One portion a call.
  int raise_overdue(DistrictId district);

 private:
  struct Opened {
    accounts::District home;
    Feedback entry;
  };
  struct Taking {
    storage::ActorKind by = storage::ActorKind::System;
    AccountId account;
  };
  [[nodiscard]] Result<Opened> open(storage::Snapshot& snapshot, const FeedbackKey& key);
  [[nodiscard]] Result<Subject> subject_of(storage::Snapshot& snapshot, const accounts::District& home,
                                           const NewFeedback& wanted) const;
  [[nodiscard]] Feedback built(storage::Transaction& transaction, const accounts::District& home,
                               const NewFeedback& wanted, const Subject& subject);
  Result<Receipt> write_new(storage::Transaction& transaction, const NewFeedback& wanted);
  // Adds the step to an entry that has been changed, and records it.
  void write_step(storage::Transaction& transaction, DistrictId district, Feedback& entry, FeedbackStep step,
                  const Taking& taking);
  void tell(storage::Transaction& transaction, DistrictId district, const Feedback& entry,
            std::string_view event) const;
  [[nodiscard]] Instant due_of(storage::Snapshot& snapshot, const accounts::District& home, Kind kind) const;
  [[nodiscard]] std::string for_sender(storage::Snapshot& snapshot, const Opened& opened) const;
  [[nodiscard]] std::string for_staff(storage::Snapshot& snapshot, const accounts::Caller& caller,
                                      const Feedback& entry) const;
  void write_summary(JsonWriter& w, const Feedback& entry, Offset offset, Instant now) const;
  template <class Change>
  boost::asio::awaitable<Result<std::string>> change(const accounts::Caller& caller, FeedbackId entry, int version,
                                                     Change apply);

  FeedbackParts parts_;
};

}  // namespace linli::feedback
