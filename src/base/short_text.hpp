#pragma once
// Ids and instants as text in place: a page writes dozens of each, and none of them needs to be allocated.

#include <array>
#include <charconv>
#include <cstdint>
#include <string_view>

#include "base/time.hpp"

namespace linli {

// The decimal digits of a number.
class NumberText {
 public:
  explicit NumberText(std::int64_t number)
      : length_(static_cast<std::size_t>(std::to_chars(text_.data(), text_.data() + text_.size(), number).ptr -
                                         text_.data())) {}
  [[nodiscard]] std::string_view view() const { return {text_.data(), length_}; }

 private:
  std::array<char, 20> text_;
  std::size_t length_;
};

// The same text as format_instant().
class InstantText {
 public:
  explicit InstantText(Instant instant, Offset offset = kChinaOffset);
  [[nodiscard]] std::string_view view() const { return {text_.data(), text_.size()}; }

 private:
  std::array<char, 25> text_;
};

}  // namespace linli
