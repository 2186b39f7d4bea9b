// Routes of reports of one thing.
#include "modules/cases/http.hpp"
#include "modules/cases/http_fields.hpp"

namespace linli::cases {
namespace {

using accounts::caller_of;
using accounts::Right;
using http::Answer;
using http::Body;
using http::Declaration;
using http::Method;
using http::Request;
namespace asio = http::asio;

SimilarTo similar_to(Cases& cases, const Body& body) {
  SimilarTo draft{body.id<MatterId>("matter_id"), body.text("text"),  body.id<AreaId>("area_id"),
                  body.id<GridId>("grid_id"),     body.number("lon"), body.number("lat")};
  if (const auto slug = body.maybe_text("grid_slug"); slug && !slug->empty())
    if (const auto grid = cases.context().atlas.grid_by_slug(*slug)) draft.grid = grid->second;
  return draft;
}

Answer answered(Result<std::string> json, int status = 200) {
  if (!json) return fail(std::move(json.error()));
  return http::json_response(std::move(*json), status);
}

asio::awaitable<Answer> similar_public(Cases& cases, Request& request) {
  auto json = co_await cases.links.similar_for_residents(similar_to(cases, Body(request.json)));
  co_return answered(std::move(json));
}

asio::awaitable<Answer> subscribe(Cases& cases, Request& request) {
  auto json = co_await cases.links.subscribe(Body(request.json).text("ref"), request.peer);
  co_return answered(std::move(json), 201);
}

asio::awaitable<Answer> similar_staff(Cases& cases, Request& request) {
  auto json = co_await cases.links.similar_for_staff(caller_of(request), similar_to(cases, Body(request.json)));
  co_return answered(std::move(json));
}

asio::awaitable<Answer> links_of(Cases& cases, Request& request) {
  auto json = co_await cases.links.of_case(caller_of(request), request.param_id<CaseId>("id"));
  co_return answered(std::move(json));
}

asio::awaitable<Answer> fresh_case(Cases& cases, Request& request, Result<void> done) {
  if (!done) co_return fail(std::move(done.error()));
  auto json = co_await cases.desk.show(caller_of(request), request.param_id<CaseId>("id"));
  co_return answered(std::move(json));
}

asio::awaitable<Answer> merge_case(Cases& cases, Request& request) {
  const Body body(request.json);
  auto done = co_await cases.links.merge(caller_of(request), request.param_id<CaseId>("id"), body.id<CaseId>("into"),
                                         static_cast<int>(body.integer("version").value_or(0)), body.text("reason"));
  co_return co_await fresh_case(cases, request, std::move(done));
}

asio::awaitable<Answer> split_case(Cases& cases, Request& request) {
  const Body body(request.json);
  auto done = co_await cases.links.split(caller_of(request), request.param_id<CaseId>("id"),
                                         static_cast<int>(body.integer("version").value_or(0)), body.text("reason"));
  co_return co_await fresh_case(cases, request, std::move(done));
}

std::vector<http::Field> draft_fields() {
  return {http::id_field("matter_id", {"事项", "Matter"}).must(),
          http::text_field("text", {"内容", "What is wrong"}).at_most(4000).or_null(),
          http::id_field("area_id", {"区域", "Area"}).or_null(),
          http::id_field("grid_id", {"网格", "Grid"}).or_null(),
          http::text_field("grid_slug", {"网格二维码", "Grid's code"}).at_most(40).or_null(),
          http::number_field("lon", {"经度", "Longitude"}).between(-180, 180).or_null(),
          http::number_field("lat", {"纬度", "Latitude"}).between(-90, 90).or_null()};
}

Declaration posting(Text summary, std::vector<http::Field> body, std::optional<Right> right) {
  Declaration d;
  d.summary_zh = std::move(summary.zh);
  d.summary_en = std::move(summary.en);
  d.access = right ? http::Access::Session : http::Access::Public;
  if (right) d.permission = std::string(to_string(*right));
  d.body_kind = http::BodyKind::Json;
  d.body = std::move(body);
  return d;
}

http::Field version_field() { return http::integer_field("version", {"版本", "Version"}).must(); }
http::Field reason_field() { return http::text_field("reason", {"原因", "Reason"}).must().at_least(1).at_most(1000); }

}  // namespace

void register_link_routes(http::Router& router, Cases& cases) {
  const auto add = [&](Method method, std::string path, Declaration declaration, auto handler) {
    router.add(method, std::move(path), std::move(declaration),
               [&cases, handler](Request& request) { return handler(cases, request); });
  };
  add(Method::Post, "/api/v1/public/reports/similar",
      posting({"同一件事是否已有人反映", "Has this been reported already"}, draft_fields(), std::nullopt),
      similar_public);
  add(Method::Post, "/api/v1/public/reports/subscribe",
      posting({"关注已有的反映，不必重复提交", "Follow what has been reported"},
              {http::text_field("ref", {"凭据", "Reference"}).must().at_most(80)}, std::nullopt),
      subscribe);
  add(Method::Post, "/api/v1/cases/similar",
      posting({"登记前查重", "Cases like the one being taken in"}, draft_fields(), Right::BoardRead), similar_staff);
  Declaration reading;
  reading.summary_zh = "合并、关注与相似的诉求";
  reading.summary_en = "Merged, followed and similar cases";
  reading.permission = std::string(to_string(Right::BoardRead));
  add(Method::Get, "/api/v1/cases/{id}/links", reading, links_of);
  add(Method::Post, "/api/v1/cases/{id}/merge",
      posting({"并入另一件", "Merge into another case"},
              {http::id_field("into", {"并入", "Into"}).must(), version_field(), reason_field()}, Right::CasesDispatch),
      merge_case);
  add(Method::Post, "/api/v1/cases/{id}/split",
      posting({"从合并中拆出", "Split off again"}, {version_field(), reason_field()}, Right::CasesDispatch),
      split_case);
}

}  // namespace linli::cases
