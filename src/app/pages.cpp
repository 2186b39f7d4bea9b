#include "app/pages.hpp"

namespace linli::app {
namespace {

constexpr ErrorSpec kNoSuchPage{ErrorKind::NotFound, "pages.not_found", "没有这个页面,请检查网址。",
                                "There is no such page; please check the address."};

http::Response to_response(const Page& page) {
  http::Response response;
  response.content_type = page.content_type;
  response.body = page.content;
  response.etag = page.etag;
  response.gzip_encoded = page.gzip;
  const bool hashed_name = page.path.starts_with("/assets/");
  response.headers.emplace_back("Cache-Control", hashed_name ? "public, max-age=31536000, immutable" : "no-cache");
  return response;
}

}  // namespace

Pages::Pages(const std::vector<Page>& pages) {
  for (const auto& page : pages) by_path_.emplace(page.path, page);
}

http::Answer Pages::serve(const http::Request& request) const {
  if (const auto found = by_path_.find(request.path); found != by_path_.end()) return to_response(found->second);
  const bool is_file = request.path.starts_with("/assets/") || request.path.starts_with("/api/");
  const auto index = by_path_.find("/index.html");
  if (is_file || index == by_path_.end()) return fail(kNoSuchPage);
  return to_response(index->second);
}

}  // namespace linli::app
