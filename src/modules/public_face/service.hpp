#pragma once
// The public face, built once by app: releasing, withdrawing, and what everybody reads.

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <string>

#include "base/json_writer.hpp"
#include "modules/accounts/api.hpp"
#include "modules/areas/api.hpp"
#include "modules/catalogue/api.hpp"
#include "modules/public_face/api.hpp"
#include "modules/public_face/figures.hpp"
#include "modules/public_face/store.hpp"

namespace linli::public_face {

// References must outlive the service.
struct PublicFaceParts {
  storage::Store& store;
  const areas::Atlas& atlas;
  catalogue::Catalogue& catalogue;
  cases::CaseWork& work;
  // The JPEG of a digest that a row named.
  std::function<boost::asio::awaitable<Result<std::string>>(std::string digest)> read_photo;
};

// What the public list is asked for, as in its URL.
struct ListRequest {
  AreaId area;
  MatterId matter;
  std::string period;  // of the day it was settled: 2026, 2026-11
  std::string cursor;
  int limit = 0;
};

// Thread-safe.
class PublicFace {
 public:
  explicit PublicFace(PublicFaceParts parts) : parts_(std::move(parts)), figures_(parts_.atlas, parts_.catalogue) {}

  // Whether the case may be released and why not; its release, those withdrawn, and words to begin from.
  boost::asio::awaitable<Result<std::string>> proposal(const accounts::Caller& caller, CaseId entry);
  // What looks personal in the text.
  boost::asio::awaitable<Result<std::string>> marks(const accounts::Caller& caller, CaseId entry, PublicText text);
  // Gives the same as proposal(). Fails with kMarksLeft naming each mark, unless somebody has seen them.
  boost::asio::awaitable<Result<std::string>> release(const accounts::Caller& caller, CaseId entry, NewRelease wanted);
  boost::asio::awaitable<Result<std::string>> withdraw(const accounts::Caller& caller, CaseId entry,
                                                       std::string reason);

  // For everybody; of the district served when nobody is signed in.
  boost::asio::awaitable<Result<std::string>> list(ListRequest request);
  boost::asio::awaitable<Result<std::string>> show(ReleaseId release);
  boost::asio::awaitable<Result<PublicPhoto>> photo(ReleaseId release, std::int64_t seq);
  boost::asio::awaitable<Result<std::string>> bytes(std::string digest) { return parts_.read_photo(std::move(digest)); }
  boost::asio::awaitable<Result<std::string>> map(std::string year);
  boost::asio::awaitable<Result<std::string>> times(std::string year);

 private:
  struct Opened {
    cases::Case entry;
    const catalogue::Matter* matter = nullptr;
    std::shared_ptr<const catalogue::Book> book;
    std::vector<std::string> names;
  };
  [[nodiscard]] Result<Opened> open(storage::Snapshot& snapshot, const accounts::Caller& caller, CaseId entry);
  [[nodiscard]] std::string render(storage::Snapshot& snapshot, const accounts::Caller& caller, const Opened& opened);
  Result<void> write_release(storage::Transaction& transaction, const accounts::Caller& caller, const Opened& opened,
                             const NewRelease& wanted);
  void write_item(JsonWriter& w, storage::Snapshot& snapshot, const accounts::District& home, const Release& release);
  [[nodiscard]] Result<ListFilter> filter_of(const accounts::District& home, const ListRequest& request) const;

  PublicFaceParts parts_;
  Figures figures_;
};

}  // namespace linli::public_face
