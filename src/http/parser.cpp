#include "http/parser.hpp"

#include <algorithm>
#include <boost/beast/http/error.hpp>

namespace linli::http {
namespace {

namespace beast_http = boost::beast::http;

// A Content-Length is a promise: room for all of it is made only once this much has come.
constexpr std::uint64_t kTrusted = 256 << 10;

Verb verb_of(beast_http::verb verb) {
  switch (verb) {
    case beast_http::verb::get:
      return Verb::Get;
    case beast_http::verb::head:
      return Verb::Head;
    case beast_http::verb::post:
      return Verb::Post;
    case beast_http::verb::put:
      return Verb::Put;
    case beast_http::verb::patch:
      return Verb::Patch;
    case beast_http::verb::delete_:
      return Verb::Delete;
    case beast_http::verb::options:
      return Verb::Options;
    default:
      return Verb::Other;
  }
}

Method method_of(Verb verb) {
  switch (verb) {
    case Verb::Post:
      return Method::Post;
    case Verb::Put:
      return Method::Put;
    case Verb::Patch:
      return Method::Patch;
    case Verb::Delete:
      return Method::Delete;
    default:
      return Method::Get;
  }
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

RequestParser::RequestParser(Request& request, std::size_t max_header) : request_(request) {
  header_limit(static_cast<std::uint32_t>(max_header));
  body_limit(boost::none);  // set once the route is known
}

void RequestParser::on_request_impl(beast_http::verb method, string_view, string_view target, int version,
                                    error_code&) {
  version_ = version;
  verb_ = verb_of(method);
  request_.method = method_of(verb_);
  request_.target.assign(target.data(), target.size());
}

// Trailers of a chunked body come here too; nothing of ours reads them, and they must not pass as headers.
void RequestParser::on_field_impl(field name, string_view name_text, string_view value, error_code& error) {
  if (is_header_done()) return;
  if (name == field::host) ++hosts_;
  if (name == field::content_length) {
    // Two of them are how requests are smuggled past a proxy, even when they agree.
    if (has_length_ || value.find(',') != string_view::npos) error = beast_http::error::multiple_content_length;
    has_length_ = true;
  }
  if (name == field::transfer_encoding && !boost::beast::iequals(value, "chunked")) {
    error = beast_http::error::bad_transfer_encoding;
  }
  if (name == field::expect) {
    const bool known = boost::beast::iequals(value, "100-continue");
    (known ? expects_continue_ : expects_other_) = true;
  }
  auto& header = request_.headers.emplace_back();
  header.first.resize(name_text.size());
  std::ranges::transform(name_text, header.first.begin(), lower);
  header.second.assign(value.data(), value.size());
}

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) {
  announced_ = length.value_or(0);
  request_.body.reserve(std::min(announced_, kTrusted));
}

std::size_t RequestParser::on_body_impl(string_view part, error_code&) {
  if (request_.body.size() >= kTrusted && request_.body.capacity() < announced_) request_.body.reserve(announced_);
  request_.body.append(part.data(), part.size());
  return part.size();
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, string_view part, error_code&) {
  request_.body.append(part.data(), part.size());
  return part.size();
}

}  // namespace linli::http
