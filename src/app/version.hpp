#pragma once

#include <string_view>

namespace linli::app {
inline constexpr std::string_view kVersion = LINLI_VERSION;
}  // namespace linli::app
