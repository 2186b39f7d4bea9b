#include "http/router.hpp"

#include <gtest/gtest.h>

namespace linli::http {
namespace {

asio::awaitable<Answer> answer_nothing(Request&) { co_return empty_response(); }

Router make_plain_router() {
  Router router;
  for (const char* path :
       {"/api/v1/cases", "/api/v1/cases/{id}", "/api/v1/cases/by-number/{number}", "/api/v1/cases/{id}/steps/{step_id}",
        "/api/v1/grids/{slug}", "/api/v1/grids/{slug}/qr.svg", "/api/v1/grids/all", "/"}) {
    router.add(Method::Get, path, {}, answer_nothing);
  }
  router.add(Method::Post, "/api/v1/cases", {}, answer_nothing);
  router.add(Method::Delete, "/api/v1/cases/{id}", {}, answer_nothing);
  return router;
}

std::string path_of(const Router::Match& match) { return match.route ? match.route->path : ""; }

TEST(Router, LiteralsComeBeforeParameters) {
  const Router router = make_plain_router();
  const std::pair<const char*, const char*> cases[]{
      {"/", "/"},
      {"/api/v1/cases", "/api/v1/cases"},
      {"/api/v1/cases/12", "/api/v1/cases/{id}"},
      {"/api/v1/cases/by-number/A-1", "/api/v1/cases/by-number/{number}"},
      {"/api/v1/cases/12/steps/3", "/api/v1/cases/{id}/steps/{step_id}"},
      {"/api/v1/grids/all", "/api/v1/grids/all"},
      {"/api/v1/grids/any", "/api/v1/grids/{slug}"},
      {"/api/v1/grids/all/qr.svg", "/api/v1/grids/{slug}/qr.svg"},  // the literal `all` leads nowhere here
  };
  for (const auto& [path, route] : cases) EXPECT_EQ(path_of(router.match(Method::Get, path)), route) << path;
}

TEST(Router, IdsMustBeDecimal) {
  const Router router = make_plain_router();
  for (const char* path : {"/api/v1/cases/x", "/api/v1/cases/-1", "/api/v1/cases/1x", "/api/v1/cases/1.0",
                           "/api/v1/cases/99999999999999999999", "/api/v1/cases/12/steps/x", "/api", "/api/v1"}) {
    const auto match = router.match(Method::Get, path);
    EXPECT_EQ(match.route, nullptr) << path;
    EXPECT_FALSE(match.path_known) << path;
  }
}

TEST(Router, ParametersAreNamed) {
  const Router router = make_plain_router();
  const auto match = router.match(Method::Get, "/api/v1/cases/12/steps/3");
  const std::vector<std::pair<std::string, std::string>> expected{{"id", "12"}, {"step_id", "3"}};
  EXPECT_EQ(match.params, expected);
}

TEST(Router, AnotherMethodIsToldWhatIsAllowed) {
  const Router router = make_plain_router();
  const auto match = router.match(Method::Put, "/api/v1/cases/12");
  EXPECT_TRUE(match.path_known);
  EXPECT_EQ(match.allowed, "GET, HEAD, DELETE, OPTIONS");
}

TEST(RouterDeathTest, RoutesMayNotMeet) {
  Router router = make_plain_router();
  EXPECT_DEATH(router.add(Method::Get, "/api/v1/cases/{case_id}", {}, answer_nothing), "assertion");
}

}  // namespace
}  // namespace linli::http
