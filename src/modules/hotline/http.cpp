#include "modules/hotline/http.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace linli::hotline {
namespace {

using accounts::caller_of;
using cases::ForeignList;
using http::Answer;
using http::Declaration;
using http::Method;
using http::Request;
namespace asio = http::asio;

constexpr std::array<std::pair<std::string_view, ForeignList>, 5> kLists{{{"open", ForeignList::Open},
                                                                          {"to_report", ForeignList::ToReport},
                                                                          {"reported", ForeignList::Reported},
                                                                          {"sent_back", ForeignList::SentBack},
                                                                          {"all", ForeignList::All}}};

ForeignList list_of(const Request& request) {
  const auto wanted = request.query_value("list").value_or("open");
  for (const auto& [name, list] : kLists)
    if (name == wanted) return list;
  return ForeignList::Open;
}

int limit_of(const Request& request) {
  int limit = 50;
  const auto text = request.query_value("limit").value_or("");
  std::from_chars(text.data(), text.data() + text.size(), limit);
  return limit;
}

asio::awaitable<Answer> counts(Hotline& hotline, Request& request) {
  auto json = co_await hotline.counts(caller_of(request));
  co_return http::json_response(std::move(json));
}

asio::awaitable<Answer> orders(Hotline& hotline, Request& request) {
  std::string after(request.query_value("cursor").value_or(""));
  auto json = co_await hotline.orders(caller_of(request), list_of(request), std::move(after), limit_of(request));
  co_return http::json_response(std::move(json));
}

asio::awaitable<Answer> report(Hotline& hotline, Request& request) {
  auto json = co_await hotline.report(caller_of(request));
  if (!json) co_return fail(std::move(json.error()));
  co_return http::json_response(std::move(*json), 201);
}

asio::awaitable<Answer> reports(Hotline& hotline, Request& request) {
  auto json = co_await hotline.reports(caller_of(request), request.query_id<ReportId>("cursor"), limit_of(request));
  co_return http::json_response(std::move(json));
}

asio::awaitable<Answer> file(Hotline& hotline, Request& request) {
  auto bytes = co_await hotline.file(caller_of(request), request.param_id<ReportId>("id"));
  if (!bytes) co_return fail(std::move(bytes.error()));
  http::Response response;
  response.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"hotline.xlsx\"");
  response.body = std::move(*bytes);
  co_return response;
}

Declaration declared(Text summary, accounts::Right right = accounts::Right::ImportRun) {
  Declaration declaration;
  declaration.summary_zh = std::move(summary.zh);
  declaration.summary_en = std::move(summary.en);
  declaration.permission = std::string(to_string(right));
  return declaration;
}

Declaration paged(Text summary, http::Field cursor, accounts::Right right = accounts::Right::ImportRun) {
  auto declaration = declared(std::move(summary), right);
  declaration.query = {std::move(cursor), http::integer_field("limit", {"条数", "How many"}).between(1, 200)};
  return declaration;
}

}  // namespace

void register_routes(http::Router& router, Hotline& hotline) {
  const auto add = [&](Method method, std::string path, Declaration declaration, auto handler) {
    router.add(method, std::move(path), std::move(declaration),
               [&hotline, handler](Request& request) { return handler(hotline, request); });
  };
  std::vector<std::string> lists;
  for (const auto& [name, list] : kLists) lists.emplace_back(name);
  auto listing = paged({"12345工单", "Work orders of the city's hotline"},
                       http::text_field("cursor", {"翻页位置", "Cursor"}), accounts::Right::CasesDispatch);
  listing.query.push_back(http::enum_field("list", {"列表", "List"}, std::move(lists)));
  const std::string base = "/api/v1/hotline";
  add(Method::Get, base,
      declared({"12345工单的件数", "How many work orders of the hotline"}, accounts::Right::CasesDispatch), counts);
  add(Method::Get, base + "/orders", std::move(listing), orders);
  add(Method::Get, base + "/reports",
      paged({"历次报送", "Results that were handed out"}, http::id_field("cursor", {"翻页位置", "Cursor"})), reports);
  add(Method::Post, base + "/reports", declared({"报送办理结果", "Hand out the results"}), report);
  add(Method::Get, base + "/reports/{id}/file", declared({"下载报送的文件", "The file of a report"}), file);
}

}  // namespace linli::hotline
