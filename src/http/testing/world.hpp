#pragma once
// The one set of routes that the server's own tests speak to.

#include <atomic>
#include <chrono>

#include "http/router.hpp"
#include "http/server.hpp"

namespace linli::http::testing {

struct World {
  Router router;
  std::atomic<int> running{0};  // handlers of /api/v1/slow that have begun
};

// GET  /api/v1/hello             what the request looked like
// GET  /api/v1/tagged            a long answer with an ETag
// GET  /api/v1/slow?ms=          answers after that time, without blocking its thread
// GET  /api/v1/throws            std::runtime_error("secret detail")
// GET  /api/v1/cases/{id}        the id; 404 when it is 404
// POST /api/v1/cases             `{text, matter_id}`, at most 4 KiB
// POST /api/v1/photos            raw image, at most 1 MiB; answers its size
// GET  anything else             a page that arrives packed
void fill_world(World& world);

// Lets in whoever sends `Authorization: Bearer good`, labelled `account 7`; public routes are open.
[[nodiscard]] Gate make_gate();

}  // namespace linli::http::testing
