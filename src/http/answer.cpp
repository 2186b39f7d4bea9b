#include "http/answer.hpp"

#include <algorithm>
#include <charconv>

#include "http/encoding.hpp"

namespace linli::http {
namespace {

constexpr std::size_t kCompressAbove = 1024;

// Pages load nothing from elsewhere and are framed by nobody. Styles are inline because Vue and charts set them so.
#define LINLI_SECURITY_HEADERS                                                                          \
  "Content-Security-Policy: default-src 'self'; img-src 'self' data: blob:; style-src 'self' "          \
  "'unsafe-inline'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'\r\n" \
  "X-Content-Type-Options: nosniff\r\n"                                                                 \
  "Referrer-Policy: same-origin\r\n"
constexpr std::string_view kPlainHeaders = LINLI_SECURITY_HEADERS;
constexpr std::string_view kSecureHeaders = LINLI_SECURITY_HEADERS "Strict-Transport-Security: max-age=31536000\r\n";
#undef LINLI_SECURITY_HEADERS

constexpr std::pair<int, std::string_view> kReasons[]{
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {413, "Content Too Large"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
};

std::string_view reason_of(int status) {
  const auto found = std::ranges::find(kReasons, status, &std::pair<int, std::string_view>::first);
  return found == std::end(kReasons) ? std::string_view{} : found->second;
}

void append_number(std::size_t number, std::string& out) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, end);
}

bool has_header(const Response& response, std::string_view name) {
  return std::ranges::any_of(response.headers, [&](const auto& header) {
    return std::ranges::equal(header.first, name, [](char a, char b) { return (a | 0x20) == (b | 0x20); });
  });
}

bool has_body(int status) { return status != 204 && status != 304; }

// What may be kept: fingerprinted assets for ever, tagged answers after asking, nothing else of the interface.
std::string_view default_caching(const Request& request, const Response& response) {
  if (response.status < 400 && request.path.starts_with("/assets/")) return "public, max-age=31536000, immutable";
  if (!response.etag.empty()) return "private, no-cache";
  return request.path.starts_with("/api/") ? "no-store" : "no-cache";
}

void choose_encoding(const Request& request, Response& response) {
  const bool wanted = accepts_gzip(request.header("accept-encoding"));
  if (response.gzip_encoded) {
    response.headers.emplace_back("Vary", "Accept-Encoding");
    if (wanted) return;
    auto unpacked = gunzip(response.body);
    LINLI_ASSERT(unpacked.has_value());  // such bodies are our own assets
    response.body = std::move(*unpacked);
    response.gzip_encoded = false;
    return;
  }
  if (response.body.size() <= kCompressAbove || !is_compressible(response.content_type)) return;
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (!wanted) return;
  response.body = gzip(response.body);
  response.gzip_encoded = true;
  // The tag names the content; packed bytes differ, so it holds only weakly.
  if (response.etag.starts_with('"')) response.etag.insert(0, "W/");
}

// A header that would break the line it stands on is our own mistake; better none than two.
bool is_one_line(std::string_view text) { return text.find_first_of("\r\n") == std::string_view::npos; }

}  // namespace

Response status_response(const StatusSpec& spec, std::string_view request_id) {
  Error error;
  error.code = spec.code;
  error.message = {std::string(spec.zh), std::string(spec.en)};
  Response response = error_response(error, request_id);
  response.status = spec.status;
  return response;
}

void finish_answer(const Request& request, Response& response) {
  if (!has_header(response, "cache-control")) {
    response.headers.emplace_back("Cache-Control", default_caching(request, response));
  }
  const bool may_match = response.status == 200 && request.method == Method::Get && !response.etag.empty();
  if (may_match && etag_matches(request.header("if-none-match"), response.etag)) {
    response.status = 304;
    response.body.clear();
    response.gzip_encoded = false;
    return;
  }
  choose_encoding(request, response);
}

void write_head(const Response& response, const HeadOptions& options, std::string& out) {
  out += "HTTP/1.1 ";
  append_number(static_cast<std::size_t>(response.status), out);
  out.append(" ").append(reason_of(response.status)).append("\r\n");
  out += options.date_line;
  if (has_body(response.status)) {
    if (!response.content_type.empty()) out.append("Content-Type: ").append(response.content_type).append("\r\n");
  }
  if (has_body(response.status) && !options.endless) {
    out += "Content-Length: ";
    append_number(response.body.size(), out);
    out += "\r\n";
  }
  if (response.gzip_encoded) out += "Content-Encoding: gzip\r\n";
  if (!response.etag.empty()) out.append("ETag: ").append(response.etag).append("\r\n");
  for (const auto& [name, value] : response.headers) {
    if (is_one_line(name) && is_one_line(value)) out.append(name).append(": ").append(value).append("\r\n");
  }
  out.append("X-Request-Id: ").append(options.request_id).append("\r\n");
  if (!options.keep_alive) out += "Connection: close\r\n";
  out += options.secure ? kSecureHeaders : kPlainHeaders;
  out += "\r\n";
}

}  // namespace linli::http
