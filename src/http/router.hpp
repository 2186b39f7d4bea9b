#pragma once
// Path and method → route. Built once at start, then only read, by any thread.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/declare.hpp"
#include "http/message.hpp"

namespace linli::http {

struct Route {
  Method method;
  std::string path;  // `/api/v1/cases/{id}/steps`; {id} and {…_id} must be decimal ids, {slug} is any text
  Declaration declaration;
  Handler handler;
  std::size_t number = 0;  // place in Router::routes(), set by add()
};

// A literal segment is preferred to an id, an id to a text.
class Router {
 public:
  Router();
  // Asserts that no two routes meet.
  void add(Route route);
  void add(Method method, std::string path, Declaration declaration, Handler handler);

  struct Match {
    const Route* route = nullptr;
    std::vector<std::pair<std::string, std::string>> params;
    bool path_known = false;  // another method would match: 405
    std::string allowed;      // `GET, HEAD, OPTIONS, POST`, when path_known
  };
  [[nodiscard]] Match match(Method method, std::string_view path) const;
  [[nodiscard]] const std::vector<std::unique_ptr<Route>>& routes() const;
  // What answers GET of a path that no route knows (the pages).
  void set_fallback(std::function<Answer(const Request&)> fallback);
  [[nodiscard]] const std::function<Answer(const Request&)>& fallback() const;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

// Decides who is asking and whether the route may run: sets request.principal, or fails with 401/403/404. Also checks
// CSRF.
using Gate = std::function<asio::awaitable<Result<void>>(Request&, const Declaration&)>;

// OpenAPI 3.1 of the routes below /api and /open311.
[[nodiscard]] std::string openapi(const Router& router, std::string_view version);

// Checks body and query against the declaration; fills request.json. Faults name the field by its path
// (`contact.phone`).
[[nodiscard]] Result<void> check(Request& request, const Declaration& declaration);

}  // namespace linli::http
