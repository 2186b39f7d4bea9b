// Whatever the form, what is read from it is clean UTF-8, and writing it again changes nothing.

#include <cstddef>
#include <cstdint>

#include "base/error.hpp"
#include "base/text.hpp"
#include "modules/open311/form.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace linli;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto pairs = open311::parse_form(text);
  if (!pairs) return 0;
  for (const auto& [name, value] : *pairs) LINLI_ASSERT(is_valid_utf8(name) && is_valid_utf8(value));
  LINLI_ASSERT(open311::parse_form(open311::write_form(*pairs)) == pairs);
  for (const auto& [code, value] : open311::attributes_in(*pairs)) LINLI_ASSERT(!trim(value).empty());
  static_cast<void>(open311::comma_list(text));
  return 0;
}
