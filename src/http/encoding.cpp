#include "http/encoding.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/text.hpp"

namespace linli::http {
namespace {

constexpr int kGzipWindow = 15 + 16;  // zlib's way to say gzip rather than zlib framing
constexpr int kLevel = 5;             // beyond it JSON shrinks by 2 % more for twice the time
constexpr int kMemoryLevel = 8;

// Allocates 256 KiB, so each thread keeps one.
class Deflater {
 public:
  Deflater() {
    if (deflateInit2(&stream_, kLevel, Z_DEFLATED, kGzipWindow, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK) {
      throw std::runtime_error("zlib: deflateInit2 failed");
    }
  }
  ~Deflater() { deflateEnd(&stream_); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  std::string run(std::string_view data) {
    deflateReset(&stream_);
    std::string out(deflateBound(&stream_, data.size()), '\0');
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
    stream_.avail_in = static_cast<uInt>(data.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(out.size());
    if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) throw std::runtime_error("zlib: deflate failed");
    out.resize(stream_.total_out);
    return out;
  }

 private:
  z_stream stream_{};
};

class Inflater {
 public:
  Inflater() {
    if (inflateInit2(&stream_, kGzipWindow) != Z_OK) throw std::runtime_error("zlib: inflateInit2 failed");
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  std::optional<std::string> run(std::string_view data, std::size_t limit) {
    std::string out;
    std::array<char, 16384> part;
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
    stream_.avail_in = static_cast<uInt>(data.size());
    int status = Z_OK;
    while (status == Z_OK) {
      stream_.next_out = reinterpret_cast<Bytef*>(part.data());
      stream_.avail_out = part.size();
      status = inflate(&stream_, Z_NO_FLUSH);
      out.append(part.data(), part.size() - stream_.avail_out);
      if (out.size() > limit) return std::nullopt;
    }
    if (status != Z_STREAM_END) return std::nullopt;
    return out;
  }

 private:
  z_stream stream_{};
};

// Calls `take` with each trimmed element of a comma-separated list until it returns true.
template <class F>
bool any_element(std::string_view list, F take) {
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    if (take(trim(list.substr(0, end)))) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

// `q=0`, `q=0.0`, `q=0.000`: not wanted at all.
bool is_refused(std::string_view parameters) {
  const auto q = parameters.find("q=");
  if (q == std::string_view::npos) return false;
  const std::string_view weight = trim(parameters.substr(q + 2));
  return weight.starts_with('0') && weight.find_first_of("123456789") == std::string_view::npos;
}

std::string_view strong(std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; }

}  // namespace

std::string gzip(std::string_view data) {
  thread_local Deflater deflater;
  return deflater.run(data);
}

std::optional<std::string> gunzip(std::string_view data, std::size_t limit) { return Inflater().run(data, limit); }

bool accepts_gzip(std::string_view accept_encoding) {
  return any_element(accept_encoding, [](std::string_view element) {
    const auto semicolon = std::min(element.find(';'), element.size());
    const std::string_view coding = trim(element.substr(0, semicolon));
    return (coding == "gzip" || coding == "*") && !is_refused(element.substr(semicolon));
  });
}

bool is_compressible(std::string_view content_type) {
  const std::string_view type = content_type.substr(0, content_type.find(';'));
  if (type == "text/event-stream") return false;
  return type.starts_with("text/") || type.ends_with("json") || type.ends_with("xml") || type.ends_with("javascript");
}

bool etag_matches(std::string_view if_none_match, std::string_view etag) {
  return any_element(if_none_match, [&](std::string_view tag) { return tag == "*" || strong(tag) == strong(etag); });
}

std::string etag_of(std::string_view content) {
  // FNV-1a: tells versions of one document apart; nobody gains by a collision with their own document.
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : content) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return fmt::format("\"{:016x}-{:x}\"", hash, content.size());
}

}  // namespace linli::http
