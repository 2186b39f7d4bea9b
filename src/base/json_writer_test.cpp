#include "base/json_writer.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

namespace linli {
namespace {

TEST(JsonWriter, WritesNestedDocumentsThatParse) {
  JsonWriter writer;
  writer.begin_object()
      .field("id", CaseId{9007199254740993})
      .field("none", CaseId{})
      .field("text", "停水\n\"急\"\\\x01")
      .field("rate", 0.93)
      .field("maybe", std::optional<int>{})
      .key("hops")
      .begin_array()
      .value(1)
      .begin_object()
      .end_object()
      .value(true)
      .end_array()
      .field("name", Text{"网格", "grid"})
      .end_object();
  const auto text = writer.take();
  EXPECT_EQ(text, R"({"id":"9007199254740993","none":null,"text":"停水\n\"急\"\\\u0001","rate":0.93,"maybe":null,)"
                  R"("hops":[1,{},true],"name":{"zh":"网格","en":"grid"}})");
  EXPECT_NO_THROW((void)boost::json::parse(text));
}

TEST(JsonWriter, EscapesEveryByteAtEveryPlace) {
  for (int c = 1; c < 128; ++c) {
    for (std::size_t at = 0; at < 20; ++at) {
      std::string text = "网格员网格员ab";
      text.insert(std::min(at / 3 * 3, text.size()), 1, static_cast<char>(c));
      text.insert(0, at % 3, 'x');
      JsonWriter writer;
      EXPECT_EQ(boost::json::parse(writer.value(text).take()).as_string(), text) << c << " at " << at;
    }
  }
}

TEST(JsonWriter, WritesTextsOfEveryLengthAsNamesAndValues) {
  for (std::size_t length = 0; length < 40; ++length) {
    std::string text(length, '\0');
    for (std::size_t i = 0; i < length; ++i) text[i] = static_cast<char>('a' + i % 26);
    for (std::size_t at = 0; at <= length; ++at) {
      if (at < length) text[at] = '"';
      JsonWriter writer;
      const auto json = writer.begin_object().field(text, text).field("next", 1).end_object().take();
      const auto object = boost::json::parse(json).as_object();
      ASSERT_EQ(object.size(), 2U) << json;
      EXPECT_EQ(object.begin()->key(), text);
      EXPECT_EQ(object.begin()->value().as_string(), text);
      if (at < length) text[at] = 'z';
    }
  }
}

TEST(JsonWriter, IsEmptyAfterTaking) {
  JsonWriter writer;
  EXPECT_EQ(writer.value(1).take(), "1");
  EXPECT_EQ(writer.value(2).take(), "2");
}

}  // namespace
}  // namespace linli
