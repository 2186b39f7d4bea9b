#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "http/encoding.hpp"
#include "http/router.hpp"

namespace linli::http {
namespace {

namespace json = boost::json;

asio::awaitable<Answer> answer_empty(Request&) { co_return empty_response(); }

Router make_described_router() {
  Router router;
  Declaration intake;
  intake.summary_zh = "登记";
  intake.summary_en = "Take in";
  intake.permission = "cases.intake";
  intake.body_kind = BodyKind::Json;
  intake.body = {text_field("text", {"内容", "Text"}).must(), date_field("on", {"日期", "On"}).or_null(),
                 array_field("photo_ids", {"照片", "Photos"}, id_field("", {})),
                 object_field("contact", {"联系人", "Contact"}, {text_field("name", {"姓名", "Name"}).must()})};
  router.add(Method::Post, "/api/v1/cases", intake, answer_empty);
  Declaration read;
  read.access = Access::Public;
  read.query = {enum_field("list", {"清单", "List"}, {"mine", "open"})};
  read.answer = {id_field("id", {"编号", "Id"})};
  router.add(Method::Get, "/api/v1/cases/{id}/photos/{name}", read, answer_empty);
  router.add(Method::Get, "/g/{slug}", read, answer_empty);
  return router;
}

// Every `$ref` of the document leads somewhere in it.
void expect_references_resolve(const json::value& document, const json::value& part) {
  if (part.is_array()) {
    for (const auto& element : part.get_array()) expect_references_resolve(document, element);
  }
  if (!part.is_object()) return;
  for (const auto& [name, value] : part.get_object()) {
    expect_references_resolve(document, value);
    if (name != "$ref") continue;
    ASSERT_TRUE(value.get_string().starts_with("#/"));
    boost::system::error_code missing;
    EXPECT_NE(document.find_pointer(std::string_view(value.get_string()).substr(1), missing), nullptr) << value;
  }
}

TEST(OpenApi, DescribesEveryRouteOfTheInterface) {
  const json::value document = json::parse(openapi(make_described_router(), "1.2.3"));
  EXPECT_EQ(document.at("openapi").as_string(), "3.1.0");
  EXPECT_EQ(document.at_pointer("/info/version").as_string(), "1.2.3");
  EXPECT_EQ(document.at("paths").as_object().size(), 2U);  // pages are no part of it
  expect_references_resolve(document, document);

  const auto& intake = document.at_pointer("/paths/~1api~1v1~1cases/post");
  EXPECT_EQ(intake.at("x-permission").as_string(), "cases.intake");
  EXPECT_EQ(intake.at("security").as_array().size(), 2U);
  const auto& schema = intake.at_pointer("/requestBody/content/application~1json/schema");
  EXPECT_EQ(schema.at("required").as_array().size(), 1U);
  EXPECT_EQ(schema.at_pointer("/properties/photo_ids/items/type").as_string(), "string");
  EXPECT_EQ(schema.at_pointer("/properties/on/type").as_array().size(), 2U);
  EXPECT_EQ(schema.at_pointer("/properties/contact/required/0").as_string(), "name");
  EXPECT_FALSE(schema.at("additionalProperties").as_bool());

  const auto& photo = document.at_pointer("/paths/~1api~1v1~1cases~1{id}~1photos~1{name}/get");
  EXPECT_TRUE(photo.at("security").as_array().empty());
  EXPECT_EQ(photo.at("parameters").as_array().size(), 3U);
  EXPECT_TRUE(photo.at_pointer("/parameters/0/schema").as_object().contains("pattern"));
  EXPECT_FALSE(photo.at_pointer("/parameters/1/schema").as_object().contains("pattern"));
  EXPECT_EQ(photo.at_pointer("/parameters/2/schema/enum").as_array().size(), 2U);
  EXPECT_TRUE(
      photo.at_pointer("/responses/2XX/content/application~1json/schema/properties").as_object().contains("id"));
}

}  // namespace
}  // namespace linli::http
