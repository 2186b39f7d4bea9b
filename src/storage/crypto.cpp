#include "storage/crypto.hpp"

#include <botan/aead.h>
#include <botan/hash.h>
#include <botan/mac.h>
#include <botan/pwdhash.h>
#include <sys/random.h>

#include <bit>
#include <cerrno>

namespace linli::storage {
namespace {

constexpr std::size_t kNonce = 12;
constexpr std::size_t kTag = 16;

const std::uint8_t* raw(BytesView bytes) { return reinterpret_cast<const std::uint8_t*>(bytes.data()); }
std::uint8_t* raw(std::span<std::byte> bytes) { return reinterpret_cast<std::uint8_t*>(bytes.data()); }

// The key schedule of AES and GCM costs more than a short value, so the last key used stays set.
Botan::AEAD_Mode& cipher(Botan::Cipher_Dir direction, const Digest& key) {
  struct Kept {
    std::unique_ptr<Botan::AEAD_Mode> mode;
    Digest key{};
  };
  thread_local std::array<Kept, 2> kept;
  auto& mine = kept[direction == Botan::ENCRYPTION ? 0 : 1];
  if (!mine.mode) {
    mine.mode = Botan::AEAD_Mode::create_or_throw("AES-256/GCM", direction);
  } else if (mine.key == key) {
    return *mine.mode;
  }
  mine.mode->set_key(raw(BytesView(key)), key.size());
  mine.key = key;
  return *mine.mode;
}

}  // namespace

// Straight from the kernel: for the few bytes of a nonce or a key ten times quicker than Botan's HMAC_DRBG, and safe
// over a fork.
void fill_random(std::span<std::byte> bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto got = ::getrandom(bytes.data() + done, bytes.size() - done, 0);
    if (got < 0 && errno != EINTR) throw StorageError("the kernel gives no random bytes");
    if (got > 0) done += static_cast<std::size_t>(got);
  }
}

Digest random_digest() {
  Digest digest;
  fill_random(digest);
  return digest;
}

Digest sha256(std::initializer_list<BytesView> parts) {
  // Finding the implementation by its name costs as much as hashing a page.
  thread_local const auto hash = Botan::HashFunction::create_or_throw("SHA-256");
  for (const auto part : parts) hash->update(raw(part), part.size());
  Digest digest;
  hash->final(raw(std::span<std::byte>(digest)));
  return digest;
}

struct Mac::Impl {
  std::unique_ptr<Botan::MessageAuthenticationCode> mac;
};

Mac::Mac(BytesView key) : impl_(std::make_unique<Impl>()) {
  impl_->mac = Botan::MessageAuthenticationCode::create_or_throw("HMAC(SHA-256)");
  impl_->mac->set_key(raw(key), key.size());
}
Mac::~Mac() = default;
Mac::Mac(Mac&&) noexcept = default;
void Mac::update(BytesView data) { impl_->mac->update(raw(data), data.size()); }
Digest Mac::finish() {
  Digest digest;
  impl_->mac->final(raw(std::span<std::byte>(digest)));
  return digest;
}

std::uint64_t sip_hash(std::span<const std::byte, 16> key, BytesView data) {
  const auto word = [](const std::byte* at, std::size_t bytes) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < bytes; ++i) number |= std::to_integer<std::uint64_t>(at[i]) << (8 * i);
    return number;
  };
  const auto k0 = word(key.data(), 8), k1 = word(key.data() + 8, 8);
  std::array<std::uint64_t, 4> v{k0 ^ 0x736f6d6570736575, k1 ^ 0x646f72616e646f6d, k0 ^ 0x6c7967656e657261,
                                 k1 ^ 0x7465646279746573};
  const auto round = [&v] {
    v[0] += v[1], v[1] = std::rotl(v[1], 13) ^ v[0], v[0] = std::rotl(v[0], 32);
    v[2] += v[3], v[3] = std::rotl(v[3], 16) ^ v[2];
    v[0] += v[3], v[3] = std::rotl(v[3], 21) ^ v[0];
    v[2] += v[1], v[1] = std::rotl(v[1], 17) ^ v[2], v[2] = std::rotl(v[2], 32);
  };
  const auto take = [&](std::uint64_t m) {
    v[3] ^= m;
    round(), round();
    v[0] ^= m;
  };
  std::size_t at = 0;
  for (; at + 8 <= data.size(); at += 8) take(word(data.data() + at, 8));
  take(word(data.data() + at, data.size() - at) | static_cast<std::uint64_t>(data.size()) << 56);
  v[2] ^= 0xff;
  round(), round(), round(), round();
  return v[0] ^ v[1] ^ v[2] ^ v[3];
}

Bytes seal_gcm(const Digest& key, BytesView associated, BytesView plain) {
  Bytes sealed(kNonce);
  fill_random(sealed);
  auto& mode = cipher(Botan::ENCRYPTION, key);
  mode.set_associated_data(raw(associated), associated.size());
  mode.start(raw(BytesView(sealed)), kNonce);
  Botan::secure_vector<std::uint8_t> buffer(raw(plain), raw(plain) + plain.size());
  mode.finish(buffer);
  const auto* out = reinterpret_cast<const std::byte*>(buffer.data());
  sealed.insert(sealed.end(), out, out + buffer.size());
  return sealed;
}

std::optional<Bytes> open_gcm(const Digest& key, BytesView associated, BytesView sealed) {
  if (sealed.size() < kNonce + kTag) return std::nullopt;
  auto& mode = cipher(Botan::DECRYPTION, key);
  mode.set_associated_data(raw(associated), associated.size());
  mode.start(raw(sealed), kNonce);
  Botan::secure_vector<std::uint8_t> buffer(raw(sealed) + kNonce, raw(sealed) + sealed.size());
  try {
    mode.finish(buffer);
  } catch (const Botan::Invalid_Authentication_Tag&) {
    mode.reset();
    return std::nullopt;
  }
  const auto* out = reinterpret_cast<const std::byte*>(buffer.data());
  return Bytes(out, out + buffer.size());
}

Digest key_from_passphrase(std::string_view passphrase, BytesView salt) {
  const auto family = Botan::PasswordHashFamily::create_or_throw("Argon2id");
  const auto hash = family->from_params(64 * 1024, 3, 1);
  Digest key;
  hash->derive_key(raw(std::span<std::byte>(key)), key.size(), passphrase.data(), passphrase.size(), raw(salt),
                   salt.size());
  return key;
}

}  // namespace linli::storage
