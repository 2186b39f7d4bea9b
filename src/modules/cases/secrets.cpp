#include "modules/cases/secrets.hpp"

#include <cstddef>

namespace linli::cases {
namespace {

constexpr int kSecretBytes = 10;
constexpr char kSeparator = '\n';

// The alphabet of storage::random_secret, five bits a letter.
std::string letters_of(const storage::Digest& digest) {
  constexpr std::string_view kAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  std::string text;
  for (std::size_t i = 0; i < kSecretBytes * 8 / 5; ++i)
    text += kAlphabet[std::to_integer<std::size_t>(digest[i]) % kAlphabet.size()];
  return text;
}

}  // namespace

storage::Digest request_digest(const storage::KeyRing& keys, DistrictId district, std::string_view key) {
  return keys.blind_index("cases.request", to_string(district) + kSeparator + std::string(key));
}

std::string secret_for(const storage::KeyRing& keys, DistrictId district, const NewReport& report) {
  if (report.key.empty()) return storage::random_secret(kSecretBytes);
  return letters_of(keys.blind_index("cases.secret", to_string(district) + kSeparator + report.key + kSeparator +
                                                         to_string(report.matter) + kSeparator + report.text));
}

bool secrets_match(const storage::Digest& kept, const storage::Digest& given) {
  auto difference = std::byte{0};
  for (std::size_t i = 0; i < kept.size(); ++i) difference |= kept[i] ^ given[i];
  return difference == std::byte{0};
}

}  // namespace linli::cases
