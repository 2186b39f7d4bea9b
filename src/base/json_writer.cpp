#include "base/json_writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <utility>

namespace linli {

JsonWriter& JsonWriter::begin_object() {
  separate();
  out_ += '{';
  ++depth_;
  need_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  out_ += '}';
  --depth_;
  need_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  separate();
  out_ += '[';
  ++depth_;
  need_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  out_ += ']';
  --depth_;
  need_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  append_escaped(name, ":");
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  append_escaped(text);
  need_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::value(std::int64_t number) {
  std::array<char, 24> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
  return raw({buffer.data(), static_cast<std::size_t>(end - buffer.data())});
}

JsonWriter& JsonWriter::value(double number) {
  if (!std::isfinite(number)) return value(nullptr);
  std::array<char, 32> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
  return raw({buffer.data(), static_cast<std::size_t>(end - buffer.data())});
}

JsonWriter& JsonWriter::value(bool flag) { return raw(flag ? "true" : "false"); }

JsonWriter& JsonWriter::value(std::nullptr_t) { return raw("null"); }

JsonWriter& JsonWriter::value(const Text& text) {
  return begin_object().field("zh", text.zh).field("en", text.en).end_object();
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  out_ += json;
  need_comma_ = true;
  return *this;
}

std::string JsonWriter::take() {
  LINLI_ASSERT(depth_ == 0);
  need_comma_ = false;
  return std::exchange(out_, {});
}

void JsonWriter::separate() {
  if (need_comma_) out_ += ',';
  need_comma_ = false;
}

namespace {

// How many bytes at the front need no escape. Eight at a time: nearly all of an answer is text without one.
std::size_t plain_length(std::string_view text) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  constexpr std::uint64_t kTops = 0x8080808080808080U;
  // A top bit is set where a byte is below `bound` (for bytes below 128; continued UTF-8 is above).
  const auto below = [](std::uint64_t word, std::uint64_t bound) { return (word - kOnes * bound) & ~word & kTops; };
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + i, 8);
    if ((below(word, 0x20) | below(word ^ kOnes * '"', 1) | below(word ^ kOnes * '\\', 1)) != 0) break;
  }
  for (; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 || c == '"' || c == '\\') break;
  }
  return i;
}

}  // namespace

// Nearly every text is plain, and an answer has hundreds of them: those are put in at once.
void JsonWriter::append_escaped(std::string_view text, std::string_view then) {
  const auto plain = plain_length(text);
  if (plain < text.size()) {
    append_with_escapes(text, plain);
    out_ += then;
    return;
  }
  const auto old = out_.size();
  const auto size = old + text.size() + 2 + then.size();
  // Not the size that it is called with: libstdc++ 12 counts the terminator in.
  out_.resize_and_overwrite(size, [&](char* data, std::size_t) {
    char* at = data + old;
    *at++ = '"';
    at = std::ranges::copy(text, at).out;
    *at++ = '"';
    std::ranges::copy(then, at);
    return size;
  });
}

void JsonWriter::append_with_escapes(std::string_view text, std::size_t plain) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out_ += '"';
  for (;; plain = plain_length(text)) {
    out_.append(text, 0, plain);
    if (plain == text.size()) break;
    const auto c = static_cast<unsigned char>(text[plain]);
    text.remove_prefix(plain + 1);
    switch (c) {
      case '"':
        out_ += "\\\"";
        break;
      case '\\':
        out_ += "\\\\";
        break;
      case '\n':
        out_ += "\\n";
        break;
      case '\r':
        out_ += "\\r";
        break;
      case '\t':
        out_ += "\\t";
        break;
      default:
        out_ += "\\u00";
        out_ += kHex[c >> 4];
        out_ += kHex[c & 15];
    }
  }
  out_ += '"';
}

}  // namespace linli
