#pragma once
// The pages carried inside the binary.

#include <string_view>
#include <unordered_map>
#include <vector>

#include "http/message.hpp"

namespace linli::app {

struct Page {
  std::string_view path;  // `/index.html`
  std::string_view content_type;
  std::string_view etag;  // quoted
  bool gzip = false;      // content is gzipped
  std::string_view content;
};

// Written by scripts/embed_pages.mjs from web/dist, or the notice of pages_none.cpp when built without pages.
[[nodiscard]] std::vector<Page> embedded_pages();

// Answers GET of anything that is not a route. Built once; read by any thread.
class Pages {
 public:
  explicit Pages(const std::vector<Page>& pages);
  // A file of the pages, else index.html for paths that the pages route themselves. Unknown files below /assets/ are
  // 404, so that a stale page notices.
  [[nodiscard]] http::Answer serve(const http::Request& request) const;

 private:
  std::unordered_map<std::string_view, Page> by_path_;
};

}  // namespace linli::app
