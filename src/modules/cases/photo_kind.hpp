#pragma once
// What a file is by its first bytes; names and content types are only what the sender says.

#include <optional>
#include <string_view>

namespace linli::cases {

enum class PhotoKind { Jpeg, Png, Webp, Heif };

[[nodiscard]] std::optional<PhotoKind> photo_kind(std::string_view bytes);

}  // namespace linli::cases
