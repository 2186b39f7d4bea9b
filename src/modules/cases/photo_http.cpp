// Routes of photos.
#include "modules/cases/errors.hpp"
#include "modules/cases/http.hpp"

namespace linli::cases {
namespace {

using accounts::caller_of;
using http::Access;
using http::Answer;
using http::Declaration;
using http::Method;
using http::Request;
namespace asio = http::asio;

constexpr std::size_t kLargestPhoto = 10U << 20U;
enum class Size { Full, Thumb };

asio::awaitable<Answer> upload(Cases& cases, Request& request) {
  auto& context = cases.context();
  auto find_home = [&context](storage::Snapshot& snapshot) { return context.home.district(snapshot); };
  const auto home = co_await context.store.read(find_home);
  if (!home) co_return fail(kNotFound);
  const auto photo = co_await cases.photos.take_in(home->id, request.peer, std::move(request.body));
  if (!photo) co_return fail(photo.error());
  JsonWriter w;
  w.begin_object().field("id", photo->id).field("width", photo->width).field("height", photo->height).end_object();
  co_return http::json_response(w, 201);
}

asio::awaitable<Answer> answer_with(Cases& cases, Result<Photo> photo, Size size) {
  if (!photo) co_return fail(std::move(photo.error()));
  const auto digest = size == Size::Full ? photo->digest : photo->thumb_digest;
  auto bytes = co_await cases.photos.read(digest);
  if (!bytes) co_return fail(std::move(bytes.error()));
  http::Response response;
  response.content_type = "image/jpeg";
  response.body = std::move(*bytes);
  response.etag = "\"" + digest + "\"";
  // Not even this person's browser may keep it: the next person on the same phone would see it without asking us.
  response.headers = {{"cache-control", "no-store"}};
  co_return response;
}

asio::awaitable<Answer> show(Cases& cases, Request& request, Size size) {
  auto photo = co_await cases.desk.photo(caller_of(request), request.param_id<PhotoId>("id"));
  co_return co_await answer_with(cases, std::move(photo), size);
}

asio::awaitable<Answer> show_public(Cases& cases, Request& request, Size size) {
  Key key{std::string(request.param("number")), std::string(request.header("x-case-secret"))};
  auto photo = co_await cases.follow.photo(std::move(key), request.param_id<PhotoId>("id"));
  co_return co_await answer_with(cases, std::move(photo), size);
}

Declaration showing(Access access) {
  Declaration declaration;
  declaration.summary_zh = "诉求的照片";
  declaration.summary_en = "A case's photo";
  declaration.access = access;
  if (access == Access::Session) declaration.permission = std::string(to_string(accounts::Right::BoardRead));
  return declaration;
}

Declaration uploading() {
  Declaration declaration;
  declaration.summary_zh = "上传照片，随后在提交时引用其编号";
  declaration.summary_en = "Upload a photo, to be named in a report";
  declaration.access = Access::Public;
  declaration.body_kind = http::BodyKind::Raw;
  declaration.max_body = kLargestPhoto;
  declaration.answer = {http::id_field("id", {"编号", "Id"}), http::integer_field("width", {"宽", "Width"}),
                        http::integer_field("height", {"高", "Height"})};
  return declaration;
}

}  // namespace

void register_photo_routes(http::Router& router, Cases& cases) {
  router.add(Method::Post, "/api/v1/public/photos", uploading(),
             [&cases](Request& request) { return upload(cases, request); });
  const auto add = [&](std::string path, Access access, auto handler, Size size) {
    router.add(Method::Get, std::move(path), showing(access),
               [&cases, handler, size](Request& request) { return handler(cases, request, size); });
  };
  const std::string mine = "/api/v1/public/reports/{number}/photos/{id}";
  add("/api/v1/photos/{id}", Access::Session, show, Size::Full);
  add("/api/v1/photos/{id}/thumb", Access::Session, show, Size::Thumb);
  add(mine, Access::Public, show_public, Size::Full);
  add(mine + "/thumb", Access::Public, show_public, Size::Thumb);
}

}  // namespace linli::cases
