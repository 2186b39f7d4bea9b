#include "modules/areas/qr.hpp"

#include <fmt/format.h>
#include <qrencode.h>

#include <memory>
#include <stdexcept>

namespace linli::areas {
namespace {

constexpr int kQuiet = 4;

std::string dark_runs(const QRcode& code) {
  std::string path;
  for (int y = 0; y < code.width; ++y) {
    const auto* row = code.data + static_cast<std::ptrdiff_t>(y) * code.width;
    for (int x = 0; x < code.width;) {
      int end = x;
      while (end < code.width && (row[end] & 1) != 0) ++end;
      if (end > x) path += fmt::format("M{} {}h{}v1h-{}z", x + kQuiet, y + kQuiet, end - x, end - x);
      x = end + 1;
    }
  }
  return path;
}

}  // namespace

std::string qr_svg(std::string_view text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString8bit(std::string(text).c_str(), 0, QR_ECLEVEL_Q), &QRcode_free);
  if (!code) throw std::runtime_error("the address does not fit a QR code");
  const int size = code->width + 2 * kQuiet;
  return fmt::format(
      R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" shape-rendering="crispEdges" role="img">)"
      R"(<rect width="{0}" height="{0}" fill="#fff"/><path d="{1}" fill="#000"/></svg>)",
      size, dark_runs(*code));
}

}  // namespace linli::areas
