#include "http/target.hpp"

#include <gtest/gtest.h>

namespace linli::http {
namespace {

TEST(Target, PathsAreDecodedOnceAndNormalised) {
  const std::pair<const char*, const char*> cases[]{
      {"/", "/"},
      {"/?a=1", "/"},
      {"/api/v1/cases", "/api/v1/cases"},
      {"/api/v1/cases/", "/api/v1/cases"},
      {"/%E9%82%BB%E9%87%8C", "/邻里"},
      {"/邻里", "/邻里"},
      {"/a%20b", "/a b"},
      {"/a+b", "/a+b"},
      {"/%2525", "/%25"},  // once: the result is not decoded again
      {"http://host:8080/a?b=c", "/a"},
      {"https://host", "/"},
      {"/..a/.b/...", "/..a/.b/..."},
  };
  for (const auto& [sent, path] : cases) {
    const auto target = parse_target(sent);
    ASSERT_TRUE(target) << sent;
    EXPECT_EQ(target->path, path) << sent;
  }
}

TEST(Target, TricksAreRefused) {
  using namespace std::string_view_literals;
  const std::string_view cases[]{
      "",     "a",           "*",      "//",       "//evil/x",    "/a//b",    "/a//",     "/.",
      "/..",  "/a/../b",     "/a/./b", "/%2e%2e",  "/a/%2E%2e/b", "/a%2fb",   "/a%5cb",   "/a\\b",
      "/%",   "/%4",         "/%zz",   "/%00",     "/a\0b"sv,     "/%c0%af",  "/%ff",     "/%ed%a0%80",
      "/a#b", "/%0d%0aX: y", "/a%7f",  "/a?b=%zz", "/a?b=%00",    "/a?%ff=1", "ftp://h/", "/a?b=%fe",
  };
  for (const auto sent : cases) EXPECT_FALSE(parse_target(sent)) << sent;
}

TEST(Target, QueriesAreDecoded) {
  const auto target = parse_target("/a?q=%E5%81%9C%E6%B0%B4+1%2B1&flag&empty=&&x=a=b");
  ASSERT_TRUE(target);
  const std::vector<std::pair<std::string, std::string>> expected{
      {"q", "停水 1+1"}, {"flag", ""}, {"empty", ""}, {"x", "a=b"}};
  EXPECT_EQ(target->query, expected);
}

}  // namespace
}  // namespace linli::http
