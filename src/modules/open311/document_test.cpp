// One document, two formats.
#include "modules/open311/document.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <boost/json/parse.hpp>

#include "base/text.hpp"
#include "modules/open311/testing/world.hpp"

namespace linli::open311 {
namespace {

Node sample() {
  auto list = Node::list("service");
  auto one = Node::object();
  one.add("service_code", "001").add("service_name", "<路灯> & \"井盖\"").add("metadata", Node::flag(true));
  one.add("zipcode", Node::empty()).add("lat", Node::number(34.0)).add("order", Node::integer(1));
  auto formats = Node::list("format");
  formats.push(Node::text("text/xml")).push(Node::text("application/json"));
  one.add("formats", std::move(formats)).add("none", Node::list("note"));
  list.push(std::move(one));
  return list;
}

TEST(Open311Document, AListIsABareArrayAndAnEmptyElementIsNullInJson) {
  EXPECT_EQ(sample().to_json(),
            R"([{"service_code":"001","service_name":"<路灯> & \"井盖\"","metadata":true,"zipcode":null,"lat":34,)"
            R"("order":1,"formats":["text/xml","application/json"],"none":[]}])");
}

TEST(Open311Document, XmlHasItsDeclarationNamesItsItemsAndEscapes) {
  EXPECT_EQ(sample().to_xml("services"),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<services><service><service_code>001</service_code>"
            "<service_name>&lt;路灯&gt; &amp; &quot;井盖&quot;</service_name><metadata>true</metadata><zipcode/>"
            "<lat>34</lat><order>1</order><formats><format>text/xml</format><format>application/json</format></formats>"
            "<none/></service></services>");
}

TEST(Open311Document, WhatXmlCannotHoldBecomesAReplacementSign) {
  EXPECT_EQ(escape_xml(std::string_view("a\x01\x1F b\tc\nd", 9)), "a\xEF\xBF\xBD\xEF\xBF\xBD b\tc\nd");
  EXPECT_EQ(escape_xml("a\r\nb"), "a&#13;\nb");
  EXPECT_EQ(escape_xml("\xEF\xBF\xBF"), "\xEF\xBF\xBD");
  EXPECT_EQ(escape_xml("\xC3("), "\xEF\xBF\xBD(");
  EXPECT_EQ(escape_xml("\xE6\x9D"), "\xEF\xBF\xBD\xEF\xBF\xBD");
}

RC_GTEST_PROP(Open311Document, WhateverTheBytesTheXmlIsWellFormedUtf8, (const std::string& text)) {
  auto node = Node::object();
  node.add("description", text);
  const auto xml = node.to_xml("request");
  RC_ASSERT(is_valid_utf8(xml));
  const auto tree = testing::parse_xml(xml);
  RC_ASSERT(tree.get_child("request").count("description") == 1U);
}

}  // namespace
}  // namespace linli::open311
