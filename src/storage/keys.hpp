#pragma once
// Keys and what is sealed with them. They live in a folder of their own (mode 0700), never in the data folder or a
// plain backup.

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
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

// A value with the key of its own that opens it, wrapped.
struct FreshSeal {
  Bytes wrapped_key;
  Bytes value;
};

// How far a district's chain reached when it was last anchored.
struct Anchor {
  DistrictId district;
  std::int64_t sequence = 0;
  Digest link{};
};

// Thread-safe.
class KeyRing {
 public:
  // Reads the folder, or makes it with fresh keys when `create` and it is missing. Throws StorageError when keys are
  // missing although the data exists: a new key would make the old values unreadable without saying so.
  static std::unique_ptr<KeyRing> open(const std::filesystem::path& folder, bool create);
  virtual ~KeyRing() = default;

  // HMAC-SHA-256 of the journal key.
  [[nodiscard]] virtual Digest journal_mac(BytesView data) const = 0;
  // A short keyed hash of one column's value, kept beside a row's digest so that verify can name the column that
  // changed. A hint only: the digest decides.
  [[nodiscard]] virtual std::uint16_t column_hint(BytesView data) const = 0;
  // AES-256-GCM under a key of its own (envelope: random data key sealed by the master key of the named version).
  // Erasing a person destroys the data key: `new_data_key` gives it wrapped, to be stored in a row of its own.
  [[nodiscard]] virtual Bytes new_data_key(std::int64_t owner) const = 0;
  [[nodiscard]] virtual Bytes seal(BytesView wrapped_key, std::int64_t owner, const SealContext& context,
                                   std::string_view plain) const = 0;
  // new_data_key() and the first value under it, without unwrapping the key in between: half the work, for imports.
  [[nodiscard]] virtual FreshSeal seal_fresh(std::int64_t owner, const SealContext& context,
                                             std::string_view plain) const = 0;
  // Throws StorageError when the value was tampered with or stands in the wrong place.
  [[nodiscard]] virtual std::string open_sealed(BytesView wrapped_key, std::int64_t owner, const SealContext& context,
                                                BytesView sealed) const = 0;
  // Keyed equality index of a normalised value (full phone number, full ID number).
  [[nodiscard]] virtual Digest blind_index(std::string_view purpose, std::string_view value) const = 0;
  // SHA-256 of a secret that is random already (session, resident's case secret, API token): what the tables keep.
  [[nodiscard]] virtual Digest secret_digest(std::string_view purpose, std::string_view secret) const = 0;

  // The newest link of a district's chain, kept outside the database. Called after the commit, so an anchor never
  // names what is not on disk.
  virtual void anchor(DistrictId district, std::int64_t sequence, const Digest& link) = 0;
  [[nodiscard]] virtual std::optional<Anchor> anchored(DistrictId district) const = 0;
  [[nodiscard]] virtual std::vector<Anchor> anchors() const = 0;
  // Appends a dated line for every anchor to a log that is never rewritten.
  virtual void log_anchors(Date day, std::string_view why) = 0;
  // Drops all anchors: a restored database starts from its own heads. The log keeps what they were.
  virtual void forget_anchors() = 0;

  // Starts a new version of the master key. Data keys wrapped from now on use it; older ones still open.
  virtual int rotate() = 0;
  [[nodiscard]] virtual int master_version() const = 0;
  // 32 bytes for sealing backups that were given no passphrase.
  [[nodiscard]] virtual const Digest& backup_key() const = 0;
};

// All keys of the folder in one file, sealed under a passphrase (Argon2id): the only way keys leave the machine.
void export_keys(const std::filesystem::path& folder, const std::filesystem::path& file, std::string_view passphrase);
// Fills a folder that holds no keys yet. Throws StorageError when the passphrase is wrong or keys are there already.
void import_keys(const std::filesystem::path& file, const std::filesystem::path& folder, std::string_view passphrase);

// `bytes` random bytes as capital base32 in which no two signs look alike, for secrets that people may have to type.
[[nodiscard]] std::string random_secret(int bytes);
// What somebody typed, as random_secret writes it: small letters, spaces, hyphens and 1 or I for L are forgiven.
[[nodiscard]] std::string normalise_secret(std::string_view typed);

}  // namespace linli::storage
