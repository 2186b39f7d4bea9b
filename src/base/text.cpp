#include "base/text.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/utf8.h>

#include <array>
#include <stdexcept>

namespace linli {
namespace {

constexpr std::array<std::string_view, 8> kSpaces{" ", "\t", "\n", "\r", "\v", "\u3000", "\u00a0", "\ufeff"};

bool is_lead(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

}  // namespace

bool is_valid_utf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int64_t>(text.size());
  for (std::int64_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, size, c);
    if (c <= 0) return false;
  }
  return true;
}

std::size_t length_utf8(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += is_lead(c) ? 1 : 0;
  return count;
}

std::string_view prefix_utf8(std::string_view text, std::size_t count) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_lead(text[i]) && seen++ == count) return text.substr(0, i);
  }
  return text;
}

std::string_view trim(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    for (const auto space : kSpaces) {
      if (text.starts_with(space)) {
        text.remove_prefix(space.size());
        again = true;
      }
      if (text.ends_with(space)) {
        text.remove_suffix(space.size());
        again = true;
      }
    }
  }
  return text;
}

std::string normalise_width(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfkc = icu::Normalizer2::getNFKCInstance(status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU: no NFKC data");
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  nfkc->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink, nullptr, status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU: normalisation failed");
  return out;
}

}  // namespace linli
