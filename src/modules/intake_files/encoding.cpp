#include "modules/intake_files/encoding.hpp"

#include <fmt/core.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

#include "base/text.hpp"
#include "modules/intake_files/errors.hpp"

namespace linli::intake_files {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(const char* name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name, &status));
  if (U_FAILURE(status)) throw std::runtime_error(fmt::format("ICU: no converter {}", name));
  return converter;
}

// Strict: a byte that means nothing ends the conversion. Gives the offset of that byte.
struct Converted {
  std::string text;
  std::optional<std::size_t> bad_at;
};

Converted convert(std::string_view bytes, const char* from) {
  const auto source_converter = open_converter(from);
  const auto target_converter = open_converter("UTF-8");
  UErrorCode status = U_ZERO_ERROR;
  ucnv_setToUCallBack(source_converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  Converted result;
  std::vector<UChar> pivot(1 << 12);
  std::vector<char> chunk(1 << 16);
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();
  const char* source = bytes.data();
  const char* const end = bytes.data() + bytes.size();
  bool reset = true;
  for (;;) {
    char* target = chunk.data();
    status = U_ZERO_ERROR;
    ucnv_convertEx(target_converter.get(), source_converter.get(), &target, chunk.data() + chunk.size(), &source, end,
                   pivot.data(), &pivot_source, &pivot_target, pivot.data() + pivot.size(), reset, true, &status);
    reset = false;
    result.text.append(chunk.data(), target);
    if (status == U_BUFFER_OVERFLOW_ERROR) continue;
    if (U_FAILURE(status)) result.bad_at = static_cast<std::size_t>(source - bytes.data());
    return result;
  }
}

// Where a text stops being UTF-8.
std::size_t utf8_until(std::string_view bytes) {
  const auto size = static_cast<std::int64_t>(bytes.size());
  std::int64_t at = 0;
  while (at < size) {
    const auto start = at;
    UChar32 c = 0;
    U8_NEXT(bytes.data(), at, size, c);
    if (c <= 0) return static_cast<std::size_t>(start);
  }
  return bytes.size();
}

Result<Decoded> decode_as(std::string_view bytes, const char* name, Encoding encoding) {
  auto converted = convert(bytes, name);
  if (!converted.bad_at && converted.text.find('\0') == std::string::npos)
    return Decoded{std::move(converted.text), encoding};
  // The reading that got further was meant.
  const auto bad = std::min(std::max(converted.bad_at.value_or(0), utf8_until(bytes)), bytes.size());
  const auto line = 1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(bad), '\n');
  return fail(kBadEncoding, {Fault{"file",
                                   line,
                                   {},
                                   {fmt::format("第 {} 行有既不是 UTF-8 也不是 GB18030 的字节。", line),
                                    fmt::format("Line {} holds bytes that are neither UTF-8 nor GB18030.", line)},
                                   {"请用 Excel 或 WPS 另存为“CSV UTF-8”或 .xlsx 后再传。",
                                    "Save it from Excel or WPS as “CSV UTF-8” or .xlsx and send it again."}}});
}

}  // namespace

Result<Decoded> decode_text(std::string bytes) {
  if (bytes.starts_with(kUtf8Mark)) {
    bytes.erase(0, kUtf8Mark.size());
    if (is_valid_utf8(bytes)) return Decoded{std::move(bytes), Encoding::Utf8};
    return decode_as(bytes, "UTF-8", Encoding::Utf8);
  }
  if (bytes.starts_with("\xFF\xFE")) return decode_as(bytes.substr(2), "UTF-16LE", Encoding::Utf16Le);
  if (bytes.starts_with("\xFE\xFF")) return decode_as(bytes.substr(2), "UTF-16BE", Encoding::Utf16Be);
  if (is_valid_utf8(bytes)) return Decoded{std::move(bytes), Encoding::Utf8};
  return decode_as(bytes, "GB18030", Encoding::Gb18030);
}

std::string encode_gb18030(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const std::string source(utf8);
  std::string out(source.size() * 2 + 16, '\0');
  const auto size = ucnv_convert("GB18030", "UTF-8", out.data(), static_cast<std::int32_t>(out.size()), source.data(),
                                 static_cast<std::int32_t>(source.size()), &status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU: GB18030 failed");
  out.resize(static_cast<std::size_t>(size));
  return out;
}

}  // namespace linli::intake_files
