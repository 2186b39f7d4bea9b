#pragma once
// SQL of sealed contacts, of the log of who read them, and of photos.

#include <optional>
#include <string_view>
#include <vector>

#include "modules/cases/types.hpp"
#include "storage/keys.hpp"
#include "storage/store.hpp"

namespace linli::cases {

// Seals name and phone under a fresh key of the case's person. False when there is nothing to seal.
bool seal_contact(storage::Transaction& transaction, DistrictId district, CaseId entry, const Contact& contact,
                  const storage::KeyRing& keys);
// Nothing when none was left, or when the person's key has been destroyed.
[[nodiscard]] std::optional<Contact> open_contact(storage::Snapshot& snapshot, DistrictId district, CaseId entry,
                                                  const storage::KeyRing& keys);

// Gives the reading's id.
std::int64_t insert_reading(storage::Transaction& transaction, DistrictId district, CaseId entry,
                            const Reading& reading);
[[nodiscard]] std::vector<Reading> load_readings(storage::Snapshot& snapshot, DistrictId district, CaseId entry);

void insert_photo(storage::Transaction& transaction, DistrictId district, const Photo& photo);
// False when there is no such photo or another case has it.
[[nodiscard]] bool claim_photo(storage::Transaction& transaction, DistrictId district, PhotoId photo, CaseId entry);
[[nodiscard]] std::vector<Photo> load_photos(storage::Snapshot& snapshot, DistrictId district, CaseId entry);
[[nodiscard]] std::optional<Photo> load_photo(storage::Snapshot& snapshot, DistrictId district, PhotoId photo);
// Unclaimed photos uploaded before that instant.
[[nodiscard]] std::vector<Photo> unclaimed_photos(storage::Snapshot& snapshot, DistrictId district, Instant before,
                                                  int limit);
void delete_photo(storage::Transaction& transaction, DistrictId district, PhotoId photo);
// Does a case have this very picture?
[[nodiscard]] bool is_claimed(storage::Snapshot& snapshot, DistrictId district, std::string_view digest);
[[nodiscard]] bool is_used(storage::Snapshot& snapshot, DistrictId district, std::string_view digest);

}  // namespace linli::cases
