// The same bytes, at once and one by one, are the same request.

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <cstddef>
#include <cstdint>
#include <string>

#include "http/parser.hpp"

namespace {

using namespace linli::http;

struct Outcome {
  bool done = false;
  Request request;
};

Outcome parse(std::string_view bytes, std::size_t step) {
  Outcome outcome;
  RequestParser parser(outcome.request, 16 << 10);
  parser.eager(true);
  std::string pending;
  while (!bytes.empty() && !parser.is_done()) {
    pending += bytes.substr(0, step);
    bytes.remove_prefix(std::min(step, bytes.size()));
    boost::system::error_code error;
    std::size_t taken = 1;
    while (taken > 0 && !pending.empty() && !parser.is_done() && !error) {
      taken = parser.put(boost::asio::buffer(pending), error);
      pending.erase(0, taken);
    }
    if (error && error != boost::beast::http::error::need_more) return outcome;
  }
  outcome.done = parser.is_done();
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Outcome whole = parse(bytes, size + 1);
  const Outcome pieces = parse(bytes, 1);
  LINLI_ASSERT(whole.done == pieces.done);
  if (!whole.done) return 0;
  LINLI_ASSERT(whole.request.target == pieces.request.target);
  LINLI_ASSERT(whole.request.headers == pieces.request.headers);
  LINLI_ASSERT(whole.request.body == pieces.request.body);
  return 0;
}
