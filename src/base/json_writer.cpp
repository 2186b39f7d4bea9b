#include "base/json_writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <utility>

namespace linli {
namespace {

template <class Word>
Word load(const char* at) {
  Word word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

template <class Word>
void copy_ends(std::string_view text, char* to) {
  const auto first = load<Word>(text.data());
  const auto last = load<Word>(text.data() + text.size() - sizeof(Word));
  std::memcpy(to, &first, sizeof first);
  std::memcpy(to + text.size() - sizeof(Word), &last, sizeof last);
}

// Most of what is written is a few bytes long: two words that may overlap cost less than a call of memcpy.
void copy_short(std::string_view text, char* to) {
  const auto size = text.size();
  if (size > 16) {
    std::memcpy(to, text.data(), size);
  } else if (size >= 8) {
    copy_ends<std::uint64_t>(text, to);
  } else if (size >= 4) {
    copy_ends<std::uint32_t>(text, to);
  } else if (size >= 2) {
    copy_ends<std::uint16_t>(text, to);
  } else if (size == 1) {
    *to = text.front();
  }
}

// Has `write` fill that many bytes at the end.
template <class Write>
void append(std::string& out, std::size_t more, const Write& write) {
  const auto old = out.size();
  const auto size = old + more;
  // Not the size that it is called with: libstdc++ 12 counts the terminator in.
  out.resize_and_overwrite(size, [&](char* data, std::size_t) {
    write(data + old);
    return size;
  });
}

// A top bit is set where a byte must be escaped: below 0x20, a quote, a backslash. (Bytes of continued UTF-8 never
// are.)
std::uint64_t to_escape(std::uint64_t word) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  constexpr std::uint64_t kTops = 0x8080808080808080U;
  const auto below = [](std::uint64_t some, std::uint64_t bound) { return (some - kOnes * bound) & ~some; };
  return (below(word, 0x20) | below(word ^ kOnes * '"', 1) | below(word ^ kOnes * '\\', 1)) & kTops;
}

// How many bytes at the front need no escape.
std::size_t plain_length(std::string_view text) {
  const auto* const found =
      std::ranges::find_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; });
  return static_cast<std::size_t>(found - text.begin());
}

// Eight bytes at a time, the last of them once more where it does not come out even.
bool is_plain(std::string_view text) {
  const auto size = text.size();
  const auto* const data = text.data();
  if (size < 4) return plain_length(text) == size;
  if (size < 8)
    return to_escape(load<std::uint32_t>(data) | std::uint64_t{load<std::uint32_t>(data + size - 4)} << 32U) == 0;
  std::uint64_t found = to_escape(load<std::uint64_t>(data + size - 8));
  for (std::size_t i = 0; i + 8 < size; i += 8) found |= to_escape(load<std::uint64_t>(data + i));
  return found == 0;
}

}  // namespace

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
  append(out_, json.size(), [&](char* at) { copy_short(json, at); });
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

// Nearly every text is plain, and an answer has hundreds of them: those are put in at once.
void JsonWriter::append_escaped(std::string_view text, std::string_view then) {
  if (!is_plain(text)) {
    append_with_escapes(text, plain_length(text));
    out_ += then;
    return;
  }
  append(out_, text.size() + 2 + then.size(), [&](char* at) {
    *at++ = '"';
    copy_short(text, at);
    at += text.size();
    *at++ = '"';
    copy_short(then, at);
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
