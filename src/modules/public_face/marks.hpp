#pragma once
// What in a text looks as if it told who somebody is or where they live. Pure. It warns; a person decides.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace linli::public_face {

enum class MarkKind { Number, Phone, Mail, Plate, Door, Name };
[[nodiscard]] std::string_view to_string(MarkKind kind);  // `phone`

// Where it stands, in code points.
struct Mark {
  MarkKind kind{};
  std::size_t from = 0;
  std::size_t length = 0;
  std::string text;
  bool operator==(const Mark&) const = default;
};

// In the order of the text, without overlaps. `names`: those known from the case, whole.
[[nodiscard]] std::vector<Mark> marks_in(std::string_view text, std::span<const std::string> names = {});
// The text with what was marked put out of sight: `[电话]`. A proposal to begin from.
[[nodiscard]] std::string masked(std::string_view text, std::span<const std::string> names = {});

}  // namespace linli::public_face
