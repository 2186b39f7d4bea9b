#include "modules/catalogue/api.hpp"

namespace linli::catalogue {

namespace {
constexpr std::int64_t kFreshMs = 5'000;
}

Book::Book(std::vector<Matter> matters) : matters_(std::move(matters)) {
  for (std::size_t i = 0; i < matters_.size(); ++i) index_.emplace(matters_[i].id, i);
}

const Matter* Book::find(MatterId matter) const {
  const auto found = index_.find(matter);
  return found == index_.end() ? nullptr : &matters_[found->second];
}

std::vector<MatterId> Book::with_children(MatterId matter) const {
  std::vector<MatterId> ids{matter};
  for (const auto& entry : matters_) {
    if (entry.parent == matter) ids.push_back(entry.id);
  }
  return ids;
}

std::shared_ptr<const Book> Catalogue::book(storage::Snapshot& snapshot, DistrictId district, Offset offset) {
  const auto now = to_ms(snapshot.now());
  std::int64_t generation = 0;
  {
    const std::scoped_lock lock(mutex_);
    const auto found = books_.find(district);
    if (found != books_.end() && now >= found->second.loaded_at && now - found->second.loaded_at < kFreshMs)
      return found->second.book;
    generation = generation_;
  }
  auto book = std::make_shared<const Book>(list_matters(snapshot, district, date_of(snapshot.now(), offset)));
  const std::scoped_lock lock(mutex_);
  // What was read before a change must not be kept after it.
  if (generation == generation_) books_[district] = {book, now};
  return book;
}

void Catalogue::forget(DistrictId district) {
  const std::scoped_lock lock(mutex_);
  ++generation_;
  books_.erase(district);
}

}  // namespace linli::catalogue
