#pragma once
// The few operations of Botan that storage needs, so that its headers stay in one file.

#include <cstdint>
#include <memory>
#include <string_view>

#include "storage/keys.hpp"

namespace linli::storage {

[[nodiscard]] Digest random_digest();
void fill_random(std::span<std::byte> bytes);
[[nodiscard]] Digest sha256(std::initializer_list<BytesView> parts);

[[nodiscard]] inline BytesView as_bytes_view(std::string_view text) { return std::as_bytes(std::span(text)); }
[[nodiscard]] inline std::string_view as_text(BytesView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// HMAC-SHA-256 whose key schedule is done once. One thread at a time.
class Mac {
 public:
  explicit Mac(BytesView key);
  ~Mac();
  Mac(Mac&&) noexcept;
  void update(BytesView data);
  [[nodiscard]] Digest finish();  // ready for the next message

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// SipHash-2-4 under a key of 16 bytes (Botan's forgets its key after each message).
[[nodiscard]] std::uint64_t sip_hash(std::span<const std::byte, 16> key, BytesView data);

// AES-256-GCM: nonce (12) ‖ ciphertext ‖ tag (16).
[[nodiscard]] Bytes seal_gcm(const Digest& key, BytesView associated, BytesView plain);
// Empty when the tag does not fit.
[[nodiscard]] std::optional<Bytes> open_gcm(const Digest& key, BytesView associated, BytesView sealed);

// Argon2id, 64 MiB, three passes.
[[nodiscard]] Digest key_from_passphrase(std::string_view passphrase, BytesView salt);

}  // namespace linli::storage
