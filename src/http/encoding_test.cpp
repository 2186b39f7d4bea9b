#include "http/encoding.hpp"

#include <gtest/gtest.h>

namespace linli::http {
namespace {

TEST(Encoding, GzipComesBack) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "停水 " + std::to_string(i);
  const std::string packed = gzip(text);
  EXPECT_LT(packed.size(), text.size() / 2);
  EXPECT_EQ(gunzip(packed), text);
  EXPECT_EQ(gunzip(packed, 1000), std::nullopt);  // a bomb
  EXPECT_EQ(gunzip(packed.substr(0, packed.size() / 2)), std::nullopt);
  EXPECT_EQ(gunzip("nonsense"), std::nullopt);
}

TEST(Encoding, AcceptEncodingIsRead) {
  for (const char* yes : {"gzip", "deflate, gzip", "gzip;q=0.5", "br;q=1.0, gzip ; q=0.8", "*"}) {
    EXPECT_TRUE(accepts_gzip(yes)) << yes;
  }
  for (const char* no : {"", "br", "gzip;q=0", "gzip; q=0.000", "xgzip"}) EXPECT_FALSE(accepts_gzip(no)) << no;
}

TEST(Encoding, OnlyTextIsCompressed) {
  for (const char* yes :
       {"application/json; charset=utf-8", "text/html", "image/svg+xml", "application/geo+json", "text/javascript"}) {
    EXPECT_TRUE(is_compressible(yes)) << yes;
  }
  for (const char* no : {"image/png", "application/zip", "text/event-stream", "font/woff2"}) {
    EXPECT_FALSE(is_compressible(no)) << no;
  }
}

TEST(Encoding, TagsAreComparedWeakly) {
  EXPECT_TRUE(etag_matches("\"a\"", "\"a\""));
  EXPECT_TRUE(etag_matches("\"x\", W/\"a\"", "\"a\""));
  EXPECT_TRUE(etag_matches("*", "\"a\""));
  EXPECT_FALSE(etag_matches("", "\"a\""));
  EXPECT_FALSE(etag_matches("\"b\"", "\"a\""));
  EXPECT_NE(etag_of("a"), etag_of("b"));
}

}  // namespace
}  // namespace linli::http
