// How somebody who reported a case is found again: by their secret, or by what they left.
#include "modules/cases/api.hpp"
#include "modules/cases/contact_store.hpp"
#include "modules/cases/number.hpp"
#include "modules/cases/secrets.hpp"
#include "modules/cases/store.hpp"

namespace linli::cases {

std::optional<Case> case_of_secret(storage::Snapshot& snapshot, const storage::KeyRing& keys, DistrictId district,
                                   std::string_view number, std::string_view secret) {
  const auto known = parse_number(number);
  if (!known || secret.empty()) return std::nullopt;
  const auto entry = find_number(snapshot, district, *known);
  if (!entry) return std::nullopt;
  const auto kept = secret_of(snapshot, district, *entry);
  if (!kept || !secrets_match(*kept, keys.secret_digest(kSecretPurpose, storage::normalise_secret(secret))))
    return std::nullopt;
  return load_case(snapshot, district, *entry);
}

std::optional<Contact> contact_to_notify(storage::Snapshot& snapshot, const storage::KeyRing& keys, DistrictId district,
                                         CaseId entry) {
  return open_contact(snapshot, district, entry, keys);
}

}  // namespace linli::cases
