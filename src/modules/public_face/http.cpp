#include "modules/public_face/http.hpp"

#include <charconv>

#include "http/body.hpp"
#include "modules/public_face/rules.hpp"

namespace linli::public_face {
namespace {

using accounts::caller_of;
using http::Access;
using http::Answer;
using http::Body;
using http::Declaration;
using http::Method;
using http::Request;
namespace asio = http::asio;

// A release can be withdrawn: texts are asked for each time, pictures after five minutes and mostly answered by 304.
constexpr std::string_view kListCaching = "public, max-age=0, must-revalidate";
constexpr std::string_view kFigureCaching = "public, max-age=300";
constexpr std::string_view kPhotoCaching = "public, max-age=300, must-revalidate";

Answer answer_json(Result<std::string> json, std::string_view caching = {}) {
  if (!json) return fail(std::move(json.error()));
  auto response = http::json_response(std::move(*json));
  if (!caching.empty()) response.headers.emplace_back("cache-control", std::string(caching));
  return response;
}

PublicText text_in(const Body& body) { return {body.text("title"), body.text("problem"), body.text("result")}; }

asio::awaitable<Answer> show_proposal(PublicFace& face, Request& request) {
  auto json = co_await face.proposal(caller_of(request), request.param_id<CaseId>("id"));
  co_return answer_json(std::move(json));
}

asio::awaitable<Answer> show_marks(PublicFace& face, Request& request) {
  auto text = text_in(Body(request.json));
  auto json = co_await face.marks(caller_of(request), request.param_id<CaseId>("id"), std::move(text));
  co_return answer_json(std::move(json));
}

asio::awaitable<Answer> release_case(PublicFace& face, Request& request) {
  const Body body(request.json);
  NewRelease wanted{text_in(body), {}, body.flag("marks_seen").value_or(false)};
  if (body.has("photos")) {
    for (const auto& sent : request.json.as_object().at("photos").as_array()) {
      const Body photo(sent);
      wanted.photos.push_back({photo.id<PhotoId>("id"), photo.text("description")});
    }
  }
  auto json = co_await face.release(caller_of(request), request.param_id<CaseId>("id"), std::move(wanted));
  co_return answer_json(std::move(json));
}

asio::awaitable<Answer> withdraw_case(PublicFace& face, Request& request) {
  auto reason = Body(request.json).text("reason");
  auto json = co_await face.withdraw(caller_of(request), request.param_id<CaseId>("id"), std::move(reason));
  co_return answer_json(std::move(json));
}

asio::awaitable<Answer> list_settled(PublicFace& face, Request& request) {
  ListRequest wanted{.area = request.query_id<AreaId>("area"), .matter = request.query_id<MatterId>("matter")};
  wanted.period = std::string(request.query_value("period").value_or(""));
  wanted.cursor = std::string(request.query_value("cursor").value_or(""));
  const auto limit = request.query_value("limit").value_or("");
  std::from_chars(limit.data(), limit.data() + limit.size(), wanted.limit);
  auto json = co_await face.list(std::move(wanted));
  co_return answer_json(std::move(json), kListCaching);
}

asio::awaitable<Answer> show_settled(PublicFace& face, Request& request) {
  auto json = co_await face.show(request.param_id<ReleaseId>("id"));
  co_return answer_json(std::move(json), kListCaching);
}

asio::awaitable<Answer> show_photo(PublicFace& face, Request& request, bool thumb) {
  std::int64_t seq = 0;
  const auto text = request.param("seq");
  std::from_chars(text.data(), text.data() + text.size(), seq);
  const auto photo = co_await face.photo(request.param_id<ReleaseId>("id"), seq);
  if (!photo) co_return fail(photo.error());
  const auto digest = thumb ? photo->thumb_digest : photo->digest;
  auto bytes = co_await face.bytes(digest);
  if (!bytes) co_return fail(std::move(bytes.error()));
  http::Response response;
  response.content_type = "image/jpeg";
  response.body = std::move(*bytes);
  response.etag = "\"" + digest + "\"";
  response.headers = {{"cache-control", std::string(kPhotoCaching)}};
  co_return response;
}

asio::awaitable<Answer> show_map(PublicFace& face, Request& request) {
  auto json = co_await face.map(std::string(request.query_value("year").value_or("")));
  co_return answer_json(std::move(json), kFigureCaching);
}

asio::awaitable<Answer> show_times(PublicFace& face, Request& request) {
  auto json = co_await face.times(std::string(request.query_value("year").value_or("")));
  co_return answer_json(std::move(json), kFigureCaching);
}

std::vector<http::Field> text_fields() {
  return {http::text_field("title", {"标题", "Title"}).must().at_most(kMostTitle),
          http::text_field("problem", {"反映的问题", "What was wrong"}).must().at_most(kMostText),
          http::text_field("result", {"办理结果", "What was done"}).must().at_most(kMostText)};
}

Declaration for_staff(Text summary, std::vector<http::Field> body = {}) {
  Declaration d;
  d.summary_zh = std::move(summary.zh);
  d.summary_en = std::move(summary.en);
  d.permission = std::string(to_string(accounts::Right::CasesRelease));
  if (!body.empty()) d.body_kind = http::BodyKind::Json;
  d.body = std::move(body);
  return d;
}

Declaration for_everybody(Text summary, std::vector<http::Field> query = {}) {
  Declaration d;
  d.summary_zh = std::move(summary.zh);
  d.summary_en = std::move(summary.en);
  d.access = Access::Public;
  d.query = std::move(query);
  return d;
}

Declaration releasing() {
  auto fields = text_fields();
  fields.push_back(http::boolean_field("marks_seen", {"已逐处看过标出的内容", "What was marked has been looked at"}));
  fields.push_back(
      http::array_field(
          "photos", {"遮盖后的照片", "Redacted photos"},
          http::object_field(
              "photo", {"照片", "Photo"},
              {http::id_field("id", {"上传编号", "Id of the upload"}).must(),
               http::text_field("description", {"照片说明", "What it shows"}).at_most(kMostDescription).or_null()}))
          .at_most(kMostPhotos)
          .or_null());
  return for_staff({"对外公开一件已办结的事", "Release a settled matter"}, std::move(fields));
}

http::Field year_field() { return http::text_field("year", {"年份", "Year"}).at_most(4); }

}  // namespace

void register_routes(http::Router& router, PublicFace& face) {
  const auto add = [&](Method method, std::string path, Declaration declaration, auto handler) {
    router.add(method, std::move(path), std::move(declaration),
               [&face, handler](Request& request) { return handler(face, request); });
  };
  const std::string of_case = "/api/v1/cases/{id}/release";
  add(Method::Get, of_case, for_staff({"能否公开、公开的文字和经过", "Whether it may be released, and its release"}),
      show_proposal);
  add(Method::Post, of_case, releasing(), release_case);
  add(Method::Post, of_case + "/marks", for_staff({"标出像个人信息的内容", "What looks personal"}, text_fields()),
      show_marks);
  add(Method::Post, of_case + "/withdraw",
      for_staff({"撤回公开", "Withdraw the release"},
                {http::text_field("reason", {"原因", "Reason"}).must().at_least(1).at_most(500)}),
      withdraw_case);

  const std::string settled = "/api/v1/public/settled";
  add(Method::Get, settled,
      for_everybody({"已公开的办结事项，新的在前", "Released settled matters, newest first"},
                    {http::id_field("area", {"街道或社区", "Subdistrict or community"}),
                     http::id_field("matter", {"事项或类别", "Matter or class"}),
                     http::text_field("period", {"办结时段", "Settled in"}).at_most(10),
                     http::text_field("cursor", {"翻页位置", "Cursor"}).at_most(60),
                     http::integer_field("limit", {"每页条数", "A page"}).between(1, 100)}),
      list_settled);
  add(Method::Get, settled + "/{id}", for_everybody({"一件已公开的事", "One released matter"}), show_settled);
  const auto full = [](PublicFace& shown, Request& request) { return show_photo(shown, request, false); };
  const auto thumb = [](PublicFace& shown, Request& request) { return show_photo(shown, request, true); };
  add(Method::Get, settled + "/{id}/photos/{seq}", for_everybody({"公开的照片", "A released photo"}), full);
  add(Method::Get, settled + "/{id}/photos/{seq}/thumb", for_everybody({"公开照片的小图", "Its thumbnail"}), thumb);
  add(Method::Get, "/api/v1/public/figures/map",
      for_everybody({"各处办结了多少，每格不少于规定件数", "How much was settled where, never fewer than the least"},
                    {year_field()}),
      show_map);
  add(Method::Get, "/api/v1/public/figures/times",
      for_everybody({"各类事项一般多久办结", "How long matters usually take"}, {year_field()}), show_times);
}

}  // namespace linli::public_face
