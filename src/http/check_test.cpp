// The declaration checker: what is refused, and whether the person is told which field, why and what to do.

#include <gtest/gtest.h>

#include "http/body.hpp"
#include "http/router.hpp"

namespace linli::http {
namespace {

Declaration report() {
  Declaration declaration;
  declaration.body_kind = BodyKind::Json;
  declaration.query = {integer_field("limit", {"条数", "Limit"}).between(1, 200), date_field("as_of", {"日期", "Date"}),
                       enum_field("list", {"清单", "List"}, {"mine", "open"}), boolean_field("late", {"超期", "Late"}),
                       id_field("area", {"区域", "Area"})};
  declaration.body = {text_field("text", {"内容", "Text"}).must().at_least(2).at_most(5),
                      id_field("matter_id", {"事项", "Matter"}).must(),
                      number_field("lon", {"经度", "Longitude"}).between(-180, 180),
                      integer_field("floor", {"楼层", "Floor"}),
                      boolean_field("urgent", {"紧急", "Urgent"}),
                      date_field("from", {"起", "From"}).or_null(),
                      instant_field("at", {"时间", "At"}),
                      enum_field("channel", {"渠道", "Channel"}, {"phone", "window"}),
                      object_field("contact", {"联系人", "Contact"},
                                   {text_field("name", {"姓名", "Name"}).must(),
                                    text_field("phone", {"电话", "Phone"}).at_most(11).hidden()}),
                      array_field("photo_ids", {"照片", "Photos"}, id_field("", {"照片", "Photo"})).at_most(3)};
  return declaration;
}

Request json_request(std::string body) {
  Request request;
  request.method = Method::Post;
  request.body = std::move(body);
  request.headers = {{"content-type", "application/json; charset=utf-8"}};
  return request;
}

// `code` of the error and the fields of its faults: `http.invalid text contact.name`; empty when it passes.
std::string outcome(Request request, const Declaration& declaration = report()) {
  const auto result = check(request, declaration);
  if (result) return "";
  std::string out = result.error().code;
  for (const Fault& fault : result.error().faults) {
    out += ' ' + fault.field;
    EXPECT_FALSE(fault.reason.zh.empty() || fault.reason.en.empty() || fault.remedy.zh.empty());
  }
  return out;
}

std::string outcome_with(const std::string& member) {
  return outcome(json_request(R"({"text":"停水了","matter_id":"12",)" + member + "}"));
}

TEST(Check, WhatFitsPasses) {
  Request request = json_request(R"({"text":"停水了","matter_id":"12","lon":113.5,"from":null,"photo_ids":["1","2"],
    "contact":{"name":"张三"},"at":"2026-11-22T09:07:00+08:00","channel":"phone","urgent":false,"floor":-1})");
  ASSERT_TRUE(check(request, report()));
  EXPECT_EQ(request.json.at("text").as_string(), "停水了");
}

TEST(Check, FaultsNameTheFieldByItsPath) {
  EXPECT_EQ(outcome(json_request("{}")), "http.invalid text matter_id");
  EXPECT_EQ(outcome(json_request("")), "http.invalid text matter_id");
  const std::pair<const char*, const char*> cases[]{
      {R"("lon":"113")", "lon"},
      {R"("lon":180.5)", "lon"},
      {R"("floor":1.5)", "floor"},
      {R"("floor":18446744073709551615)", "floor"},
      {R"("urgent":1)", "urgent"},
      {R"("urgent":null)", "urgent"},
      {R"("from":"2026-02-30")", "from"},
      {R"("at":"2026-11-22")", "at"},
      {R"("channel":"mail")", "channel"},
      {R"("contact":[])", "contact"},
      {R"("contact":{})", "contact.name"},
      {R"("contact":{"name":"a","phone":"138001380001"})", "contact.phone"},
      {R"("contact":{"name":"a","wechat":"x"})", "contact.wechat"},
      {R"("photo_ids":["1","x"])", "photo_ids[1]"},
      {R"("photo_ids":["1","2","3","4"])", "photo_ids"},
      {R"("photo_ids":"1")", "photo_ids"},
      {R"("other":1)", "other"},
      {R"("from":"\u0000")", "from"},
  };
  for (const auto& [member, field] : cases)
    EXPECT_EQ(outcome_with(member), std::string("http.invalid ") + field) << member;
}

TEST(Check, AnObjectWithoutDeclaredMembersHoldsAnyNames) {
  Declaration declaration;
  declaration.body_kind = BodyKind::Json;
  declaration.body = {object_field("answers", {"答复", "Answers"}, {})};
  EXPECT_EQ(outcome(json_request(R"({"answers":{"q1":"a","q2":2}})"), declaration), "");
  EXPECT_EQ(outcome(json_request(R"({"answers":"a"})"), declaration), "http.invalid answers");
}

TEST(Check, CheckedBodiesReadByMember) {
  Request request = json_request(R"({"text":"停水了","matter_id":"12","lon":113,"from":null,"urgent":true,
    "photo_ids":["1","2"],"contact":{"name":"张三"}})");
  ASSERT_TRUE(check(request, report()));
  const Body body(request.json);
  EXPECT_EQ(body.text("text"), "停水了");
  EXPECT_EQ(body.id<MatterId>("matter_id"), MatterId{12});
  EXPECT_EQ(body.number("lon"), 113.0);
  EXPECT_EQ(body.flag("urgent"), true);
  EXPECT_FALSE(body.has("from"));
  EXPECT_TRUE(body.names("from"));
  EXPECT_EQ(body.date("from"), std::nullopt);
  EXPECT_EQ(body.integer("floor"), std::nullopt);
  EXPECT_EQ(body.ids<PhotoId>("photo_ids"), (std::vector{PhotoId{1}, PhotoId{2}}));
  EXPECT_EQ(body.object("contact").text("name"), "张三");
  EXPECT_EQ(body.object("nothing").text("name"), "");
}

TEST(Check, LengthsCountCharactersNotBytes) {
  EXPECT_EQ(outcome(json_request(R"({"text":"停水停电了","matter_id":"1"})")), "");
  EXPECT_EQ(outcome(json_request(R"({"text":"停水停电了吗","matter_id":"1"})")), "http.invalid text");
  EXPECT_EQ(outcome(json_request(R"({"text":"停","matter_id":"1"})")), "http.invalid text");
  EXPECT_EQ(outcome(json_request(R"({"text":"a\u0000b","matter_id":"1"})")), "http.invalid text");
}

TEST(Check, MalformedJsonSaysWhere) {
  for (const char* body : {"{", "nonsense", R"({"a":1,})", R"({"a":1} x)", "\xff", "{\"a\":\"\xff\"}", R"({"a":01})",
                           R"({"a":1e999})", R"({'a':1})", "[]", "1", "{\"a\":\"\n\"}"}) {
    EXPECT_TRUE(outcome(json_request(body)).starts_with("http.bad_json")) << body;
  }
}

TEST(Check, TheSameMemberTwiceIsRefused) {
  EXPECT_EQ(outcome(json_request(R"({"text":"停水了","matter_id":"1","text":"x"})")), "http.bad_json text");
  EXPECT_EQ(outcome(json_request(R"({"contact":{"name":"a","n\u0061me":"b"}})")), "http.bad_json name");
}

TEST(Check, DepthIsBounded) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "{\"a\":";
  EXPECT_TRUE(outcome(json_request(deep)).starts_with("http.bad_json"));
  EXPECT_TRUE(outcome(json_request(std::string(100'000, '['))).starts_with("http.bad_json"));
}

TEST(Check, FaultsAreBoundedAndSecretsNotRepeated) {
  std::string many = R"({"text":"停水了","matter_id":"1")";
  for (int i = 0; i < 1000; ++i) many += ",\"m" + std::to_string(i) + "\":1";
  Request request = json_request(many + "}");
  const auto result = check(request, report());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().faults.size(), 50U);

  Request secret =
      json_request(R"({"text":"停水停电了吗","matter_id":"1","contact":{"name":"a","phone":"138001380001"}})");
  const auto refused = check(secret, report());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().faults[0].value, "停水停电了吗");
  EXPECT_EQ(refused.error().faults[1].value, "");
}

TEST(Check, ContentTypesAreHeldTo) {
  Request request = json_request(R"({"text":"停水了","matter_id":"1"})");
  request.headers = {{"content-type", "text/plain"}};
  EXPECT_EQ(outcome(request), "http.unsupported_type Content-Type");

  Declaration raw;
  raw.body_kind = BodyKind::Raw;
  raw.raw_types = {"image/*", "application/zip"};
  for (const auto& [type, expected] : {std::pair{"image/JPEG; q=1", ""},
                                       {"application/zip", ""},
                                       {"imagex/png", "http.unsupported_type Content-Type"},
                                       {"", "http.unsupported_type Content-Type"}}) {
    request.headers = {{"content-type", type}};
    EXPECT_EQ(outcome(request, raw), expected) << type;
  }
}

TEST(Check, QueriesAreHeldToTheirTypes) {
  const auto with = [](std::vector<std::pair<std::string, std::string>> query) {
    Request request = json_request(R"({"text":"停水了","matter_id":"1"})");
    request.query = std::move(query);
    return outcome(std::move(request));
  };
  EXPECT_EQ(with({{"limit", "50"}, {"as_of", "2026-11-22"}, {"list", "mine"}, {"late", "true"}, {"area", "5"}}), "");
  EXPECT_EQ(with({{"limit", "201"}}), "http.invalid limit");
  EXPECT_EQ(with({{"limit", "5x"}}), "http.invalid limit");
  EXPECT_EQ(with({{"limit", ""}}), "http.invalid limit");
  EXPECT_EQ(with({{"as_of", "22.11.2026"}}), "http.invalid as_of");
  EXPECT_EQ(with({{"list", "all"}}), "http.invalid list");
  EXPECT_EQ(with({{"late", "1"}}), "http.invalid late");
  EXPECT_EQ(with({{"area", "-5"}}), "http.invalid area");
  EXPECT_EQ(with({{"nothing", "1"}}), "http.invalid nothing");
  EXPECT_EQ(with({{"limit", "1"}, {"limit", "2"}}), "http.invalid limit");
}

}  // namespace
}  // namespace linli::http
