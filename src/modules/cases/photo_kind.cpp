#include "modules/cases/photo_kind.hpp"

#include <array>

namespace linli::cases {

using namespace std::string_view_literals;

std::optional<PhotoKind> photo_kind(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xD8\xFF"sv)) return PhotoKind::Jpeg;
  if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return PhotoKind::Png;
  if (bytes.size() >= 12 && bytes.starts_with("RIFF"sv) && bytes.substr(8, 4) == "WEBP"sv) return PhotoKind::Webp;
  // ISO base media: size, `ftyp`, brand.
  if (bytes.size() >= 12 && bytes.substr(4, 4) == "ftyp"sv) {
    constexpr std::array kBrands{"heic"sv, "heix"sv, "heim"sv, "heis"sv, "mif1"sv, "msf1"sv, "avif"sv};
    for (const auto brand : kBrands) {
      if (bytes.substr(8, 4) == brand) return PhotoKind::Heif;
    }
  }
  return std::nullopt;
}

}  // namespace linli::cases
