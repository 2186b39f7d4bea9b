// Whatever a model's file holds: faults, never a crash.
#include <cstdint>
#include <string_view>

#include "declare/field.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace linli::declare;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  SourceFaults faults;
  const auto kinds = read_kinds("fuzz.toml", text, {}, faults);
  Shapes shapes;
  check_kinds(kinds, {}, shapes, faults);
  for (const auto& fault : faults.sorted()) (void)to_line(fault);
  return 0;
}
