#include "modules/compliance/http.hpp"

#include <charconv>

namespace linli::compliance {
namespace {

using http::Answer;
using http::Declaration;
using http::Method;
using http::Request;
namespace asio = http::asio;

constexpr int kMostRows = 200;

BoardRequest board_request(const Request& request) {
  const auto day = request.query_value("as_of");
  return {.area = request.query_id<AreaId>("area"), .as_of = day ? parse_date(*day) : std::nullopt};
}

asio::awaitable<Answer> show_board(Compliance& compliance, Request& request) {
  auto json = co_await compliance.board(accounts::caller_of(request), board_request(request));
  if (!json) co_return fail(std::move(json.error()));
  co_return http::json_response(std::move(*json));
}

asio::awaitable<Answer> list_records(Compliance& compliance, Request& request) {
  RecordsRequest wanted{.board = board_request(request),
                        .rule = std::string(request.query_value("rule").value_or("")),
                        .outcome = std::string(request.query_value("outcome").value_or("")),
                        .after = parse_id(request.query_value("cursor").value_or("0")).value_or(0)};
  if (const auto limit = request.query_value("limit"))
    std::from_chars(limit->data(), limit->data() + limit->size(), wanted.limit);
  auto json = co_await compliance.records(accounts::caller_of(request), std::move(wanted));
  if (!json) co_return fail(std::move(json.error()));
  co_return http::json_response(std::move(*json));
}

Declaration declared(std::string zh, std::string en) {
  Declaration declaration{.summary_zh = std::move(zh), .summary_en = std::move(en)};
  declaration.permission = std::string(to_string(accounts::Right::BoardRead));
  declaration.query = {http::id_field("area", {"区域", "Area"}), http::date_field("as_of", {"哪一天", "As of"})};
  return declaration;
}

}  // namespace

void register_routes(http::Router& router, Compliance& compliance) {
  router.add(Method::Get, "/api/v1/compliance",
             declared("达标看板:每条规则在一个区域的结果", "What every rule says of an area"),
             [&compliance](Request& request) { return show_board(compliance, request); });
  auto rows = declared("一条规则的逐条结果", "A rule's answers, record by record");
  rows.query.push_back(http::text_field("rule", {"规则代码", "Rule"}).at_most(100).must());
  rows.query.push_back(http::enum_field("outcome", {"结果", "Outcome"}, {"met", "short", "not_enough_data"}));
  rows.query.push_back(http::id_field("cursor", {"游标", "Cursor"}));
  rows.query.push_back(http::integer_field("limit", {"条数", "How many"}).between(1, kMostRows));
  router.add(Method::Get, "/api/v1/compliance/records", std::move(rows),
             [&compliance](Request& request) { return list_records(compliance, request); });
}

}  // namespace linli::compliance
