// Stands in for the pages when built with -DLINLI_WEB=OFF (sanitizers, fuzzers): says so instead of showing nothing.
#include "app/pages.hpp"

namespace linli::app {

std::vector<Page> embedded_pages() {
  return {{"/index.html", "text/html; charset=utf-8", "\"none\"", false,
           "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>邻里</title>"
           "<p>此版本未包含页面。This build carries no pages (LINLI_WEB=OFF).</p></html>"}};
}

}  // namespace linli::app
