#pragma once

#include <string>
#include <string_view>

namespace linli::areas {

// A QR code as SVG: one path of dark runs on white with the quiet zone of four modules that scanners need. Level Q, so
// that a quarter may be scratched off a notice board.
[[nodiscard]] std::string qr_svg(std::string_view text);

}  // namespace linli::areas
