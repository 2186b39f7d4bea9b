#include "modules/cases/follow.hpp"

#include <algorithm>
#include <utility>

#include "modules/cases/contact_store.hpp"
#include "modules/cases/errors.hpp"
#include "modules/cases/link_store.hpp"
#include "modules/cases/number.hpp"
#include "modules/cases/records.hpp"
#include "modules/cases/secrets.hpp"
#include "modules/cases/store.hpp"

namespace linli::cases {

namespace asio = boost::asio;
using storage::Snapshot;
using storage::Transaction;

Result<Follow::Opened> Follow::open(Snapshot& snapshot, const Key& key) {
  const auto number = parse_number(key.number);
  auto district = context_.home.district(snapshot);
  if (!number || !district || key.secret.empty()) return fail(kNotFound);
  const auto id = find_number(snapshot, district->id, *number);
  if (!id) return fail(kNotFound);
  const auto kept = secret_of(snapshot, district->id, *id);
  const auto given = context_.store.keys().secret_digest(kSecretPurpose, storage::normalise_secret(key.secret));
  const bool own = kept && secrets_match(*kept, given);
  if (!own && !is_subscriber(snapshot, district->id, *id, given)) return fail(kNotFound);
  auto entry = load_case(snapshot, district->id, *id);
  if (!entry) return fail(kNotFound);
  return Opened{std::move(*district), std::move(*entry), !own};
}

std::string Follow::render(Snapshot& snapshot, const Opened& opened) {
  const auto& [district, entry, follower] = opened;
  const View view{context_, snapshot, district.id, district.offset,
                  context_.catalogue.book(snapshot, district.id, district.offset)};
  if (follower) return follower_case_json(view, entry, hops_of(snapshot, district.id, entry));
  std::optional<State> goes_on_in;
  if (const auto merge = entry.state == State::Merged ? merge_of(snapshot, district.id, entry.id) : std::nullopt)
    if (const auto main = load_case(snapshot, district.id, merge->merge.into)) goes_on_in = main->state;
  const auto photos = entry.photos > 0 ? load_photos(snapshot, district.id, entry.id) : std::vector<Photo>();
  return public_case_json(view, entry, hops_of(snapshot, district.id, entry), photos, goes_on_in);
}

asio::awaitable<Result<std::string>> Follow::show(Key key) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto opened = open(snapshot, key);
    if (!opened) return fail(opened.error());
    return render(snapshot, *opened);
  };
  co_return co_await context_.store.read(work);
}

asio::awaitable<Result<std::string>> Follow::take(Key key, Command command) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto opened = open(transaction, key);
    if (!opened) return fail(opened.error());
    if (opened->follower) return fail(kNotYours);
    const auto pen = context_.pen(transaction, opened->district.id, opened->district.offset);
    auto outcome = decide(opened->entry, command, resident_standing(), transaction.now(), pen.rules);
    if (!outcome) return fail(outcome.error());
    const auto written = write_change(transaction, pen, opened->entry, std::move(*outcome), command.photos,
                                      {storage::ActorKind::Resident, {}});
    if (!written) return fail(written.error());
    return render(transaction, {opened->district, *written, false});
  };
  co_return co_await context_.store.write(work);
}

asio::awaitable<Result<Photo>> Follow::photo(Key key, PhotoId photo) {
  auto work = [&](Snapshot& snapshot) -> Result<Photo> {
    const auto opened = open(snapshot, key);
    if (!opened || opened->follower) return fail(kNoPhoto);
    auto found = load_photo(snapshot, opened->district.id, photo);
    if (!found || found->case_id != opened->entry.id) return fail(kNoPhoto);
    return std::move(*found);
  };
  co_return co_await context_.store.read(work);
}

}  // namespace linli::cases
