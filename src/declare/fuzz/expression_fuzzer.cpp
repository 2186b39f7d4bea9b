// parse → format → parse is the identity, and evaluation never fails.
#include <cstdint>
#include <string_view>

#include "base/error.hpp"
#include "declare/expression.hpp"
#include "declare/testing/records.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace linli::declare;
  static const Shapes kShapes = testing::sample_shapes();
  static const testing::PlainRecord kCommunity(*kShapes.find("community"));
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Names names{.shapes = &kShapes, .kind = "community", .constants = {}, .knows_value = {}};
  const auto first = compile(text, names);
  if (!first) return 0;
  const auto again = compile(first->formatted(), names);
  LINLI_ASSERT(again.has_value() && again->formatted() == first->formatted());
  const Circumstances circumstances{.as_of = std::chrono::year{2026} / 1 / 1, .value_of = {}, .missing = nullptr};
  LINLI_ASSERT(again->evaluate(&kCommunity, circumstances) == first->evaluate(&kCommunity, circumstances));
  return 0;
}
