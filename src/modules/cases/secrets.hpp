#pragma once
// The unguessable half of a resident's access: number and secret.

#include <string>
#include <string_view>

#include "base/id.hpp"
#include "modules/cases/types.hpp"
#include "storage/keys.hpp"

namespace linli::cases {

inline constexpr std::string_view kSecretPurpose = "cases.secret";

// The unique mark of an idempotency key in its district.
[[nodiscard]] storage::Digest request_digest(const storage::KeyRing& keys, DistrictId district, std::string_view key);
// 80 bits that follow from the key and the report: a request that is sent again gets the same answer, and the tables
// still hold nothing but a digest. Without a key: random.
[[nodiscard]] std::string secret_for(const storage::KeyRing& keys, DistrictId district, const NewReport& report);
[[nodiscard]] bool secrets_match(const storage::Digest& kept, const storage::Digest& given);

}  // namespace linli::cases
