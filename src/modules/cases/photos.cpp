#include "modules/cases/photos.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstring>
#include <utility>

#include "modules/cases/api.hpp"
#include "modules/cases/contact_store.hpp"
#include "modules/cases/errors.hpp"
#include "modules/cases/schema.hpp"
#include "storage/crypto.hpp"

namespace linli::cases {

namespace asio = boost::asio;
using storage::Transaction;

namespace {

constexpr int kBusyRetrySeconds = 3;

PhotoId random_photo_id() {
  const auto digest = storage::random_digest();
  std::int64_t value = 0;
  std::memcpy(&value, digest.data(), sizeof value);
  return {value & INT64_MAX};
}

storage::Event event_of(DistrictId district, std::string_view kind, PhotoId photo) {
  storage::Event event;
  event.district = district;
  event.kind = kind;
  event.actor_kind = storage::ActorKind::Resident;
  event.subject_kind = "photo";
  event.subject_id = photo.value;
  event.rows = {{&kPhotos, {photo.value}}};
  return event;
}

}  // namespace

std::optional<Photo> take_photo(Transaction& transaction, DistrictId district, PhotoId photo) {
  auto found = load_photo(transaction, district, photo);
  if (!found || found->case_id || is_claimed(transaction, district, found->digest)) return std::nullopt;
  delete_photo(transaction, district, photo);
  transaction.record(event_of(district, "cases.photo_taken", photo));
  return found;
}

// One thread: two pictures at once would take both cores from everybody else.
Photos::Photos(Context& context, PhotoOptions options)
    : context_(context),
      files_(options),
      also_used_(std::move(options.also_used)),
      queue_(options.queue),
      limit_(options.an_hour),
      threads_(1) {}

Photos::~Photos() { threads_.join(); }

asio::awaitable<Result<StoredPhoto>> Photos::store(std::string bytes) { co_return files_.store(bytes); }

asio::awaitable<Result<Photo>> Photos::take_in(DistrictId district, std::string peer, std::string bytes) {
  if (const auto wait = limit_.admit(peer, context_.store.clock().now()); wait > 0) {
    auto many = make_error(kManyPhotos);
    many.retry_after_seconds = wait;
    co_return fail(std::move(many));
  }
  if (waiting_.fetch_add(1) >= queue_) {
    --waiting_;
    auto busy = make_error(kPhotosBusy);
    busy.retry_after_seconds = kBusyRetrySeconds;
    co_return fail(std::move(busy));
  }
  const struct Leave {
    std::atomic<int>& waiting;
    ~Leave() { --waiting; }
  } leave{waiting_};
  auto job = store(std::move(bytes));
  auto stored = co_await asio::co_spawn(threads_, std::move(job), asio::use_awaitable);
  if (!stored) co_return fail(std::move(stored.error()));
  const Photo photo{random_photo_id(), {}, stored->digest, stored->thumb_digest, stored->width, stored->height};
  auto work = [&](Transaction& transaction) {
    insert_photo(transaction, district, photo);
    transaction.record(event_of(district, "cases.photo_added", photo.id));
    return true;
  };
  co_await context_.store.write(work);
  co_return photo;
}

asio::awaitable<Result<std::string>> Photos::read(std::string digest) {
  // A hundred kilobytes from the page cache: cheaper here than a change of thread.
  auto bytes = files_.read(digest);
  if (!bytes) co_return fail(kNoPhoto);
  co_return std::move(*bytes);
}

asio::awaitable<int> Photos::expire(DistrictId district) {
  constexpr int kPortion = 100;
  std::vector<std::string> gone;
  auto work = [&](Transaction& transaction) {
    const auto before = transaction.now() - std::chrono::hours{context_.rules.unclaimed_photo_hours};
    const auto photos = unclaimed_photos(transaction, district, before, kPortion);
    gone.clear();
    for (const auto& photo : photos) {
      delete_photo(transaction, district, photo.id);
      transaction.record(event_of(district, "cases.photo_expired", photo.id));
      if (is_used(transaction, district, photo.digest)) continue;
      if (also_used_ && also_used_(transaction, district, photo.digest)) continue;
      gone.push_back(photo.digest);
      gone.push_back(photo.thumb_digest);
    }
    return static_cast<int>(photos.size());
  };
  const int count = co_await context_.store.write(work);
  for (const auto& digest : gone) files_.remove(digest);
  co_return count;
}

}  // namespace linli::cases
