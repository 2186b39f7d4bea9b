#pragma once
// SQL of releases.

#include <optional>
#include <span>
#include <vector>

#include "modules/public_face/types.hpp"
#include "storage/journal.hpp"
#include "storage/migrations.hpp"
#include "storage/store.hpp"

namespace linli::public_face {

extern const storage::Schema kPublicFaceSchema;
extern const storage::TableSpec kReleases;
extern const storage::TableSpec kPublicPhotos;

// False when the case is released already.
[[nodiscard]] bool insert_release(storage::Transaction& transaction, DistrictId district, const Release& release);
void insert_photo(storage::Transaction& transaction, DistrictId district, ReleaseId release, int seq,
                  const PublicPhoto& photo);
// Where the public list shows it: the areas above it, and every matter that finds it.
void insert_scopes(storage::Transaction& transaction, DistrictId district, const Release& release,
                   std::span<const MatterId> matters);
// Stores when, by whom and why; takes it off the public list, whatever the catalogue says by now.
void withdraw_release(storage::Transaction& transaction, DistrictId district, const Release& release);

[[nodiscard]] std::optional<Release> load_release(storage::Snapshot& snapshot, DistrictId district, ReleaseId release);
// Newest first, withdrawn ones too.
[[nodiscard]] std::vector<Release> releases_of(storage::Snapshot& snapshot, DistrictId district, CaseId entry);
[[nodiscard]] std::vector<PublicPhoto> photos_of(storage::Snapshot& snapshot, DistrictId district, ReleaseId release);

// A place in the public list: newest first.
struct ListMark {
  std::int64_t sort_at = 0;
  std::int64_t release = 0;
};
struct ListFilter {
  std::int64_t scope = 0;  // area; the district's own id: everywhere
  MatterId matter;         // none: any
  std::optional<Instant> from;
  std::optional<Instant> until;
  std::optional<ListMark> after;
  int limit = 0;
};
[[nodiscard]] std::vector<Release> list_releases(storage::Snapshot& snapshot, DistrictId district,
                                                 const ListFilter& filter);
[[nodiscard]] ListMark mark_of(const Release& release);

}  // namespace linli::public_face
