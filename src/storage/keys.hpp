#pragma once
// Keys and what is sealed with them. They live in a folder of their own (mode 0700), never in the data folder or a
// plain backup.

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/id.hpp"
#include "storage/database.hpp"

namespace linli::storage {

using Digest = std::array<std::byte, 32>;

// What a value is sealed for; stands in the authenticated data, so that a ciphertext moved to another row or column
// does not open.
struct SealContext {
  std::string_view table;
  std::string_view column;
  std::int64_t row = 0;
};

class KeyRing {
 public:
  // Reads the folder, or makes it with fresh keys when `create` and it is missing. Throws StorageError when keys are
  // missing although the data exists: a new key would make the old values unreadable without saying so.
  static std::unique_ptr<KeyRing> open(const std::filesystem::path& folder, bool create);
  virtual ~KeyRing() = default;

  // HMAC-SHA-256 of the journal key.
  [[nodiscard]] virtual Digest journal_mac(BytesView data) const = 0;
  // AES-256-GCM under a key of its own (envelope: random data key sealed by the master key of the named version).
  // Erasing a person destroys the data key: `new_data_key` gives it wrapped, to be stored in a row of its own.
  [[nodiscard]] virtual Bytes new_data_key(std::int64_t owner) const = 0;
  [[nodiscard]] virtual Bytes seal(BytesView wrapped_key, std::int64_t owner, const SealContext& context,
                                   std::string_view plain) const = 0;
  // Throws StorageError when the value was tampered with or stands in the wrong place.
  [[nodiscard]] virtual std::string open_sealed(BytesView wrapped_key, std::int64_t owner, const SealContext& context,
                                                BytesView sealed) const = 0;
  // Keyed equality index of a normalised value (full phone number, full ID number).
  [[nodiscard]] virtual Digest blind_index(std::string_view purpose, std::string_view value) const = 0;
  // SHA-256 of a secret that is random already (session, resident's case secret, API token): what the tables keep.
  [[nodiscard]] virtual Digest secret_digest(std::string_view purpose, std::string_view secret) const = 0;

  // The newest link of a district's chain, kept outside the database.
  virtual void anchor(DistrictId district, std::int64_t sequence, const Digest& link) = 0;
};

// `bytes` random bytes as base32 without look-alikes (0/O, 1/I/L), for secrets that people may have to type.
[[nodiscard]] std::string random_secret(int bytes);

}  // namespace linli::storage
